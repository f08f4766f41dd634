import { formatInstant, formatLrn, formatTn } from '@openlnp/numbering';
import type { Sv } from '@openlnp/porting';
import { type TakenData, takenView } from './route-view';

/**
 * A version as an LSMS sees it (R5-74.4), with what later change orders send to LSMSs (N399 and its like) and it takes.
 * Null for what there is not.
 */
export function lsmsView(sv: Sv, taken: TakenData): object {
  const route = ('route' in sv ? sv.route : sv.newSide?.route) ?? null;
  return {
    svId: sv.svId,
    tn: formatTn(sv.tn),
    lrn: route === null ? null : formatLrn(route.lrn),
    newSp: sv.newSp,
    activatedAt: 'activatedAt' in sv ? formatInstant(sv.activatedAt) : null,
    customerDisconnectDate: 'disconnect' in sv ? dateOf(sv.disconnect) : null,
    classPointCode: route?.classPointCode ?? null,
    lidbPointCode: route?.lidbPointCode ?? null,
    cnamPointCode: route?.cnamPointCode ?? null,
    isvmPointCode: route?.isvmPointCode ?? null,
    endUserLocationValue: route?.endUserLocationValue ?? null,
    endUserLocationType: route?.endUserLocationType ?? null,
    billingId: route?.billingId ?? null,
    lnpType: sv.lnpType,
    ...takenView(route, taken),
  };
}

const dateOf = (disconnect: { readonly customerDisconnectDate: number } | null): string | null =>
  disconnect === null ? null : formatInstant(disconnect.customerDisconnectDate);
