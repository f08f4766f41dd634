import type { ActivatedVersion, DisputeTimes, SubscriptionVersion, UnactivatedVersion } from '../state';

/** Of a version that nobody has disputed. */
export const UNDISPUTED: DisputeTimes = {
  conflictAt: null,
  conflictResolvedAt: null,
  newSpConflictResolvedAt: null,
  oldSpConflictResolvedAt: null,
  newSpCancellationAt: null,
  oldSpCancellationAt: null,
};

/** What a version keeps for ever, the times of its disputes among it (FRS table 3-6). */
export function kept(sv: SubscriptionVersion) {
  const { svId, tn, newSp, oldSp, lnpType, portingToOriginal, timerType, businessType, newSide, oldSide } = sv;
  const { createdAt, conflictAt, conflictResolvedAt, newSpConflictResolvedAt, oldSpConflictResolvedAt } = sv;
  const { newSpCancellationAt, oldSpCancellationAt } = sv;
  return {
    ...{ svId, tn, newSp, oldSp, lnpType, portingToOriginal, timerType, businessType, newSide, oldSide },
    ...{ createdAt, conflictAt, conflictResolvedAt, newSpConflictResolvedAt, oldSpConflictResolvedAt },
    ...{ newSpCancellationAt, oldSpCancellationAt },
  };
}

/** What a version keeps until it is activated or canceled, whatever its status becomes. */
export function waiting(sv: UnactivatedVersion) {
  const { window, conflictByOldSpAt, conflictRestrictedFrom, pendingRetentionEndsAt } = sv;
  return { ...kept(sv), window, conflictByOldSpAt, conflictRestrictedFrom, pendingRetentionEndsAt };
}

/** What a version keeps from its activation on, whatever its status becomes. */
export function lasting(sv: ActivatedVersion) {
  const { route, activatedAt, broadcast, lastBroadcast, activationBroadcastAt, firstSuccessAt } = sv;
  const { modifyBroadcastAt, modifiedAt, disconnectBroadcastAt } = sv;
  return {
    ...{ ...kept(sv), route, activatedAt, broadcast, lastBroadcast, activationBroadcastAt, firstSuccessAt },
    ...{ modifyBroadcastAt, modifiedAt, disconnectBroadcastAt },
  };
}
