import type { Spid } from '@openlnp/numbering';
import { ANNA, append, BERTA, CARLA, testDeps } from '../../../packages/service/src/testing';
import { answersOf, failed, started } from './testing/broadcasts';
import { startedWithDownloads } from './testing/started';

const newDeps = testDeps();

const TN = 3035550001;

describe('what LSMSs answer about a resend to a part of the list', () => {
  /** Downloads 1 to 3: an activation that all failed, what takes it back, and the resend, which names Anna's LSMS. */
  async function withResend() {
    const { deps, acks, published } = await startedWithDownloads(await newDeps(), 1);
    const resent = started(TN, [ANNA]);
    await append(deps.store, `tn-${TN}`, failed(TN));
    await append(deps.store, `tn-${TN}`, { ...resent, data: { ...resent.data, broadcast: 3, resend: true } });
    await published();
    const acknowledges = async (spid: Spid, after: number, through: number, refused: readonly number[] = []) => {
      const before = (await answersOf(deps)).length;
      const refusals = refused.map((number) => ({ number, code: 'no_room', text: null }));
      await acks.acknowledge(spid, { after, through, refused: refusals });
      await published();
      const commands = (await answersOf(deps)).slice(before);
      return commands
        .flatMap(({ results }) => results)
        .map(({ broadcast, answers }) => [broadcast, ...answers.map((answer) => `${answer.spid} ${answer.ok}`)]);
    };
    return { acknowledges };
  }

  it('RR5-38.7 RR5-38.8 of who catches up and was left out, the owner hears that it took it', async () => {
    const { acknowledges } = await withResend();
    expect(await acknowledges(BERTA, 0, 3)).toEqual([
      [1, 'B222 true'],
      [3, 'B222 true'],
    ]);
  });

  it('RR5-38.7 RR5-38.2 the refusal of who was left out is nothing, and what it takes later is', async () => {
    const { acknowledges } = await withResend();
    expect(await acknowledges(BERTA, 0, 3, [1, 3])).toEqual([[1, 'B222 false']]);
    expect(await acknowledges(BERTA, 2, 3)).toEqual([[3, 'B222 true']]);
  });

  it('RR5-38.7 only of the resend: nobody else is told of with what was sent first, or put back', async () => {
    const { acknowledges } = await withResend();
    expect(await acknowledges(CARLA, 0, 2)).toEqual([]);
    expect(await acknowledges(CARLA, 2, 3)).toEqual([[3, 'C333 true']]);
    expect(await acknowledges(ANNA, 0, 3, [3])).toEqual([
      [1, 'A111 true'],
      [3, 'A111 false'],
    ]);
  });
});
