import { type Instant, instant } from '@openlnp/numbering';
import type { SvCanceled, SvCancelRequested, SvConflictResolved, SvConflictSet } from '../generated/events';
import type { CanceledSv, CancelPendingSv, Conflict, ConflictSv, PendingSv, Side, UnactivatedVersion } from '../state';
import { waiting } from './parts';

/** RR5-2.2, R5-44.2: the event's instant is the conflict timestamp. That somebody canceled before stays known (R5-74.3). */
export function inConflict(sv: PendingSv | CancelPendingSv, data: SvConflictSet, at: Instant): ConflictSv {
  const { by, causeCode } = data;
  const conflict: Conflict = {
    by,
    causeCode,
    since: at,
    newSpMayResolveFrom: instant(data.newSpMayResolveFrom),
    expiresAt: instant(data.expiresAt),
  };
  const { oldSide } = sv;
  return {
    ...waiting(sv),
    status: 'conflict',
    conflict,
    conflictAt: at,
    changedAt: at,
    conflictByOldSpAt: by === 'old' ? at : sv.conflictByOldSpAt,
    // A conflict from a missing acknowledgment says nothing of the authorization.
    oldSide: oldSide === null || by === 'system' ? oldSide : { ...oldSide, authorized: false, causeCode },
  };
}

/** RR5-14 */
export function resolvedConflict(sv: ConflictSv, by: SvConflictResolved['by'], at: Instant): PendingSv {
  const { oldSide } = sv;
  return {
    ...waiting(sv),
    status: 'pending',
    changedAt: at,
    conflictResolvedAt: at,
    newSpConflictResolvedAt: by === 'new' ? at : sv.newSpConflictResolvedAt,
    oldSpConflictResolvedAt: by === 'old' ? at : sv.oldSpConflictResolvedAt,
    oldSide: oldSide === null ? null : { ...oldSide, authorized: true, causeCode: null },
  };
}

export function cancelPending(sv: PendingSv | ConflictSv, data: SvCancelRequested, at: Instant): CancelPendingSv {
  return {
    ...waiting(sv),
    ...cancellationAt(sv, data.by, at),
    status: 'cancel_pending',
    changedAt: at,
    cancellation: {
      by: data.by,
      requestedAt: at,
      window: { phase: 'initial', endsAt: instant(data.initialWindowEndsAt) },
      earlierAt: data.by === 'new' ? sv.newSpCancellationAt : sv.oldSpCancellationAt,
      conflict: sv.status === 'conflict' ? sv.conflict : null,
    },
  };
}

/** RR5-30, RR5-31 */
export const acknowledged = (sv: CancelPendingSv, by: Side, at: Instant): CancelPendingSv => ({
  ...sv,
  ...cancellationAt(sv, by, at),
  changedAt: at,
});

const cancellationAt = (sv: UnactivatedVersion, by: Side, at: Instant | null) => ({
  newSpCancellationAt: by === 'new' ? at : sv.newSpCancellationAt,
  oldSpCancellationAt: by === 'old' ? at : sv.oldSpCancellationAt,
});

export const inFinalCancelWindow = (sv: CancelPendingSv, endsAt: Instant, at: Instant): CancelPendingSv => ({
  ...sv,
  changedAt: at,
  cancellation: { ...sv.cancellation, window: { phase: 'final', endsAt } },
});

/**
 * N388: as if nobody had canceled, but for the deadlines, which were stored and went on. The other side's time is of an earlier
 * cancellation: its acknowledgment would have ended the version (RR5-28.1).
 */
export function uncanceled(sv: CancelPendingSv, at: Instant): PendingSv | ConflictSv {
  const { by, earlierAt, conflict } = sv.cancellation;
  const before = { ...waiting(sv), ...cancellationAt(sv, by, earlierAt), changedAt: at };
  return conflict === null ? { ...before, status: 'pending' } : { ...before, status: 'conflict', conflict };
}

/** R5-71.2 */
export const canceled = (sv: UnactivatedVersion, data: SvCanceled, at: Instant): CanceledSv => ({
  ...waiting(sv),
  status: 'canceled',
  changedAt: at,
  canceledAt: at,
  canceledBy: data.by,
  causeCode: data.causeCode,
  canceledFrom: data.from,
  retainUntil: instant(data.retainUntil),
});
