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
  /** Null until the old service provider has created. */
  readonly oldSide: OldSide | null;
}

interface ActivatedVersion extends SubscriptionVersion {
  readonly route: RouteData;
  /** The instant at which activation was asked for; travels in the download. */
  readonly activatedAt: Instant;
  readonly broadcast: Broadcast;
  /** Activation broadcast complete (R5-51.2): the first LSMS has it; null while none has. */
  readonly firstSuccessAt: Instant | null;
}

export interface PendingSv extends SubscriptionVersion {
  readonly status: 'pending';
}

export interface SendingSv extends ActivatedVersion {
  readonly status: 'sending';
  /** At most one per LSMS, in the order they came. */
  readonly answers: readonly LsmsAnswer[];
}

export interface ActiveSv extends ActivatedVersion {
  readonly status: 'active';
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

export interface OldSv extends ActivatedVersion {
  readonly status: 'old';
  readonly supersededBy: number;
  readonly endedAt: Instant;
}

/** A subscription version: one life of a number with one service provider. */
export type Sv = PendingSv | SendingSv | ActiveSv | PartialFailureSv | FailedSv | OldSv;

export type SvStatus = Sv['status'];

/** A telephone number with all its versions, oldest first. Plain data: it may be kept, copied and compared. */
export interface TnState {
  readonly tn: Tn;
  readonly versions: readonly Sv[];
  /** Latest instant that any event of the number took place at (law 6); the epoch before the first. */
  readonly lastInstant: Instant;
}

/** A number that nothing has happened to. */
export const initial = (tn: Tn): TnState => ({ tn, versions: [], lastInstant: instant(0) });
