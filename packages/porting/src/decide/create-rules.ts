import { formatInstant, type Instant, instant, NPAC, type Spid } from '@openlnp/numbering';
import type { Violation } from '../refusal';
import type { Sv } from '../state';

const DAY = 86_400_000;

export const startOfUtcDay = (at: Instant): Instant => instant(Math.floor(at / DAY) * DAY);

/** Today is the UTC day (AR3-1): a due date at midnight stands for the whole of its day. */
export function dueDateNotInThePast(
  { dueDate, now }: { readonly dueDate: Instant; readonly now: Instant },
  rule: string,
): Violation | undefined {
  const today = startOfUtcDay(now);
  if (dueDate >= today) return undefined;
  return {
    code: 'due_date_in_past',
    rule,
    field: 'dueDate',
    expected: `${formatInstant(today)} or later`,
    actual: formatInstant(dueDate),
  };
}

/** RN5-1; a version in sending is in the way too, since it is about to be active, or to fail. */
export function noVersionInTheWay(sender: Spid, blocking: Sv | undefined): Violation | undefined {
  if (blocking === undefined) return undefined;
  const actual = isParty(sender, blocking) ? blocking.status : null;
  const expected = 'no version but active or old ones';
  return { code: 'version_exists_in_blocking_status', rule: 'RN5-1', field: 'tn', expected, actual };
}

/** What is pending is shown to its two parties and to NPAC only. */
export const isParty = (sender: Spid, { newSp, oldSp }: Sv): boolean =>
  sender === newSp || sender === oldSp || sender === NPAC;

export const alreadyCreated = (rule: string, expected: string, createdAt: Instant): Violation => ({
  code: 'already_created',
  rule,
  field: null,
  expected,
  actual: `created at ${formatInstant(createdAt)}`,
});
