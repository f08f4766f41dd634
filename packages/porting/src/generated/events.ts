// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { Spid, Tn } from '@openlnp/numbering';
import type { DownloadContent, FailedSp, FirstUse, LsmsAnswer, RangeRun, RouteData } from './common';

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
  /** activate, modify, disconnect or port_to_original */
  readonly purpose: 'activate' | 'modify' | 'disconnect' | 'port_to_original';
  /** SPIDs of the LSMSs that must take it: those enabled at this moment; of a resend, those chosen */
  readonly targets: readonly Spid[];
  /** end of the response window; milliseconds since the epoch */
  readonly respondBy: number;
  /** the version that is live now */
  readonly supersedes: number | null;
  readonly download: DownloadContent;
  /** NPAC personnel sent it again to LSMSs on the failed-SP list (RR5-38.4) */
  readonly resend: boolean;
}

/** A side acknowledged the cancellation (RR5-30, RR5-31) */
export interface SvCancelAcknowledged {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly by: 'new' | 'old';
}

/** The version will never be active */
export interface SvCanceled {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly by: 'new' | 'old' | 'npac' | 'system';
  /** 1 for an automatic cancellation */
  readonly causeCode: number | null;
  /** pending or conflict: what it was before the cancellation, which decides how long it is kept */
  readonly from: 'pending' | 'conflict';
  /** until when queries still find it (R5-3.1, R5-3.4); milliseconds since the epoch */
  readonly retainUntil: number;
}

/** One side canceled what both had created: the other one has to acknowledge (R5-71.6) */
export interface SvCancelRequested {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** the side that cancels */
  readonly by: 'new' | 'old';
  /** NPAC personnel asked on its behalf */
  readonly npac: boolean;
  /** end of the initial cancellation window (RR5-32.1), computed once; milliseconds since the epoch */
  readonly initialWindowEndsAt: number;
}

/** The side that canceled took it back: the version is again what it was (N388) */
export interface SvCancelUndone {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly by: 'new' | 'old';
  /** what the version is again */
  readonly status: 'pending' | 'conflict';
  /** of the conflict that it is in again; absent for one that is pending */
  readonly causeCode: number | null;
}

/** The initial cancellation window is over, and the other side has not acknowledged (RR5-34) */
export interface SvCancelWindowExpired {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** the side that is silent */
  readonly waitingFor: 'new' | 'old';
  /** end of the final cancellation window (RR5-33.1), computed once; milliseconds since the epoch */
  readonly finalWindowEndsAt: number;
}

/** The conflict ended: the version is pending again and the old service provider counts as having authorized (RR5-14) */
export interface SvConflictResolved {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly by: 'new' | 'old' | 'npac' | 'system';
}

/** The version went into conflict */
export interface SvConflictSet {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** old, npac, or system when a cancellation was not acknowledged */
  readonly by: 'new' | 'old' | 'npac' | 'system';
  /** 2 automatic conflict from cancellation, 50 to 54 from the old service provider */
  readonly causeCode: number;
  /** from when on the new service provider may end the conflict (RR5-12.3); milliseconds since the epoch */
  readonly newSpMayResolveFrom: number;
  /** when the version is canceled if the conflict still lasts (R5-45.1); milliseconds since the epoch */
  readonly expiresAt: number;
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
  /** absent while only the old service provider has created, and for a port to original */
  readonly route: RouteData | null;
  /** which set of windows runs (R5-19.3, N441) */
  readonly timerType: 'long' | 'short' | 'medium';
  /** which business days and hours they count (R5-19.5) */
  readonly businessType: 'short' | 'long' | 'medium';
  /** end of the initial concurrence window T1, computed once; absent for an intra-SP port */
  readonly initialWindowEndsAt: number | null;
  /** the number goes back to the holder of its code: no route (R5-15.2) */
  readonly portingToOriginal: boolean;
  /** what the old service provider said when it came first; absent means yes */
  readonly authorized: boolean | null;
  /** why it did not authorize: 50 to 54 */
  readonly causeCode: number | null;
  /** medium timer indicator of the side that came first (N441) */
  readonly mediumTimer: boolean;
  /** when a version that is still pending is canceled (RR5-1.4), computed once */
  readonly pendingRetentionEndsAt: number | null;
  /** on the creates of the decision that uses their code for the first time; absent on all others */
  readonly firstUse: FirstUse | null;
  /** from when on the old service provider may no longer start a conflict (RR5-42.2); absent when nothing stops it: with short timers, and while the new service provider has no due date */
  readonly conflictRestrictedFrom: number | null;
}

/** A disconnect that waited for its effective release date was called off: the version is active (R5-71.10) */
export interface SvDisconnectCanceled {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly by: 'new' | 'old' | 'npac' | 'system';
  /** LSMSs that have failed what was sent last, as before the disconnect was requested (RR5-38.3) */
  readonly failedSps: readonly FailedSp[];
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
  /** until when queries still find it (R5-2.1) */
  readonly retainUntil: number | null;
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

/** The dates of a disconnect that waits for its effective release date changed (N249) */
export interface SvDisconnectModified {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** milliseconds since the epoch */
  readonly customerDisconnectDate: number;
  /** milliseconds since the epoch */
  readonly effectiveReleaseDate: number;
}

/** The current service provider ends service; the version as it was stays behind as an old copy */
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
  /** when the removal goes out (RR5-23.2); absent means at once */
  readonly effectiveReleaseDate: number | null;
  /** until when queries still find the old copy (R5-2.1) */
  readonly retainUntil: number | null;
  /** LSMSs that lack the last modification, while the release date is to come */
  readonly failedSps: readonly FailedSp[];
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

/** LSMSs left the version's failed-SP list: they caught up, or NPAC personnel took them off */
export interface SvFailedSpsCleared {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** partial_failure, active, disconnect_pending or old: the version's status, which stays */
  readonly status: 'partial_failure' | 'active' | 'disconnect_pending' | 'old';
  readonly cleared: readonly Spid[];
  readonly remaining: readonly FailedSp[];
  /** NPAC personnel took them off the list (N227); else they caught up */
  readonly excluded: boolean;
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
  /** told to the service provider that is waited for: only while the version is pending (R5-22) */
  readonly announced: boolean;
  /** due date that the other side has given; null in what was written before it was told */
  readonly dueDate: number | null;
  /** when the other side has created; null as above */
  readonly createdAt: number | null;
  /** whether the old service provider agrees; null when it is the silent one */
  readonly authorized: boolean | null;
  /** why it does not agree, 50 to 54 */
  readonly causeCode: number | null;
  /** of the version; null in what was written before it was told */
  readonly timerType: 'long' | 'short' | 'medium' | null | null;
  /** likewise */
  readonly businessType: 'short' | 'long' | 'medium' | null | null;
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
  /** told to the service provider that is waited for: only while the version is pending (R5-22) */
  readonly announced: boolean;
  /** due date that the other side has given; null in what was written before it was told */
  readonly dueDate: number | null;
  /** when the other side has created; null as above */
  readonly createdAt: number | null;
  /** whether the old service provider agrees; null when it is the silent one */
  readonly authorized: boolean | null;
  /** why it does not agree, 50 to 54 */
  readonly causeCode: number | null;
  /** of the version; null in what was written before it was told */
  readonly timerType: 'long' | 'short' | 'medium' | null | null;
  /** likewise */
  readonly businessType: 'short' | 'long' | 'medium' | null | null;
}

/** The download of a modification has its outcome: the version is active again, whoever failed (RR5-41.4) */
export interface SvModified {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly failedSps: readonly FailedSp[];
}

/** The current service provider changed the route of its active version; the version as it was stays behind as an old copy (RR5-46) */
export interface SvModifyRequested {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** version id of the old copy */
  readonly copySvId: number;
  /** the whole route from now on */
  readonly route: RouteData;
  /** until when queries still find the version that becomes old (R5-2.1) */
  readonly retainUntil: number | null;
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

/** Data of a version that is pending or in conflict changed (R5-27.1, R5-27.3); absent fields stay */
export interface SvPendingModified {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** whose half of the data changed */
  readonly by: 'new' | 'old';
  /** NPAC personnel asked on its behalf */
  readonly npac: boolean;
  readonly dueDate: number | null;
  /** the whole route from now on; absent when it stays */
  readonly route: RouteData | null;
  readonly authorized: boolean | null;
  readonly causeCode: number | null;
  readonly mediumTimer: boolean | null;
  readonly timerType: 'long' | 'short' | 'medium' | null;
  readonly businessType: 'short' | 'long' | 'medium' | null;
  readonly pendingRetentionEndsAt: number | null;
  /** from when on the old service provider may no longer start a conflict, as it is by now (RR5-42.2); absent when nothing stops it */
  readonly conflictRestrictedFrom: number | null;
}

/** The number is back with the holder of its code: at least one LSMS removed its route (RR5-21) */
export interface SvPortedToOriginal {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly failedSps: readonly FailedSp[];
  /** until when queries still find the version that becomes old (R5-2.1) */
  readonly retainUntil: number | null;
}

/** The effective release date of a disconnect has come: the donor is told, and the removal goes out with the next event (RR5-25.2) */
export interface SvReleaseDateReached {
  /** subscription version id */
  readonly svId: number;
  /** telephone number, 10 digits as a number */
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** milliseconds since the epoch */
  readonly customerDisconnectDate: number;
  /** milliseconds since the epoch */
  readonly effectiveReleaseDate: number;
  /** who the number goes back to */
  readonly donorSp: Spid;
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
  /** present when the new service provider came second with a port that is not to original */
  readonly route: RouteData | null;
  /** what the old service provider said; absent means yes */
  readonly authorized: boolean | null;
  /** why it did not authorize: 50 to 54 */
  readonly causeCode: number | null;
  /** medium timer indicator of the side that came second (N441) */
  readonly mediumTimer: boolean;
  /** the set of windows from now on; absent when it stays */
  readonly timerType: 'long' | 'short' | 'medium' | null;
  /** the business days and hours from now on; absent when they stay */
  readonly businessType: 'short' | 'long' | 'medium' | null;
  /** absent when it stays */
  readonly pendingRetentionEndsAt: number | null;
  /** from when on the old service provider may no longer start a conflict, as it is by now (RR5-42.2); absent when nothing stops it */
  readonly conflictRestrictedFrom: number | null;
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
  /** until when queries still find it (R5-2.1) */
  readonly retainUntil: number | null;
}

export type PortingEvent =
  | { readonly type: 'RangeCompleted'; readonly data: RangeCompleted }
  | { readonly type: 'RangeDecided'; readonly data: RangeDecided }
  | { readonly type: 'SvActivated'; readonly data: SvActivated }
  | { readonly type: 'SvAnswersRecorded'; readonly data: SvAnswersRecorded }
  | { readonly type: 'SvBroadcastStarted'; readonly data: SvBroadcastStarted }
  | { readonly type: 'SvCancelAcknowledged'; readonly data: SvCancelAcknowledged }
  | { readonly type: 'SvCanceled'; readonly data: SvCanceled }
  | { readonly type: 'SvCancelRequested'; readonly data: SvCancelRequested }
  | { readonly type: 'SvCancelUndone'; readonly data: SvCancelUndone }
  | { readonly type: 'SvCancelWindowExpired'; readonly data: SvCancelWindowExpired }
  | { readonly type: 'SvConflictResolved'; readonly data: SvConflictResolved }
  | { readonly type: 'SvConflictSet'; readonly data: SvConflictSet }
  | { readonly type: 'SvCreated'; readonly data: SvCreated }
  | { readonly type: 'SvDisconnectCanceled'; readonly data: SvDisconnectCanceled }
  | { readonly type: 'SvDisconnected'; readonly data: SvDisconnected }
  | { readonly type: 'SvDisconnectFailed'; readonly data: SvDisconnectFailed }
  | { readonly type: 'SvDisconnectModified'; readonly data: SvDisconnectModified }
  | { readonly type: 'SvDisconnectRequested'; readonly data: SvDisconnectRequested }
  | { readonly type: 'SvFailed'; readonly data: SvFailed }
  | { readonly type: 'SvFailedSpsCleared'; readonly data: SvFailedSpsCleared }
  | { readonly type: 'SvFinalWindowExpired'; readonly data: SvFinalWindowExpired }
  | { readonly type: 'SvIdsReserved'; readonly data: SvIdsReserved }
  | { readonly type: 'SvInitialWindowExpired'; readonly data: SvInitialWindowExpired }
  | { readonly type: 'SvModified'; readonly data: SvModified }
  | { readonly type: 'SvModifyRequested'; readonly data: SvModifyRequested }
  | { readonly type: 'SvPartiallyFailed'; readonly data: SvPartiallyFailed }
  | { readonly type: 'SvPendingModified'; readonly data: SvPendingModified }
  | { readonly type: 'SvPortedToOriginal'; readonly data: SvPortedToOriginal }
  | { readonly type: 'SvReleaseDateReached'; readonly data: SvReleaseDateReached }
  | { readonly type: 'SvSecondCreateReceived'; readonly data: SvSecondCreateReceived }
  | { readonly type: 'SvSuperseded'; readonly data: SvSuperseded };
