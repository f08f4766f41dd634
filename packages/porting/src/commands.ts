import type { Instant, Lrn, NpaNxx, Spid, Tn } from '@openlnp/numbering';
import type { LsmsAnswer, RequestError, RouteData } from './generated/common';
import type { PortingEvent, SvCreated } from './generated/events';

interface FromCarrier {
  /** Law 6: the instant at which intake accepted the request. */
  readonly now: Instant;
  /** SPID the decision is made for, or NPAC. */
  readonly sender: Spid;
  readonly tn: Tn;
}

/** The new service provider asks for the number (inter-SP port). */
export interface NewSpCreate extends FromCarrier {
  readonly type: 'NewSpCreate';
  readonly oldSp: Spid;
  readonly newSp: Spid;
  readonly dueDate: Instant;
  readonly route: RouteData;
}

/** The old service provider agrees that the number leaves (inter-SP port). */
export interface OldSpCreate extends FromCarrier {
  readonly type: 'OldSpCreate';
  readonly oldSp: Spid;
  readonly newSp: Spid;
  readonly dueDate: Instant;
}

/** A service provider moves a number of its own to another of its switches (intra-SP port): nobody else has a say. */
export interface IntraSpCreate extends FromCarrier {
  readonly type: 'IntraSpCreate';
  /** Old and new service provider. */
  readonly sp: Spid;
  readonly dueDate: Instant;
  readonly route: RouteData;
}

/** The new service provider starts service: the route goes to every LSMS. */
export interface Activate extends FromCarrier {
  readonly type: 'Activate';
}

/** The current service provider ends service at once: the number goes back to its donor. */
export interface Disconnect extends FromCarrier {
  readonly type: 'Disconnect';
  readonly customerDisconnectDate: Instant;
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
 * A concurrence window of a version is over. `decide` applies deadlines that are due with every command, so this one only gives
 * it an occasion, at `now` = the window's end; for a window that was over already, or is no more, it changes nothing.
 */
export interface EndConcurrenceWindow {
  readonly type: 'EndConcurrenceWindow';
  readonly now: Instant;
  readonly tn: Tn;
  readonly svId: number;
  readonly kind: 'initial' | 'final';
}

/** What a carrier or NPAC personnel may ask of a number. */
export type CarrierCommand = NewSpCreate | OldSpCreate | IntraSpCreate | Activate | Disconnect;

export type PortingCommand = CarrierCommand | RecordAnswers | EndResponseWindow | EndConcurrenceWindow;

/** Which set of concurrence windows runs. */
export type TimerType = SvCreated['timerType'];
/** Which business days and hours they count. */
export type BusinessType = SvCreated['businessType'];

/** What a service provider's profile says of timers. */
export interface SpTimers {
  /** As new service provider. */
  readonly portIn: TimerType;
  /** As old service provider. */
  readonly portOut: TimerType;
  readonly businessDays: BusinessType;
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
  /** The defaults of the registry for a SPID that is no customer. */
  timersOf(spid: Spid): SpTimers;
  /** End of a concurrence window that starts at `start`, by the calendar of the number's region; later than `start`. */
  windowEnd(
    tn: Tn,
    start: Instant,
    window: 'initial' | 'final',
    timerType: TimerType,
    businessType: BusinessType,
  ): Instant;
  /** Hands out the next subscription version id (gaps are fine). */
  nextSvId(): number;
  /** Minutes of wall time are the owner's business: the length of a response window in milliseconds. */
  readonly responseWindowMs: number;
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
