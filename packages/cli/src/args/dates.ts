import { formatInstant, parseInstant } from '@openlnp/numbering';
import { wrongUse } from '../shared/command-error';

/** A day counted from the registry's own today, or an instant in ISO 8601. */
export type When = { readonly daysFromToday: number } | { readonly at: string };

const WORDS: Readonly<Record<string, number>> = { today: 0, tomorrow: 1 };
const DAY_MS = 86_400_000;

/** today, tomorrow, a day such as 2026-01-15 (its beginning in UTC), or an instant; throws wrong use. */
export function when(text: string): When {
  const days = WORDS[text.toLowerCase()];
  if (days !== undefined) return { daysFromToday: days };
  const at = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (at !== undefined) return { at: formatInstant(at) };
  throw wrongUse(
    'invalid_date',
    `${JSON.stringify(text)} is no date`,
    'write today, tomorrow, a day such as 2026-01-15 (from 00:00 UTC), or an instant such as 2026-01-15T18:00:00Z',
  );
}

/** The instant meant, in ISO 8601; `now` is the registry's time, asked for only where it matters. */
export async function instantOf(date: When, now: () => Promise<string>): Promise<string> {
  if ('at' in date) return date.at;
  const today = `${(await now()).slice(0, 10)}T00:00:00.000Z`;
  return formatInstant(Date.parse(today) + date.daysFromToday * DAY_MS);
}
