import { type Instant, instant, type Spid, type Tn } from '@openlnp/numbering';
import type { FailedSp, LsmsAnswer, RouteData } from './generated/common';
import type { SvCreated } from './generated/events';

/** The new service provider's half of an inter-SP create. */
export interface NewSide {
  readonly createdAt: Instant;
  readonly dueDate: Instant;
  readonly route: RouteData;
}

/** The old service provider's half of an inter-SP create: it agrees that the number leaves. */
export interface OldSide {
  readonly createdAt: Instant;
  readonly dueDate: Instant;
}

/**
 * How long the side that has not created may be silent (R5-21.1, R5-23.1). Once it is over, the old service provider's silence
 * no longer stops an activation (R5-23.6).
 */
export type ConcurrenceWindow =
  | { readonly phase: 'initial' | 'final'; readonly endsAt: Instant }
  | { readonly phase: 'over'; readonly endedAt: Instant };

/** What the current service provider said when it ended service. */
export interface RequestedDisconnect {
  readonly customerDisconnectDate: Instant;
  /** Who the number goes back to. */
  readonly donorSp: Spid;
  /** Version id of the old copy. */
  readonly copySvId: number;
  readonly requestedAt: Instant;
}

/** One download of a version to all LSMSs. */
export interface Broadcast {
  /** 1 for the version's first broadcast. */
  readonly number: number;
  readonly targets: readonly Spid[];
  /** End of the response window. */
  readonly respondBy: Instant;
  readonly startedAt: Instant;
}

interface SubscriptionVersion {
  readonly svId: number;
  readonly tn: Tn;
  readonly newSp: Spid;
  readonly oldSp: Spid;
  readonly lnpType: SvCreated['lnpType'];
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** Null until the new service provider has created. */
  readonly newSide: NewSide | null;
  readonly timerType: SvCreated['timerType'];
  readonly businessType: SvCreated['businessType'];
  /** Null until the old service provider has created; always null for an intra-SP port. */
  readonly oldSide: OldSide | null;
}

interface ActivatedVersion extends SubscriptionVersion {
  readonly route: RouteData;
  /** The instant at which activation was asked for; travels in the download. */
  readonly activatedAt: Instant;
  /** The latest, but for one that only puts back what was. */
  readonly broadcast: Broadcast;
  /** Activation broadcast complete (R5-51.2): the first LSMS has it; null while none has. */
  readonly firstSuccessAt: Instant | null;
}

export interface PendingSv extends SubscriptionVersion {
  readonly status: 'pending';
  /** Null when nobody is waited for: both sides have created, or there is only one. */
  readonly window: ConcurrenceWindow | null;
}

interface BroadcastingVersion extends ActivatedVersion {
  readonly status: 'sending';
  /** At most one per LSMS, in the order they came. */
  readonly answers: readonly LsmsAnswer[];
}

/** On its way to the LSMSs. */
export interface ActivatingSv extends BroadcastingVersion {
  readonly purpose: 'activate';
}

/** Being taken away from the LSMSs. It is the number's live version until that has an outcome. */
export interface DisconnectingSv extends BroadcastingVersion {
  readonly purpose: 'disconnect';
  readonly disconnect: RequestedDisconnect;
  /** Disconnect complete (R5-66.2): the first LSMS took the removal; null while none has. */
  readonly removedAt: Instant | null;
}

export type SendingSv = ActivatingSv | DisconnectingSv;

export interface ActiveSv extends ActivatedVersion {
  readonly status: 'active';
  /** LSMSs that may lack it since a disconnect failed everywhere; mostly empty. */
  readonly failedSps: readonly FailedSp[];
  /** Number of the broadcast that put it back after such a disconnect. */
  readonly restoringBroadcast: number | null;
  /** Asked for, and its broadcast is the next event. */
  readonly disconnect: RequestedDisconnect | null;
}

export interface PartialFailureSv extends ActivatedVersion {
  readonly status: 'partial_failure';
  /** The failed-SP list, never empty. */
  readonly failedSps: readonly FailedSp[];
}

export interface FailedSv extends ActivatedVersion {
  readonly status: 'failed';
  readonly failedSps: readonly FailedSp[];
  /** Number of the broadcast that put back what was live before. */
  readonly restoringBroadcast: number;
}

/** Superseded by another version, or disconnected, or the copy of a version as it was before it was disconnected. */
export interface OldSv extends ActivatedVersion {
  readonly status: 'old';
  readonly supersededBy: number | null;
  readonly copyOf: number | null;
  readonly disconnect: RequestedDisconnect | null;
  /** LSMSs that have not taken its removal; mostly empty. */
  readonly failedSps: readonly FailedSp[];
  readonly endedAt: Instant;
}

/** A subscription version: one life of a number with one service provider. */
export type Sv = PendingSv | SendingSv | ActiveSv | PartialFailureSv | FailedSv | OldSv;

export type SvStatus = Sv['status'];

/** A telephone number with all its versions, in the order they were made. Plain data: it may be kept, copied and compared. */
export interface TnState {
  readonly tn: Tn;
  readonly versions: readonly Sv[];
  /** Latest instant that any event of the number took place at (law 6); the epoch before the first. */
  readonly lastInstant: Instant;
}

/** A number that nothing has happened to. */
export const initial = (tn: Tn): TnState => ({ tn, versions: [], lastInstant: instant(0) });
