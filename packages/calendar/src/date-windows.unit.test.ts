import { formatInstant, type Instant, instant, parseInstant } from '@openlnp/numbering';
import fc from 'fast-check';
import { type Calendar, calendarOf, LONGEST_BREAK_DAYS } from './calendar';
import { clockMinutes } from './clock-time';
import { businessDayBefore, businessDaysAfter, calendarDaysAfter, calendarMonthsAfter } from './date-windows';
import type { DayType } from './region';
import { regionOf } from './regions';

const at = (iso: string): Instant => {
  const parsed = parseInstant(iso);
  if (parsed === undefined) throw new Error(`no instant: ${iso}`);
  return parsed;
};

const us = regionOf(303);
const CENTRAL = us.zone;
let short: Calendar;
let long: Calendar;
// Calendars remember their answers: each test has its own, so that each asks the rules.
beforeEach(() => {
  short = calendarOf(us, 'short');
  long = calendarOf(us, 'long');
});

describe('a window of calendar days', () => {
  const after = (start: string, days: number, zone = CENTRAL) =>
    formatInstant(calendarDaysAfter(at(start), days, zone));

  it('R5-45.1 counts every day, weekends and holidays too', () => {
    expect(after('2026-01-05T15:30:00Z', 30)).toBe('2026-02-04T15:30:00.000Z');
    expect(after('2026-12-24T15:30:00Z', 1)).toBe('2026-12-25T15:30:00.000Z');
  });

  it('R5-45.1 ends at the same time by the clocks, an hour earlier or later in UTC when they were changed in between', () => {
    // Forward on 8 March, back on 1 November 2026.
    expect(after('2026-03-01T15:30:00Z', 30)).toBe('2026-03-31T14:30:00.000Z');
    expect(after('2026-10-20T14:30:00Z', 30)).toBe('2026-11-19T15:30:00.000Z');
  });

  it('AR3-3 that would end at a time the clocks leave out ends when they have been put forward', () => {
    expect(after('2026-03-07T08:30:00Z', 1)).toBe('2026-03-08T08:30:00.000Z');
  });

  it('AR3-3 that would end at a time the clocks show twice ends at the first', () => {
    expect(after('2026-10-31T06:30:00Z', 1)).toBe('2026-11-01T06:30:00.000Z');
  });

  it('has the clocks of its zone', () => {
    expect(after('2026-03-01T15:30:00Z', 30, 'America/Phoenix')).toBe('2026-03-31T15:30:00.000Z');
  });

  it.each([0, -1, 1.5, Number.NaN])('is not of %s days', (days) => {
    expect(() => calendarDaysAfter(at('2026-01-05T15:30:00Z'), days, CENTRAL)).toThrow(
      new RangeError(`not a number of calendar days: ${days}`),
    );
  });
});

describe('a window of calendar months', () => {
  const after = (start: string, months: number) => formatInstant(calendarMonthsAfter(at(start), months, CENTRAL));

  it('R5-2.1 ends on the same day of the month at the same time by the clocks', () => {
    expect(after('2026-01-05T15:30:00Z', 18)).toBe('2027-07-05T14:30:00.000Z');
    expect(after('2026-01-05T15:30:00Z', 12)).toBe('2027-01-05T15:30:00.000Z');
  });

  it('R5-2.1 ends on the last day of a month that has no such day', () => {
    expect(after('2026-01-31T15:30:00Z', 1)).toBe('2026-02-28T15:30:00.000Z');
    expect(after('2027-08-31T14:30:00Z', 6)).toBe('2028-02-29T15:30:00.000Z');
    expect(after('2026-12-31T15:30:00Z', 2)).toBe('2027-02-28T15:30:00.000Z');
  });

  it('takes the day that the clocks show, not that of UTC', () => {
    // 31 January, 20:00 Central time.
    expect(after('2026-02-01T02:00:00Z', 1)).toBe('2026-03-01T02:00:00.000Z');
  });

  it.each([0, -1, 1.5])('is not of %s months', (months) => {
    expect(() => calendarMonthsAfter(at('2026-01-05T15:30:00Z'), months, CENTRAL)).toThrow(
      new RangeError(`not a number of calendar months: ${months}`),
    );
  });
});

describe('a window of business days', () => {
  const after = (start: string, days: number, calendar = short) =>
    formatInstant(businessDaysAfter(at(start), days, calendar, CENTRAL));

  it('N394 ends on the last of them at the time at which it began; its first day is the next business day', () => {
    expect(after('2026-01-05T15:30:00Z', 5)).toBe('2026-01-12T15:30:00.000Z');
    expect(after('2026-01-10T15:30:00Z', 5)).toBe('2026-01-16T15:30:00.000Z');
    expect(after('2026-01-05T15:30:00Z', 5, long)).toBe('2026-01-10T15:30:00.000Z');
  });

  it('N394 leaves holidays out, and keeps to the clocks', () => {
    expect(after('2026-11-25T15:30:00Z', 1)).toBe('2026-11-27T15:30:00.000Z');
    expect(after('2026-03-06T15:30:00Z', 1)).toBe('2026-03-09T14:30:00.000Z');
  });

  it('of none ends at once', () => {
    expect(after('2026-01-10T15:30:00Z', 0)).toBe('2026-01-10T15:30:00.000Z');
    // Even where the clocks show that time for the second time.
    expect(after('2026-11-01T07:30:00Z', 0)).toBe('2026-11-01T07:30:00.000Z');
  });

  it.each([-1, 0.5])('is not of %s days', (days) => {
    expect(() => after('2026-01-10T15:30:00Z', days)).toThrow(new RangeError(`not a number of business days: ${days}`));
  });

  it('is not found in a calendar that is closed for longer than the longest break', () => {
    const openOn = (open: number): Calendar => ({
      session: (day) => (day === open ? short.session(20_458) : undefined),
    });
    // 20,458 is 5 January 2026.
    const last = 20_458 + LONGEST_BREAK_DAYS;
    const start = at('2026-01-05T15:30:00Z');
    expect(businessDaysAfter(start, 1, openOn(last), CENTRAL)).toBe(calendarDaysAfter(start, 366, CENTRAL));
    expect(() => businessDaysAfter(start, 1, openOn(last + 1), CENTRAL)).toThrow('no business day within 366 days');
  });
});

describe('a clock time on the business day before a due date', () => {
  const before = (dueDate: string, clock = '12:00', calendar = short, zone = CENTRAL) =>
    formatInstant(businessDayBefore(at(dueDate), clock, calendar, zone));

  it('RR5-42.4 AR3-3 is noon in Central time by default', () => {
    expect(before('2026-01-15T00:00:00Z')).toBe('2026-01-14T18:00:00.000Z');
    expect(before('2026-01-15T00:00:00Z', '12:00', short, 'America/New_York')).toBe('2026-01-14T17:00:00.000Z');
  });

  it('AR3-3 is the same time by the clocks in summer', () => {
    expect(before('2026-07-15T00:00:00Z')).toBe('2026-07-14T17:00:00.000Z');
    // Clocks go forward on Sunday, 8 March: Friday noon is still winter.
    expect(before('2026-03-09T00:00:00Z')).toBe('2026-03-06T18:00:00.000Z');
    expect(before('2026-03-10T00:00:00Z')).toBe('2026-03-09T17:00:00.000Z');
  });

  it('AR5-2 the date of a due date is its date in UTC, at midnight and at every other time of that day', () => {
    for (const time of ['00:00:00', '05:59:59', '18:00:00', '23:59:59'])
      expect(before(`2026-01-15T${time}Z`)).toBe('2026-01-14T18:00:00.000Z');
    expect(before('2026-01-16T00:00:00Z')).toBe('2026-01-15T18:00:00.000Z');
  });

  it('AR3-3 RR5-42.2 is noon of summer before the weekend on which clocks are put back', () => {
    // Sunday, 1 November 2026; the Monday is due.
    expect(before('2026-11-02T00:00:00Z')).toBe('2026-10-30T17:00:00.000Z');
    expect(before('2026-11-02T00:00:00Z', '12:00', long)).toBe('2026-10-31T17:00:00.000Z');
    expect(before('2026-11-03T00:00:00Z')).toBe('2026-11-02T18:00:00.000Z');
  });

  it('AR5-2 AR3-3 east of UTC is of the day before the date in UTC too, by the clocks there', () => {
    // It is 10 in the morning of the 15th in Guam.
    const guam = calendarOf({ ...us, zone: 'Pacific/Guam' }, 'short');
    expect(before('2026-01-15T00:00:00Z', '12:00', guam, 'Pacific/Guam')).toBe('2026-01-14T02:00:00.000Z');
    expect(before('2026-01-15T23:59:59Z', '12:00', guam, 'Pacific/Guam')).toBe('2026-01-14T02:00:00.000Z');
  });

  it('RR5-42.2 is before the weekend for a due date on the weekend or the Monday after', () => {
    for (const day of ['2026-01-10', '2026-01-11', '2026-01-12'])
      expect(before(`${day}T00:00:00Z`)).toBe('2026-01-09T18:00:00.000Z');
    expect(before('2026-01-12T00:00:00Z', '12:00', long)).toBe('2026-01-10T18:00:00.000Z');
  });

  it('RR5-42.2 is before a holiday', () => {
    expect(before('2026-11-27T00:00:00Z')).toBe('2026-11-25T18:00:00.000Z');
    expect(before('2026-11-30T00:00:00Z')).toBe('2026-11-27T18:00:00.000Z');
    // Thursday, 1 January 2026 is a holiday.
    expect(before('2026-01-02T00:00:00Z')).toBe('2025-12-31T18:00:00.000Z');
  });

  it('RR5-42.3 is any time of that day, from its beginning to its end', () => {
    expect(before('2026-01-15T00:00:00Z', '00:00')).toBe('2026-01-14T06:00:00.000Z');
    expect(before('2026-01-15T00:00:00Z', '21:30')).toBe('2026-01-15T03:30:00.000Z');
    expect(before('2026-01-15T00:00:00Z', '24:00')).toBe('2026-01-15T06:00:00.000Z');
  });

  it.each(['', '12', '1:00', '24:01', '25:00', '12:60', ' 12:00', '12:00Z', '24:00Z', '124:00'])(
    '"%s" is none',
    (clock) => {
      expect(clockMinutes(clock)).toBeUndefined();
      expect(() => before('2026-01-15T00:00:00Z', clock)).toThrow(new RangeError(`not a clock time: ${clock}`));
    },
  );
});

describe('whatever the start', () => {
  const starts = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2031-01-01T00:00:00Z') }).map(instant);
  const zones = fc.constantFrom('America/Chicago', 'America/New_York', 'America/Phoenix', 'Pacific/Guam');

  it('days and months are never more than an hour off their length, and a longer window never ends earlier', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 360 }), zones, (start, days, zone) => {
        const end = calendarDaysAfter(start, days, zone);
        expect(Math.abs(end - start - days * 86_400_000)).toBeLessThanOrEqual(3_600_000);
        expect(calendarDaysAfter(start, days + 1, zone)).toBeGreaterThan(end);
        const months = Math.ceil(days / 10);
        expect(calendarMonthsAfter(start, months + 1, zone)).toBeGreaterThan(calendarMonthsAfter(start, months, zone));
      }),
    );
  });

  it('the business day before a due date is worked, and no day between the two is', () => {
    fc.assert(
      fc.property(starts, fc.constantFrom<DayType>('short', 'long'), (dueDate, type) => {
        const calendar = calendarOf(us, type);
        const noon = businessDayBefore(dueDate, '12:00', calendar, CENTRAL);
        const dueDay = Math.floor(dueDate / 86_400_000);
        const day = Math.floor(noon / 86_400_000);
        expect(day).toBeLessThan(dueDay);
        expect(calendar.session(day)).toBeDefined();
        for (let near = day + 1; near < dueDay; near += 1) expect(calendar.session(near)).toBeUndefined();
      }),
    );
  });
});
