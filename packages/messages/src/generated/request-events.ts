// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { Spid } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';

/** An accepted request took effect (law 2: its one outcome) */
export interface RequestDone {
  /** SPID, a hyphen, message id */
  readonly requestId: string;
  /** SPID the request came from, or NPAC */
  readonly sender: Spid;
  /** SPID the sender acted for */
  readonly actingFor: string | null;
  readonly messageId: string;
  /** record name of the request */
  readonly kind: string;
  /** SHA-256 of the request as sent, hex */
  readonly contentHash: string;
  /** milliseconds since the epoch */
  readonly acceptedAt: number;
  /** number or range asked for */
  readonly tn: string | null;
  /** versions concerned */
  readonly svIds: readonly number[];
  /** whose credential sent it: the id of the token, or operator; absent over Kafka, where the topic says who sends (R5-6) */
  readonly user: string | null;
}

/** An accepted request was refused (law 2: its one outcome) */
export interface RequestRefused {
  /** SPID, a hyphen, message id */
  readonly requestId: string;
  /** SPID the request came from, or NPAC */
  readonly sender: Spid;
  /** SPID the sender acted for */
  readonly actingFor: string | null;
  readonly messageId: string;
  /** record name of the request */
  readonly kind: string;
  /** SHA-256 of the request as sent, hex */
  readonly contentHash: string;
  /** milliseconds since the epoch */
  readonly acceptedAt: number;
  /** number or range asked for */
  readonly tn: string | null;
  readonly errors: readonly RequestError[];
  /** whose credential sent it: the id of the token, or operator; absent over Kafka, where the topic says who sends (R5-6) */
  readonly user: string | null;
}

export type RequestEvent =
  | { readonly type: 'RequestDone'; readonly data: RequestDone }
  | { readonly type: 'RequestRefused'; readonly data: RequestRefused };
