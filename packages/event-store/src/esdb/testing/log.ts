import { randomUUID } from 'node:crypto';

/** What the server's log holds of an event; all that is on the wire can be made from it. */
export interface LogRecord {
  readonly stream: string;
  readonly revision: number;
  /** UUID with hyphens, lower case. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Commit and prepare position alike, as of a server whose writes commit with their last prepare. */
  readonly position: bigint;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

export type Proposed = Pick<LogRecord, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

/** A revision, or one of the three words of the protocol. */
export type Expected = number | 'any' | 'no_stream' | 'stream_exists';

export type AppendOutcome =
  /** `last` is absent only when no event was proposed. `revision` is -1 for a stream without events. */
  | { readonly result: 'appended' | 'repeated'; readonly revision: number; readonly last?: LogRecord }
  /** `current` is -1 for a stream without events. */
  | { readonly result: 'wrong_expected_version'; readonly current: number }
  | { readonly result: 'stream_deleted' };

interface Stream {
  readonly records: LogRecord[];
  /** Revisions below are gone; Infinity after a soft delete. */
  truncateBefore: number;
  maxCount: number;
  tombstoned: boolean;
}

const NOTHING = new Uint8Array();
/** What `$tb` holds of a soft-deleted stream: the largest revision there is. */
const DELETED_STREAM = '9223372036854775807';
const json = (text: string): Pick<Proposed, 'contentType' | 'data' | 'metadata'> => ({
  contentType: 'application/json',
  data: Buffer.from(text),
  metadata: NOTHING,
});

/** Bytes that an event takes of an append's allowance: type in UTF-16, data, metadata. */
export const sizeOf = (event: Proposed): number => event.type.length * 2 + event.data.length + event.metadata.length;

/** One log as a cluster shares it, in memory. The rules of appending are those of EventStoreDB's IndexWriter.CheckCommit. */
export class EventLog {
  readonly records: LogRecord[] = [];
  readonly #streams = new Map<string, Stream>();
  /** Where each event id was committed first; what makes a repeat with `any` known. */
  readonly #committed = new Map<string, LogRecord>();
  readonly #listeners = new Set<() => void>();
  #nextPosition = 0n;
  #sinceSystemEvent = 0;

  /** Writes a `$stats` event of its own after every `systemEventEvery` events of clients; 0 for never. */
  constructor(
    readonly now: () => number = Date.now,
    readonly systemEventEvery = 3,
  ) {
    this.appendSystem('$epoch-information', '$epoch-information', '{}');
    this.appendSystem('$$$stats-127.0.0.1:2113', '$metadata', '{"$maxAge":86400}');
    this.appendSystem('$users', '$User', '"admin"');
  }

  append(stream: string, expected: Expected, events: readonly Proposed[]): AppendOutcome {
    const verdict = this.#check(stream, expected, events);
    if (verdict) return verdict;
    const target = this.#open(stream);
    if (target.truncateBefore === Number.POSITIVE_INFINITY) this.#undelete(stream, target.records.length);
    const last = events.map((event) => this.#write(stream, target, event)).at(-1);
    this.#applyMetadata(stream, last);
    this.#sinceSystemEvent += events.length;
    if (this.systemEventEvery > 0 && this.#sinceSystemEvent >= this.systemEventEvery) {
      this.#sinceSystemEvent = 0;
      this.appendSystem('$stats-127.0.0.1:2113', '$statsCollected', '{"proc":{"mem":1}}');
    }
    this.#ring();
    return { result: 'appended', revision: target.records.length - 1, ...(last && { last }) };
  }

  /** What the server writes of itself: no expectation, no repeat. */
  appendSystem(stream: string, type: string, text: string): LogRecord {
    const record = this.#write(stream, this.#open(stream), { id: randomUUID(), type, ...json(text) });
    this.#ring();
    return record;
  }

  /** Soft delete (the stream can be written again, its revisions go on) or tombstone (never again). */
  delete(stream: string, expected: Expected, kind: 'soft' | 'tombstone'): AppendOutcome {
    const target = this.#open(stream);
    if (target.tombstoned) return { result: 'stream_deleted' };
    const verdict = this.#check(stream, expected, []);
    if (verdict) return verdict;
    let last: LogRecord;
    if (kind === 'tombstone') {
      last = this.#write(stream, target, { id: randomUUID(), type: '$streamDeleted', ...json('{}') });
      target.tombstoned = true;
    } else {
      last = this.appendSystem(`$$${stream}`, '$metadata', `{"$tb":${DELETED_STREAM}}`);
      target.truncateBefore = Number.POSITIVE_INFINITY;
    }
    this.#ring();
    return { result: 'appended', revision: last.revision, last };
  }

  /** The stream's events that can still be read; undefined when it was never written or is deleted. */
  visible(stream: string): LogRecord[] | 'tombstoned' | undefined {
    const found = this.#streams.get(stream);
    if (!found || found.records.length === 0) return undefined;
    if (found.tombstoned) return 'tombstoned';
    const first = Math.max(found.truncateBefore, found.records.length - found.maxCount);
    return first === Number.POSITIVE_INFINITY ? undefined : found.records.slice(first);
  }

  /** Position of the last event. */
  get head(): bigint {
    return this.records.at(-1)?.position ?? 0n;
  }

  /** Index of the first record at or after a position. */
  indexOf(position: bigint): number {
    let low = 0;
    let high = this.records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.records[middle] as LogRecord).position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Called at every append until the returned function is. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #check(stream: string, expected: Expected, events: readonly Proposed[]): AppendOutcome | undefined {
    const found = this.#streams.get(stream);
    const current = (found?.records.length ?? 0) - 1;
    const softDeleted = found?.truncateBefore === Number.POSITIVE_INFINITY;
    if (found?.tombstoned) return { result: 'stream_deleted' };
    const wrong: AppendOutcome = { result: 'wrong_expected_version', current };
    if (expected === 'stream_exists') {
      if (softDeleted) return { result: 'stream_deleted' };
      if (current < 0) return wrong;
    }
    if (expected === 'any' || expected === 'stream_exists') {
      const known = events
        .map((event) => this.#committed.get(event.id))
        .map((r) => (r?.stream === stream ? r : undefined));
      const last = known.at(-1);
      if (known[0] === undefined) return undefined;
      // The first is known, another is not: part of an append only, which is no repeat.
      return known.includes(undefined) || !last ? wrong : { result: 'repeated', revision: last.revision, last };
    }
    const revision = expected === 'no_stream' ? -1 : expected;
    if (revision > current) return wrong;
    if (revision === current) return undefined;
    const held = found?.records ?? [];
    const repeated = events.length > 0 && events.every((event, n) => held[revision + 1 + n]?.id === event.id);
    const last = held[revision + events.length];
    if (repeated && last) return { result: 'repeated', revision: last.revision, last };
    const fresh = held[revision + 1]?.id !== events[0]?.id;
    return expected === 'no_stream' && softDeleted && fresh ? undefined : wrong;
  }

  #open(stream: string): Stream {
    const found = this.#streams.get(stream);
    if (found) return found;
    const made = { records: [], truncateBefore: 0, maxCount: Number.POSITIVE_INFINITY, tombstoned: false };
    this.#streams.set(stream, made);
    return made;
  }

  /** Positions are offsets in a log file: they grow by what a record takes there, so there is never a "next" one to guess. */
  #write(stream: string, target: Stream, event: Proposed): LogRecord {
    const record = {
      ...event,
      stream,
      revision: target.records.length,
      position: this.#nextPosition,
      created: this.now(),
    };
    this.#nextPosition += BigInt(sizeOf(event) + stream.length + 81);
    target.records.push(record);
    this.records.push(record);
    this.#committed.set(record.id, record);
    return record;
  }

  #undelete(stream: string, nextRevision: number): void {
    this.appendSystem(`$$${stream}`, '$metadata', `{"$tb":${nextRevision}}`);
    this.#open(stream).truncateBefore = nextRevision;
  }

  #applyMetadata(stream: string, written: LogRecord | undefined): void {
    if (!stream.startsWith('$$') || written === undefined) return;
    const settings: unknown = JSON.parse(Buffer.from(written.data).toString('utf8'));
    const target = this.#open(stream.slice(2));
    if (typeof settings !== 'object' || settings === null) return;
    target.truncateBefore = '$tb' in settings && typeof settings.$tb === 'number' ? settings.$tb : 0;
    const maxCount = '$maxCount' in settings ? settings.$maxCount : undefined;
    target.maxCount = typeof maxCount === 'number' ? maxCount : Number.POSITIVE_INFINITY;
  }

  #ring(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
