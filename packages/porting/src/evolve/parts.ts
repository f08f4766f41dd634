import type { ActivatedVersion, UnactivatedVersion } from '../state';

/** What a version keeps until it is activated or canceled, whatever its status becomes. */
export function waiting(sv: UnactivatedVersion) {
  const { svId, tn, newSp, oldSp, lnpType, portingToOriginal, timerType, businessType } = sv;
  const { newSide, oldSide, createdAt, window, conflictByOldSpAt, conflictResolvedAt } = sv;
  const { newSpCancellationAt, oldSpCancellationAt, pendingRetentionEndsAt } = sv;
  return {
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
    conflictResolvedAt,
    newSpCancellationAt,
    oldSpCancellationAt,
    pendingRetentionEndsAt,
  };
}

/** What a version keeps from its activation on, whatever its status becomes. */
export function lasting(sv: ActivatedVersion) {
  const { svId, tn, newSp, oldSp, lnpType, portingToOriginal, timerType, businessType } = sv;
  const { newSide, oldSide, createdAt, route, activatedAt } = sv;
  const { broadcast, lastBroadcast, firstSuccessAt, modifyBroadcastAt, modifiedAt } = sv;
  return {
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
  };
}
