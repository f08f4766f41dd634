/** A day of the calendar: whole days since 1970-01-01. It has no zone. */
export type Day = number;

const MS = 86_400_000;

/** `month` 1 to 12; a day of the month beyond its last runs into the next month. */
export const dayOf = (year: number, month: number, day: number): Day => Date.UTC(year, month - 1, day) / MS;

/** Undefined unless the text is YYYY-MM-DD and such a day exists. */
export function parseDay(text: string): Day | undefined {
  const day = Date.parse(`${text}T00:00:00Z`) / MS;
  return /^\d{4}-\d\d-\d\d$/.test(text) && Number.isInteger(day) && formatDay(day) === text ? day : undefined;
}

export const formatDay = (day: Day): string => new Date(day * MS).toISOString().slice(0, 10);

export const yearOf = (day: Day): number => new Date(day * MS).getUTCFullYear();

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;
