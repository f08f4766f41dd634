// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { OptionalData, PointCode } from '@openlnp/porting';

/** The route of a number or of a range, for every LSMS; number n follows n-1 without gaps */
export interface SvDownload {
  /** download number, dense from 1 */
  readonly number: number;
  /** activate or delete */
  readonly action: string;
  /** 10 digits */
  readonly firstTn: string;
  /** equal to firstTn for a single number */
  readonly lastTn: string;
  /** version id of firstTn; the next number has the next id */
  readonly firstSvId: number;
  /** new and current service provider */
  readonly spid: string;
  readonly lnpType: string;
  /** 10 digits; absent when action is delete */
  readonly lrn: string | null;
  /** CLASS: calling features */
  readonly classPointCode: PointCode | null;
  /** LIDB: line information */
  readonly lidbPointCode: PointCode | null;
  /** ISVM: inter-switch voice mail */
  readonly isvmPointCode: PointCode | null;
  /** CNAM: caller name */
  readonly cnamPointCode: PointCode | null;
  /** WSMSC: wireless short messages */
  readonly wsmscPointCode: PointCode | null;
  /** 1 to 12 digits */
  readonly endUserLocationValue: string | null;
  /** 2 digits */
  readonly endUserLocationType: string | null;
  /** 1 to 4 characters */
  readonly billingId: string | null;
  /** wireline, wireless, class2_voip, vowifi, prepaid_wireless, class1_voip or sv_type_6 */
  readonly svType: string | null;
  /** milliseconds since the epoch */
  readonly activatedAt: number;
  /** new, delete, modified or audit_discrepancy */
  readonly downloadReason: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** data of later change orders; absent when none is given */
  readonly optionalData: OptionalData | null;
}

export type Download =
  | { readonly type: 'SvDownload'; readonly data: SvDownload };
