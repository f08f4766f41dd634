import type { RecordedEvent } from '@openlnp/event-store';
import { encodeWire, subjectOfEvent } from '@openlnp/messages';
import { instant, type Tn } from '@openlnp/numbering';
import { given } from '../../porting/src/testing/scenario';
import { activate, answers, LSMS_A, LSMS_B, newSpCreate, ok, oldSpCreate } from '../../porting/src/testing/world';
import { spanningEvents } from './range-events';

type Plain = { readonly type: string; readonly data: object };

const FIRST = 3035550100;
const AT = instant(1_770_000_000_000);
const [started] = given(newSpCreate(), oldSpCreate()).when(activate()).events as readonly Plain[];
const outcome = given(newSpCreate(), oldSpCreate(), activate()).when(answers(1, [ok(LSMS_A), ok(LSMS_B)])).events;
const [, activated] = outcome as readonly Plain[];

/** An event of the number at a place of the range; version ids count on from 500, whatever it takes the place of. */
const at = ({ type, data }: Plain, place: number, more: object = {}): Plain => {
  const [tn, svId] = [FIRST + place, 500 + place];
  const own = { ...data, tn, svId, ...more };
  return { type, data: 'download' in own ? { ...own, download: { ...(own.download as object), tn, svId } } : own };
};
const superseded = (place: number, svId: number): Plain =>
  at({ type: 'SvSuperseded', data: { newSp: 'A111', oldSp: 'B222', retainUntil: null } }, place, {
    ...{ svId, bySvId: 500 + place },
  });

const run = (first: number, last: number, events: readonly Plain[], occurredAt = AT) => ({
  ...{ firstTn: (FIRST + first) as Tn, lastTn: (FIRST + last) as Tn },
  events: events.map(({ type, data }) => ({ at: occurredAt, event: encodeWire(subjectOfEvent(type), data) })),
});
const decided = (...runs: ReturnType<typeof run>[]) =>
  spanningEvents({ type: 'RangeDecided', stream: 'job-1', data: { runs }, metadata: {} } as unknown as RecordedEvent);
/** Type, first and last place, and version id of what is told. */
const told = (events: ReturnType<typeof spanningEvents>) =>
  events.map(({ event, range }) => {
    const { svId } = event.data as { svId: number };
    return [event.type, range.first - FIRST, range.last - FIRST, svId];
  });

describe('what a range decision tells', () => {
  const start = started as Plain;
  const end = activated as Plain;

  it('is one download for numbers that differ only in what they take the place of, which is told of each', () => {
    expect(
      told(decided(...[7, 3, null].map((supersedes, place) => run(place, place, [at(start, place, { supersedes })])))),
    ).toEqual([['SvBroadcastStarted', 0, 2, 500]]);
    const steps = [7, 3].map((svId, place) => run(place, place, [superseded(place, svId), at(end, place)]));
    expect(told(decided(...steps))).toEqual([
      ['SvSuperseded', 0, 0, 7],
      ['SvSuperseded', 1, 1, 3],
      ['SvActivated', 0, 1, 500],
    ]);
  });

  it('is one thing for each run whose data, instants or steps differ, or that has a gap before it', () => {
    const two = (second: ReturnType<typeof run>) => decided(run(0, 4, [at(start, 0)]), second).length;
    expect(two(run(5, 9, [at(start, 5)]))).toBe(1);
    expect(two(run(5, 9, [at(start, 5, { targets: [] })]))).toBe(2);
    expect(two(run(5, 9, [at(start, 5, { svId: 900 })]))).toBe(2);
    expect(two(run(5, 9, [at(start, 5)], instant(AT + 1)))).toBe(2);
    expect(two(run(6, 9, [at(start, 6)]))).toBe(2);
    expect(two(run(5, 9, [at(start, 5), at(end, 5)]))).toBe(3);
    expect(decided()).toEqual([]);
  });

  it('keeps the order of what happens to each number', () => {
    const mixed = decided(
      run(0, 0, [superseded(0, 7), at(end, 0)]),
      run(1, 1, [at(end, 1)]),
      run(2, 2, [superseded(2, 9), at(end, 2)]),
    );
    expect(told(mixed)).toEqual([
      ['SvSuperseded', 0, 0, 7],
      ['SvActivated', 0, 0, 500],
      ['SvActivated', 1, 1, 501],
      ['SvSuperseded', 2, 2, 9],
      ['SvActivated', 2, 2, 502],
    ]);
  });
});
