import { formatInstant, formatLrn, formatTn } from '@openlnp/numbering';
import type { RouteData, Side, Sv } from '@openlnp/porting';
import { type TakenData, takenView } from './route-view';

type KeysOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
/** A version with whatever any status has. */
type AnySv = { readonly [K in KeysOf<Sv>]?: ValueOf<Sv, K> };

const date = (at: number | null | undefined): string | null => (at == null ? null : formatInstant(at));

/** A version as JSON, with what a SOA takes of its route (R5-74.3, N432): instants in ISO 8601, numbers that have digits as text, null for what there is not (yet). */
export function svView(sv: Sv, taken: TakenData): object {
  const { newSide, oldSide } = sv;
  const own: AnySv = sv;
  const conflict = own.conflict ?? own.cancellation?.conflict ?? null;
  const purpose = own.purpose ?? null;
  return {
    svId: sv.svId,
    tn: formatTn(sv.tn),
    status: sv.status,
    lnpType: sv.lnpType,
    portingToOriginal: own.portingToOriginal ?? false,
    newSp: sv.newSp,
    oldSp: sv.oldSp,
    newSpDueDate: date(newSide?.dueDate),
    oldSpDueDate: date(oldSide?.dueDate),
    newSpCreatedAt: date(newSide?.createdAt),
    oldSpCreatedAt: date(oldSide?.createdAt),
    oldSpAuthorization: oldSide?.authorized ?? null,
    causeCode: own.causeCode ?? conflict?.causeCode ?? oldSide?.causeCode ?? null,
    timerType: sv.timerType,
    businessType: sv.businessType,
    ...routeView('route' in sv ? sv.route : newSide?.route, taken),
    createdAt: date(sv.createdAt),
    changedAt: date(sv.changedAt),
    conflictAt: date(sv.conflictAt),
    conflictResolvedAt: date(sv.conflictResolvedAt),
    newSpConflictResolvedAt: date(sv.newSpConflictResolvedAt),
    oldSpConflictResolvedAt: date(sv.oldSpConflictResolvedAt),
    conflictRestrictedFrom: date(own.conflictRestrictedFrom),
    newSpCancellationAt: date(cancellationAt('new', own)),
    oldSpCancellationAt: date(cancellationAt('old', own)),
    preCancellationStatus: preCancellationStatus(own),
    canceledAt: date(own.canceledAt),
    activatedAt: date(own.activatedAt),
    activationBroadcastAt: date(own.activationBroadcastAt),
    firstSuccessAt: date(own.firstSuccessAt),
    /** What its download is for while it is sending. */
    purpose,
    downloadReason: downloadReasonOf(own),
    broadcastAt: date(own.broadcast?.startedAt),
    respondBy: date(own.broadcast?.respondBy),
    targets: own.broadcast?.targets ?? [],
    answers: own.answers ?? [],
    failedSps: own.failedSps ?? [],
    customerDisconnectDate: date(own.disconnect?.customerDisconnectDate),
    effectiveReleaseDate: date(own.disconnect?.effectiveReleaseDate),
    disconnectBroadcastAt: date(own.disconnectBroadcastAt),
    disconnectCompletedAt: date(own.removedAt),
    modifyBroadcastAt: date(own.modifyBroadcastAt),
    modifiedAt: date(own.modifiedAt),
    supersededBy: own.supersededBy ?? null,
    copyOf: own.copyOf ?? null,
    endedAt: date(own.endedAt),
    retainUntil: date(own.retainUntil),
  };
}

/** What it was sent for last: new, modified or delete; null for one that was never sent. */
function downloadReasonOf({ activatedAt, modifyBroadcastAt, disconnectBroadcastAt, portingToOriginal }: AnySv) {
  if (activatedAt === undefined) return null;
  const latest = Math.max(activatedAt, modifyBroadcastAt ?? 0, disconnectBroadcastAt ?? 0);
  if (latest === disconnectBroadcastAt) return 'delete';
  if (latest === modifyBroadcastAt) return 'modified';
  return portingToOriginal ? 'delete' : 'new';
}

/** While a side's acknowledgment is waited for it has none: a time that it has is of an earlier cancellation (RR5-30, RR5-31). */
function cancellationAt(side: Side, { cancellation, newSpCancellationAt, oldSpCancellationAt }: AnySv) {
  if (cancellation !== undefined && cancellation.by !== side) return null;
  return side === 'new' ? newSpCancellationAt : oldSpCancellationAt;
}

function preCancellationStatus({ canceledFrom, cancellation }: AnySv): string | null {
  if (cancellation !== undefined) return cancellation.conflict === null ? 'pending' : 'conflict';
  return canceledFrom ?? null;
}

function routeView(route: RouteData | null | undefined, taken: TakenData): object {
  if (route == null) return { lrn: null };
  const { wsmscPointCode, svType, optionalData, ...known } = route;
  return { ...known, lrn: formatLrn(route.lrn), ...takenView(route, taken) };
}
