/*
 * For creates and modifications that deny authorization (RR5-2.1, R5-27.4):
 *
 *   conflictRules(sv: UnactivatedVersion, command: { sender, now }, causeCode: number | null): Rule[]
 *     What must hold beyond status and sender: a cause code from 50 to 54, the old service provider's one time, and the open
 *     window. For a denied second create `sv` is the version before it, so that its windows count as they are. A denied first
 *     create has no version yet and needs no window.
 *   conflictSet(sv: ConflictedVersion, by, causeCode: number, now, facts): SvConflictSet
 *     The event. `sv` needs no more than its identity and its timers (those it has from now on). `by` is `conflictBy(sender)`.
 */
import { formatInstant, type Instant, NPAC, type Spid, type Tn } from '@openlnp/numbering';
import type { PortingDecision, PortingFacts, ResolveConflict, SetConflict } from '../commands';
import type { PortingEvent, SvConflictSet } from '../generated/events';
import { firstViolation, type Rule, type Violation } from '../refusal';
import type { ConflictSv, Sv, TnState, UnactivatedVersion } from '../state';
import { done, identityOf, refused } from './decision';
import { noSuchVersion, sideOf, statusIsOneOf, versionMeant } from './version';

/** Why an old service provider may deny a port, and put it into conflict. */
const FIRST_CAUSE = 50;
const LAST_CAUSE = 54;
/** N375: LSR or WPR not received, FOC or WPRR not issued. Without them there is no order to port, however long the wait. */
const ONLY_OLD_SP_RESOLVES: readonly number[] = [50, 51];

interface Sent {
  readonly sender: Spid;
  readonly tn: Tn;
  readonly now: Instant;
}

type ConflictFacts = Pick<PortingFacts, 'windowEnd' | 'conflictExpiry'>;
export type ConflictedVersion = Pick<Sv, 'svId' | 'tn' | 'newSp' | 'oldSp' | 'timerType' | 'businessType'>;

/** R5-10.1, R5-42, R5-44.1 */
export function decideSetConflict(command: SetConflict, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = versionMeant(command, state, ['pending', 'cancel_pending']);
  if (sv === undefined) return refused(noSuchVersion(command, 'R5-42', 'a version that is not active yet'), command);
  const violation = firstViolation([
    () => senderIsOldSp(command, sv),
    () => statusIsOneOf(sv, ['pending', 'cancel_pending'], 'R5-43.1'),
  ]);
  if (violation !== undefined) return refused(violation, command);
  if (sv.status !== 'pending' && sv.status !== 'cancel_pending') throw pastItsRule(sv);
  const { sender, causeCode, now } = command;
  const windowViolation = firstViolation(conflictRules(sv, command, causeCode));
  if (windowViolation !== undefined) return refused(windowViolation, command);
  return done(sv.svId, conflictSet(sv, conflictBy(sender), causeCode, now, facts));
}

/** NPAC personnel are bound by the cause code alone (R5-10.1). */
export function conflictRules(sv: UnactivatedVersion, command: Sent, causeCode: number | null): Rule[] {
  const byOldSp = [() => oldSpHasNotUsedIt(sv), () => conflictWindowIsOpen(sv, command)];
  return [() => causeCodeIsKnown(causeCode), ...(command.sender === NPAC ? [] : byOldSp)];
}

/** What NPAC personnel do is theirs, and does not count as the old service provider's one time. */
export const conflictBy = (sender: Spid): 'old' | 'npac' => (sender === NPAC ? 'npac' : 'old');

/** R5-44.1, R5-45.1, RR5-12.3: until when it lasts and binds the new service provider is computed once. */
export function conflictSet(
  { svId, tn, newSp, oldSp, timerType, businessType }: ConflictedVersion,
  by: SvConflictSet['by'],
  causeCode: number,
  now: Instant,
  facts: ConflictFacts,
): PortingEvent & { readonly type: 'SvConflictSet' } {
  const newSpMayResolveFrom = facts.windowEnd(tn, now, 'conflict_resolution', timerType, businessType);
  const expiresAt = facts.conflictExpiry(tn, now);
  const data = { svId, tn, newSp, oldSp, by, causeCode, newSpMayResolveFrom, expiresAt };
  return { type: 'SvConflictSet', data };
}

/** R5-42, R5-43.1: an intra-SP port has no old side. */
function senderIsOldSp({ sender }: SetConflict, sv: Sv): Violation | undefined {
  if (sender === NPAC || sideOf({ sender }, sv) === 'old') return undefined;
  const expected = 'the old service provider';
  return { code: 'not_authorized', rule: 'R5-43.1', field: null, expected, actual: sender };
}

/** R5-43.2 */
function causeCodeIsKnown(causeCode: number | null): Violation | undefined {
  if (causeCode !== null && causeCode >= FIRST_CAUSE && causeCode <= LAST_CAUSE) return undefined;
  const expected = `${FIRST_CAUSE} to ${LAST_CAUSE}`;
  return {
    code: 'invalid_cause_code',
    rule: 'R5-43.2',
    field: 'causeCode',
    expected,
    actual: causeCode?.toString() ?? null,
  };
}

/** RR5-42.1; a conflict from a missing acknowledgment is nobody's choice (R5-27.4). */
function oldSpHasNotUsedIt({ conflictByOldSpAt }: UnactivatedVersion): Violation | undefined {
  if (conflictByOldSpAt === null) return undefined;
  const expected = 'one conflict by the old service provider';
  const actual = `conflict at ${formatInstant(conflictByOldSpAt)}`;
  return { code: 'conflict_already_used', rule: 'RR5-42.1', field: null, expected, actual };
}

/**
 * RR5-50, RR5-51: closed when the restriction is reached and the final concurrence window is over.
 */
function conflictWindowIsOpen(sv: UnactivatedVersion, { now }: Sent): Violation | undefined {
  const restriction = sv.conflictRestrictedFrom;
  if (!finalWindowIsOver(sv) || restriction === null || now < restriction) return undefined;
  const expected = `before ${formatInstant(restriction)}`;
  return { code: 'conflict_window_closed', rule: 'RR5-51', field: null, expected, actual: formatInstant(now) };
}

/** Also when it never ran, or was cut short because both sides have created: nothing is waited for then. */
const finalWindowIsOver = ({ window }: UnactivatedVersion): boolean => window === null || window.phase === 'over';

/** R5-50.1, RR5-14 */
export function decideResolveConflict(command: ResolveConflict, state: TnState): PortingDecision {
  const sv = versionMeant(command, state, ['conflict']);
  if (sv === undefined) return refused(noSuchVersion(command, 'R5-46', 'a version in conflict'), command);
  const violation = firstViolation([() => senderIsParty(command, sv), () => statusIsOneOf(sv, ['conflict'], 'R5-47')]);
  if (violation !== undefined) return refused(violation, command);
  if (sv.status !== 'conflict') throw pastItsRule(sv);
  const by = command.sender === NPAC ? 'npac' : sideOf(command, sv);
  if (by === undefined) throw pastItsRule(sv);
  const newSpViolation = by === 'new' ? newSpMayResolve(command, sv) : undefined;
  if (newSpViolation !== undefined) return refused(newSpViolation, command);
  return done(sv.svId, { type: 'SvConflictResolved', data: { ...identityOf(sv), by } });
}

/** R5-46 */
function senderIsParty({ sender }: ResolveConflict, sv: Sv): Violation | undefined {
  if (sender === NPAC || sideOf({ sender }, sv) !== undefined) return undefined;
  const expected = 'the new or the old service provider';
  return { code: 'not_authorized', rule: 'R5-46', field: null, expected, actual: sender };
}

/** The new service provider waits, and for some causes it waits for ever. */
const newSpMayResolve = (command: ResolveConflict, sv: ConflictSv): Violation | undefined =>
  firstViolation([() => causeIsNotReserved(sv), () => restrictionIsOver(command, sv)]);

/** N375 */
function causeIsNotReserved({ conflict: { causeCode } }: ConflictSv): Violation | undefined {
  if (!ONLY_OLD_SP_RESOLVES.includes(causeCode)) return undefined;
  const expected = `another cause than ${ONLY_OLD_SP_RESOLVES.join(' and ')}`;
  return { code: 'conflict_not_resolvable', rule: 'N375', field: null, expected, actual: `cause ${causeCode}` };
}

/** RR5-12.3 */
function restrictionIsOver({ now }: ResolveConflict, { conflict }: ConflictSv): Violation | undefined {
  const { newSpMayResolveFrom: from } = conflict;
  if (now >= from) return undefined;
  const expected = `${formatInstant(from)} or later`;
  return { code: 'conflict_not_resolvable', rule: 'RR5-12.3', field: null, expected, actual: formatInstant(now) };
}

const pastItsRule = (sv: Sv) => new Error(`version ${sv.svId} is ${sv.status}, past the rule that says so`);
