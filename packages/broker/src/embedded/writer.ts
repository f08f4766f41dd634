import { type BrokerError, brokerClosed, hasBrokerCode } from '../errors';
import type { IncomingRecord, OutgoingRecord } from '../port';
import { commit } from './engine-errors';
import type { Partition } from './partition';
import { decodeRecord, encodeRecord } from './record-codec';
import { recordKey, type Store } from './store';

/** One commit takes what is waiting up to about this much; the rest goes into the next. */
const COMMIT_RECORDS = 4096;
const COMMIT_BYTES = 8 * 1024 * 1024;
/** Committed offsets ride along with records, or go by themselves after this: a crash delivers that much again. */
const OFFSETS_DELAY_MS = 50;
const RETRY_DELAY_MS = 1000;

export interface Addressed {
  readonly record: OutgoingRecord;
  readonly partition: Partition;
}

interface Waiting {
  readonly records: readonly Addressed[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one writer of records and committed offsets: whatever is waiting while a commit is under way goes to the disk in the next one,
 * with one sync (group commit). Records are shown to readers, and their producers answered, only after the sync.
 */
export class Writer {
  #waiting: Waiting[] = [];
  #offsets = new Map<string, { key: [string, string, number]; next: number }>();
  #running: Promise<unknown> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #failed: BrokerError | undefined;

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {}

  /** Resolves once the records are durable. */
  append(records: readonly Addressed[], bytes: number): Promise<void> {
    if (this.#closed) return Promise.reject(brokerClosed());
    if (this.#failed) return Promise.reject(this.#failed);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, bytes, resolve, reject });
      void this.#start();
    });
  }

  /** Notes a group's next offset, to be written soon. */
  commitOffset(group: string, topic: string, partition: number, next: number): void {
    this.#offsets.set(JSON.stringify([group, topic, partition]), { key: [group, topic, partition], next });
    this.#startIn(OFFSETS_DELAY_MS);
  }

  /** Next offset of a group, also when it is not written yet. */
  committedOffset(group: string, topic: string, partition: number): number | undefined {
    const pending = this.#offsets.get(JSON.stringify([group, topic, partition]));
    return pending?.next ?? this.store.commits.get([group, topic, partition]);
  }

  /** Resolves once all that was handed in before is on the disk; rejects when the engine refuses it. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0 || this.#offsets.size > 0 || this.#running) {
      if (this.#failed) throw this.#failed;
      const error = await this.#start();
      if (error !== undefined) throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    try {
      await this.flush();
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #start(): Promise<unknown> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#waiting.length > 0) void this.#start();
    });
    return this.#running;
  }

  /** Offsets that come while a commit is under way wait for the next one: the delay begins anew where it ends during that commit. */
  #startIn(ms: number): void {
    if (this.#failed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#running === undefined) void this.#start();
      else this.#startIn(ms);
    }, ms);
  }

  /** Never rejects: answers with the last commit's error. */
  async #run(): Promise<unknown> {
    // Everything that is produced in this turn of the event loop goes into the same commit.
    await new Promise<void>((resolve) => setImmediate(resolve));
    let error: unknown;
    do {
      error = await this.#commit();
    } while (this.#waiting.length > 0);
    return error;
  }

  #takeWaiting(): Waiting[] {
    let count = 0;
    let records = 0;
    let bytes = 0;
    for (const waiting of this.#waiting) {
      records += waiting.records.length;
      bytes += waiting.bytes;
      if (count > 0 && (records > COMMIT_RECORDS || bytes > COMMIT_BYTES)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(): Promise<unknown> {
    const group = this.#takeWaiting();
    const offsets = [...this.#offsets];
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const written = new Map<Partition, IncomingRecord[]>();
    try {
      await this.#write(group, offsets, written);
      for (const [id, entry] of offsets) if (this.#offsets.get(id) === entry) this.#offsets.delete(id);
    } catch (error) {
      // The whole transaction is gone: the same offsets are given out again, and committed offsets are tried again.
      for (const partition of written.keys()) partition.next = partition.end;
      for (const waiting of group) waiting.reject(error);
      if (hasBrokerCode(error, 'broker_failed')) this.#fail(error as BrokerError);
      else if (offsets.length > 0 && !this.#closed) this.#startIn(RETRY_DELAY_MS);
      return error;
    }
    for (const [partition, records] of written) partition.publish(records);
    for (const waiting of group) waiting.resolve();
    return undefined;
  }

  /** Nothing is tried twice after a failure whose outcome nobody knows. */
  #fail(error: BrokerError): void {
    this.#failed = error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }

  async #write(
    group: readonly Waiting[],
    offsets: readonly [string, { key: [string, string, number]; next: number }][],
    written: Map<Partition, IncomingRecord[]>,
  ): Promise<void> {
    const timestamp = this.now();
    await commit(this.store, () => {
      for (const { records } of group) {
        for (const { record, partition } of records) {
          const offset = partition.next++;
          const bytes = encodeRecord(record, timestamp);
          this.store.records.putSync(recordKey(partition.topicId, partition.partition, offset), bytes);
          const incoming = { topic: partition.topic, partition: partition.partition, offset: BigInt(offset) };
          const list = written.get(partition);
          // Decoded from our own bytes, never the caller's objects: he may use his buffer again.
          if (list) list.push({ ...incoming, ...decodeRecord(bytes) });
          else written.set(partition, [{ ...incoming, ...decodeRecord(bytes) }]);
        }
      }
      for (const [, { key, next }] of offsets) this.store.commits.putSync(key, next);
    });
  }
}
