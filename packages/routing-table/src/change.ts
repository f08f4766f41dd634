import { type Lrn, npaNxxOf, parseRouteLrn, parseSpid, parseTn, type Tn } from '@openlnp/numbering';
import type { Route } from './entry';

/** A download in neutral form: what to do with the numbers from first to last. */
export interface RouteChange extends Omit<Route, 'lrn'> {
  readonly action: 'activate' | 'delete';
  readonly firstTn: Tn;
  /** The same as firstTn for a single number; of the same NPA-NXX, not before it. */
  readonly lastTn: Tn;
  /** Version id of the first number; the next number has the next id. */
  readonly firstSvId: number;
  /** Null when the action is delete. */
  readonly lrn: Lrn | null;
}

/** A download as LSMSs read it: `openlnp.download.SvDownload`, of which more may be there. */
export interface DownloadText extends Omit<Route, 'spid' | 'lrn'> {
  readonly action: string;
  readonly firstTn: string;
  readonly lastTn: string;
  readonly firstSvId: number;
  readonly spid: string;
  readonly lrn: string | null;
}

/** Thrown for a change that cannot be applied; nothing of it was. */
export class RouteChangeError extends Error {
  readonly code:
    | 'unknown_action'
    | 'invalid_tn'
    | 'invalid_tn_range'
    | 'malformed_spid'
    | 'malformed_lrn'
    | 'lrn_missing';

  constructor(code: RouteChangeError['code'], found: unknown) {
    super(`${code}: ${String(found)}`);
    this.name = 'RouteChangeError';
    this.code = code;
  }
}

/**
 * The one way from a download to a change, for the registry and for every LSMS: equal downloads make equal tables.
 * Throws RouteChangeError for what is no download.
 */
export function routeChangeOf(download: DownloadText): RouteChange {
  const { action, firstTn, lastTn, firstSvId, lrn, lnpType, svType, activatedAt, optionalData } = download;
  if (action !== 'activate' && action !== 'delete') throw new RouteChangeError('unknown_action', action);
  return {
    action,
    firstTn: parsed(parseTn(firstTn), 'invalid_tn', firstTn),
    lastTn: parsed(parseTn(lastTn), 'invalid_tn', lastTn),
    firstSvId,
    spid: parsed(parseSpid(download.spid), 'malformed_spid', download.spid),
    lnpType,
    lrn: lrn === null ? null : parsed(parseRouteLrn(lrn), 'malformed_lrn', lrn),
    classPointCode: download.classPointCode,
    lidbPointCode: download.lidbPointCode,
    isvmPointCode: download.isvmPointCode,
    cnamPointCode: download.cnamPointCode,
    wsmscPointCode: download.wsmscPointCode,
    endUserLocationValue: download.endUserLocationValue,
    endUserLocationType: download.endUserLocationType,
    billingId: download.billingId,
    svType,
    optionalData: optionalData ?? null,
    activatedAt,
  };
}

function parsed<T>(value: T | undefined, code: RouteChangeError['code'], text: string): T {
  if (value === undefined) throw new RouteChangeError(code, text);
  return value;
}

/** Throws RouteChangeError unless the numbers are a range of one NPA-NXX. */
export function checkRange({ firstTn, lastTn }: RouteChange): void {
  if (lastTn >= firstTn && npaNxxOf(firstTn) === npaNxxOf(lastTn)) return;
  throw new RouteChangeError('invalid_tn_range', `${firstTn}-${lastTn}`);
}

/** What the numbers of an activation share. */
export function routeOf(change: RouteChange): Route {
  const { action, firstTn, lastTn, firstSvId, lrn, ...shared } = change;
  if (lrn === null) throw new RouteChangeError('lrn_missing', `${action} of ${firstTn}-${lastTn} as ${firstSvId}`);
  return { ...shared, lrn };
}
