// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { Spid, Tn } from '@openlnp/numbering';
import type { DownloadContent, FailedSp, LsmsAnswer, RouteData } from './common';

/** The version became active: no LSMS is missing */
export interface SvActivated {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
}

/** LSMSs answered a broadcast of the version */
export interface SvAnswersRecorded {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly broadcast: number;
  readonly answers: readonly LsmsAnswer[];
}

/** The version went to sending: one download for every LSMS */
export interface SvBroadcastStarted {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** 1 for the version's first broadcast, then 2, 3 ... */
  readonly broadcast: number;
  /** activate */
  readonly purpose: 'activate';
  /** SPIDs of the LSMSs enabled at this moment */
  readonly targets: readonly Spid[];
  /** end of the response window; milliseconds since the epoch */
  readonly respondBy: number;
  /** the version that is live now */
  readonly supersedes: number | null;
  readonly download: DownloadContent;
}

/** A subscription version came into being as pending, by the first create */
export interface SvCreated {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** lspp (inter-SP), lisp (intra-SP) or pool */
  readonly lnpType: 'lspp' | 'lisp' | 'pool';
  /** new or old: the side that came first */
  readonly createdBy: 'new' | 'old';
  /** milliseconds since the epoch */
  readonly dueDate: number;
  /** absent while only the old service provider has created */
  readonly route: RouteData | null;
}

/** Every LSMS failed; a restoring download puts back what was live before */
export interface SvFailed {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly failedSps: readonly FailedSp[];
  /** number of the restoring broadcast within the version */
  readonly broadcast: number;
  readonly targets: readonly Spid[];
  readonly download: DownloadContent;
}

/** LSMSs left the version's failed-SP list by catching up */
export interface SvFailedSpsCleared {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly cleared: readonly Spid[];
  readonly remaining: readonly FailedSp[];
}

/** A block of subscription version ids was handed to an owner */
export interface SvIdsReserved {
  readonly first: number;
  readonly last: number;
}

/** All LSMSs are resolved and some failed */
export interface SvPartiallyFailed {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly failedSps: readonly FailedSp[];
}

/** The other side's matching create arrived */
export interface SvSecondCreateReceived {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** new or old: the side that came second */
  readonly by: 'new' | 'old';
  /** milliseconds since the epoch */
  readonly dueDate: number;
  /** present when the new service provider came second */
  readonly route: RouteData | null;
}

/** The live version became old: a newer one reached its first LSMS */
export interface SvSuperseded {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly bySvId: number;
}

export type PortingEvent =
  | { readonly type: 'SvActivated'; readonly data: SvActivated }
  | { readonly type: 'SvAnswersRecorded'; readonly data: SvAnswersRecorded }
  | { readonly type: 'SvBroadcastStarted'; readonly data: SvBroadcastStarted }
  | { readonly type: 'SvCreated'; readonly data: SvCreated }
  | { readonly type: 'SvFailed'; readonly data: SvFailed }
  | { readonly type: 'SvFailedSpsCleared'; readonly data: SvFailedSpsCleared }
  | { readonly type: 'SvIdsReserved'; readonly data: SvIdsReserved }
  | { readonly type: 'SvPartiallyFailed'; readonly data: SvPartiallyFailed }
  | { readonly type: 'SvSecondCreateReceived'; readonly data: SvSecondCreateReceived }
  | { readonly type: 'SvSuperseded'; readonly data: SvSuperseded };
