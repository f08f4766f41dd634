import { type Instant, instant } from '@openlnp/numbering';
import type { DecidedEvent, PortingFacts } from '../commands';
import { type Deadline, deadlinesOf } from '../deadlines';
import { evolve } from '../evolve/evolve';
import type { PortingEvent } from '../generated/events';
import type { CancelPendingSv, ConflictSv, PendingSv, Side, Sv, TnState } from '../state';
import { canceled } from './cancel';
import { conflictSet } from './conflict';
import { identityOf } from './decision';
import { releaseEvents } from './disconnect';

/** NANC's "NPAC SMS automatic cancellation" and "automatic conflict from cancellation" (N138). */
const AUTOMATIC_CANCELLATION = 1;
const CONFLICT_FROM_CANCELLATION = 2;

interface Due {
  readonly sv: Sv;
  readonly deadline: Deadline;
}

/**
 * The stored deadlines that have come by `now`, and what they make of the number: the earliest first, and again, since one may
 * set or end another. Each takes place at its own instant, however late that is noticed (law 6); one that was held up, by a
 * conflict or a cancellation, at the instant that let it go.
 */
export function dueEvents(state: TnState, now: Instant, facts: PortingFacts): DecidedEvent[] {
  const events: DecidedEvent[] = [];
  let current = state;
  for (let due = earliestDue(current, now); due !== undefined; due = earliestDue(current, now)) {
    const at = instant(Math.max(due.deadline.at, current.lastInstant));
    for (const event of eventsOf(due, at, facts)) {
      current = evolve(current, event, at);
      events.push({ ...event, at });
    }
  }
  return events;
}

function earliestDue({ versions }: TnState, now: Instant): Due | undefined {
  let earliest: Due | undefined;
  for (const sv of versions) {
    for (const deadline of deadlinesOf(sv)) {
      if (deadline.at <= now && (earliest === undefined || deadline.at < earliest.deadline.at))
        earliest = { sv, deadline };
    }
  }
  return earliest;
}

function eventsOf({ sv, deadline }: Due, at: Instant, facts: PortingFacts): readonly PortingEvent[] {
  switch (sv.status) {
    case 'pending':
      return deadline.kind === 'pending_retention' ? [canceledBySystem(sv, at, facts)] : [windowOver(sv, at, facts)];
    case 'conflict':
      return deadline.kind === 'conflict_expiry' ? [canceledBySystem(sv, at, facts)] : [windowOver(sv, at, facts)];
    case 'cancel_pending':
      return [cancelWindowOver(sv, at, facts)];
    case 'disconnect_pending':
      return releaseEvents(sv, at, facts);
    default:
      throw new Error(`version ${sv.svId} in ${sv.status} has no ${deadline.kind}`);
  }
}

/** R5-45.4, RR5-1.4, RR5-35.2 */
const canceledBySystem = (
  sv: PendingSv | ConflictSv | CancelPendingSv,
  at: Instant,
  facts: PortingFacts,
): PortingEvent => canceled(sv, 'system', AUTOMATIC_CANCELLATION, at, facts);

/**
 * R5-22, R5-23.6, RR5-23.3; N240 over R5-23.4: the version stays whoever was silent, and that side may still create. Nobody is
 * asked to agree while there is a conflict; its windows run on all the same (R5-22 speaks of pending ones).
 */
function windowOver(sv: PendingSv | ConflictSv, at: Instant, facts: PortingFacts): PortingEvent {
  const waitingFor: Side = sv.newSide === null ? 'new' : 'old';
  const common = { ...identityOf(sv), waitingFor, announced: sv.status === 'pending', ...saidByTheOther(sv) };
  if (sv.window?.phase !== 'initial') return { type: 'SvFinalWindowExpired', data: common };
  const finalWindowEndsAt = facts.windowEnd(sv.tn, at, 'final', sv.timerType, sv.businessType);
  return { type: 'SvInitialWindowExpired', data: { ...common, finalWindowEndsAt } };
}

/** What the side that is not silent has created with: who is asked to do the same has to know. */
function saidByTheOther({ newSide, oldSide, timerType, businessType }: PendingSv | ConflictSv) {
  const { dueDate = null, createdAt = null } = newSide ?? oldSide ?? {};
  const { authorized = null, causeCode = null } = oldSide ?? {};
  return { dueDate, createdAt, authorized, causeCode, timerType, businessType };
}

/** RR5-34; then RR5-35.1 when the new service provider was silent, RR5-35.2 when it was the old one */
function cancelWindowOver(sv: CancelPendingSv, at: Instant, facts: PortingFacts): PortingEvent {
  const { by, window } = sv.cancellation;
  if (window.phase === 'final') {
    return by === 'new'
      ? canceledBySystem(sv, at, facts)
      : conflictSet(sv, 'system', CONFLICT_FROM_CANCELLATION, at, facts);
  }
  const finalWindowEndsAt = facts.windowEnd(sv.tn, at, 'cancel_final', sv.timerType, sv.businessType);
  const waitingFor: Side = by === 'new' ? 'old' : 'new';
  return { type: 'SvCancelWindowExpired', data: { ...identityOf(sv), waitingFor, finalWindowEndsAt } };
}
