import { offsetOutOfRange } from '../errors';
import type { IncomingRecord } from '../port';
import { decodeRecord } from './record-codec';
import { boundsOf, recordKey, type Store } from './store';

/** The newest records stay decoded in memory, so that a hundred readers of the tail cost one decoding. */
const RECENT_RECORDS = 2048;
const RECENT_BYTES = 4 * 1024 * 1024;
/** A batch ends here even when more records are asked for. */
const BATCH_BYTES = 4 * 1024 * 1024;

/** One partition as its readers see it: what is between `earliest` and `end` is on the disk and may be read. */
export class Partition {
  earliest: number;
  end: number;
  /** Offset for the next record handed to the engine; ahead of `end` while a commit is under way. */
  next: number;
  #recent: IncomingRecord[] = [];
  #recentBytes = 0;
  #waiters = new Set<() => void>();

  constructor(
    private readonly store: Store,
    readonly topic: string,
    readonly topicId: number,
    readonly partition: number,
  ) {
    const { earliest, end } = boundsOf(store, topicId, partition);
    this.earliest = earliest;
    this.end = end;
    this.next = end;
  }

  /** The records are on the disk: shows them and wakes who waits for them. */
  publish(records: readonly IncomingRecord[]): void {
    for (const record of records) {
      this.#recent.push(record);
      this.#recentBytes += record.value.byteLength;
    }
    this.end += records.length;
    if (this.#recent.length > 2 * RECENT_RECORDS || this.#recentBytes > 2 * RECENT_BYTES) this.#shrink();
    const waiters = this.#waiters;
    this.#waiters = new Set();
    for (const wake of waiters) wake();
  }

  #shrink(): void {
    let keep = this.#recent.length;
    let bytes = 0;
    while (keep > 0 && this.#recent.length - keep < RECENT_RECORDS) {
      bytes += (this.#recent[keep - 1] as IncomingRecord).value.byteLength;
      if (bytes > RECENT_BYTES) break;
      keep -= 1;
    }
    this.#recentBytes = this.#recent.slice(keep).reduce((sum, r) => sum + r.value.byteLength, 0);
    this.#recent = this.#recent.slice(keep);
  }

  /** Time has taken what is before this offset. */
  dropBefore(earliest: number): void {
    this.earliest = earliest;
  }

  /** Throws offset_out_of_range unless a reader may stand at this offset. */
  check(from: number): void {
    if (from >= this.earliest && from <= this.end) return;
    const detail = `offset ${from} is not between ${this.earliest} (the earliest kept) and ${this.end} (the end)`;
    throw offsetOutOfRange(this.topic, this.partition, detail);
  }

  /** At most `limit` records from an offset on, in order; empty at the end. Throws offset_out_of_range. */
  read(from: number, limit: number): IncomingRecord[] {
    this.check(from);
    if (from === this.end) return [];
    const recentFrom = this.end - this.#recent.length;
    return from >= recentFrom ? this.#readRecent(from - recentFrom, limit) : this.#readStored(from, limit);
  }

  #readRecent(index: number, limit: number): IncomingRecord[] {
    const records = this.#recent.slice(index, index + limit);
    let bytes = 0;
    const full = records.findIndex((r) => {
      bytes += r.value.byteLength;
      return bytes > BATCH_BYTES;
    });
    return full > 0 ? records.slice(0, full) : records;
  }

  #readStored(from: number, limit: number): IncomingRecord[] {
    const { topic, partition, topicId } = this;
    const until = Math.min(from + limit, this.end);
    const records: IncomingRecord[] = [];
    let offset = from;
    let bytes = 0;
    const start = recordKey(topicId, partition, from);
    for (const { value } of this.store.records.getRange({ start, end: recordKey(topicId, partition, until) })) {
      records.push({ topic, partition, offset: BigInt(offset), ...decodeRecord(value) });
      // Offsets are dense between earliest and end, so the key need not be decoded.
      offset += 1;
      bytes += value.byteLength;
      if (bytes > BATCH_BYTES) break;
    }
    return records;
  }

  /** Resolves when a record stands at `end` that was not there before, or when the signal fires. */
  async grown(from: number, signal: AbortSignal): Promise<void> {
    if (from < this.end || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        this.#waiters.delete(wake);
        resolve();
      };
      signal.addEventListener('abort', wake, { once: true });
      this.#waiters.add(wake);
    });
  }
}
