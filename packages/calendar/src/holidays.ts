import { type Day, dayOf, formatDay, parseDay, weekdayOf, yearOf } from './day';
import type { FixedHoliday, Holiday, WeekdayHoliday } from './region';

const SATURDAY = 6;
const SUNDAY = 0;

/** Tells the holidays of a list from other days. Throws for a list with a day that is none. */
export function holidaysOf(holidays: readonly Holiday[]): (day: Day) => boolean {
  const years = new Map<number, ReadonlySet<Day>>();
  const inYear = (year: number): ReadonlySet<Day> => {
    const known = years.get(year) ?? new Set(holidays.flatMap((holiday) => daysOf(holiday, year)));
    years.set(year, known);
    return known;
  };
  // New Year's Day on a Saturday is kept on the last day of the year before.
  return (day) => inYear(yearOf(day)).has(day) || inYear(yearOf(day) + 1).has(day);
}

export interface KeptHoliday {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly name: string;
}

/** The days of a year that a list closes, in their order. */
export function holidaysOfYear(holidays: readonly Holiday[], year: number): readonly KeptHoliday[] {
  // New Year's Day of the next year may be kept in this one.
  const days = [year, year + 1].flatMap((of) =>
    holidays.flatMap((holiday) =>
      'date' in holiday && of > year ? [] : daysOf(holiday, of).map((day) => ({ day, name: holiday.name })),
    ),
  );
  return days
    .filter(({ day }) => yearOf(day) === year)
    .sort((a, b) => a.day - b.day)
    .map(({ day, name }) => ({ date: formatDay(day), name }));
}

function daysOf(holiday: Holiday, year: number): readonly Day[] {
  if ('date' in holiday) {
    const day = parseDay(holiday.date);
    if (day === undefined) throw new Error(`${holiday.name} is on no day: ${holiday.date}`);
    return [day];
  }
  return 'day' in holiday ? fixedDays(holiday, year) : [weekday(holiday, year)];
}

/** On a Saturday it is kept on the Friday too, on a Sunday on the Monday too. */
function fixedDays({ month, day }: FixedHoliday, year: number): readonly Day[] {
  const own = dayOf(year, month, day);
  if (weekdayOf(own) === SATURDAY) return [own, own - 1];
  if (weekdayOf(own) === SUNDAY) return [own, own + 1];
  return [own];
}

function weekday({ month, weekday: wanted, nth }: WeekdayHoliday, year: number): Day {
  const firstOfMonth = dayOf(year, month, 1);
  const first = firstOfMonth + ((wanted - weekdayOf(firstOfMonth) + 7) % 7);
  if (nth > 0) return first + (nth - 1) * 7;
  const firstOfNext = dayOf(year, month + 1, 1);
  const last = firstOfNext - 1 - ((weekdayOf(firstOfNext - 1) - wanted + 7) % 7);
  return last + (nth + 1) * 7;
}
