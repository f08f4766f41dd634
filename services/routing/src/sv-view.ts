import { formatInstant, formatLrn, formatTn, NPAC, type Spid } from '@openlnp/numbering';
import { isLive, type RouteData, type Sv } from '@openlnp/porting';

const date = (at: number | null | undefined): string | null => (at == null ? null : formatInstant(at));

/** Others than its two parties and NPAC see a version once it routes or has routed (RR5-39). */
export function isVisible(sv: Sv, spid: Spid): boolean {
  if (spid === NPAC || spid === sv.newSp || spid === sv.oldSp) return true;
  return isLive(sv) || sv.status === 'old';
}

/** A version as JSON: instants in ISO 8601, numbers that have digits as text. */
export function svView(sv: Sv): object {
  const activated = sv.status === 'pending' ? undefined : sv;
  return {
    svId: sv.svId,
    tn: formatTn(sv.tn),
    status: sv.status,
    lnpType: sv.lnpType,
    newSp: sv.newSp,
    oldSp: sv.oldSp,
    newSpDueDate: date(sv.newSide?.dueDate),
    oldSpDueDate: date(sv.oldSide?.dueDate),
    newSpCreatedAt: date(sv.newSide?.createdAt),
    oldSpCreatedAt: date(sv.oldSide?.createdAt),
    ...routeView(activated?.route ?? sv.newSide?.route),
    createdAt: date(sv.createdAt),
    changedAt: date(sv.changedAt),
    activatedAt: date(activated?.activatedAt),
    firstSuccessAt: date(activated?.firstSuccessAt),
    respondBy: date(activated?.broadcast.respondBy),
    targets: activated?.broadcast.targets ?? [],
    answers: sv.status === 'sending' ? sv.answers : [],
    failedSps: 'failedSps' in sv ? sv.failedSps : [],
    customerDisconnectDate: 'disconnect' in sv ? date(sv.disconnect?.customerDisconnectDate) : null,
    supersededBy: sv.status === 'old' ? sv.supersededBy : null,
    copyOf: sv.status === 'old' ? sv.copyOf : null,
    endedAt: sv.status === 'old' ? date(sv.endedAt) : null,
  };
}

function routeView(route: RouteData | null | undefined): object {
  if (route == null) return { lrn: null };
  return { ...route, lrn: formatLrn(route.lrn) };
}
