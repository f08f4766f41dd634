import { type Instant, instant, type Spid, type Tn } from '@openlnp/numbering';
import type { PortingEvent } from '@openlnp/porting';
import fc from 'fast-check';
import { bytesOf, type NumberEvents, numbersOf, runsOf, tnsOf } from './range-runs';

const FIRST = 3035550100;
const AT = instant(1_000);
/** Until when queries find what is superseded. */
const KEPT = instant(2_000);
const GAINER = 'B222' as Spid;
const HOLDER = 'A111' as Spid;

const activated = (place: number, newSp = GAINER): PortingEvent => ({
  type: 'SvActivated',
  data: { svId: 7 + place, tn: (FIRST + place) as Tn, newSp, oldSp: HOLDER },
});
const superseded = (place: number, svId: number): PortingEvent => ({
  type: 'SvSuperseded',
  data: { svId, tn: (FIRST + place) as Tn, newSp: HOLDER, oldSp: HOLDER, bySvId: 7 + place, retainUntil: KEPT },
});
const number = (place: number, events: readonly PortingEvent[] = [activated(place)], at: Instant = AT) =>
  ({ tn: (FIRST + place) as Tn, events: events.map((event) => ({ event, at })) }) satisfies NumberEvents;

/** First and last place of each run. */
const places = (numbers: readonly NumberEvents[]) =>
  runsOf(numbers).map(({ firstTn, lastTn }) => [firstTn - FIRST, lastTn - FIRST]);

describe('the runs of a range decision', () => {
  it('neighbours that are treated alike are one run, whose event is the first one’s', () => {
    const numbers = [0, 1, 2].map((place) => number(place));
    expect(places(numbers)).toEqual([[0, 2]]);
    expect(runsOf(numbers)).toEqual(runsOf(numbers.slice(0, 1)).map((run) => ({ ...run, lastTn: FIRST + 2 })));
    expect(runsOf([])).toEqual([]);
  });

  it.each([
    ['a gap between the numbers', [number(0), number(2)]],
    ['a number without events', [number(0), number(1, []), number(2)]],
    ['another instant', [number(0), number(2 - 1, [activated(1)], instant(1_001))]],
    ['other data', [number(0), number(1, [activated(1, HOLDER)])]],
    ['a version id that is not the next one', [number(0, [superseded(0, 3)]), number(1, [superseded(1, 3)])]],
    ['an event more', [number(0), number(1, [superseded(1, 4), activated(1)])]],
    ['an event less', [number(0, [activated(0), superseded(0, 3)]), number(1)]],
  ])('%s begins another run', (_what, numbers) => {
    expect(places(numbers)).toHaveLength(2);
    expect([...numbersOf(runsOf(numbers))]).toEqual(numbers.filter(({ events }) => events.length > 0));
  });

  it('each event keeps its own instant', () => {
    const numbers = [0, 1].map((place) => ({
      tn: (FIRST + place) as Tn,
      events: [
        { event: superseded(place, 3 + place), at: instant(500) },
        { event: activated(place), at: instant(600) },
      ],
    }));
    expect(runsOf(numbers).map(({ events }) => events.map(({ at }) => at))).toEqual([[500, 600]]);
    expect([...numbersOf(runsOf(numbers))]).toEqual(numbers);
  });

  it('taken apart again they are what was joined, whatever it was', () => {
    const decided = fc.record({ has: fc.boolean(), sp: fc.constantFrom(GAINER, HOLDER), at: fc.constantFrom(1, 2) });
    fc.assert(
      fc.property(fc.array(decided, { maxLength: 12 }), (all) => {
        const numbers = all.map(({ has, sp, at }, place) =>
          number(place, has ? [activated(place, sp)] : [], instant(at)),
        );
        const told = numbers.filter(({ events }) => events.length > 0);
        expect([...numbersOf(runsOf(numbers))]).toEqual(told);
        expect(runsOf(numbers).length).toBeLessThanOrEqual(told.length);
      }),
    );
  });

  it('are weighed by what they say, not by how many numbers they say it of', () => {
    const one = bytesOf(runsOf([number(0)]));
    const event = runsOf([number(0)])[0]?.events[0]?.event.length ?? 0;
    expect(one).toBeGreaterThan(event);
    expect(bytesOf(runsOf([number(0), number(1)]))).toBe(one);
    expect(bytesOf(runsOf([number(0), number(2)]))).toBe(2 * one);
    expect(bytesOf([])).toBe(0);
  });
});

it('the numbers of a range come in order, both ends with them', () => {
  expect([...tnsOf({ first: FIRST as Tn, last: (FIRST + 2) as Tn })]).toEqual([FIRST, FIRST + 1, FIRST + 2]);
});
