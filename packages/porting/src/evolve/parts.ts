import type { ActivatedVersion, DisputeTimes, UnactivatedVersion } from '../state';

/** What is known of the disputes about a version, for as long as it is known itself. */
export function disputeTimes(sv: DisputeTimes): DisputeTimes {
  const { conflictAt, conflictResolvedAt, conflictResolvedBy, newSpCancellationAt, oldSpCancellationAt } = sv;
  return { conflictAt, conflictResolvedAt, conflictResolvedBy, newSpCancellationAt, oldSpCancellationAt };
}

/** Of a version that nobody has disputed. */
export const UNDISPUTED: DisputeTimes = {
  conflictAt: null,
  conflictResolvedAt: null,
  conflictResolvedBy: null,
  newSpCancellationAt: null,
  oldSpCancellationAt: null,
};

/** What a version keeps until it is activated or canceled, whatever its status becomes. */
export function waiting(sv: UnactivatedVersion) {
  const { svId, tn, newSp, oldSp, lnpType, portingToOriginal, timerType, businessType } = sv;
  const { newSide, oldSide, createdAt, window, conflictByOldSpAt, conflictRestrictedFrom, pendingRetentionEndsAt } = sv;
  return {
    ...disputeTimes(sv),
    svId,
    tn,
    newSp,
    oldSp,
    lnpType,
    portingToOriginal,
    timerType,
    businessType,
    newSide,
    oldSide,
    createdAt,
    window,
    conflictByOldSpAt,
    conflictRestrictedFrom,
    pendingRetentionEndsAt,
  };
}

/** What a version keeps from its activation on, whatever its status becomes. */
export function lasting(sv: ActivatedVersion) {
  const { svId, tn, newSp, oldSp, lnpType, portingToOriginal, timerType, businessType } = sv;
  const { newSide, oldSide, createdAt, route, activatedAt } = sv;
  const { broadcast, lastBroadcast, firstSuccessAt, modifyBroadcastAt, modifiedAt, disconnectBroadcastAt } = sv;
  return {
    ...disputeTimes(sv),
    svId,
    tn,
    newSp,
    oldSp,
    lnpType,
    portingToOriginal,
    timerType,
    businessType,
    newSide,
    oldSide,
    createdAt,
    route,
    activatedAt,
    broadcast,
    lastBroadcast,
    firstSuccessAt,
    modifyBroadcastAt,
    modifiedAt,
    disconnectBroadcastAt,
  };
}
