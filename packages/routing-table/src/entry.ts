import type { Lrn, Spid, Tn } from '@openlnp/numbering';

/** An SS7 address of a service. */
export interface PointCode {
  /** 9 digits. */
  readonly dpc: string;
  /** 0 to 255. */
  readonly ssn: number;
}

/** Data of later change orders: texts by name, null where one is not given (N399, N400, N432, N436, N438). */
export type OptionalData = object;

/** What all numbers of one download share: where calls go, and what else the LSMSs are told. */
export interface Route {
  /** New and current service provider. */
  readonly spid: Spid;
  readonly lnpType: string;
  readonly lrn: Lrn;
  readonly classPointCode: PointCode | null;
  readonly lidbPointCode: PointCode | null;
  readonly isvmPointCode: PointCode | null;
  readonly cnamPointCode: PointCode | null;
  readonly wsmscPointCode: PointCode | null;
  readonly endUserLocationValue: string | null;
  readonly endUserLocationType: string | null;
  readonly billingId: string | null;
  readonly svType: string | null;
  /** Null when none is given. */
  readonly optionalData: OptionalData | null;
  /** Milliseconds since the epoch. */
  readonly activatedAt: number;
}

/** One ported number. */
export interface RoutingEntry extends Route {
  readonly tn: Tn;
  readonly svId: number;
}

const pointCode = (code: PointCode | null) => (code === null ? null : [code.dpc, code.ssn]);

/**
 * The canonical form of an entry, without line end: a JSON array (as ECMAScript's JSON.stringify writes it, no blanks) of
 * tn, svId, spid, lnpType, lrn, the point codes of CLASS, LIDB, ISVM, CNAM and WSMSC (each null or [dpc, ssn]),
 * endUserLocationValue, endUserLocationType, billingId, svType, activatedAt; then, only where there are optional data, an object
 * of those that are given, its keys in ascending order. Numbers and LRNs are JSON numbers.
 */
export const canonicalLine = (entry: RoutingEntry): string =>
  JSON.stringify([
    entry.tn,
    entry.svId,
    entry.spid,
    entry.lnpType,
    entry.lrn,
    pointCode(entry.classPointCode),
    pointCode(entry.lidbPointCode),
    pointCode(entry.isvmPointCode),
    pointCode(entry.cnamPointCode),
    pointCode(entry.wsmscPointCode),
    entry.endUserLocationValue,
    entry.endUserLocationType,
    entry.billingId,
    entry.svType,
    entry.activatedAt,
    ...given(entry.optionalData),
  ]);

function given(data: OptionalData | null): readonly object[] {
  const entries: [string, unknown][] = Object.entries(data ?? {}).filter(([, value]) => value !== null);
  return entries.length === 0 ? [] : [Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))];
}
