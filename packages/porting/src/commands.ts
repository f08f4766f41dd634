import type { Instant, Lrn, NpaNxx, Spid, Tn } from '@openlnp/numbering';
import type { DeadlineKind } from './deadlines';
import type { LsmsAnswer, OptionalData, PointCode, RequestError, RouteData } from './generated/common';
import type { PortingEvent } from './generated/events';
import type { BusinessType, Side, TimerType } from './state';

interface FromCarrier {
  /** Law 6: the instant at which intake accepted the request. */
  readonly now: Instant;
  /** SPID the decision is made for, or NPAC. */
  readonly sender: Spid;
  readonly tn: Tn;
}

/** About a version that is there already. */
interface AboutVersion extends FromCarrier {
  /** The version that is meant; null for the one in the status that the command is about (R5-26, R5-51.1, R5-62). */
  readonly svId: number | null;
}

/** The new service provider asks for the number (inter-SP port). */
export interface NewSpCreate extends FromCarrier {
  readonly type: 'NewSpCreate';
  readonly oldSp: Spid;
  readonly newSp: Spid;
  readonly dueDate: Instant;
  /** Null exactly when porting to original (R5-15.1, R5-15.2). */
  readonly route: RouteData | null;
  readonly portingToOriginal: boolean;
  /** Medium timer indicator (N441). */
  readonly mediumTimer: boolean;
}

/** The old service provider agrees that the number leaves, or denies it (inter-SP port). */
export interface OldSpCreate extends FromCarrier {
  readonly type: 'OldSpCreate';
  readonly oldSp: Spid;
  readonly newSp: Spid;
  readonly dueDate: Instant;
  readonly authorized: boolean;
  /** 50 to 54 when not authorized, else null (R5-18.10). */
  readonly causeCode: number | null;
  readonly mediumTimer: boolean;
}

/** A service provider moves a number of its own to another of its switches (intra-SP port): nobody else has a say. */
export interface IntraSpCreate extends FromCarrier {
  readonly type: 'IntraSpCreate';
  /** Old and new service provider. */
  readonly sp: Spid;
  readonly dueDate: Instant;
  readonly route: RouteData;
}

/** What a modification changes of a route: absent stays, null removes what is optional. */
export interface RouteChanges {
  readonly lrn?: Lrn;
  readonly classPointCode?: PointCode | null;
  readonly lidbPointCode?: PointCode | null;
  readonly isvmPointCode?: PointCode | null;
  readonly cnamPointCode?: PointCode | null;
  readonly wsmscPointCode?: PointCode | null;
  readonly endUserLocationValue?: string | null;
  readonly endUserLocationType?: string | null;
  readonly billingId?: string | null;
  readonly svType?: string | null;
  /** The same of each of its fields; null removes them all. */
  readonly optionalData?: Partial<OptionalData> | null;
}

/** Data of a version change (domain 5.7). Null stays as it is. */
export interface Modify extends AboutVersion {
  readonly type: 'Modify';
  /** Which version of the number; null when there is only one that can be modified. */
  readonly status: 'pending' | 'conflict' | 'active' | 'disconnect_pending' | null;
  /** For whom NPAC personnel change a side's data; null for the sender's own. */
  readonly side: Side | null;
  readonly dueDate: Instant | null;
  /** Empty when the route stays. */
  readonly route: RouteChanges;
  readonly authorized: boolean | null;
  readonly causeCode: number | null;
  readonly mediumTimer: boolean | null;
  readonly customerDisconnectDate: Instant | null;
  readonly effectiveReleaseDate: Instant | null;
}

/** NPAC personnel or the old service provider put a version into conflict (R5-42). */
export interface SetConflict extends AboutVersion {
  readonly type: 'SetConflict';
  /** 50 to 54 (R5-43.2); null when left out, which is refused. */
  readonly causeCode: number | null;
}

/** One of the parties, or NPAC personnel, end a conflict (R5-46). */
export interface ResolveConflict extends AboutVersion {
  readonly type: 'ResolveConflict';
}

/** A party withdraws a version that is not active, or the disconnect of one that waits for its date (R5-69). */
export interface Cancel extends AboutVersion {
  readonly type: 'Cancel';
  /** For whom NPAC personnel cancel; null for the sender itself. */
  readonly side: Side | null;
}

/** The other party agrees to a cancellation (RR5-28.1). */
export interface AcknowledgeCancel extends AboutVersion {
  readonly type: 'AcknowledgeCancel';
  readonly side: Side | null;
}

/** Who canceled takes it back (N388). */
export interface UndoCancel extends AboutVersion {
  readonly type: 'UndoCancel';
}

/** The new service provider starts service: the route goes to every LSMS. */
export interface Activate extends AboutVersion {
  readonly type: 'Activate';
}

/** The current service provider ends service, at once or at an effective release date: the number goes back to its donor. */
export interface Disconnect extends AboutVersion {
  readonly type: 'Disconnect';
  readonly customerDisconnectDate: Instant;
  /** Null: at once. */
  readonly effectiveReleaseDate: Instant | null;
}

/** NPAC personnel send a version again to LSMSs on its failed-SP list (RR5-38.1.1). */
export interface Resend extends AboutVersion {
  readonly type: 'Resend';
  /** Those to wait for, all of them on the list; not empty (RR5-38.2). */
  readonly lsms: readonly Spid[];
  /** The number is one of a range: it is meant only if its list has some of the LSMSs, and then for these (RR5-38.1.2). */
  readonly ofRange?: boolean;
}

/** NPAC personnel take LSMSs off a version's failed-SP list that nobody waits for any longer (N227). */
export interface ExcludeFailedSps extends AboutVersion {
  readonly type: 'ExcludeFailedSps';
  /** All of them on the list; not empty. */
  readonly lsms: readonly Spid[];
  /** As for a resend. */
  readonly ofRange?: boolean;
}

/** LSMSs answered a broadcast. Answers already known, or to a broadcast that no longer matters, change nothing. */
export interface RecordAnswers {
  readonly type: 'RecordAnswers';
  readonly now: Instant;
  readonly tn: Tn;
  readonly svId: number;
  readonly broadcast: number;
  readonly answers: readonly LsmsAnswer[];
}

/** The response window of a broadcast is over: who has not answered has failed. */
export interface EndResponseWindow {
  readonly type: 'EndResponseWindow';
  readonly now: Instant;
  readonly tn: Tn;
  readonly svId: number;
  readonly broadcast: number;
}

/**
 * A stored deadline of a version has come. `decide` applies deadlines that are due with every command, so this one only gives
 * it an occasion, at `now` = the deadline; for one that was applied already, or is no more, it changes nothing.
 */
export interface ReachDeadline {
  readonly type: 'ReachDeadline';
  readonly now: Instant;
  readonly tn: Tn;
  readonly svId: number;
  readonly kind: DeadlineKind;
}

/** What a carrier or NPAC personnel may ask of a version that is there. */
export type VersionCommand =
  | Modify
  | SetConflict
  | ResolveConflict
  | Cancel
  | AcknowledgeCancel
  | UndoCancel
  | Activate
  | Disconnect
  | Resend
  | ExcludeFailedSps;

/** What a carrier or NPAC personnel may ask of a number. */
export type CarrierCommand = NewSpCreate | OldSpCreate | IntraSpCreate | VersionCommand;

export type PortingCommand = CarrierCommand | RecordAnswers | EndResponseWindow | ReachDeadline;

/** What a service provider's profile says of timers. */
export interface SpTimers {
  /** As new service provider. */
  readonly portIn: 'long' | 'short';
  /** As old service provider. */
  readonly portOut: 'long' | 'short';
  readonly businessDays: 'short' | 'long';
  /** Takes part in medium timers (N441). */
  readonly medium: boolean;
}

/** Windows that are counted in business hours, each with a tunable of its own for every timer type. */
export type BusinessWindow = 'initial' | 'final' | 'conflict_resolution' | 'cancel_initial' | 'cancel_final';

/** Broadcasts that have a response window of their own kind; a port to original counts as a disconnect (RR5-21). */
export type BroadcastOperation = 'activation' | 'modification' | 'disconnect';

/** What a version was when it ended, which decides how long queries find it, and how long a pending one may wait. */
export type Retention = 'pending' | 'canceled_from_pending' | 'canceled_from_conflict' | 'old';

/**
 * What a profile may allow: point codes of a wireless short message service centre, the pseudo-LRN (N442), and to its SOA the type
 * and each of the optional data (N432).
 */
export type ProfileIndicator = 'wsmsc' | 'pseudo_lrn' | 'svType' | keyof OptionalData;

/** The first use of an NPA-NXX, by whatever created its first version. */
export interface CodeUse {
  readonly at: Instant;
  /** End of the first-usage window as everybody was told (N394); null for a use of before it was stored. */
  readonly usableFrom: Instant | null;
}

/** What the owner's view of the network says; the event records the position of that view (law 10). */
export interface PortingFacts {
  /** Holder of the NPA-NXX and the instant from which it is portable; undefined when it is not open. */
  codeOf(code: NpaNxx): { readonly spid: Spid; readonly effectiveAt: Instant } | undefined;
  /** Owner of the LRN; undefined when it is not registered. */
  lrnOwner(lrn: Lrn): Spid | undefined;
  /** Undefined for a SPID that is no customer of the registry. */
  spType(spid: Spid): string | undefined;
  /** SPIDs of the LSMSs enabled in their profiles now, in order. */
  lsmsTargets(): readonly Spid[];
  /** Those of them that take numbers with the pseudo-LRN (N442). */
  pseudoLrnLsmss(): readonly Spid[];
  /** Whether a service provider's profile has an indicator; false for a SPID that is no customer. */
  supports(spid: Spid, indicator: ProfileIndicator): boolean;
  /** The defaults of the registry for a SPID that is no customer. */
  timersOf(spid: Spid): SpTimers;
  /** End of a window that starts at `start`, by tunables and calendar of the number's region; later than `start`. */
  windowEnd(tn: Tn, start: Instant, window: BusinessWindow, timerType: TimerType, businessType: BusinessType): Instant;
  /** From when on the old service provider may not start a conflict (RR5-42.2); null when nothing stops it (RR5-42.5). */
  conflictRestriction(tn: Tn, newSpDueDate: Instant, timerType: TimerType, businessType: BusinessType): Instant | null;
  /** End of a conflict that starts at `start` (R5-45.1). */
  conflictExpiry(tn: Tn, start: Instant): Instant;
  /** Until when a version is kept that became so at `start`; for `pending`, `start` is its due date (RR5-1.4). */
  retentionEnd(tn: Tn, kind: Retention, start: Instant): Instant;
  /** Undefined while the NPA-NXX was never used (RR5-3). */
  firstUseOf(code: NpaNxx): CodeUse | undefined;
  /** When the first-usage window ends of a code that is used first at `start`; `start` itself where there is none (N394). */
  firstUsageEnd(tn: Tn, start: Instant): Instant;
  /** SPIDs of the service providers with a SOA in their profiles now, in order. */
  soas(): readonly Spid[];
  /** Hands out the next subscription version id (gaps are fine). */
  nextSvId(): number;
  /**
   * The time now where the decision is made, which may be long after the instant that it is made for. Only the end of a response
   * window counts from it: until the decision there is nothing that an LSMS could answer (R5-60.8, R5-68.7).
   */
  readonly clock: Instant;
  /** How long LSMSs may take to answer a broadcast that starts at `start`, in milliseconds (R5-60.1, R5-60.2, R5-68.1, RR5-41.5). */
  responseWindowMs(tn: Tn, start: Instant, operation: BroadcastOperation): number;
}

/** `at` is the event's own instant; without it the event takes place at `decisionInstant`. */
export type DecidedEvent = PortingEvent & { readonly at?: Instant };

/**
 * Events of the number's stream, or the reason why there are none. Deciding the same again gives `done` without events.
 * The first events may be those of deadlines that were due (law 6); they have instants of their own, earlier than the rest.
 * A refusal leaves them out: they come with the next command or with their own tick, and say the same then.
 */
export type PortingDecision =
  | { readonly outcome: 'done'; readonly events: readonly DecidedEvent[]; readonly svIds: readonly number[] }
  | { readonly outcome: 'refused'; readonly errors: readonly RequestError[] };
