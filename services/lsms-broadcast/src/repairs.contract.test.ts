import { ANNA, BERTA, testDeps } from '../../../packages/service/src/testing';
import { type AckAnswer, LsmsAcknowledgements } from './acknowledgements';
import { answersOf } from './testing/broadcasts';
import { startedWithDownloads } from './testing/started';

const newDeps = testDeps();

describe('what an LSMS refused, it may take later by acknowledging it again', () => {
  const refusal = (number: number) => ({ number, code: 'no_room', text: null });

  /** Anna has acknowledged all, and refused these. */
  async function withRefused(count: number, refused: readonly number[]) {
    const started = await startedWithDownloads(await newDeps(), count);
    const { deps, acks, published } = started;
    await acks.acknowledge(ANNA, { after: 0, through: count, refused: refused.map(refusal) });
    await published();
    const before = (await answersOf(deps)).length;
    const again = (after: number, through: number, still: readonly number[] = []): Promise<AckAnswer> =>
      acks.acknowledge(ANNA, { after, through, refused: still.map(refusal) });
    const answers = async () => {
      await published();
      return (await answersOf(deps))
        .slice(before)
        .flatMap(({ results }) => results)
        .flatMap((result) => result.answers.map((one) => ({ ...one, svId: result.svId, broadcast: result.broadcast })));
    };
    const stream = async () => (await deps.store.readStream('lsms-A111')).map(({ type, data }) => ({ type, data }));
    return { ...started, again, answers, stream };
  }

  const took = (svId: number) => ({ spid: ANNA, ok: true, code: null, svId, broadcast: 1 });

  it('is recorded beside its number, which stays, and told to the owner as taken', async () => {
    const { acks, again, answers, stream } = await withRefused(5, [2, 4]);
    expect(await again(1, 2)).toEqual({ ok: true, acknowledgedThrough: 5 });
    expect((await stream()).slice(1)).toEqual([
      { type: 'LsmsRepaired', data: { spid: ANNA, numbers: [2], acknowledgedThrough: 5 } },
    ]);
    expect(await acks.acknowledgedThrough(ANNA)).toBe(5);
    expect(await answers()).toEqual([took(2)]);
  });

  it('once: repeats of it, and of the first acknowledgement, change nothing', async () => {
    const { again, answers, stream } = await withRefused(5, [2, 4]);
    await again(0, 5, [2, 4]);
    expect(await stream()).toHaveLength(1);
    for (let n = 0; n < 3; n += 1) expect(await again(0, 5, [4])).toEqual({ ok: true, acknowledgedThrough: 5 });
    expect((await stream()).slice(1).map(({ data }) => data)).toMatchObject([{ numbers: [2] }]);
    await again(0, 5, [2, 4]);
    expect(await stream()).toHaveLength(2);
    expect(await answers()).toEqual([took(2)]);
  });

  it('only that: what was never refused, refused again, or is of another LSMS has no effect', async () => {
    const { acks, again, answers, stream } = await withRefused(5, [2, 4]);
    await again(2, 3);
    await again(3, 4, [4]);
    await again(4, 4);
    await acks.acknowledge(BERTA, { after: 0, through: 5, refused: [] });
    await acks.acknowledge(BERTA, { after: 0, through: 5, refused: [] });
    expect(await stream()).toHaveLength(1);
    expect((await answers()).filter(({ spid }) => spid === ANNA)).toEqual([]);
  });

  it('an interval that reaches beyond what was acknowledged is no repair', async () => {
    const { deps, again, stream } = await withRefused(5, [2]);
    const six = new LsmsAcknowledgements(deps.store, deps.clock, deps.ids, () => 6);
    expect(await again(1, 6)).toMatchObject({ ok: false, code: 'ack_beyond_log' });
    expect(await six.acknowledge(ANNA, { after: 1, through: 6, refused: [] })).toEqual({
      ok: false,
      code: 'ack_gap',
      acknowledgedThrough: 5,
    });
    // The refusals of acknowledgements stand behind; the repair still fits, and so does the next one after it.
    expect(await again(1, 2)).toEqual({ ok: true, acknowledgedThrough: 5 });
    expect(await six.acknowledge(ANNA, { after: 5, through: 6, refused: [] })).toMatchObject({
      acknowledgedThrough: 6,
    });
    expect((await stream()).map(({ type }) => type)).toEqual([
      'LsmsAcknowledged',
      'LsmsAcknowledgementRefused',
      'LsmsAcknowledgementRefused',
      'LsmsRepaired',
      'LsmsAcknowledged',
    ]);
  });

  it('also of refusals that were recorded by another instance, and by two at once only once', async () => {
    const { deps, acks, again, answers, stream } = await withRefused(4, [1, 2]);
    await again(0, 1);
    const other = new LsmsAcknowledgements(deps.store, deps.clock, deps.ids, () => 4);
    const all = { after: 0, through: 4, refused: [] };
    const both = await Promise.all([acks.acknowledge(ANNA, all), other.acknowledge(ANNA, all)]);
    expect(both).toEqual(both.map(() => ({ ok: true, acknowledgedThrough: 4 })));
    expect((await stream()).slice(1).map(({ data }) => data)).toMatchObject([{ numbers: [1] }, { numbers: [2] }]);
    expect(await answers()).toEqual([took(1), took(2)]);
  });

  it('however much it is: in events that are small enough', async () => {
    const { deps, answers, stream } = await withRefused(5, [1, 2, 3, 5]);
    const small = new LsmsAcknowledgements(deps.store, deps.clock, deps.ids, () => 5, 2);
    expect(await small.acknowledge(ANNA, { after: 0, through: 4, refused: [] })).toMatchObject({ ok: true });
    expect((await stream()).slice(1).map(({ data }) => data)).toMatchObject([{ numbers: [1, 2] }, { numbers: [3] }]);
    expect(await answers()).toEqual([took(1), took(2), took(3)]);
  });
});
