// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { Spid, Tn } from '@openlnp/numbering';
import type { DownloadContent, FailedSp, LsmsAnswer, RangeRun, RouteData } from './common';

/** Every number of the range has its events */
export interface RangeCompleted {
  readonly jobId: string;
}

/** One decision for a range (design 4): its append is the commit, the numbers' own events follow from it */
export interface RangeDecided {
  readonly jobId: string;
  /** record name of the request, or of the registry's own command */
  readonly kind: string;
  readonly firstTn: Tn;
  readonly lastTn: Tn;
  readonly runs: readonly RangeRun[];
}

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
  /** activate or disconnect */
  readonly purpose: 'activate' | 'disconnect';
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
  /** which set of concurrence windows runs (R5-19.3) */
  readonly timerType: 'long' | 'short';
  /** which business days and hours they count (R5-19.5) */
  readonly businessType: 'short' | 'long';
  /** end of the initial concurrence window T1, computed once; absent for an intra-SP port */
  readonly initialWindowEndsAt: number | null;
}

/** The version became old: at least one LSMS took the removal */
export interface SvDisconnected {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly failedSps: readonly FailedSp[];
}

/** No LSMS took the removal: the version is active again, with all of them on its failed-SP list */
export interface SvDisconnectFailed {
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

/** The current service provider ends service: a copy of the version as it was is kept as old, and the donor is told */
export interface SvDisconnectRequested {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** milliseconds since the epoch */
  readonly customerDisconnectDate: number;
  /** who the number goes back to: the code holder */
  readonly donorSp: Spid;
  /** version id of the old copy (RR5-48) */
  readonly copySvId: number;
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
  /** partial_failure, active or old: the version's status, which stays */
  readonly status: 'partial_failure' | 'active' | 'old';
  readonly cleared: readonly Spid[];
  readonly remaining: readonly FailedSp[];
}

/** T2 ended without the other side's create */
export interface SvFinalWindowExpired {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** new or old: the side that has not created */
  readonly waitingFor: 'new' | 'old';
}

/** A block of subscription version ids was handed to an owner */
export interface SvIdsReserved {
  readonly first: number;
  readonly last: number;
}

/** T1 ended without the other side's create: it is asked for, and T2 runs */
export interface SvInitialWindowExpired {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** new or old: the side that has not created */
  readonly waitingFor: 'new' | 'old';
  /** end of the final concurrence window T2, computed once; milliseconds since the epoch */
  readonly finalWindowEndsAt: number;
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
  | { readonly type: 'RangeCompleted'; readonly data: RangeCompleted }
  | { readonly type: 'RangeDecided'; readonly data: RangeDecided }
  | { readonly type: 'SvActivated'; readonly data: SvActivated }
  | { readonly type: 'SvAnswersRecorded'; readonly data: SvAnswersRecorded }
  | { readonly type: 'SvBroadcastStarted'; readonly data: SvBroadcastStarted }
  | { readonly type: 'SvCreated'; readonly data: SvCreated }
  | { readonly type: 'SvDisconnected'; readonly data: SvDisconnected }
  | { readonly type: 'SvDisconnectFailed'; readonly data: SvDisconnectFailed }
  | { readonly type: 'SvDisconnectRequested'; readonly data: SvDisconnectRequested }
  | { readonly type: 'SvFailed'; readonly data: SvFailed }
  | { readonly type: 'SvFailedSpsCleared'; readonly data: SvFailedSpsCleared }
  | { readonly type: 'SvFinalWindowExpired'; readonly data: SvFinalWindowExpired }
  | { readonly type: 'SvIdsReserved'; readonly data: SvIdsReserved }
  | { readonly type: 'SvInitialWindowExpired'; readonly data: SvInitialWindowExpired }
  | { readonly type: 'SvPartiallyFailed'; readonly data: SvPartiallyFailed }
  | { readonly type: 'SvSecondCreateReceived'; readonly data: SvSecondCreateReceived }
  | { readonly type: 'SvSuperseded'; readonly data: SvSuperseded };
