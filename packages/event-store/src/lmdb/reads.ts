import type { EventCodec, Position, ReadStreamOptions, RecordedEvent } from '../port';
import { findRevision, type Link, type ReadPointers } from './chain';
import type { Engine } from './engine';
import { StoreCorruptError } from './errors';
import { eventBytes, keyPosition, nameKey, positionKey, readCheckpoint, readHead, readPointers } from './layout';

/**
 * Each call of the store reads one snapshot, of the moment of the call; inside a write transaction it sees what that wrote.
 * Positions are plain numbers here.
 */
export class Reads {
  constructor(
    private readonly engine: Engine,
    private readonly codec: EventCodec,
  ) {}

  /** The stream's last event; undefined when it has none. */
  head(streamKey: Uint8Array): Link | undefined {
    const value = this.engine.heads.getBinary(streamKey);
    return value === undefined ? undefined : readHead(value);
  }

  /** Position of the last event of the store, -1 when it is empty. */
  lastPosition(): number {
    this.renew();
    for (const key of this.engine.log.getKeys({ reverse: true, limit: 1 })) return keyPosition(key);
    return -1;
  }

  readonly pointers: ReadPointers = (position) => readPointers(this.record(position));

  /** Revisions `first` to `last`, in that order; both must exist and `head` be at or behind `last`. */
  revisions(head: Link, first: number, last: number): RecordedEvent[] {
    const events: RecordedEvent[] = [];
    let position = findRevision(head, last, this.pointers);
    for (let revision = last; revision >= first; revision -= 1) {
      const record = this.record(position);
      const event = this.decode(record, position);
      if (event.revision !== revision) {
        throw new StoreCorruptError(`position ${position} holds revision ${event.revision}, not ${revision}`);
      }
      events.push(event);
      position = readPointers(record).previous;
    }
    return events.reverse();
  }

  stream(stream: string, options: ReadStreamOptions): RecordedEvent[] {
    const { direction = 'forward', limit = Number.POSITIVE_INFINITY } = options;
    const from = options.from ?? (direction === 'forward' ? 0 : Number.MAX_SAFE_INTEGER);
    if (!(limit >= 0)) throw new RangeError(`limit ${limit} is not a number of events`);
    if (!Number.isInteger(from) || from < 0) throw new RangeError(`from ${from} is not a revision`);
    this.renew();
    const head = this.head(nameKey(stream));
    if (head === undefined || limit === 0) return [];
    if (direction === 'forward') return this.revisions(head, from, Math.min(head.revision, from + limit - 1));
    const last = Math.min(head.revision, from);
    return this.revisions(head, Math.max(0, last - limit + 1), last).reverse();
  }

  all(after: number, limit: number): RecordedEvent[] {
    if (!(limit >= 0)) throw new RangeError(`limit ${limit} is not a number of events`);
    if (limit === 0) return [];
    this.renew();
    const events: RecordedEvent[] = [];
    for (const { key, value } of this.engine.log.getRange({ start: positionKey(after + 1), limit })) {
      events.push(this.decode(value, keyPosition(key)));
    }
    return events;
  }

  /** What the checkpoint of this name holds; undefined when none was saved. */
  checkpoint(name: Uint8Array): Position | undefined {
    this.renew();
    const value = this.engine.checkpoints.getBinary(name);
    return value === undefined ? undefined : readCheckpoint(value);
  }

  /**
   * What is read next sees all that is committed by now. Left alone, the engine keeps one snapshot for a turn of the event loop, in
   * which a message may come that speaks of what another process has just appended.
   */
  private renew(): void {
    this.engine.root.resetReadTxn();
  }

  private record(position: number): Uint8Array {
    const record = this.engine.log.getBinary(positionKey(position));
    if (record === undefined) throw new StoreCorruptError(`there is no event at position ${position}`);
    return record;
  }

  private decode(record: Uint8Array, position: number): RecordedEvent {
    return this.codec.decode(eventBytes(record), BigInt(position));
  }
}
