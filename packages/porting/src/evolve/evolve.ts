import { type Instant, instant } from '@openlnp/numbering';
import type { PortingEvent } from '../generated/events';
import type { Sv, TnState } from '../state';
import * as broadcast from './broadcast';
import { change } from './change';
import * as conflict from './conflict';
import * as creation from './creation';
import * as ending from './ending';

/**
 * Folds an event of the number's stream, which took place at `occurredAt`, into the number's state.
 * Throws when the event cannot follow the ones before it: then the stream was written by something else than `decide`.
 */
export function evolve(state: TnState, event: PortingEvent, occurredAt: Instant): TnState {
  const lastInstant = instant(Math.max(occurredAt, state.lastInstant));
  return { ...state, versions: evolveVersions(state, event, occurredAt), lastInstant };
}

/** Statuses in which a version waits, and its concurrence windows run. */
const WAITING = ['pending', 'conflict', 'cancel_pending'] as const;

function evolveVersions(state: TnState, event: PortingEvent, at: Instant): readonly Sv[] {
  switch (event.type) {
    case 'SvCreated':
      return [...state.versions, creation.created(event.data, at)];
    case 'SvSecondCreateReceived':
      return change(state, event.data.svId, ['pending', 'conflict'], (sv) => creation.joined(sv, event.data, at));
    case 'SvPendingModified':
      return change(state, event.data.svId, ['pending', 'conflict'], (sv) => creation.modified(sv, event.data, at));
    case 'SvInitialWindowExpired':
      return change(state, event.data.svId, WAITING, (sv) => ({
        ...sv,
        window: { phase: 'final', endsAt: instant(event.data.finalWindowEndsAt) },
        changedAt: at,
      }));
    case 'SvFinalWindowExpired':
      return change(state, event.data.svId, WAITING, (sv) => ({
        ...sv,
        window: { phase: 'over', endedAt: at },
        changedAt: at,
      }));
    case 'SvConflictSet':
      return change(state, event.data.svId, ['pending', 'cancel_pending'], (sv) =>
        conflict.inConflict(sv, event.data, at),
      );
    case 'SvConflictResolved':
      return change(state, event.data.svId, ['conflict'], (sv) => conflict.resolvedConflict(sv, event.data.by, at));
    case 'SvCancelRequested':
      return change(state, event.data.svId, ['pending', 'conflict'], (sv) =>
        conflict.cancelPending(sv, event.data, at),
      );
    case 'SvCancelWindowExpired':
      return change(state, event.data.svId, ['cancel_pending'], (sv) =>
        conflict.inFinalCancelWindow(sv, instant(event.data.finalWindowEndsAt), at),
      );
    case 'SvCancelAcknowledged':
      return change(state, event.data.svId, ['cancel_pending'], (sv) => conflict.acknowledged(sv, event.data.by, at));
    case 'SvCancelUndone':
      return change(state, event.data.svId, ['cancel_pending'], (sv) => conflict.uncanceled(sv, at));
    case 'SvCanceled':
      return change(state, event.data.svId, WAITING, (sv) => conflict.canceled(sv, event.data, at));
    default:
      return evolveActivated(state, event, at);
  }
}

/** What happens to a version from its activation on. */
function evolveActivated(
  state: TnState,
  event: Exclude<PortingEvent, { type: BeforeActivation }>,
  at: Instant,
): readonly Sv[] {
  switch (event.type) {
    case 'SvBroadcastStarted':
      return change(
        state,
        event.data.svId,
        ['pending', 'failed', 'partial_failure', 'active', 'disconnect_pending', 'old'],
        (sv) => broadcast.sending(sv, event.data, at),
      );
    case 'SvAnswersRecorded':
      return change(state, event.data.svId, ['sending', 'disconnect_pending'], (sv) =>
        sv.status === 'sending'
          ? broadcast.answered(sv, event.data.answers, at)
          : broadcast.caughtUp(sv, event.data.answers, at),
      );
    case 'SvSuperseded':
      return change(state, event.data.svId, ['active'], (sv) => ending.superseded(sv, state, event.data, at));
    case 'SvActivated':
      return change(state, event.data.svId, ['sending', 'partial_failure'], (sv) =>
        broadcast.active(broadcast.onItsWay(sv), at),
      );
    case 'SvPartiallyFailed':
      return change(state, event.data.svId, ['sending'], (sv) =>
        broadcast.partiallyFailed(broadcast.beingActivated(sv), event.data.failedSps, at),
      );
    case 'SvFailed':
      return change(state, event.data.svId, ['sending'], (sv) =>
        broadcast.failed(broadcast.beingActivated(sv), event.data.failedSps, event.data.broadcast, at),
      );
    case 'SvPortedToOriginal':
      return change(state, event.data.svId, ['sending', 'partial_failure'], (sv) =>
        ending.portedToOriginal(broadcast.onItsWay(sv), event.data, at),
      );
    case 'SvFailedSpsCleared':
      return change(state, event.data.svId, ['active', 'partial_failure', 'disconnect_pending', 'old'], (sv) =>
        broadcast.withFailedSps(sv, event.data, at),
      );
    case 'SvModifyRequested':
      return ending.modifyRequested(state, event.data, at);
    case 'SvModified':
      return change(state, event.data.svId, ['sending'], (sv) =>
        broadcast.modifiedEverywhere(broadcast.beingModified(sv), event.data.failedSps, at),
      );
    case 'SvDisconnectRequested':
      return ending.disconnectRequested(state, event.data, at);
    case 'SvDisconnectModified':
      return change(state, event.data.svId, ['disconnect_pending'], (sv) => ending.redated(sv, event.data, at));
    case 'SvDisconnectCanceled':
      return change(state, event.data.svId, ['disconnect_pending'], (sv) => ending.notDisconnectedAfterAll(sv, at));
    case 'SvReleaseDateReached':
      // The donor is told; the broadcast is the next event.
      return change(state, event.data.svId, ['disconnect_pending'], (sv) => ({ ...sv, changedAt: at }));
    case 'SvDisconnected':
      return change(state, event.data.svId, ['sending'], (sv) =>
        ending.disconnected(broadcast.beingRemoved(sv), event.data, at),
      );
    case 'SvDisconnectFailed':
      return change(state, event.data.svId, ['sending'], (sv) =>
        broadcast.notDisconnected(broadcast.beingRemoved(sv), event.data.failedSps, event.data.broadcast, at),
      );
    case 'SvIdsReserved':
    case 'RangeDecided':
    case 'RangeCompleted':
      throw new Error(`${event.type} does not belong to the stream of a number`);
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}

type BeforeActivation =
  | 'SvCreated'
  | 'SvSecondCreateReceived'
  | 'SvPendingModified'
  | 'SvInitialWindowExpired'
  | 'SvFinalWindowExpired'
  | 'SvConflictSet'
  | 'SvConflictResolved'
  | 'SvCancelRequested'
  | 'SvCancelWindowExpired'
  | 'SvCancelAcknowledged'
  | 'SvCancelUndone'
  | 'SvCanceled';
