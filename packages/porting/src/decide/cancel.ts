import { formatInstant, type Instant, NPAC } from '@openlnp/numbering';
import type { AcknowledgeCancel, Cancel, PortingDecision, PortingFacts, UndoCancel } from '../commands';
import type { PortingEvent, SvCanceled } from '../generated/events';
import { firstViolation, type Violation } from '../refusal';
import type { CancelPendingSv, ConflictSv, DisconnectPendingSv, PendingSv, Side, Sv, TnState } from '../state';
import { done, identityOf, refused } from './decision';
import { noSuchVersion, sideOf, statusIsOneOf, versionMeant } from './version';

type Waiting = PendingSv | ConflictSv;

/** R5-12: what a cancellation means depends on the status, and on who has created. */
export function decideCancel(command: Cancel, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = versionMeant(command, state, ['pending', 'conflict', 'disconnect_pending', 'cancel_pending']);
  if (sv === undefined) return refused(noSuchVersion(command, 'R5-69', 'a version that can be canceled'), command);
  const stranger = senderIsParty(command, sv, 'RR5-27');
  if (stranger !== undefined) return refused(stranger, command);
  switch (sv.status) {
    case 'pending':
    case 'conflict':
      return sv.lnpType === 'lisp' ? canceledAtOnce(command, sv, facts) : cancelPort(command, sv, facts);
    case 'cancel_pending':
      return cancelAgain(command, sv, facts);
    case 'disconnect_pending':
      return cancelDisconnect(command, sv);
    default:
      return refused(cannotBeCanceled(sv), command);
  }
}

/** R5-71.3 to R5-71.9 */
function cancelPort(command: Cancel, sv: Waiting, facts: PortingFacts): PortingDecision {
  const side = sideOf(command, sv, command.side ?? onlySideOf(sv));
  if (side === undefined) return refused(sideMissing('R5-71.6'), command);
  const violation = firstViolation([() => sideHasCreated(side, sv), () => oldSpMayCancel(side, sv)]);
  if (violation !== undefined) return refused(violation, command);
  const nobodyToAsk = onlySideOf(sv) !== null || cancellationWasNotAcknowledged(sv);
  return nobodyToAsk ? canceledAtOnce(command, sv, facts) : cancelRequested(command, side, sv, facts);
}

/** R5-71.3, R5-71.4, R5-71.8, R5-71.11: nobody else has to agree. Who is none of the parties is NPAC by now. */
const canceledAtOnce = (command: Cancel, sv: Waiting, facts: PortingFacts): PortingDecision =>
  done(sv.svId, canceled(sv, sideOf(command, sv) ?? 'npac', null, command.now, facts));

/** R5-71.6: the other side has the initial cancellation window to acknowledge (RR5-32.1). */
function cancelRequested({ sender, now }: Cancel, by: Side, sv: Waiting, facts: PortingFacts): PortingDecision {
  const initialWindowEndsAt = facts.windowEnd(sv.tn, now, 'cancel_initial', sv.timerType, sv.businessType);
  const data = { ...identityOf(sv), by, npac: sender === NPAC, initialWindowEndsAt };
  return done(sv.svId, { type: 'SvCancelRequested', data });
}

/** N388 over R5-70: a cancellation by the other side agrees with the one there is; one by the same side says nothing new. */
function cancelAgain(command: Cancel, sv: CancelPendingSv, facts: PortingFacts): PortingDecision {
  const side = sideOf(command, sv, command.side);
  if (side === undefined) return refused(sideMissing('N388'), command);
  if (side !== sv.cancellation.by) return agreed(side, sv, command, facts);
  return refused(cannotBeCanceled(sv), command);
}

/** R5-71.10 */
function cancelDisconnect(command: Cancel, sv: DisconnectPendingSv): PortingDecision {
  const violation = senderIsCurrentSp(command, sv);
  if (violation !== undefined) return refused(violation, command);
  const by = command.sender === NPAC ? 'npac' : 'new';
  return done(sv.svId, { type: 'SvDisconnectCanceled', data: { ...identityOf(sv), by, failedSps: sv.failedSps } });
}

/** RR5-28.1: from the side that did not cancel it ends the version; from the one that did it is only recorded, once. */
export function decideAcknowledgeCancel(
  command: AcknowledgeCancel,
  state: TnState,
  facts: PortingFacts,
): PortingDecision {
  const sv = versionMeant(command, state, ['cancel_pending']);
  if (sv === undefined) return refused(noSuchVersion(command, 'RR5-28.1', 'a version in cancel-pending'), command);
  const violation = firstViolation([
    () => senderIsParty(command, sv, 'RR5-28.1'),
    () => statusIsOneOf(sv, ['cancel_pending'], { code: 'not_cancel_pending', rule: 'RR5-28.1' }),
  ]);
  if (violation !== undefined) return refused(violation, command);
  if (sv.status !== 'cancel_pending') throw pastItsRule(sv);
  const side = sideOf(command, sv, command.side);
  if (side === undefined) return refused(sideMissing('RR5-28.1'), command);
  if (side !== sv.cancellation.by) return agreed(side, sv, command, facts);
  const again = cancelerHasNotAcknowledged(sv);
  if (again !== undefined) return refused(again, command);
  // At the very instant of the cancellation it would change nothing, and so could be repeated for ever.
  return command.now === sv.cancellation.requestedAt ? done(sv.svId) : done(sv.svId, acknowledged(side, sv));
}

/** N388: the version is again what it was, and its deadlines are those it had. */
export function decideUndoCancel(command: UndoCancel, state: TnState): PortingDecision {
  const sv = versionMeant(command, state, ['cancel_pending']);
  if (sv === undefined) return refused(noSuchVersion(command, 'N388', 'a version in cancel-pending'), command);
  const violation = firstViolation([
    () => senderIsParty(command, sv, 'N388'),
    () => statusIsOneOf(sv, ['cancel_pending'], { code: 'not_cancel_pending', rule: 'N388' }),
    () => senderHasCanceled(command, sv),
  ]);
  if (violation !== undefined) return refused(violation, command);
  if (sv.status !== 'cancel_pending') throw pastItsRule(sv);
  const { by, conflict } = sv.cancellation;
  const data = { ...identityOf(sv), by, status: statusBefore(sv), causeCode: conflict?.causeCode ?? null };
  return done(sv.svId, { type: 'SvCancelUndone', data });
}

/** RR5-28.1, RR5-30, RR5-31: it was canceled by the side that began. */
const agreed = (
  side: Side,
  sv: CancelPendingSv,
  command: Cancel | AcknowledgeCancel,
  facts: PortingFacts,
): PortingDecision => done(sv.svId, acknowledged(side, sv), canceled(sv, sv.cancellation.by, null, command.now, facts));

const acknowledged = (by: Side, sv: CancelPendingSv): PortingEvent => ({
  type: 'SvCancelAcknowledged',
  data: { ...identityOf(sv), by },
});

/** R5-3.1, R5-3.4: how long it is kept depends on what it was before anybody canceled. */
export function canceled(
  sv: Waiting | CancelPendingSv,
  by: SvCanceled['by'],
  causeCode: number | null,
  now: Instant,
  facts: Pick<PortingFacts, 'retentionEnd'>,
): PortingEvent {
  const from = statusBefore(sv);
  const retainUntil = facts.retentionEnd(sv.tn, `canceled_from_${from}`, now);
  return { type: 'SvCanceled', data: { ...identityOf(sv), by, causeCode, from, retainUntil } };
}

/** What it is, or was when it was canceled. */
const statusBefore = (sv: Waiting | CancelPendingSv): 'pending' | 'conflict' => {
  if (sv.status !== 'cancel_pending') return sv.status;
  return sv.cancellation.conflict === null ? 'pending' : 'conflict';
};

/** The side that has created when the other one has not; null when both have. */
function onlySideOf({ newSide, oldSide }: Waiting): Side | null {
  if (oldSide === null) return 'new';
  return newSide === null ? 'old' : null;
}

/** RR5-35.1: the old service provider canceled, and the new one never said a word. */
const cancellationWasNotAcknowledged = (sv: Waiting): boolean =>
  sv.status === 'conflict' && sv.conflict.by === 'system';

/** RR5-27 and its like: a stranger learns nothing of the version. */
function senderIsParty({ sender }: Pick<Cancel, 'sender'>, sv: Sv, rule: string): Violation | undefined {
  if (sender === NPAC || sideOf({ sender }, sv) !== undefined) return undefined;
  const expected = 'the new or the old service provider';
  return { code: 'not_authorized', rule, field: null, expected, actual: sender };
}

/** R5-71.10: who lost the number to the version has no say in its end. */
function senderIsCurrentSp({ sender }: Cancel, { newSp }: Sv): Violation | undefined {
  if (sender === NPAC || sender === newSp) return undefined;
  const expected = 'the current service provider';
  return { code: 'not_authorized', rule: 'R5-71.10', field: null, expected, actual: sender };
}

/** R5-71.5 */
function sideHasCreated(side: Side, { newSide, oldSide }: Waiting): Violation | undefined {
  if ((side === 'new' ? newSide : oldSide) !== null) return undefined;
  const expected = `a create by the ${side} service provider`;
  return { code: 'cancel_not_allowed', rule: 'R5-71.5', field: null, expected };
}

/** R5-71.9: it has canceled before, and the conflict is the answer. */
function oldSpMayCancel(side: Side, sv: Waiting): Violation | undefined {
  if (side === 'new' || !cancellationWasNotAcknowledged(sv)) return undefined;
  const expected = 'the new service provider';
  return { code: 'cancel_not_allowed_to_old_sp', rule: 'R5-71.9', field: null, expected, actual: sv.oldSp };
}

/** RR5-30, RR5-31 */
function cancelerHasNotAcknowledged(sv: CancelPendingSv): Violation | undefined {
  const { by, requestedAt } = sv.cancellation;
  const saidAt = by === 'new' ? sv.newSpCancellationAt : sv.oldSpCancellationAt;
  if (saidAt === null || saidAt === requestedAt) return undefined;
  const rule = by === 'new' ? 'RR5-31' : 'RR5-30';
  const actual = `acknowledged at ${formatInstant(saidAt)}`;
  return { code: 'already_acknowledged', rule, field: null, expected: 'one acknowledgment', actual };
}

/** N388 */
function senderHasCanceled(command: UndoCancel, sv: Sv): Violation | undefined {
  if (sv.status !== 'cancel_pending' || command.sender === NPAC) return undefined;
  const { by } = sv.cancellation;
  if (sideOf(command, sv) === by) return undefined;
  const expected = `the ${by} service provider, which canceled`;
  return { code: 'undo_not_allowed', rule: 'N388', field: null, expected, actual: command.sender };
}

const sideMissing = (rule: string): Violation => ({
  code: 'side_missing',
  rule,
  field: 'side',
  expected: 'new or old',
});

/** R5-70 */
const cannotBeCanceled = ({ status }: Sv): Violation => {
  const expected = 'pending, conflict or disconnect_pending';
  return { code: 'cannot_be_canceled', rule: 'R5-70', field: 'tn', expected, actual: status };
};

const pastItsRule = (sv: Sv) => new Error(`version ${sv.svId} is ${sv.status}, past the rule that says so`);
