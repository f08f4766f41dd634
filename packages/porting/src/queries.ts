import { npaNxxOf, type Spid } from '@openlnp/numbering';
import type { PortingFacts } from './commands';
import type { ActivatingSv, ActiveSv, FailedSv, PartialFailureSv, PendingSv, SendingSv, Sv, TnState } from './state';

/**
 * The number routes to this version: active, partially failed, or sending once the first LSMS has it. A version that is being
 * disconnected stays the registry's live one until the disconnect has an outcome, though LSMSs that took the removal have let
 * it go: only then is it known that not all of them refused, which would have put it back.
 */
export type LiveSv = ActiveSv | PartialFailureSv | SendingSv;

/** On its way, or stuck on its way: not (yet) what routes. */
export type PendingLikeSv = PendingSv | ActivatingSv | FailedSv;

/** The version that calls are routed by now, if any. There is never more than one (RN5-2). */
export const liveVersion = (state: TnState): LiveSv | undefined => state.versions.find(isLive);

/** The version that is on its way or failed, if any. There is never more than one (RN5-1). */
export const pendingLikeVersion = (state: TnState): PendingLikeSv | undefined => state.versions.find(isPendingLike);

/** The service provider that has the number now: of its live version, or the holder of its code. */
export const currentSp = (state: TnState, facts: Pick<PortingFacts, 'codeOf'>): Spid | undefined =>
  liveVersion(state)?.newSp ?? facts.codeOf(npaNxxOf(state.tn))?.spid;

/** The version that must be finished before the number may get another one: none while all are active or old (RN5-1). */
export const blockingVersion = (state: TnState): Exclude<Sv, { status: 'active' | 'old' }> | undefined =>
  state.versions.find((sv) => sv.status !== 'active' && sv.status !== 'old');

export const versionById = (state: TnState, svId: number): Sv | undefined =>
  state.versions.find((sv) => sv.svId === svId);

export function isLive(sv: Sv): sv is LiveSv {
  return sv.status === 'active' || sv.status === 'partial_failure' || (sv.status === 'sending' && hasSucceeded(sv));
}

export function isPendingLike(sv: Sv): sv is PendingLikeSv {
  return sv.status === 'pending' || sv.status === 'failed' || (sv.status === 'sending' && !hasSucceeded(sv));
}

const hasSucceeded = (sv: SendingSv): boolean => sv.firstSuccessAt !== null;
