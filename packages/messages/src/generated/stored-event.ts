// Generated from schemas/ by `npm run schemas:generate`. Do not edit.

/** Envelope of every event: in the store and in registry.events */
export interface StoredEvent {
  readonly id: Buffer;
  readonly stream: string;
  /** 0 for the stream's first event */
  readonly revision: number;
  /** the instant that the decision was made for; milliseconds since the epoch */
  readonly occurredAt: number;
  /** the instant of the append; milliseconds since the epoch */
  readonly recordedAt: number;
  readonly requestId: string | null;
  /** SPID, NPAC or system */
  readonly actor: string;
  readonly actingFor: string | null;
  /** W3C trace context */
  readonly traceparent: string | null;
  /** store position of the network view that decided */
  readonly viewPosition: string | null;
  /** the range decision that this event is part of: who has read that one need not read this one */
  readonly jobId: string | null;
  /** the event in the wire format: magic 0, schema id, Avro */
  readonly payload: Buffer;
}
