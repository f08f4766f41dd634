import { type Instant, instant } from '@openlnp/numbering';
import type {
  SvDisconnected,
  SvDisconnectModified,
  SvDisconnectRequested,
  SvModifyRequested,
  SvPortedToOriginal,
  SvSuperseded,
} from '../generated/events';
import type {
  ActivatedVersion,
  ActivatingSv,
  ActiveSv,
  DisconnectingSv,
  DisconnectPendingSv,
  OldSv,
  PartialFailureSv,
  Sv,
  TnState,
} from '../state';
import { change } from './change';
import { instantOrNull } from './creation';
import { lasting } from './parts';

/** A version that was live and is no longer, or a copy of one as it was; a disconnect of it that failed everywhere never was. */
export function ended(sv: ActivatedVersion, at: Instant): OldSv {
  return {
    ...lasting(sv),
    status: 'old',
    supersededBy: null,
    copyOf: null,
    disconnect: null,
    disconnectBroadcastAt: null,
    removedAt: null,
    failedSps: [],
    endedAt: at,
    changedAt: at,
    retainUntil: null,
  };
}

/**
 * Another version took its place, RN5-2; a port to original did so by a removal of this one, whose times it then has (RR5-21,
 * R5-66.2).
 */
export function superseded(
  sv: ActiveSv,
  { versions }: TnState,
  { bySvId, retainUntil }: SvSuperseded,
  at: Instant,
): OldSv {
  const by = versions.find(({ svId }) => svId === bySvId);
  const removal =
    by?.status === 'sending' && by.portingToOriginal
      ? { disconnectBroadcastAt: by.broadcast.startedAt, removedAt: by.firstSuccessAt ?? at }
      : {};
  return { ...ended(sv, at), ...removal, supersededBy: bySvId, retainUntil: instantOrNull(retainUntil) };
}

/** The number routes by its code again: a port to original is over as soon as it is done. */
export const portedToOriginal = (
  sv: ActivatingSv | PartialFailureSv,
  { retainUntil }: SvPortedToOriginal,
  at: Instant,
): OldSv => ({
  ...ended(sv, at),
  firstSuccessAt: sv.firstSuccessAt ?? at,
  retainUntil: instantOrNull(retainUntil),
});

/** R5-66.2, R5-66.3; one that was old before has its list anew, and nothing else. */
export const disconnected = (sv: DisconnectingSv, { failedSps, retainUntil }: SvDisconnected, at: Instant): OldSv => ({
  ...ended(sv, at),
  disconnect: sv.disconnect,
  disconnectBroadcastAt: sv.disconnectBroadcastAt,
  retainUntil: instantOrNull(retainUntil),
  ...(sv.ended ?? {}),
  removedAt: sv.removedAt ?? at,
  failedSps,
});

/** RR5-48: the version as it was stays behind as an old copy. */
export function disconnectRequested(state: TnState, data: SvDisconnectRequested, at: Instant): readonly Sv[] {
  const { svId, donorSp, copySvId } = data;
  const customerDisconnectDate = instant(data.customerDisconnectDate);
  const effectiveReleaseDate = instantOrNull(data.effectiveReleaseDate);
  const requested = { customerDisconnectDate, donorSp, copySvId, requestedAt: at };
  return withOldCopy(state, svId, copySvId, data.retainUntil, at, (sv) =>
    effectiveReleaseDate === null
      ? { ...sv, disconnect: { ...requested, effectiveReleaseDate }, changedAt: at }
      : {
          ...lasting(sv),
          status: 'disconnect_pending',
          changedAt: at,
          // A disconnect that failed gives way to this one.
          failedSps: sv.failedOperation === 'modify' ? sv.failedSps : [],
          disconnect: { ...requested, effectiveReleaseDate },
        },
  );
}

/** RR5-46: likewise before a modification. */
export const modifyRequested = (state: TnState, data: SvModifyRequested, at: Instant): readonly Sv[] =>
  withOldCopy(state, data.svId, data.copySvId, data.retainUntil, at, (sv) => ({
    ...sv,
    route: data.route,
    changedAt: at,
  }));

function withOldCopy(
  state: TnState,
  svId: number,
  copySvId: number,
  retainUntil: number | null,
  at: Instant,
  next: (sv: ActiveSv) => Sv,
): readonly Sv[] {
  const copies: OldSv[] = [];
  const versions = change(state, svId, ['active'], (sv) => {
    copies.push({ ...ended(sv, at), svId: copySvId, copyOf: svId, retainUntil: instantOrNull(retainUntil) });
    return next(sv);
  });
  return [...versions, ...copies];
}

/** N249 */
export const redated = (sv: DisconnectPendingSv, data: SvDisconnectModified, at: Instant): DisconnectPendingSv => ({
  ...sv,
  changedAt: at,
  disconnect: {
    ...sv.disconnect,
    customerDisconnectDate: instant(data.customerDisconnectDate),
    effectiveReleaseDate: instant(data.effectiveReleaseDate),
  },
});

/** R5-71.10 */
export const notDisconnectedAfterAll = (sv: DisconnectPendingSv, at: Instant): ActiveSv => ({
  ...lasting(sv),
  status: 'active',
  failedSps: sv.failedSps,
  failedOperation: sv.failedSps.length > 0 ? 'modify' : null,
  disconnect: null,
  changedAt: at,
});
