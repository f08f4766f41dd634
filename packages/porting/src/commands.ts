import type { Instant, Lrn, NpaNxx, Spid, Tn } from '@openlnp/numbering';
import type { LsmsAnswer, RequestError, RouteData } from './generated/common';
import type { PortingEvent } from './generated/events';

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

/** The new service provider starts service: the route goes to every LSMS. */
export interface Activate extends FromCarrier {
  readonly type: 'Activate';
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

export type PortingCommand = NewSpCreate | OldSpCreate | Activate | RecordAnswers | EndResponseWindow;

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
  /** Hands out the next subscription version id (gaps are fine). */
  nextSvId(): number;
  /** Minutes of wall time are the owner's business: the length of a response window in milliseconds. */
  readonly responseWindowMs: number;
}

/** Events of the number's stream, or the reason why there are none. Deciding the same again gives `done` without events. */
export type PortingDecision =
  | { readonly outcome: 'done'; readonly events: readonly PortingEvent[]; readonly svIds: readonly number[] }
  | { readonly outcome: 'refused'; readonly errors: readonly RequestError[] };
