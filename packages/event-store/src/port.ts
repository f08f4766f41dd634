/** What is known of an event besides its data. Instants are milliseconds since the epoch. */
export interface EventMetadata {
  /** The instant that the decision was made for (law 6), not that of the append. */
  readonly occurredAt: number;
  readonly requestId: string | null;
  /** SPID, NPAC or system. */
  readonly actor: string;
  readonly actingFor: string | null;
  /** W3C trace context. */
  readonly traceparent: string | null;
  /** Store position, in decimal, of the network view that decided; null when none was asked. */
  readonly viewPosition: string | null;
  /** The range decision that this event is part of; absent for most events. */
  readonly jobId?: string | null;
}

export interface NewEvent {
  /** 16 bytes in lower-case hex; the same decision made twice gives the same id. */
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: EventMetadata;
}

/** Order of an event in its store: comparable within one store only, with gaps, otherwise opaque. */
export type Position = bigint;

/** Before the first event of any store. */
export const START: Position = -1n;

export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** 0 for the stream's first event. */
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: number;
}

/** The stream must hold exactly this many events minus one; NO_STREAM when it must not exist yet. */
export type ExpectedRevision = number;
export const NO_STREAM: ExpectedRevision = -1;

export interface StreamAppend {
  readonly stream: string;
  readonly expectedRevision: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

export interface AppendResult {
  /** Revision of the stream's last event after the append. */
  readonly revision: number;
  /** Position of the last event appended. */
  readonly position: Position;
}

export interface ReadStreamOptions {
  readonly direction?: 'forward' | 'backward';
  /** First revision to return; default the first (forward) or the last (backward). */
  readonly from?: number;
  readonly limit?: number;
}

export interface SubscribeOptions {
  /** Only events after this position. */
  readonly after: Position;
  /** Events in store order, in batches of at least one. The next batch waits until the promise resolves. */
  readonly onEvents: (events: readonly RecordedEvent[]) => Promise<void> | void;
  /** The subscription ended by an error (of the engine, or thrown by onEvents); it does not go on by itself. */
  readonly onError: (error: unknown) => void;
  /** Largest batch; default 512. */
  readonly batchSize?: number;
}

export interface Subscription {
  /** Resolves when no handler runs any more; so a handler must not wait for it (nor for the store's close). */
  stop(): Promise<void>;
}

/**
 * The only truth (law 1). An append that has been answered survives kill -9 and, where the disk keeps its promises, power loss.
 *
 * Errors: WrongExpectedRevisionError (nothing of the batch was appended); AppendTooLargeError for more than 1 MB.
 */
export interface EventStore {
  /** Repeating an append with the same event ids at the same expected revision answers as the first did. */
  append(append: StreamAppend): Promise<AppendResult>;
  /**
   * Several streams, each at most once in the batch. Atomic where `atomicBatches`; elsewhere in the order given, so that the
   * number's stream must come before its request's (law 2), and from the first that is refused or fails on, nothing is appended.
   * One exception, for the sake of ranges: neighbours of the batch that are all numbers (`tn-`), or all requests (`request-`), do
   * not depend on each other and may be appended at the same time. So one that fails does not stop its neighbours of the same
   * kind, but everything after them.
   */
  appendBatch(appends: readonly StreamAppend[]): Promise<AppendResult[]>;
  readonly atomicBatches: boolean;
  /** Empty for a stream that does not exist. */
  readStream(stream: string, options?: ReadStreamOptions): Promise<RecordedEvent[]>;
  /** At most `limit` events after a position, in store order; empty at the end. */
  readAll(after: Position, limit: number): Promise<RecordedEvent[]>;
  /** Position of the last event, START for an empty store. */
  head(): Promise<Position>;
  /** Catches up, then follows live, also what other processes append. */
  subscribe(options: SubscribeOptions): Subscription;
  /** A small durable note of how far a reader of the log has come. */
  saveCheckpoint(name: string, position: Position): Promise<void>;
  loadCheckpoint(name: string): Promise<Position | undefined>;
  /** Stops the subscriptions and waits for the appends in hand. */
  close(): Promise<void>;
}

/** What an engine that stores bytes needs to know of the events. */
export interface EventCodec {
  encode(event: Omit<RecordedEvent, 'position'>): Uint8Array;
  /** Throws when the bytes are no event of a known schema. */
  decode(bytes: Uint8Array, position: Position): RecordedEvent;
}

/** What an engine that stores JSON gives back; `data` and `metadata` are parsed. */
export interface StoredJsonEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** What an engine that stores JSON needs to know of the events. Id, type, stream and revision are the engine's own. */
export interface EventJsonCodec {
  /** JSON texts. */
  encode(event: Omit<RecordedEvent, 'position'>): { readonly data: string; readonly metadata: string };
  /** Undefined when the metadata is not this codec's: an event of somebody else. Throws when it is, but of no known schema. */
  decode(stored: StoredJsonEvent): RecordedEvent | undefined;
}
