import { formatInstant } from '@openlnp/numbering';
import { wrongUse } from '../shared/command-error';
import { instantOf, type When, when } from './dates';

const DAY_MS = 86_400_000;
const DAY = /^(\d{4}-\d\d-\d\d|today|tomorrow)$/i;

/** From when to when, as written; an end that is not given is open. */
export interface PeriodGiven {
  readonly from: When | undefined;
  readonly to: { readonly at: When; readonly wholeDay: boolean } | undefined;
}

/** A day or an instant, or two of them with .. in between, of which one may be left out; throws wrong use. */
export function period(text: string): PeriodGiven {
  const [from = '', to = from, ...more] = text.split('..');
  if (more.length > 0 || (from === '' && to === '')) {
    throw wrongUse(
      'invalid_period',
      `${JSON.stringify(text)} is no period`,
      'write a day such as 2026-01-15, or a first and a last one such as 2026-01-15..2026-01-31, 2026-01-15.. or ..today',
    );
  }
  return {
    from: from === '' ? undefined : when(from),
    to: to === '' ? undefined : { at: when(to), wholeDay: DAY.test(to) },
  };
}

/** Its ends in ISO 8601, both in it: a day ends with its last millisecond. `now` is asked for only where it matters. */
export async function endsOf(
  { from, to }: PeriodGiven,
  now: () => Promise<string>,
): Promise<{ from: string | undefined; to: string | undefined }> {
  const last = to === undefined ? undefined : await instantOf(to.at, now);
  return {
    from: from === undefined ? undefined : await instantOf(from, now),
    to: last !== undefined && to?.wholeDay === true ? formatInstant(Date.parse(last) + DAY_MS - 1) : last,
  };
}
