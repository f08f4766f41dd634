import type { Instant } from '@openlnp/numbering';
import { type Calendar, LONGEST_BREAK_DAYS } from './calendar';
import { clockMinutes } from './clock-time';
import { type Day, dayOf } from './day';
import { instantOfWall, offsetAt } from './zone';

// Windows that count days by the clocks of a zone: they end at the time of day at which they began, whether or not clocks were put
// forward or back in between. Such a window is then an hour longer or shorter than so many times 24 hours.

const DAY = 86_400_000;

/** The day and the time of day, in milliseconds, that the clocks of a zone show. */
function wallOf(zone: string, at: Instant): { readonly day: Day; readonly time: number } {
  const wall = at + offsetAt(zone, at);
  const day = Math.floor(wall / DAY);
  return { day, time: wall - day * DAY };
}

function checkCount(count: number, least: number, what: string): void {
  if (!Number.isInteger(count) || count < least) throw new RangeError(`not a number of ${what}: ${count}`);
}

/** The same time of day, by the clocks of the zone, so many days later. Throws RangeError unless `days` is whole and positive. */
export function calendarDaysAfter(start: Instant, days: number, zone: string): Instant {
  checkCount(days, 1, 'calendar days');
  const { day, time } = wallOf(zone, start);
  return instantOfWall(zone, (day + days) * DAY + time);
}

/**
 * The same day of the month and time of day so many months later, the month's last day where it has no such day: from 31 January
 * one month runs to 28 or 29 February. Throws RangeError unless `months` is whole and positive.
 */
export function calendarMonthsAfter(start: Instant, months: number, zone: string): Instant {
  checkCount(months, 1, 'calendar months');
  const { day, time } = wallOf(zone, start);
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1 + months];
  const end = Math.min(dayOf(year, month, date.getUTCDate()), dayOf(year, month + 1, 1) - 1);
  return instantOfWall(zone, end * DAY + time);
}

/**
 * The same time of day on the n-th business day after the day of `start`, which itself does not count, worked or not; `start`
 * itself for none. Throws RangeError unless `days` is whole and not negative.
 */
export function businessDaysAfter(start: Instant, days: number, calendar: Calendar, zone: string): Instant {
  checkCount(days, 0, 'business days');
  if (days === 0) return start;
  const { day, time } = wallOf(zone, start);
  let end = day;
  for (let left = days; left > 0; left -= 1) end = nextWorked(end, 1, calendar);
  return instantOfWall(zone, end * DAY + time);
}

/**
 * A clock time (HH:MM, 00:00 to 24:00) of the zone on the last business day before the date of a due date.
 *
 * The date of a due date is its date in UTC, whatever the zone: a due date at midnight UTC, as wireline carriers write it, stands
 * for the whole of the day that it names (AR3-1), while the clocks of every US zone still show the day before at that instant.
 * AR5-2 asks for the date that the due date specifies, not for where the clocks stand then. The clock time alone is the region's
 * (AR3-3). docs/readings.md has this.
 */
export function businessDayBefore(dueDate: Instant, clock: string, calendar: Calendar, zone: string): Instant {
  const minutes = clockMinutes(clock);
  if (minutes === undefined) throw new RangeError(`not a clock time: ${clock}`);
  const day = nextWorked(Math.floor(dueDate / DAY), -1, calendar);
  return instantOfWall(zone, day * DAY + minutes * 60_000);
}

/** The nearest worked day after (1) or before (-1) a day. */
function nextWorked(day: Day, step: 1 | -1, calendar: Calendar): Day {
  for (let tried = 1; tried <= LONGEST_BREAK_DAYS; tried += 1) {
    const near = day + tried * step;
    if (calendar.session(near) !== undefined) return near;
  }
  throw new Error(`no business day within ${LONGEST_BREAK_DAYS} days`);
}
