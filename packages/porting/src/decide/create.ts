import { formatInstant, type Instant, instant, NPAC, npaNxxOf, type Spid } from '@openlnp/numbering';
import type { NewSpCreate, OldSpCreate, PortingDecision, PortingFacts } from '../commands';
import { blockingVersion, liveVersion } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { PendingSv, Sv, TnState } from '../state';
import { done, identityOf, refused } from './decision';

type Create = NewSpCreate | OldSpCreate;

const DAY = 86_400_000;

/** R5-7: either side may come first; the other side's matching create joins the same version. */
export function decideCreate(command: Create, state: TnState, facts: PortingFacts): PortingDecision {
  const blocking = blockingVersion(state);
  return blocking?.status === 'pending'
    ? secondCreate(command, blocking)
    : firstCreate(command, blocking, state, facts);
}

/** R5-20.5, R5-21.6 */
function firstCreate(command: Create, blocking: Sv | undefined, state: TnState, facts: PortingFacts): PortingDecision {
  const violation = firstViolation([
    () => dueDateNotInThePast(command),
    () => oldSpHasTheNumber(command, state, facts),
    () => noVersionInTheWay(command, blocking),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const { tn, newSp, oldSp, dueDate } = command;
  const svId = facts.nextSvId();
  const data = { svId, tn, newSp, oldSp, lnpType: 'lspp', createdBy: sideOf(command), dueDate } as const;
  return done(svId, { type: 'SvCreated', data: { ...data, route: routeOf(command) } });
}

/** R5-20.4 */
function secondCreate(command: Create, pending: PendingSv): PortingDecision {
  const violation = firstViolation([
    () => serviceProvidersMatchFirstCreate(command, pending),
    () => sideHasNotCreated(command, pending),
    () => dueDateNotInThePast(command),
    () => dueDatesMatch(command, pending),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const data = { ...identityOf(pending), by: sideOf(command), dueDate: command.dueDate, route: routeOf(command) };
  return done(pending.svId, { type: 'SvSecondCreateReceived', data });
}

const sideOf = (command: Create): 'new' | 'old' => (command.type === 'NewSpCreate' ? 'new' : 'old');

const routeOf = (command: Create) => (command.type === 'NewSpCreate' ? command.route : null);

/** R5-18.3, for both creates. Today is the UTC day (AR3-1): a due date at midnight stands for the whole of its day. */
function dueDateNotInThePast({ dueDate, now }: Create): Violation | undefined {
  const today = startOfUtcDay(now);
  if (dueDate >= today) return undefined;
  return {
    code: 'due_date_in_past',
    rule: 'R5-18.3',
    field: 'dueDate',
    expected: `${formatInstant(today)} or later`,
    actual: formatInstant(dueDate),
  };
}

const startOfUtcDay = (at: Instant): Instant => instant(Math.floor(at / DAY) * DAY);

/** R5-19.1 for a number that was ported before, R5-19.2 for one that was not */
function oldSpHasTheNumber({ tn, oldSp }: Create, state: TnState, facts: PortingFacts): Violation | undefined {
  const live = liveVersion(state);
  const holder = live === undefined ? facts.codeOf(npaNxxOf(tn))?.spid : live.newSp;
  if (holder === oldSp) return undefined;
  const rule = live === undefined ? 'R5-19.2' : 'R5-19.1';
  return { code: 'wrong_old_sp', rule, field: 'oldSp', expected: holder ?? null, actual: oldSp };
}

/** RN5-1; a version in sending is in the way too, since it is about to be active, or to fail. */
function noVersionInTheWay(command: Create, blocking: Sv | undefined): Violation | undefined {
  if (blocking === undefined) return undefined;
  const actual = isParty(command.sender, blocking) ? blocking.status : null;
  const expected = 'no version but active or old ones';
  return { code: 'version_exists_in_blocking_status', rule: 'RN5-1', field: 'tn', expected, actual };
}

/** R5-18.9 */
function serviceProvidersMatchFirstCreate(command: Create, pending: PendingSv): Violation | undefined {
  const field = command.newSp !== pending.newSp ? 'newSp' : 'oldSp';
  if (command[field] === pending[field]) return undefined;
  const expected = isParty(command.sender, pending) ? pending[field] : null;
  return { code: 'mismatch_with_first_create', rule: 'R5-18.9', field, expected, actual: command[field] };
}

/** R5-18.8 */
function sideHasNotCreated(command: Create, pending: PendingSv): Violation | undefined {
  const side = command.type === 'NewSpCreate' ? pending.newSide : pending.oldSide;
  if (side === null) return undefined;
  return {
    code: 'already_created',
    rule: 'R5-18.8',
    field: null,
    expected: `the ${sideOf(command)} service provider creates once`,
    actual: `created at ${formatInstant(side.createdAt)}`,
  };
}

/** R5-18.2 */
function dueDatesMatch({ dueDate }: Create, { newSide, oldSide }: PendingSv): Violation | undefined {
  const first = newSide ?? oldSide;
  if (first === null || dueDate === first.dueDate) return undefined;
  return {
    code: 'mismatch_with_first_create',
    rule: 'R5-18.2',
    field: 'dueDate',
    expected: formatInstant(first.dueDate),
    actual: formatInstant(dueDate),
  };
}

/** What is pending is shown to its two parties and to NPAC only. */
const isParty = (sender: Spid, { newSp, oldSp }: Sv): boolean =>
  sender === newSp || sender === oldSp || sender === NPAC;
