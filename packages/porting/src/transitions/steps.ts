import type { Instant } from '@openlnp/numbering';
import type { DecidedEvent } from '../commands';
import { evolve } from '../evolve/evolve';
import type { PortingEvent } from '../generated/events';
import { versionById } from '../queries';
import type { Sv, SvStatus, TnState } from '../state';
import type { TransitionId } from '../transitions';

/** What one row of the table did to a version. */
export interface Step {
  readonly svId: number;
  /** Null for a version that came into being. */
  readonly from: SvStatus | null;
  readonly to: SvStatus;
  /** Null for what only changes data, such as a modification of a pending version. */
  readonly transition: TransitionId | null;
}

/**
 * The rows of the transition table that the events of one decision take, in order, and the state behind them; `now` is the
 * decision's instant. An event that only prepares another one of the same decision is part of that one's step: the create that
 * denies, before its conflict; the request, before its broadcast.
 */
export function stepsOf(
  before: TnState,
  events: readonly DecidedEvent[],
  now: Instant,
): { readonly steps: readonly Step[]; readonly after: TnState } {
  const steps: Step[] = [];
  let state = before;
  let start = before;
  let prepared: PortingEvent[] = [];
  events.forEach(({ at = now, ...event }, index) => {
    state = evolve(state, event, at);
    const { svId } = event.data as { svId: number };
    if (prepares(event, events[index + 1])) {
      prepared.push(event);
      return;
    }
    const [was, is] = [versionById(start, svId), versionById(state, svId)];
    if (is === undefined) throw new Error(`${event.type} is about version ${svId}, which is not there`);
    const transition = transitionOf(was, [...prepared, event]);
    steps.push({ svId, from: was?.status ?? null, to: is.status, transition });
    start = state;
    prepared = [];
  });
  return { steps, after: state };
}

/** Whether the next event completes what this one began. */
function prepares({ type, data }: PortingEvent, next: PortingEvent | undefined): boolean {
  switch (type) {
    case 'SvCreated':
    case 'SvSecondCreateReceived':
    case 'SvPendingModified':
      return data.authorized === false && next?.type === 'SvConflictSet';
    case 'SvModifyRequested':
    case 'SvReleaseDateReached':
      return next?.type === 'SvBroadcastStarted';
    case 'SvDisconnectRequested':
      return data.effectiveReleaseDate === null;
    case 'SvDisconnectModified':
      return next?.type === 'SvReleaseDateReached';
    default:
      return false;
  }
}

function transitionOf(was: Sv | undefined, events: readonly PortingEvent[]): TransitionId | null {
  const event = events.at(-1);
  switch (event?.type) {
    case 'SvCreated':
      if (event.data.lnpType === 'lisp') return 'T04';
      return event.data.createdBy === 'new' ? 'T01' : 'T02';
    case 'SvSecondCreateReceived':
      return 'T05';
    case 'SvInitialWindowExpired':
      return 'T07';
    case 'SvFinalWindowExpired':
      return event.data.waitingFor === 'old' ? 'T08' : 'T09';
    case 'SvConflictSet':
      if (event.data.by === 'system') return 'T20';
      if (events[0]?.type === 'SvCreated') return 'T03';
      return events[0]?.type === 'SvSecondCreateReceived' ? 'T06' : 'T10';
    case 'SvConflictResolved':
      return event.data.by === 'new' ? 'T12' : 'T11';
    case 'SvCanceled':
      return cancellationOf(was, event.data.by === 'system');
    case 'SvCancelRequested':
      return 'T16';
    case 'SvCancelWindowExpired':
      return 'T17';
    case 'SvCancelUndone':
      return 'T21';
    case 'SvBroadcastStarted':
      return sendingOf(was, events);
    case 'SvActivated':
    case 'SvPortedToOriginal':
      if (was?.status === 'partial_failure') return 'T30';
      return wasResent(was) ? 'T31' : 'T25';
    case 'SvPartiallyFailed':
      return wasResent(was) ? 'T31' : 'T26';
    case 'SvFailed':
      return wasResent(was) ? 'T31' : 'T27';
    case 'SvModified':
      return 'T33';
    case 'SvDisconnectRequested':
      return 'T35';
    case 'SvDisconnectCanceled':
      return 'T37';
    case 'SvDisconnectModified':
      return 'T38';
    case 'SvDisconnected':
      return 'T39';
    case 'SvDisconnectFailed':
      return 'T40';
    case 'SvSuperseded':
      return 'T41';
    default:
      return null;
  }
}

function cancellationOf(was: Sv | undefined, bySystem: boolean): TransitionId {
  if (was?.status === 'cancel_pending') return bySystem ? 'T19' : 'T18';
  if (bySystem) return was?.status === 'conflict' ? 'T13' : 'T23';
  if (was?.lnpType === 'lisp') return 'T15';
  return was?.status === 'conflict' && was.conflict.by === 'system' ? 'T22' : 'T14';
}

function sendingOf(was: Sv | undefined, events: readonly PortingEvent[]): TransitionId | null {
  switch (was?.status) {
    case 'pending':
      return 'T24';
    case 'failed':
      return 'T28';
    case 'partial_failure':
      return 'T29';
    case 'old':
      return 'T43';
    case 'disconnect_pending':
      return events[0]?.type === 'SvDisconnectModified' ? 'T38' : 'T36';
    case 'active':
      if (events[0]?.type === 'SvModifyRequested') return 'T32';
      return events[0]?.type === 'SvDisconnectRequested' ? 'T34' : 'T44';
    default:
      return null;
  }
}

/** Only an activation that failed is sent from another status than pending. */
const wasResent = (was: Sv | undefined): boolean => was?.status === 'sending' && was.before !== 'pending';
