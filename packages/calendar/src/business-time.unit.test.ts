import { type Instant, instant, parseInstant } from '@openlnp/numbering';
import fc from 'fast-check';
import { businessTimeAfter, type Calendar, calendarOf, isBusinessTime, LONGEST_BREAK_DAYS } from './calendar';
import type { DayType } from './region';
import { regionOf } from './regions';

const at = (iso: string): Instant => {
  const parsed = parseInstant(iso);
  if (parsed === undefined) throw new Error(`no instant: ${iso}`);
  return parsed;
};

const us = regionOf(303);

describe('a calendar that is closed for long', () => {
  const DAY = 86_400_000;
  const start = instant(20_000 * DAY);
  /** Open on one day only, from its beginning to its end. */
  const openOn = (open: number): Calendar => ({
    session: (day) => (day === open ? { opens: instant(day * DAY), closes: instant((day + 1) * DAY) } : undefined),
  });

  it('is waited for as long as the longest break', () => {
    // The first day that is looked at is two before the start.
    const last = 20_000 - 2 + LONGEST_BREAK_DAYS - 1;
    expect(businessTimeAfter(start, 1, openOn(last))).toBe(last * DAY + 3_600_000);
    expect(() => businessTimeAfter(start, 1, openOn(last + 1))).toThrow('no business day within 366 days');
  });

  it('is not taken for closed because it was closed for long before, in pieces', () => {
    const monthly: Calendar = { session: (day) => (day % 300 === 0 ? openOn(day).session(day) : undefined) };
    // Day 20,100 is worked, and then every 300th: the breaks are shorter than the longest.
    expect(businessTimeAfter(start, 60, monthly)).toBe((20_100 + 600) * DAY + 12 * 3_600_000);
  });
});

it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%s hours are no window', (hours) => {
  expect(() => businessTimeAfter(at('2026-01-05T13:00:00Z'), hours, calendarOf(us, 'short'))).toThrow(RangeError);
});

describe('whatever the start and the window', () => {
  const zones = ['America/Chicago', 'America/New_York', 'America/Los_Angeles', 'Pacific/Guam', 'America/Puerto_Rico'];
  const starts = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2031-01-01T00:00:00Z') }).map(instant);
  // Quarters of an hour are exact in milliseconds.
  const hours = fc.integer({ min: 1, max: 72 * 4 }).map((quarters) => quarters / 4);
  const calendars = fc
    .record({
      zone: fc.constantFrom(...zones),
      type: fc.constantFrom<DayType>('short', 'medium', 'long'),
      // RR3-12.1, RR3-13.1: whatever the tunables of business days may say.
      opens: fc.constantFrom(undefined, '00:00', '12:00', '20:00', '23:45'),
      hours: fc.constantFrom(undefined, 1, 17, 24),
    })
    .map(({ zone, type, opens, hours }) => {
      const day = us.businessDays[type];
      const changed = { ...day, opens: opens ?? day.opens, hours: hours ?? day.hours };
      return calendarOf({ ...us, zone, businessDays: { ...us.businessDays, [type]: changed } }, type);
    });
  const assert = (check: (start: Instant, a: number, b: number, calendar: ReturnType<typeof calendarOf>) => void) =>
    fc.assert(fc.property(starts, hours, hours, calendars, check), { numRuns: 500 });

  it('two windows one after the other are as long as one', () => {
    assert((start, a, b, calendar) => {
      const twice = businessTimeAfter(businessTimeAfter(start, a, calendar), b, calendar);
      expect(twice).toBe(businessTimeAfter(start, a + b, calendar));
    });
  });

  it('it ends within business hours, or at a closing, and no earlier than the hours by the clock', () => {
    assert((start, a, _, calendar) => {
      const end = businessTimeAfter(start, a, calendar);
      expect(isBusinessTime(instant(end - 1), calendar)).toBe(true);
      expect(end - start).toBeGreaterThanOrEqual(a * 3_600_000);
    });
  });

  it('a later start or a longer window never ends earlier', () => {
    assert((start, a, b, calendar) => {
      const end = businessTimeAfter(start, a, calendar);
      expect(businessTimeAfter(instant(start + b * 3_600_000), a, calendar)).toBeGreaterThanOrEqual(end);
      expect(businessTimeAfter(start, a + b, calendar)).toBeGreaterThan(end);
    });
  });

  it('the business time within it is its length', () => {
    assert((start, a, _, calendar) => {
      const end = businessTimeAfter(start, a, calendar);
      const quarter = 15 * 60_000;
      // Sessions begin and end on quarters, so that a start on one makes whole quarters.
      const from = start - (start % quarter);
      let worked = 0;
      const to = businessTimeAfter(instant(from), a, calendar);
      for (let time = from; time < to; time += quarter) if (isBusinessTime(instant(time), calendar)) worked += 1;
      expect(worked).toBe(a * 4);
      expect(end).toBeGreaterThanOrEqual(to);
    });
  });
});
