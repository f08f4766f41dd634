import { npaNxxOf, type Spid } from '@openlnp/numbering';
import type { PortingFacts } from './commands';
import type {
  ActivatingSv,
  ActiveSv,
  CancelPendingSv,
  ConflictSv,
  DisconnectPendingSv,
  FailedSv,
  PartialFailureSv,
  PendingSv,
  SendingSv,
  Sv,
  TnState,
} from './state';

/**
 * The number routes to this version: active, partially failed, waiting for its disconnect, or sending once the first LSMS has
 * it. A version that is being disconnected stays the registry's live one until the disconnect has an outcome, though LSMSs that
 * took the removal have let it go: only then is it known that not all of them refused, which would have put it back.
 */
export type LiveSv = ActiveSv | PartialFailureSv | DisconnectPendingSv | SendingSv;

/** On its way, or stuck on its way: not (yet) what routes. */
export type PendingLikeSv = PendingSv | ConflictSv | CancelPendingSv | ActivatingSv | FailedSv;

/** What stands in the way of another version (RN5-1); one in sending as well, since it is about to be active, or to fail. */
export type BlockingSv = Exclude<Sv, { status: 'active' | 'old' | 'canceled' }>;

/** The version that calls are routed by now, if any. There is never more than one (RN5-2). */
export const liveVersion = (state: TnState): LiveSv | undefined => state.versions.find(isLive);

/** The version that is on its way or failed, if any. There is never more than one (RN5-1). */
export const pendingLikeVersion = (state: TnState): PendingLikeSv | undefined => state.versions.find(isPendingLike);

/** The service provider that has the number now: of its live version, or the holder of its code. */
export const currentSp = (state: TnState, facts: Pick<PortingFacts, 'codeOf'>): Spid | undefined =>
  liveVersion(state)?.newSp ?? facts.codeOf(npaNxxOf(state.tn))?.spid;

/**
 * The version that must be finished before the number may get another one: none while all are active, old or canceled (RN5-1).
 * A change of the live version that is being sent is there beside one on its way, which it does not hide.
 */
export const blockingVersion = (state: TnState): BlockingSv | undefined =>
  pendingLikeVersion(state) ??
  state.versions.find(
    (sv): sv is BlockingSv => sv.status !== 'active' && sv.status !== 'old' && sv.status !== 'canceled',
  );

export const versionById = (state: TnState, svId: number): Sv | undefined =>
  state.versions.find((sv) => sv.svId === svId);

export function isLive(sv: Sv): sv is LiveSv {
  switch (sv.status) {
    case 'active':
    case 'disconnect_pending':
      return true;
    case 'partial_failure':
      return !sv.portingToOriginal;
    case 'sending':
      return isLiveWhileSending(sv);
    default:
      return false;
  }
}

/** A port to original never routes, nor does what was old already and is only removed once more. */
function isLiveWhileSending(sv: SendingSv): boolean {
  switch (sv.purpose) {
    case 'activate':
      return sv.firstSuccessAt !== null;
    case 'port_to_original':
      return false;
    case 'modify':
      return true;
    case 'disconnect':
      return sv.ended === null;
  }
}

export function isPendingLike(sv: Sv): sv is PendingLikeSv {
  switch (sv.status) {
    case 'pending':
    case 'conflict':
    case 'cancel_pending':
    case 'failed':
      return true;
    case 'sending':
      return (sv.purpose === 'activate' || sv.purpose === 'port_to_original') && sv.firstSuccessAt === null;
    default:
      return false;
  }
}
