import type { Broker, IncomingRecord, Reader } from '@openlnp/broker';
import type { EventStore, Position, RecordedEvent } from '@openlnp/event-store';
import { eventCodec, HEADERS, TOPICS } from '@openlnp/messages';
import type { Log } from './log';

export interface FollowOptions {
  readonly store: EventStore;
  readonly broker: Broker;
  readonly log: Log;
  /** START folds everything. */
  readonly after: Position;
  /** Events in store order, each exactly once. */
  readonly onEvents: (events: readonly RecordedEvent[]) => Promise<void> | void;
  readonly onError: (error: unknown) => void;
}

export interface FollowedLog {
  /** Resolves when everything up to this position has been handed over; rejects with code `stopping` when it ends before. */
  reached(position: Position): Promise<void>;
  stop(): Promise<void>;
}

const PAGE = 1000;

/**
 * Folds the log for a projection: from the store up to its head, then from registry.events as relay publishes it.
 * Resolves once the head of the moment of the call has been folded.
 *
 * Delivery: each event once; repeats of the relay are dropped by position. Ordering: the store's. Failure: an error of a handler
 * ends it through onError. Rebuild: start again.
 */
export async function followLog(options: FollowOptions): Promise<FollowedLog> {
  const { store, broker, onEvents, onError } = options;
  let position = options.after;
  let stopped = false;
  let waiting: { position: Position; resolve: () => void; reject: (error: unknown) => void }[] = [];

  async function handOver(events: readonly RecordedEvent[]): Promise<void> {
    const fresh = events.filter((event) => event.position > position);
    if (fresh.length === 0 || stopped) return;
    await onEvents(fresh);
    position = (fresh.at(-1) as RecordedEvent).position;
    for (const waiter of waiting) if (waiter.position <= position) waiter.resolve();
    waiting = waiting.filter((waiter) => waiter.position > position);
  }

  for (;;) {
    const page = await store.readAll(position, PAGE);
    if (page.length === 0) break;
    await handOver(page);
  }

  const from = await offsetAfter(broker, position);
  const reader: Reader = await broker.read({
    topic: TOPICS.registryEvents,
    partition: 0,
    from,
    onRecords: (records) => handOver(records.map(decodeRecord)),
    onError,
  });
  return {
    reached: (wanted) =>
      wanted <= position
        ? Promise.resolve()
        : new Promise((resolve, reject) => waiting.push({ position: wanted, resolve, reject })),
    stop: async () => {
      stopped = true;
      await reader.stop();
      const error = Object.assign(new Error('the log is no longer followed'), { code: 'stopping' });
      for (const waiter of waiting) waiter.reject(error);
    },
  };
}

const positionOf = (record: IncomingRecord): Position => BigInt(record.headers[HEADERS.position] ?? '-1');

/** The event that a record of registry.events carries. */
export const decodeRecord = (record: IncomingRecord): RecordedEvent =>
  eventCodec.decode(record.value, positionOf(record));

/** An offset of registry.events such that every event behind `position` that is there stands at it or later. */
async function offsetAfter(broker: Broker, position: Position): Promise<bigint> {
  const { earliest, end } = await broker.offsets(TOPICS.registryEvents, 0);
  let low = earliest;
  let high = end;
  while (low < high) {
    const middle = (low + high) / 2n;
    const [record] = await broker.fetch(TOPICS.registryEvents, 0, middle, 1);
    if (record === undefined || positionOf(record) > position) high = middle;
    else low = record.offset + 1n;
  }
  // Repeats of an awakened old relay can stand out of order near the end; stepping back costs a few dropped records.
  return low - 100n > earliest ? low - 100n : earliest;
}
