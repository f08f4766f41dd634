import { type Instant, instant, type Spid, type Tn } from '@openlnp/numbering';
import type { FailedSp, LsmsAnswer, RouteData } from './generated/common';
import type { SvCanceled, SvCancelRequested, SvConflictSet, SvCreated } from './generated/events';

/** One of the two parties of an inter-SP port. */
export type Side = 'new' | 'old';

/** The new service provider's half of a create. */
export interface NewSide {
  readonly createdAt: Instant;
  readonly dueDate: Instant;
  /** Null for a port to original only. */
  readonly route: RouteData | null;
  /** Medium timer indicator (N441). */
  readonly mediumTimer: boolean;
}

/** The old service provider's half of an inter-SP create. */
export interface OldSide {
  readonly createdAt: Instant;
  readonly dueDate: Instant;
  /** Whether it agrees that the number leaves. */
  readonly authorized: boolean;
  /** Why not, 50 to 54; null while it agrees. */
  readonly causeCode: number | null;
  readonly mediumTimer: boolean;
}

/**
 * How long the side that has not created may be silent (R5-21.1, R5-23.1). Once it is over, the old service provider's silence
 * no longer stops an activation (R5-23.6).
 */
export type ConcurrenceWindow =
  | { readonly phase: 'initial' | 'final'; readonly endsAt: Instant }
  | { readonly phase: 'over'; readonly endedAt: Instant };

/** A dispute: the version cannot be activated (R5-10.2). */
export interface Conflict {
  readonly by: SvConflictSet['by'];
  readonly causeCode: number;
  readonly since: Instant;
  readonly newSpMayResolveFrom: Instant;
  readonly expiresAt: Instant;
}

/** One side canceled what both had created, and the other one has to say yes. */
export interface Cancellation {
  readonly by: SvCancelRequested['by'];
  readonly requestedAt: Instant;
  readonly window: { readonly phase: 'initial' | 'final'; readonly endsAt: Instant };
  /** When this side canceled the time before, if it did. */
  readonly earlierAt: Instant | null;
  /** The conflict it was in; null for a version that was pending. */
  readonly conflict: Conflict | null;
}

/** What the current service provider said when it ended service. */
export interface RequestedDisconnect {
  readonly customerDisconnectDate: Instant;
  /** Null: at once. */
  readonly effectiveReleaseDate: Instant | null;
  /** Who the number goes back to. */
  readonly donorSp: Spid;
  /** Version id of the old copy. */
  readonly copySvId: number;
  readonly requestedAt: Instant;
}

/** One download of a version to LSMSs. */
export interface Broadcast {
  /** 1 for the version's first broadcast. */
  readonly number: number;
  /**
   * The first broadcast of the same operation, which resends repeat: an LSMS that took any from that one to this one has what
   * the operation sent. The same as `number` where something else was sent in between.
   */
  readonly since: number;
  readonly targets: readonly Spid[];
  /** End of the response window. */
  readonly respondBy: Instant;
  readonly startedAt: Instant;
}

/** When a version was disputed and withdrawn, the last time each; they stay with it whatever becomes of it (FRS table 3-6). */
export interface DisputeTimes {
  readonly conflictAt: Instant | null;
  /** By whomever. */
  readonly conflictResolvedAt: Instant | null;
  readonly newSpConflictResolvedAt: Instant | null;
  readonly oldSpConflictResolvedAt: Instant | null;
  readonly newSpCancellationAt: Instant | null;
  readonly oldSpCancellationAt: Instant | null;
}

export interface SubscriptionVersion extends DisputeTimes {
  readonly svId: number;
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly lnpType: SvCreated['lnpType'];
  /** Goes back to the holder of its code: its activation takes the route away (RR5-21). */
  readonly portingToOriginal: boolean;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** Null until the new service provider has created. */
  readonly newSide: NewSide | null;
  readonly timerType: SvCreated['timerType'];
  readonly businessType: SvCreated['businessType'];
  /** Null until the old service provider has created; always null for an intra-SP port. */
  readonly oldSide: OldSide | null;
}

/** What a version has until it is activated or canceled. */
export interface UnactivatedVersion extends SubscriptionVersion {
  /** Null when nobody is waited for: both sides have created, or there is only one. */
  readonly window: ConcurrenceWindow | null;
  /** The old service provider may put it into conflict once (RR5-42.1); null while it has not. */
  readonly conflictByOldSpAt: Instant | null;
  /** From then on it may no longer, once the final concurrence window is over (RR5-42.2, RR5-51); null when nothing stops it. */
  readonly conflictRestrictedFrom: Instant | null;
  /** A version that is still pending then is canceled (RR5-1.4); null for those made before there was such an end. */
  readonly pendingRetentionEndsAt: Instant | null;
}

export interface PendingSv extends UnactivatedVersion {
  readonly status: 'pending';
}

export interface ConflictSv extends UnactivatedVersion {
  readonly status: 'conflict';
  readonly conflict: Conflict;
}

export interface CancelPendingSv extends UnactivatedVersion {
  readonly status: 'cancel_pending';
  readonly cancellation: Cancellation;
}

export interface CanceledSv extends UnactivatedVersion {
  readonly status: 'canceled';
  readonly canceledAt: Instant;
  readonly canceledBy: SvCanceled['by'];
  /** 1 for an automatic cancellation. */
  readonly causeCode: number | null;
  readonly canceledFrom: SvCanceled['from'];
  /** Queries find it until then (R5-3.1, R5-3.4). */
  readonly retainUntil: Instant;
}

export interface ActivatedVersion extends SubscriptionVersion {
  /** Null for a port to original. */
  readonly route: RouteData | null;
  /** The instant at which activation was asked for; travels in the download. */
  readonly activatedAt: Instant;
  /** The latest, but for one that only puts back what was. */
  readonly broadcast: Broadcast;
  /** Number of the latest, whichever it was. */
  readonly lastBroadcast: number;
  /** Activation broadcast (R5-57.3): when its activation was sent, the last time; nothing else that is sent moves it. */
  readonly activationBroadcastAt: Instant;
  /** Activation broadcast complete (R5-51.2): the first LSMS has it; null while none has. */
  readonly firstSuccessAt: Instant | null;
  /** Modify broadcast (R5-40.1): when its last modification was sent, the last time; null when none was. */
  readonly modifyBroadcastAt: Instant | null;
  /** Modify broadcast complete (R5-40.4): the first LSMS has its last modification; null while none has. */
  readonly modifiedAt: Instant | null;
  /** Disconnect broadcast (R5-65.5): when its removal was sent; null when none was. A resend of what is old does not move it. */
  readonly disconnectBroadcastAt: Instant | null;
}

interface BroadcastingVersion extends ActivatedVersion {
  readonly status: 'sending';
  /** What it was before. */
  readonly before: 'pending' | 'failed' | 'partial_failure' | 'active' | 'disconnect_pending' | 'old';
  /** At most one per LSMS, in the order they came; of those left out, only successes. */
  readonly answers: readonly LsmsAnswer[];
  /** LSMSs on the failed-SP list that a resend does not wait for; empty otherwise. */
  readonly leftOut: readonly FailedSp[];
}

/** On its way to the LSMSs; a port to original takes the route away from them. */
export interface ActivatingSv extends BroadcastingVersion {
  readonly purpose: 'activate' | 'port_to_original';
}

/** The new route of an active version is on its way. The registry's data are new already. */
export interface ModifyingSv extends BroadcastingVersion {
  readonly purpose: 'modify';
}

/** Being taken away from the LSMSs. Unless it was old, it is the number's live version until that has an outcome. */
export interface DisconnectingSv extends BroadcastingVersion {
  readonly purpose: 'disconnect';
  readonly disconnect: RequestedDisconnect;
  /** Disconnect complete (R5-66.2): the first LSMS took the removal; null while none has. */
  readonly removedAt: Instant | null;
  /** What a resend does not change of a version that was old already; null for one that was live. */
  readonly ended: Pick<OldSv, 'endedAt' | 'retainUntil'> | null;
}

export type SendingSv = ActivatingSv | ModifyingSv | DisconnectingSv;

export interface ActiveSv extends ActivatedVersion {
  readonly status: 'active';
  /** LSMSs that failed what was last sent: a modification, or a disconnect that failed everywhere; mostly empty. */
  readonly failedSps: readonly FailedSp[];
  /** Which of the two the list is about; null when it never was. */
  readonly failedOperation: 'modify' | 'disconnect' | null;
  /** Asked for, and its broadcast is the next event; or one that failed everywhere and may be sent again. */
  readonly disconnect: RequestedDisconnect | null;
}

/** Routes until its effective release date. */
export interface DisconnectPendingSv extends ActivatedVersion {
  readonly status: 'disconnect_pending';
  readonly disconnect: RequestedDisconnect & { readonly effectiveReleaseDate: Instant };
  /** LSMSs that may lack its last modification, should the disconnect be called off; mostly empty. */
  readonly failedSps: readonly FailedSp[];
}

/** Some LSMSs lack its activation; of a port to original, the removal that it is. */
export interface PartialFailureSv extends ActivatedVersion {
  readonly status: 'partial_failure';
  /** The failed-SP list, never empty. */
  readonly failedSps: readonly FailedSp[];
}

export interface FailedSv extends ActivatedVersion {
  readonly status: 'failed';
  readonly failedSps: readonly FailedSp[];
}

/** Superseded by another version, disconnected, ported to original, or the copy of a version as it was before a change. */
export interface OldSv extends ActivatedVersion {
  readonly status: 'old';
  readonly supersededBy: number | null;
  readonly copyOf: number | null;
  readonly disconnect: RequestedDisconnect | null;
  /** Disconnect complete (R5-66.2): the first LSMS took the removal; null for one that was not disconnected. */
  readonly removedAt: Instant | null;
  /** LSMSs that have not taken its removal; mostly empty. */
  readonly failedSps: readonly FailedSp[];
  readonly endedAt: Instant;
  /** Queries find it until then (R5-2.1); null for those that ended before there was such an end. */
  readonly retainUntil: Instant | null;
}

/** A subscription version: one life of a number with one service provider. */
export type Sv =
  | PendingSv
  | ConflictSv
  | CancelPendingSv
  | CanceledSv
  | SendingSv
  | ActiveSv
  | DisconnectPendingSv
  | PartialFailureSv
  | FailedSv
  | OldSv;

export type SvStatus = Sv['status'];

/** Which set of windows runs. */
export type TimerType = SvCreated['timerType'];
/** Which business days and hours they count. */
export type BusinessType = SvCreated['businessType'];

/** A telephone number with all its versions, in the order they were made. Plain data: it may be kept, copied and compared. */
export interface TnState {
  readonly tn: Tn;
  readonly versions: readonly Sv[];
  /** Latest instant that any event of the number took place at (law 6); the epoch before the first. */
  readonly lastInstant: Instant;
}

/** A number that nothing has happened to. */
export const initial = (tn: Tn): TnState => ({ tn, versions: [], lastInstant: instant(0) });
