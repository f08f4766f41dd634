import { formatInstant, type Instant, instant, NPAC, type Spid } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import type { Violation } from '../refusal';
import type { OldSide, Sv } from '../state';
import { supportsMedium } from './timers';

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
  const expected = 'no version but active, canceled or old ones';
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

/** What an old service provider may give as its reason (N375). */
const FIRST_CAUSE = 50;
const LAST_CAUSE = 54;

/** A denial and a conflict have a reason, and it is one of those (R5-18.10, R5-29.5, R5-43.2). */
export function causeCodeIsGiven(causeCode: number | null, rule: string): Violation | undefined {
  const expected = `${FIRST_CAUSE} to ${LAST_CAUSE}`;
  if (causeCode === null) return { code: 'cause_code_missing', rule, field: 'causeCode', expected, actual: 'none' };
  if (causeCode >= FIRST_CAUSE && causeCode <= LAST_CAUSE) return undefined;
  return { code: 'invalid_cause_code', rule, field: 'causeCode', expected, actual: String(causeCode) };
}

/**
 * R5-18.10, R5-29.5: a denial says why, and nothing else does. `authorized` null leaves what `oldSide` said before: then a
 * cause code is another reason for the same denial.
 */
export function causeCodeGoesWithDenial(
  { authorized, causeCode }: { readonly authorized: boolean | null; readonly causeCode: number | null },
  oldSide: OldSide | null,
  rule: string,
): Violation | undefined {
  const denied = authorized === null ? causeCode !== null && oldSide?.authorized === false : !authorized;
  if (denied) return causeCodeIsGiven(causeCode, rule);
  if (causeCode === null) return undefined;
  const expected = 'none, since nothing is denied';
  return { code: 'cause_code_not_allowed', rule, field: 'causeCode', expected, actual: String(causeCode) };
}

/** N441 */
export function mediumTimersAreSupported(
  command: { readonly oldSp: Spid; readonly newSp: Spid; readonly mediumTimer: boolean },
  facts: Pick<PortingFacts, 'timersOf'>,
): Violation | undefined {
  if (!command.mediumTimer || supportsMedium(command, facts)) return undefined;
  const expected = 'medium timers in the profiles of both service providers';
  return { code: 'medium_timers_not_supported', rule: 'N441', field: 'mediumTimer', expected, actual: 'true' };
}
