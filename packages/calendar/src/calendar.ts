import { type Instant, instant } from '@openlnp/numbering';
import { clockMinutes } from './clock-time';
import type { Day } from './day';
import { weekdayOf } from './day';
import { holidaysOf } from './holidays';
import type { DayType, Region } from './region';
import { instantOfWall } from './zone';

/** One business day, as instants: open from `opens` up to `closes`. */
export interface Session {
  readonly opens: Instant;
  readonly closes: Instant;
}

/** Business days and hours of one region and day type; answers are remembered. */
export interface Calendar {
  /** Undefined for a day that is not worked. */
  session(day: Day): Session | undefined;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Further than any row of holidays: a calendar that is not open for so long never will be. */
export const LONGEST_BREAK_DAYS = 366;

/** Throws for a region whose data make no sense: no working day, an opening time or a length that is none. */
export function calendarOf({ name, zone, holidays, businessDays }: Region, type: DayType): Calendar {
  const { weekdays, opens, hours } = businessDays[type];
  const minutes = clockMinutes(opens);
  // 24:00 is a time, but the day that opens then is the next one.
  if (
    minutes === undefined ||
    minutes >= 24 * 60 ||
    !(hours > 0 && hours <= 24) ||
    !weekdays.some((day) => day >= 0 && day <= 6)
  ) {
    throw new Error(`the ${type} business days of region ${name} make no sense`);
  }
  const opensAfter = minutes * 60_000;
  const isHoliday = holidaysOf(holidays);
  const known = new Map<Day, Session | undefined>();
  const openingOf = (day: Day) => instantOfWall(zone, day * DAY + opensAfter);

  const sessionOf = (day: Day): Session | undefined => {
    if (!weekdays.includes(weekdayOf(day)) || isHoliday(day)) return undefined;
    const start = openingOf(day);
    // Round the clock, the day on which clocks are put forward is an hour short: the next one must not begin before it ends.
    return { opens: start, closes: instant(Math.min(start + hours * HOUR, openingOf(day + 1))) };
  };
  return {
    session(day) {
      if (!known.has(day)) known.set(day, sessionOf(day));
      return known.get(day);
    },
  };
}

/**
 * The instant at which `hours` of business time have passed since `start`: exact across nights, weekends, holidays and changes
 * of the clocks. When they end with a business day, that is its closing, not the next opening.
 * Throws RangeError unless `hours` is positive and finite.
 */
export function businessTimeAfter(start: Instant, hours: number, calendar: Calendar): Instant {
  if (!(hours > 0 && Number.isFinite(hours))) throw new RangeError(`not a number of business hours: ${hours}`);
  let left = Math.round(hours * HOUR);
  let closed = 0;
  for (let day = earliestDayOpenAt(start); closed < LONGEST_BREAK_DAYS; day += 1) {
    const session = calendar.session(day);
    closed = session === undefined ? closed + 1 : 0;
    if (session === undefined || session.closes <= start) continue;
    const from = Math.max(start, session.opens);
    if (left <= session.closes - from) return instant(from + left);
    left -= session.closes - from;
  }
  throw new Error(`no business day within ${LONGEST_BREAK_DAYS} days`);
}

/**
 * The earliest business day that may be going on at an instant. West of UTC a day that opens late in the evening opens on the next
 * day of UTC; if it then lasts round the clock, it closes on the day after that.
 */
const earliestDayOpenAt = (at: Instant): Day => Math.floor(at / DAY) - 2;

/** Whether business is going on at an instant. East of UTC a day may open on the day before. */
export function isBusinessTime(at: Instant, calendar: Calendar): boolean {
  const earliest = earliestDayOpenAt(at);
  return [earliest, earliest + 1, earliest + 2, earliest + 3].some((near) => {
    const session = calendar.session(near);
    return session !== undefined && session.opens <= at && at < session.closes;
  });
}
