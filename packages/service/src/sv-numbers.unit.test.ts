import type { RecordedEvent } from '@openlnp/event-store';
import { SvNumbers, tnOfVersion } from './sv-numbers';

const event = (stream: string, data: object): RecordedEvent => ({ stream, data }) as unknown as RecordedEvent;

describe('the number of a version', () => {
  it('is that of its events, also of a copy that stays behind', () => {
    const numbers = new SvNumbers();
    numbers.apply(event('tn-3035550001', { svId: 1001, tn: 3035550001 }));
    numbers.apply(event('tn-9995550001', { svId: 2 ** 31 - 1, tn: 9995550001, copySvId: null }));
    numbers.apply(event('tn-3035550001', { svId: 1001, tn: 3035550001, copySvId: 70_000 }));
    numbers.apply(event('sp-A111', { spid: 'A111' }));
    expect([1001, 70_000, 2 ** 31 - 1].map((svId) => numbers.tnOf(svId))).toEqual([3035550001, 3035550001, 9995550001]);
    expect([0, 1, 1000, 1002, 2 ** 31].map((svId) => numbers.tnOf(svId))).toEqual(Array(5).fill(undefined));
  });

  it('is asked of the store to its head before it is unknown', async () => {
    const numbers = new SvNumbers();
    const reached: bigint[] = [];
    const view = {
      numbers,
      store: { head: async () => 7n },
      followed: {
        reached: async (position: bigint) => {
          reached.push(position);
          numbers.apply(event('tn-3035550001', { svId: 1001, tn: 3035550001 }));
        },
      },
    };
    expect(await tnOfVersion(view, 1001)).toBe(3035550001);
    expect(reached).toEqual([7n]);
    expect(await tnOfVersion(view, 1001)).toBe(3035550001);
    expect(reached).toEqual([7n]);
    expect(await tnOfVersion(view, 1002)).toBeUndefined();
  });
});
