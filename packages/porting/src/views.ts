import type { Instant, Spid, Tn } from '@openlnp/numbering';
import type { FailedSp, RouteData } from './generated/common';
import { liveVersion } from './queries';
import type { ConcurrenceWindow, Sv, SvStatus, TnState } from './state';

/** A version as the read side shows it: one shape for all statuses, null where the status has no such thing. */
export interface SvView {
  readonly svId: number;
  readonly tn: Tn;
  readonly status: SvStatus;
  readonly lnpType: Sv['lnpType'];
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly newSpDueDate: Instant | null;
  readonly oldSpDueDate: Instant | null;
  readonly route: RouteData | null;
  readonly failedSps: readonly FailedSp[];
  /** Whom the version waits for how long, or waited for in vain; null otherwise. */
  readonly window: ConcurrenceWindow | null;
  readonly timerType: Sv['timerType'];
  readonly businessType: Sv['businessType'];
  readonly supersededBy: number | null;
  /** The version whose copy this is, from when that one was disconnected. */
  readonly copyOf: number | null;
  readonly customerDisconnectDate: Instant | null;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  readonly newSpCreatedAt: Instant | null;
  readonly oldSpAuthorizedAt: Instant | null;
  /** The instant at which activation was asked for. */
  readonly activatedAt: Instant | null;
  /** The latest broadcast: of the activation, or of the disconnect. */
  readonly broadcastAt: Instant | null;
  /** End of the response window; null when no broadcast is open. */
  readonly respondBy: Instant | null;
  /** The first LSMS has it (R5-51.2). */
  readonly broadcastCompletedAt: Instant | null;
  readonly endedAt: Instant | null;
}

export function svView(sv: Sv): SvView {
  const activated = sv.status === 'pending' ? undefined : sv;
  return {
    svId: sv.svId,
    tn: sv.tn,
    status: sv.status,
    lnpType: sv.lnpType,
    newSp: sv.newSp,
    oldSp: sv.oldSp,
    newSpDueDate: sv.newSide?.dueDate ?? null,
    oldSpDueDate: sv.oldSide?.dueDate ?? null,
    route: activated?.route ?? sv.newSide?.route ?? null,
    failedSps: 'failedSps' in sv ? sv.failedSps : [],
    window: sv.status === 'pending' ? sv.window : null,
    timerType: sv.timerType,
    businessType: sv.businessType,
    supersededBy: sv.status === 'old' ? sv.supersededBy : null,
    copyOf: sv.status === 'old' ? sv.copyOf : null,
    customerDisconnectDate: ('disconnect' in sv ? sv.disconnect?.customerDisconnectDate : null) ?? null,
    createdAt: sv.createdAt,
    changedAt: sv.changedAt,
    newSpCreatedAt: sv.newSide?.createdAt ?? null,
    oldSpAuthorizedAt: sv.oldSide?.createdAt ?? null,
    activatedAt: activated?.activatedAt ?? null,
    broadcastAt: activated?.broadcast.startedAt ?? null,
    respondBy: sv.status === 'sending' ? sv.broadcast.respondBy : null,
    broadcastCompletedAt: activated?.firstSuccessAt ?? null,
    endedAt: sv.status === 'old' ? sv.endedAt : null,
  };
}

/** Where calls to a ported number go. */
export interface RouteView {
  readonly svId: number;
  readonly spid: Spid;
  readonly route: RouteData;
}

/** Undefined while the number is not ported: then it routes by its code. */
export function routeView(state: TnState): RouteView | undefined {
  const live = liveVersion(state);
  return live && { svId: live.svId, spid: live.newSp, route: live.route };
}
