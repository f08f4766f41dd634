import type { RecordedEvent } from '@openlnp/event-store';
import { encodeWire, subjectOfEvent } from '@openlnp/messages';
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

  it('is known from the range decision on that told it, before its own events', () => {
    const numbers = new SvNumbers();
    const of = (svId: number, tn: number) => ({ svId, tn, newSp: 'B222', oldSp: 'A111', retainUntil: null });
    const dates = { customerDisconnectDate: 0, effectiveReleaseDate: 1 };
    const event = (type: string, data: object) => ({ at: 0, event: encodeWire(subjectOfEvent(type), data) });
    const run = (firstTn: number, lastTn: number, svId: number) => ({
      ...{ firstTn, lastTn },
      events: [
        event('SvDisconnectRequested', {
          ...{ ...of(svId, firstTn), ...dates, donorSp: 'A111', copySvId: svId + 100, failedSps: [] },
        }),
        event('SvSuperseded', { ...of(svId + 50, firstTn), bySvId: svId }),
      ],
    });
    const runs = [run(3035550000, 3035550009, 1001), run(3035550020, 3035550021, 2001)];
    numbers.apply({ stream: 'job-1', type: 'RangeDecided', data: { runs } } as unknown as RecordedEvent);
    const ids = [1001, 1010, 1011, 1051, 1060, 1101, 1110, 2001, 2002, 2003, 2102];
    expect(ids.map((svId) => numbers.tnOf(svId))).toEqual([
      ...[3035550000, 3035550009, undefined, 3035550000, 3035550009, 3035550000, 3035550009],
      ...[3035550020, 3035550021, undefined, 3035550021],
    ]);
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
