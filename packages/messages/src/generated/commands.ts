// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { Spid, Tn } from '@openlnp/numbering';
import type { LsmsAnswer } from '@openlnp/porting';

/** A request past the door: port.requests, then port.commands once validated */
export interface AcceptedRequest {
  readonly requestId: string;
  readonly sender: Spid;
  readonly actingFor: string | null;
  readonly messageId: string;
  /** record name of the request */
  readonly kind: string;
  /** http or kafka */
  readonly origin: 'http' | 'kafka';
  /** law 6: the now of the decision; milliseconds since the epoch */
  readonly acceptedAt: number;
  /** SHA-256 of the request as sent, hex */
  readonly contentHash: string;
  readonly traceparent: string | null;
  /** the request in the wire format */
  readonly request: Buffer;
  /** whose credential sent it: the id of the token, or operator; absent over Kafka, where the topic says who sends (R5-6) */
  readonly user: string | null;
}

/** Sandbox: every service's clock goes on from this instant */
export interface ClockMoved {
  /** the sandbox instant; milliseconds since the epoch */
  readonly to: number;
  /** the real instant at which it was set; milliseconds since the epoch */
  readonly real: number;
}

/** A stored deadline has come */
export interface DeadlineTick {
  readonly commandId: string;
  /** which of the deadlines a version may have */
  readonly kind: 'initial_window' | 'final_window' | 'response_window' | 'conflict_expiry' | 'cancel_initial_window' | 'cancel_final_window' | 'pending_retention' | 'effective_release';
  readonly firstTn: Tn;
  /** equal to firstTn for a single number */
  readonly lastTn: Tn;
  /** version id of firstTn; the next number has the next id */
  readonly svId: number;
  /** 0 for a window that is not a broadcast's */
  readonly broadcast: number;
  /** milliseconds since the epoch */
  readonly dueAt: number;
}

/** Answers to one broadcast of one version */
export interface BroadcastResult {
  readonly firstTn: Tn;
  /** equal to firstTn for a single number */
  readonly lastTn: Tn;
  /** version id of firstTn; the next number has the next id */
  readonly svId: number;
  readonly broadcast: number;
  readonly answers: readonly LsmsAnswer[];
}

/** lsms-broadcast tells the owner what the LSMSs answered */
export interface RecordAnswers {
  readonly commandId: string;
  /** milliseconds since the epoch */
  readonly at: number;
  readonly results: readonly BroadcastResult[];
}

export type InternalCommand =
  | { readonly type: 'AcceptedRequest'; readonly data: AcceptedRequest }
  | { readonly type: 'ClockMoved'; readonly data: ClockMoved }
  | { readonly type: 'DeadlineTick'; readonly data: DeadlineTick }
  | { readonly type: 'RecordAnswers'; readonly data: RecordAnswers };
