import type { Brand } from './brand';

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>;

/** Vouches that `ms` are milliseconds since the epoch. */
export const instant = (ms: number): Instant => ms as Instant;

/** ISO 8601 with an offset or Z, to the millisecond; undefined when the text is not one or names no day of the calendar. */
export function parseInstant(text: string): Instant | undefined {
  const date = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.exec(text)?.[1];
  if (date === undefined) return undefined;
  const ms = Date.parse(text);
  // Date.parse takes 30 February for 2 March.
  const midnight = Date.parse(date);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined;
  return Number.isNaN(ms) ? undefined : instant(ms);
}

/** ISO 8601 in UTC with milliseconds, such as 2026-01-05T14:30:00.000Z. */
export const formatInstant = (at: number): string => new Date(at).toISOString();
