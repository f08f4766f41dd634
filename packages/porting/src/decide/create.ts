import { formatInstant, type Instant } from '@openlnp/numbering';
import type { NewSpCreate, OldSpCreate, PortingDecision, PortingFacts } from '../commands';
import { created, joined } from '../evolve/creation';
import type { PortingEvent, SvCreated, SvSecondCreateReceived } from '../generated/events';
import { blockingVersion, currentSp, liveVersion } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { ConflictSv, PendingSv, Side, Sv, TnState } from '../state';
import { conflictBy, conflictRules, conflictSet } from './conflict';
import {
  alreadyCreated,
  causeCodeGoesWithDenial,
  dueDateNotInThePast,
  isParty,
  mediumTimersAreSupported,
  noVersionInTheWay,
} from './create-rules';
import { done, identityOf, refused } from './decision';
import { dueDateNotBeforeFirstUsageEnd, firstUseBy } from './first-usage';
import { conflictRestrictedFrom, initialWindow, timersOf } from './timers';

type Create = NewSpCreate | OldSpCreate;
/** What the second create may join. */
type Waiting = PendingSv | ConflictSv;

/** R5-7: either side may come first; the other side's matching create joins the same version. */
export function decideCreate(command: Create, state: TnState, facts: PortingFacts): PortingDecision {
  const blocking = blockingVersion(state);
  return isWaiting(blocking)
    ? secondCreate(command, blocking, state, facts)
    : firstCreate(command, blocking, state, facts);
}

const isWaiting = (sv: Sv | undefined): sv is Waiting =>
  (sv?.status === 'pending' || sv?.status === 'conflict') && sv.lnpType === 'lspp';

/** R5-20.5, R5-21.6; a denial puts the new version straight into conflict (RR5-2.1), whatever the hour. */
function firstCreate(command: Create, blocking: Sv | undefined, state: TnState, facts: PortingFacts): PortingDecision {
  const violation = firstViolation([
    () => dueDateNotInThePast(command, 'R5-18.3'),
    () => dueDateNotBeforeFirstUsageEnd(command, facts),
    () => numberIsPorted(command, state),
    () => oldSpHasTheNumber(command, state, facts),
    () => noVersionInTheWay(command.sender, blocking),
    () => denialSaysWhy(command),
    () => mediumTimersAreSupported(command, facts),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const { tn, newSp, oldSp, dueDate, now } = command;
  const window = initialWindow(command, facts);
  const data: SvCreated = {
    svId: facts.nextSvId(),
    ...{ tn, newSp, oldSp, lnpType: 'lspp', createdBy: sideOf(command), dueDate },
    ...saidBy(command),
    ...window,
    portingToOriginal: command.type === 'NewSpCreate' && command.portingToOriginal,
    pendingRetentionEndsAt: facts.retentionEnd(tn, 'pending', dueDate),
    conflictRestrictedFrom: conflictRestrictedFrom(tn, newSpDueDateIn(command), window, facts),
    firstUse: firstUseBy(command, facts),
  };
  return done(data.svId, { type: 'SvCreated', data }, ...conflictOf(command, created(data, now), facts));
}

/** R5-20.4; a version in conflict stays there. */
function secondCreate(command: Create, sv: Waiting, state: TnState, facts: PortingFacts): PortingDecision {
  const violation = firstViolation([
    () => serviceProvidersMatchFirstCreate(command, sv),
    () => sideHasNotCreated(command, sv),
    () => dueDateNotInThePast(command, 'R5-18.3'),
    () => dueDateNotBeforeFirstUsageEnd(command, facts),
    () => dueDatesMatch(command, sv),
    () => numberIsPorted(command, state),
    () => denialSaysWhy(command),
    () => mediumTimersAreSupported(command, facts),
    ...(isDenial(command) && sv.status === 'pending' ? conflictRules(sv, command, command.causeCode) : []),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const timers = timersFrom(command, sv, facts);
  const data: SvSecondCreateReceived = {
    ...{ ...identityOf(sv), by: sideOf(command), dueDate: command.dueDate },
    ...saidBy(command),
    ...(timers ?? { timerType: null, businessType: null }),
    pendingRetentionEndsAt: retentionFrom(command, facts),
    conflictRestrictedFrom:
      command.type === 'OldSpCreate' && timers === undefined
        ? sv.conflictRestrictedFrom
        : conflictRestrictedFrom(sv.tn, newSpDueDateIn(command) ?? sv.newSide?.dueDate ?? null, timers ?? sv, facts),
  };
  return done(
    sv.svId,
    { type: 'SvSecondCreateReceived', data },
    ...conflictOf(command, joined(sv, data, command.now), facts),
  );
}

const sideOf = (command: Create): Side => (command.type === 'NewSpCreate' ? 'new' : 'old');

/** What each side may say of its own half (R5-14, R5-15.1, R5-16). */
const saidBy = (command: Create) => ({
  route: command.type === 'NewSpCreate' ? command.route : null,
  authorized: command.type === 'OldSpCreate' ? command.authorized : null,
  causeCode: command.type === 'OldSpCreate' ? command.causeCode : null,
  mediumTimer: command.mediumTimer,
});

const isDenial = (command: Create): command is OldSpCreate => command.type === 'OldSpCreate' && !command.authorized;

/** RR5-2.1: with the cause code of the denial, which its own rule requires. */
function conflictOf(command: Create, sv: Waiting, facts: PortingFacts): readonly PortingEvent[] {
  if (!isDenial(command) || command.causeCode === null || sv.status === 'conflict') return [];
  return [conflictSet(sv, conflictBy(command.sender), command.causeCode, command.now, facts)];
}

/** N441: medium timers need both sides; without the second one's the version has the set it would have had. */
function timersFrom(command: Create, sv: Waiting, facts: PortingFacts) {
  return command.mediumTimer || sv.timerType !== 'medium' ? undefined : timersOf(sv, false, facts);
}

const newSpDueDateIn = (command: Create): Instant | null => (command.type === 'NewSpCreate' ? command.dueDate : null);

/** RR5-1.4: the new service provider's due date counts once there is one. */
const retentionFrom = (command: Create, facts: PortingFacts) =>
  command.type === 'NewSpCreate' ? facts.retentionEnd(command.tn, 'pending', command.dueDate) : null;

/** R5-15.2: what was never ported has no port to go back from. */
function numberIsPorted(command: Create, state: TnState): Violation | undefined {
  if (command.type === 'OldSpCreate' || !command.portingToOriginal) return undefined;
  if (liveVersion(state) !== undefined) return undefined;
  const expected = 'a number that is ported';
  return { code: 'invalid_port_to_original', rule: 'R5-15.2', field: 'portingToOriginal', expected, actual: 'true' };
}

/** R5-18.10 */
const denialSaysWhy = (command: Create): Violation | undefined =>
  command.type === 'OldSpCreate' ? causeCodeGoesWithDenial(command, null, 'R5-18.10') : undefined;

/** R5-19.1 for a number that was ported before, R5-19.2 for one that was not */
function oldSpHasTheNumber({ oldSp }: Create, state: TnState, facts: PortingFacts): Violation | undefined {
  const holder = currentSp(state, facts);
  if (holder === oldSp) return undefined;
  const rule = liveVersion(state) === undefined ? 'R5-19.2' : 'R5-19.1';
  return { code: 'wrong_old_sp', rule, field: 'oldSp', expected: holder ?? null, actual: oldSp };
}

/** R5-18.9 */
function serviceProvidersMatchFirstCreate(command: Create, sv: Waiting): Violation | undefined {
  const field = command.newSp !== sv.newSp ? 'newSp' : 'oldSp';
  if (command[field] === sv[field]) return undefined;
  const expected = isParty(command.sender, sv) ? sv[field] : null;
  return { code: 'mismatch_with_first_create', rule: 'R5-18.9', field, expected, actual: command[field] };
}

/** R5-18.8 */
function sideHasNotCreated(command: Create, sv: Waiting): Violation | undefined {
  const side = command.type === 'NewSpCreate' ? sv.newSide : sv.oldSide;
  if (side === null) return undefined;
  return alreadyCreated('R5-18.8', `the ${sideOf(command)} service provider creates once`, side.createdAt);
}

/** R5-18.2 */
function dueDatesMatch({ dueDate }: Create, { newSide, oldSide }: Waiting): Violation | undefined {
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
