// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { PointCode } from '@openlnp/porting';

/** The new service provider starts service: download the route to every LSMS */
export interface Activate {
  /** telephone number, 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
}

/** The current service provider ends service at once: the number goes back to its donor */
export interface Disconnect {
  /** telephone number, 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  /** milliseconds since the epoch */
  readonly customerDisconnectDate: number;
}

/** A service provider moves a number of its own to another of its switches (intra-SP port) */
export interface IntraSpCreate {
  /** telephone number, 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly sp: string;
  /** milliseconds since the epoch */
  readonly dueDate: number;
  /** 10 digits */
  readonly lrn: string;
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
}

/** A service provider registers a location routing number */
export interface LrnCreate {
  readonly spid: string;
  /** 10 digits */
  readonly lrn: string;
}

/** The new service provider asks for a number (inter-SP port) */
export interface NewSpCreate {
  /** telephone number, 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly oldSp: string;
  readonly newSp: string;
  /** milliseconds since the epoch */
  readonly dueDate: number;
  /** 10 digits */
  readonly lrn: string;
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
}

/** A service provider opens one of its codes for porting */
export interface NpaNxxCreate {
  /** code holder */
  readonly spid: string;
  /** 6 digits */
  readonly npaNxx: string;
  /** milliseconds since the epoch */
  readonly effectiveAt: number;
}

/** The old service provider agrees that a number leaves (inter-SP port) */
export interface OldSpCreate {
  /** telephone number, 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly oldSp: string;
  readonly newSp: string;
  /** milliseconds since the epoch */
  readonly dueDate: number;
}

/** NPAC personnel add a service provider */
export interface ServiceProviderCreate {
  readonly spid: string;
  readonly name: string;
  /** wireline, wireless, non_carrier or class1_voip */
  readonly spType: string;
  /** http or kafka */
  readonly soa: string | null;
  /** http or kafka */
  readonly lsms: string | null;
  /** short or long: its concurrence windows as new service provider; long when absent */
  readonly portInTimer: string | null;
  /** short or long: the same as old service provider */
  readonly portOutTimer: string | null;
  /** short or long business days and hours; short when absent */
  readonly businessDays: string | null;
}

/** NPAC personnel give a service provider a bearer token; only its hash travels */
export interface TokenIssue {
  readonly spid: string;
  readonly tokenId: string;
  /** SHA-256 of the token, hex */
  readonly tokenHash: string;
  readonly label: string;
}

/** NPAC personnel take a bearer token back */
export interface TokenRevoke {
  readonly spid: string;
  readonly tokenId: string;
}

export type CarrierRequest =
  | { readonly type: 'Activate'; readonly data: Activate }
  | { readonly type: 'Disconnect'; readonly data: Disconnect }
  | { readonly type: 'IntraSpCreate'; readonly data: IntraSpCreate }
  | { readonly type: 'LrnCreate'; readonly data: LrnCreate }
  | { readonly type: 'NewSpCreate'; readonly data: NewSpCreate }
  | { readonly type: 'NpaNxxCreate'; readonly data: NpaNxxCreate }
  | { readonly type: 'OldSpCreate'; readonly data: OldSpCreate }
  | { readonly type: 'ServiceProviderCreate'; readonly data: ServiceProviderCreate }
  | { readonly type: 'TokenIssue'; readonly data: TokenIssue }
  | { readonly type: 'TokenRevoke'; readonly data: TokenRevoke };
