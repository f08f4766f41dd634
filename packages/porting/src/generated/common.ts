// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { Lrn, Spid, Tn } from '@openlnp/numbering';

/** A download that an LSMS could not apply */
export interface RefusedDownload {
  readonly number: number;
  readonly code: string;
  readonly text: string | null;
}

/** One LSMS's answer to one broadcast */
export interface LsmsAnswer {
  readonly spid: Spid;
  readonly ok: boolean;
  /** the LSMS's refusal code, when not ok */
  readonly code: string | null;
}

/** An SS7 address of a service: DPC and SSN come together or not at all */
export interface PointCode {
  /** destination point code, 9 digits: network, cluster, member, 3 digits each */
  readonly dpc: string;
  /** subsystem number 0 to 255 */
  readonly ssn: number;
}

/** Data of later change orders, each kept and sent only where given (N399, N400, N432, N436, N438) */
export interface OptionalData {
  /** alternative SPID, 4 characters */
  readonly altSpid: string | null;
  /** last alternative SPID, 4 characters */
  readonly lastAltSpid: string | null;
  /** 1 to 12 digits */
  readonly altEndUserLocationValue: string | null;
  /** 2 digits */
  readonly altEndUserLocationType: string | null;
  /** 1 to 4 characters */
  readonly altBillingId: string | null;
  /** up to 255 characters */
  readonly voiceUri: string | null;
  /** up to 255 characters */
  readonly mmsUri: string | null;
  /** up to 255 characters */
  readonly pocUri: string | null;
  /** up to 255 characters */
  readonly presenceUri: string | null;
  /** up to 255 characters */
  readonly smsUri: string | null;
}

/** What happens to each number of a run */
export interface RangeEvent {
  /** the instant it happens at; milliseconds since the epoch */
  readonly at: number;
  /** in the wire format */
  readonly event: Buffer;
}

/** Consecutive numbers that one decision treats alike */
export interface RangeRun {
  readonly firstTn: Tn;
  readonly lastTn: Tn;
  /** the events of firstTn in the wire format; those of the n-th number after it have all numbers and version ids n higher */
  readonly events: readonly RangeEvent[];
}

/** Where calls to the number go, and what else the LSMSs are told */
export interface RouteData {
  /** location routing number, 10 digits as a number */
  readonly lrn: Lrn;
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
  /** absent when none is given */
  readonly optionalData: OptionalData | null;
}

/** What an LSMS must apply: the route of a number, or its removal */
export interface DownloadContent {
  /** activate or delete */
  readonly action: 'activate' | 'delete';
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  /** new and current service provider */
  readonly spid: Spid;
  /** lspp (inter-SP), lisp (intra-SP) or pool */
  readonly lnpType: 'lspp' | 'lisp' | 'pool';
  /** absent when action is delete */
  readonly route: RouteData | null;
  /** activation timestamp of the version; milliseconds since the epoch */
  readonly activatedAt: number;
}

/** The first use of an NPA-NXX: what the heads-up tells, and whom (RR5-3, N394) */
export interface FirstUse {
  readonly codeHolder: Spid;
  /** from when the code is portable; milliseconds since the epoch */
  readonly codeEffectiveAt: number;
  /** end of the first-usage window, computed once: nothing is activated in the code before; milliseconds since the epoch */
  readonly usableFrom: number;
  /** service providers with a SOA, by SPID */
  readonly tell: readonly Spid[];
}

/** An LSMS that did not take a download, and why */
export interface FailedSp {
  readonly spid: Spid;
  /** no_response, or the code the LSMS refused with */
  readonly reason: string;
}

/** Why a request was refused (law 8: refusals are data) */
export interface RequestError {
  /** snake_case name from the error-code table */
  readonly code: string;
  /** its fixed number */
  readonly number: number;
  /** requirement or change order behind it, such as R5-18.6 */
  readonly rule: string | null;
  /** the request's field at fault */
  readonly field: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  /** the telephone number at fault, 10 digits, when it is one */
  readonly tn: string | null;
  /** the telephone numbers at fault, when they are several: numbers and ranges such as 3035550100-0199, ascending */
  readonly tns: readonly string[] | null;
}
