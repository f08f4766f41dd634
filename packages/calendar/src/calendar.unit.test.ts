import { formatInstant, type Instant, instant, parseInstant } from '@openlnp/numbering';
import { businessTimeAfter, type Calendar, calendarOf, isBusinessTime } from './calendar';
import type { BusinessDay, Region } from './region';
import { REGIONS, regionOf } from './regions';

const at = (iso: string): Instant => {
  const parsed = parseInstant(iso);
  if (parsed === undefined) throw new Error(`no instant: ${iso}`);
  return parsed;
};

const us = regionOf(303);
let short: Calendar;
let long: Calendar;
// Calendars remember their answers: each test has its own, so that each asks the rules.
beforeEach(() => {
  short = calendarOf(us, 'short');
  long = calendarOf(us, 'long');
});
const after = (start: string, hours: number, calendar = short) =>
  formatInstant(businessTimeAfter(at(start), hours, calendar));

const everyHour: BusinessDay = { weekdays: [0, 1, 2, 3, 4, 5, 6], opens: '00:00', hours: 24 };

describe('short business days', () => {
  it('RR3-10 RR3-11 RR3-12.3 RR3-13.3 are Monday to Friday, 12 hours from 7 in the morning, Central time', () => {
    expect(after('2026-01-05T13:00:00Z', 12)).toBe('2026-01-06T01:00:00.000Z');
    expect(isBusinessTime(at('2026-01-05T12:59:59.999Z'), short)).toBe(false);
    expect(isBusinessTime(at('2026-01-05T13:00:00Z'), short)).toBe(true);
    expect(isBusinessTime(at('2026-01-06T00:59:59.999Z'), short)).toBe(true);
    expect(isBusinessTime(at('2026-01-06T01:00:00Z'), short)).toBe(false);
    expect(isBusinessTime(at('2026-01-10T18:00:00Z'), short)).toBe(false);
  });

  it('a window that does not fit into the day goes on the next business day', () => {
    // 9 hours from 15:00: 4 hours today, 5 the next morning.
    expect(after('2026-01-05T21:00:00Z', 9)).toBe('2026-01-06T18:00:00.000Z');
    expect(after('2026-01-09T21:00:00Z', 9)).toBe('2026-01-12T18:00:00.000Z');
  });

  it('a window that starts outside business hours counts from the next opening', () => {
    expect(after('2026-01-05T05:00:00Z', 1)).toBe('2026-01-05T14:00:00.000Z');
    expect(after('2026-01-10T18:00:00Z', 1)).toBe('2026-01-12T14:00:00.000Z');
  });

  it('a window that ends with the day ends at its closing, not at the next opening', () => {
    expect(after('2026-01-09T13:00:00Z', 12)).toBe('2026-01-10T01:00:00.000Z');
    expect(after('2026-01-10T01:00:00Z', 1)).toBe('2026-01-12T14:00:00.000Z');
  });

  it('long windows count whole business days', () => {
    expect(after('2026-01-05T13:00:00Z', 72)).toBe('2026-01-13T01:00:00.000Z');
  });
});

describe('long business days', () => {
  it('RR3-10 RR3-30 RR3-12.4 RR3-13.4 are Monday to Saturday, 12 hours from 8 in the morning, Central time', () => {
    expect(isBusinessTime(at('2026-01-10T14:00:00Z'), long)).toBe(true);
    expect(isBusinessTime(at('2026-01-10T13:59:59Z'), long)).toBe(false);
    expect(isBusinessTime(at('2026-01-11T18:00:00Z'), long)).toBe(false);
    expect(after('2026-01-09T21:00:00Z', 9, long)).toBe('2026-01-10T18:00:00.000Z');
  });
});

describe('medium business days', () => {
  const medium = calendarOf(us, 'medium');

  it('N441 are Monday to Friday, 17 hours from 7 in the morning until midnight, Central time', () => {
    expect(isBusinessTime(at('2026-01-05T12:59:59.999Z'), medium)).toBe(false);
    expect(isBusinessTime(at('2026-01-05T13:00:00Z'), medium)).toBe(true);
    expect(isBusinessTime(at('2026-01-06T05:59:59.999Z'), medium)).toBe(true);
    expect(isBusinessTime(at('2026-01-06T06:00:00Z'), medium)).toBe(false);
    expect(isBusinessTime(at('2026-01-10T18:00:00Z'), medium)).toBe(false);
    // 3 hours from 22:00: 2 tonight, 1 the next morning.
    expect(after('2026-01-06T04:00:00Z', 3, medium)).toBe('2026-01-06T14:00:00.000Z');
  });

  it('N441 are no holidays', () => {
    expect(isBusinessTime(at('2026-01-01T18:00:00Z'), medium)).toBe(false);
  });
});

describe('holidays', () => {
  it.each([
    ['New Year', '2026-01-01'],
    ['Martin Luther King', '2026-01-19'],
    ['Washington', '2026-02-16'],
    ['Memorial Day', '2026-05-25'],
    ['Juneteenth', '2026-06-19'],
    ['Independence Day, a Saturday, kept on the Friday', '2026-07-03'],
    ['Labor Day', '2026-09-07'],
    ['Columbus Day', '2026-10-12'],
    ['Veterans Day', '2026-11-11'],
    ['Thanksgiving', '2026-11-26'],
    ['Christmas', '2026-12-25'],
    ['New Year on a Saturday, kept the year before', '2027-12-31'],
    ['Independence Day, a Sunday, kept on the Monday', '2027-07-05'],
    ['Memorial Day on the last day of May', '2027-05-31'],
    ['Thanksgiving after four full weeks', '2029-11-22'],
  ])('RR3-11 is no business day: %s', (_, day) => {
    const noon = at(`${day}T18:00:00Z`);
    expect(isBusinessTime(noon, short)).toBe(false);
    // The day before or after it is worked, unless a weekend is next to it.
    const near = [-4, -3, -2, -1, 1, 2, 3, 4].map((days) => isBusinessTime(instant(noon + days * 86_400_000), short));
    expect(near).toContain(true);
  });

  it('RR3-30 a holiday on a Saturday is none of the long business days either', () => {
    expect(isBusinessTime(at('2026-07-04T18:00:00Z'), long)).toBe(false);
    expect(isBusinessTime(at('2026-07-11T18:00:00Z'), long)).toBe(true);
  });

  it('are the only days that are missing from Monday to Friday', () => {
    const workedOf = (year: number) => {
      let worked = 0;
      for (
        let noon = at(`${year}-01-01T18:00:00Z`);
        noon < at(`${year + 1}-01-01T18:00:00Z`);
        noon = instant(noon + 86_400_000)
      ) {
        if (isBusinessTime(noon, short)) worked += 1;
      }
      return worked;
    };
    // 261 Mondays to Fridays in 2026 and in 2027, 11 holidays in 2026; 12 in 2027, whose last day stands for New Year 2028.
    expect([workedOf(2026), workedOf(2027)]).toEqual([250, 249]);
  });

  it('RR3-11 RR3-30 on a weekend are kept on one more day, and on one only', () => {
    const worked = (day: string) => isBusinessTime(at(`${day}T18:00:00Z`), short);
    // 4 July: a Friday in 2025, a Saturday in 2026, a Sunday in 2027, a Tuesday in 2028.
    expect(['2025-07-03', '2025-07-04', '2025-07-07'].map(worked)).toEqual([true, false, true]);
    expect(['2026-07-02', '2026-07-03', '2026-07-06'].map(worked)).toEqual([true, false, true]);
    expect(['2027-07-02', '2027-07-05', '2027-07-06'].map(worked)).toEqual([true, false, true]);
    expect(['2028-07-03', '2028-07-04', '2028-07-05'].map(worked)).toEqual([true, false, true]);
    const sunday = calendarOf({ ...us, businessDays: { ...us.businessDays, short: everyHour } }, 'short');
    expect(['2027-07-03', '2027-07-04'].map((day) => isBusinessTime(at(`${day}T18:00:00Z`), sunday))).toEqual([
      true,
      false,
    ]);
  });

  it.each([
    [1, '2026-05-04'],
    [4, '2026-05-25'],
    [-1, '2026-05-25'],
    [-2, '2026-05-18'],
    [-4, '2026-05-04'],
  ])('may be a weekday of a month counted from its beginning or its end: %s', (nth, expected) => {
    const holidays = [{ name: 'a Monday in May', month: 5, weekday: 1, nth }];
    const calendar = calendarOf({ ...us, holidays }, 'short');
    const mondays = [4, 11, 18, 25].map((day) => `2026-05-${String(day).padStart(2, '0')}`);
    expect(mondays.filter((day) => !isBusinessTime(at(`${day}T18:00:00Z`), calendar))).toEqual([expected]);
  });

  it('are the last weekday of their month whatever day that ends on', () => {
    for (let weekday = 0; weekday <= 6; weekday += 1) {
      const last = { name: 'the last', month: 12, weekday, nth: -1 };
      const businessDays = { ...us.businessDays, short: everyHour };
      const calendar = calendarOf({ ...us, holidays: [last], businessDays }, 'short');
      // 31 December 2026 is a Thursday.
      const expected = 31 - ((4 - weekday + 7) % 7);
      const days = Array.from({ length: 31 }, (_, index) => index + 1);
      const closed = days.filter(
        (day) => !isBusinessTime(at(`2026-12-${String(day).padStart(2, '0')}T18:00:00Z`), calendar),
      );
      expect(closed).toEqual([expected]);
    }
  });

  it('are skipped by a window that runs over them', () => {
    // Wednesday before Thanksgiving 2026, 18:00: one hour, then Friday.
    expect(after('2026-11-26T00:00:00Z', 2)).toBe('2026-11-27T14:00:00.000Z');
  });

  it('RR3-14 are data: a region may close on a single day', () => {
    const closed: Region = { ...us, holidays: [...us.holidays, { name: 'moving house', date: '2026-01-06' }] };
    const calendar = calendarOf(closed, 'short');
    expect(after('2026-01-05T21:00:00Z', 9, calendar)).toBe('2026-01-07T18:00:00.000Z');
  });

  it.each(['2026-02-30', '2026-2-3', '12026-02-03', '2026-02-03Z', '02/03/2026', ''])('are on no day "%s"', (date) => {
    const typo: Region = { ...us, holidays: [{ name: 'never', date }] };
    expect(() => calendarOf(typo, 'short').session(20_458)).toThrow(`never is on no day: ${date}`);
  });
});

describe('daylight saving', () => {
  it('AR3-3 RR3-13.1 the day starts at the same time by the clock before and after the change', () => {
    // Clocks go forward on 8 March 2026: 7:00 is 13:00Z before, 12:00Z after.
    expect(after('2026-03-07T00:00:00Z', 2)).toBe('2026-03-09T13:00:00.000Z');
    // They go back on 1 November 2026.
    expect(after('2026-10-31T00:00:00Z', 1)).toBe('2026-11-02T14:00:00.000Z');
    expect(after('2026-10-30T23:00:00Z', 1)).toBe('2026-10-31T00:00:00.000Z');
  });

  const always: Region = {
    ...us,
    holidays: [],
    businessDays: { short: everyHour, medium: everyHour, long: everyHour },
  };

  it('business round the clock counts no hour twice on the day that has 23, and 24 of the 25 on the other', () => {
    const calendar = calendarOf(always, 'short');
    expect(after('2026-03-08T06:00:00Z', 24, calendar)).toBe('2026-03-09T06:00:00.000Z');
    expect(after('2026-11-01T05:00:00Z', 24, calendar)).toBe('2026-11-02T05:00:00.000Z');
    expect(after('2026-11-01T05:00:00Z', 25, calendar)).toBe('2026-11-02T07:00:00.000Z');
  });

  it('AR3-3 a day that opens at a time the clocks leave out opens when they have been put forward', () => {
    const early = { ...everyHour, opens: '02:30', hours: 1 };
    const calendar = calendarOf({ ...always, businessDays: { short: early, medium: early, long: early } }, 'short');
    expect(after('2026-03-08T06:00:00Z', 0.5, calendar)).toBe('2026-03-08T09:00:00.000Z');
  });

  it('AR3-3 a day that opens at a time the clocks show twice opens at the first', () => {
    const early = { ...everyHour, opens: '01:30', hours: 1 };
    const calendar = calendarOf({ ...always, businessDays: { short: early, medium: early, long: early } }, 'short');
    expect(after('2026-11-01T05:00:00Z', 0.5, calendar)).toBe('2026-11-01T07:00:00.000Z');
  });
});

describe('regions', () => {
  const eastern: Region = { ...us, name: 'east', zone: 'America/New_York', npas: [212] };

  it('RR3-13.2 AR3-3 have clocks of their own; Central time is the default', () => {
    expect(us.zone).toBe('America/Chicago');
    expect(after('2026-01-05T05:00:00Z', 1, calendarOf(eastern, 'short'))).toBe('2026-01-05T13:00:00.000Z');
  });

  it('AR3-3 RR3-13.1 may lie east of UTC: their days open by their own clocks, on the day before by UTC', () => {
    const guam = calendarOf({ ...us, zone: 'Pacific/Guam' }, 'short');
    // Monday, 7:00 in Guam is Sunday, 21:00 UTC.
    expect(isBusinessTime(at('2026-01-11T20:59:59Z'), guam)).toBe(false);
    expect(isBusinessTime(at('2026-01-11T21:00:00Z'), guam)).toBe(true);
    expect(after('2026-01-10T00:00:00Z', 9, guam)).toBe('2026-01-12T06:00:00.000Z');
  });

  it('are found by area code; one takes the rest', () => {
    const regions = [...REGIONS, eastern];
    expect(regionOf(212, regions)).toBe(eastern);
    expect(regionOf(303, regions)).toBe(us);
    expect(() => regionOf(303, [eastern])).toThrow('303');
  });

  it.each([
    ['no working day', { weekdays: [] }],
    ['a day of the week that is none', { weekdays: [7] }],
    ['a day of the week before the first', { weekdays: [-1] }],
    ['an opening time at the end of the day', { opens: '24:00' }],
    ['an opening time that is none', { opens: 'noon' }],
    ['a length of nothing', { hours: 0 }],
    ['more than a day', { hours: 25 }],
  ])('make no sense with %s', (_, change) => {
    const businessDays = { ...us.businessDays, short: { ...us.businessDays.short, ...change } };
    expect(() => calendarOf({ ...us, businessDays }, 'short')).toThrow(
      'the short business days of region us make no sense',
    );
  });

  it.each([0, 6])('may be worked on a single day of the week: %s', (weekday) => {
    const one = { ...us.businessDays, short: { ...us.businessDays.short, weekdays: [weekday] } };
    const calendar = calendarOf({ ...us, businessDays: one }, 'short');
    const week = [4, 5, 6, 7, 8, 9, 10].map((day) => at(`2026-01-${String(day).padStart(2, '0')}T18:00:00Z`));
    expect(week.map((noon) => isBusinessTime(noon, calendar))).toEqual(week.map((_, day) => day === weekday));
  });

  it('have no area code that no list of holidays is for', () => {
    expect(() => regionOf(303, [])).toThrow('no region has the area code 303');
  });
});

describe('business days that open in the evening and last round the clock', () => {
  // Friday's opens on Saturday 02:00Z and closes on Sunday 02:00Z.
  const late = calendarOf(
    { ...us, businessDays: { ...us.businessDays, short: { weekdays: [5], opens: '20:00', hours: 24 } } },
    'short',
  );

  it('RR3-12.1 RR3-13.1 count to their very end, two days later by UTC', () => {
    expect(isBusinessTime(at('2026-01-11T01:00:00Z'), late)).toBe(true);
    expect(isBusinessTime(at('2026-01-11T02:00:00Z'), late)).toBe(false);
    expect(businessTimeAfter(at('2026-01-11T01:00:00Z'), 1, late)).toBe(at('2026-01-11T02:00:00Z'));
  });
});
