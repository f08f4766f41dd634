export interface OutgoingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: string | null;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export interface IncomingRecord extends OutgoingRecord {
  /** Place in the partition, with gaps. */
  readonly offset: bigint;
  /** Milliseconds since the epoch at which the broker took it. */
  readonly timestamp: number;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** Clean-up is by time, never by key (law 3). */
  readonly retentionMs: number;
}

export interface Batch {
  readonly topic: string;
  readonly partition: number;
  /** In offset order, at least one. */
  readonly records: readonly IncomingRecord[];
  /** True once the consumer is stopping or the partition was taken away: give the rest back. */
  readonly stale: () => boolean;
  /** Keeps the membership alive during long work; cheap to call often. */
  readonly heartbeat: () => Promise<void>;
}

/**
 * What became of a batch. Undefined: all done, commit behind the last record. `next`: commit there and deliver again from that
 * offset, after `pauseMs` (a quota, a dependency that is away).
 */
export type BatchOutcome = undefined | { readonly next: bigint; readonly pauseMs?: number };

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Where a group without a committed offset starts. */
  readonly fromBeginning: boolean;
  /** One batch of a partition at a time; partitions in parallel. An error delivers the batch again after a pause. */
  readonly onBatch: (batch: Batch) => Promise<BatchOutcome | void>;
  /** Partitions were given to this member (before their first batch): fold anew what was cached for them. */
  readonly onAssigned?: (assigned: readonly { topic: string; partition: number }[]) => void;
  /** Told of each error thrown by onBatch; the batch is delivered again after a growing pause. `attempt` counts from 1. */
  readonly onRedelivery?: (error: unknown, attempt: number) => void;
  /** A fault that the consumer cannot mend by itself, such as an offset out of range (never reset in silence). */
  readonly onError: (error: unknown) => void;
  readonly maxRecords?: number;
}

export interface Consumer {
  /** Follows these topics instead, keeping the group's offsets. */
  setTopics(topics: readonly string[]): Promise<void>;
  /** Waits for the batch in hand, commits, leaves the group. */
  stop(): Promise<void>;
}

export interface ReadOptions {
  readonly topic: string;
  readonly partition: number;
  /** First offset wanted; a smaller one than the earliest kept, or a larger one than the end, is an error with code offset_out_of_range. */
  readonly from: bigint;
  readonly onRecords: (records: readonly IncomingRecord[]) => Promise<void> | void;
  readonly onError: (error: unknown) => void;
}

export interface Reader {
  stop(): Promise<void>;
}

/**
 * Kafka's semantics exactly: topics of partitions, records in order within a partition, groups with committed offsets, at least
 * once. A produce that has been answered is durable. Never transactions (law 2).
 *
 * Errors carry a `code`: unknown_topic, offset_out_of_range, record_too_large (1 MB), broker_unreachable and disk_full (retriable).
 */
export interface Broker {
  /** Makes what is missing; a topic that stands with another number of partitions is an error. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  listTopics(): Promise<{ name: string; partitions: number }[]>;
  /** All or an error; records of one partition keep their order. After an error some may have been taken: repeat them all. */
  produce(records: readonly OutgoingRecord[]): Promise<void>;
  consume(options: ConsumeOptions): Promise<Consumer>;
  /** Reads one partition from an explicit offset, without a group, catching up and then live. */
  read(options: ReadOptions): Promise<Reader>;
  /** Records from an offset on that stand there now, at most `limit`; empty at the end. */
  fetch(topic: string, partition: number, from: bigint, limit: number): Promise<IncomingRecord[]>;
  /** `earliest` is the first offset kept, `end` the offset that the next record will get. */
  offsets(topic: string, partition: number): Promise<{ earliest: bigint; end: bigint }>;
  /** Next offset the group will read, undefined when it has committed none. */
  committed(group: string, topic: string, partition: number): Promise<bigint | undefined>;
  close(): Promise<void>;
}
