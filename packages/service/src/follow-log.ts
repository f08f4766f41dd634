import type { Broker, IncomingRecord, Reader } from '@openlnp/broker';
import type { EventStore, Position, RecordedEvent } from '@openlnp/event-store';
import { eventCodec, HEADERS, TOPICS } from '@openlnp/messages';

/** Name of the checkpoint up to which relay has published the store's log. */
export const RELAY_CHECKPOINT = 'relay';

export interface FollowOptions {
  readonly store: EventStore;
  readonly broker: Broker;
  /** START folds everything. */
  readonly after: Position;
  /** Events in store order, each exactly once. */
  readonly onEvents: (events: readonly RecordedEvent[]) => Promise<void> | void;
  readonly onError: (error: unknown) => void;
}

export interface FollowedLog {
  /**
   * Resolves when everything up to this position has been handed over, which does not wait for the relay: what it has not
   * published yet is read from the store. Rejects with code `stopping` when it ends before, whatever ended it: that is no fault of who waits.
   * A handler must not wait for it.
   */
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
  const log = new LogFollower(options);
  await log.start();
  return log;
}

class LogFollower implements FollowedLog {
  private position: Position;
  private reader: Reader | undefined;
  private ended: Error | undefined;
  /** One hand-over at a time, wherever its events come from. */
  private queue: Promise<void> = Promise.resolve();
  private pulling: Promise<void> | undefined;
  private waiting: { position: Position; resolve: () => void; reject: (error: unknown) => void }[] = [];

  constructor(private readonly options: FollowOptions) {
    this.position = options.after;
  }

  async start(): Promise<void> {
    const { broker, onError } = this.options;
    // What stands before this offset was published from the store before it is read to its head: reading on from here leaves
    // nothing out, in whatever order an old relay may repeat things.
    const { end } = await broker.offsets(TOPICS.registryEvents, 0);
    await this.pull();
    this.reader = await broker.read({
      topic: TOPICS.registryEvents,
      partition: 0,
      from: end,
      onRecords: (records) =>
        this.handOver(records.filter((record) => positionOf(record) > this.position).map(decodeRecord)),
      onError: (error) => {
        this.end(error);
        onError(error);
      },
    });
  }

  async reached(wanted: Position): Promise<void> {
    // A pull under way may have looked at the store before `wanted` was there; the next one has not.
    for (let pulls = 0; pulls < 2 && this.position < wanted && this.ended === undefined; pulls += 1) {
      this.pulling ??= this.pull().finally(() => {
        this.pulling = undefined;
      });
      await this.pulling.catch((error: unknown) => {
        if (this.ended === undefined) throw error;
      });
    }
    if (this.position >= wanted) return;
    if (this.ended !== undefined) throw this.ended;
    await new Promise<void>((resolve, reject) => this.waiting.push({ position: wanted, resolve, reject }));
  }

  async stop(): Promise<void> {
    this.end();
    await this.reader?.stop();
    await this.queue;
  }

  private async pull(): Promise<void> {
    while (this.ended === undefined) {
      const page = await this.options.store.readAll(this.position, PAGE);
      if (page.length === 0) return;
      await this.handOver(page);
    }
  }

  private handOver(events: readonly RecordedEvent[]): Promise<void> {
    const done = this.queue.then(() => this.deliver(events));
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async deliver(events: readonly RecordedEvent[]): Promise<void> {
    let last = this.position;
    const fresh: RecordedEvent[] = [];
    for (const event of events) {
      // Two relays may have published the same events one behind the other, in one batch too.
      if (event.position <= last) continue;
      fresh.push(event);
      last = event.position;
    }
    if (fresh.length === 0 || this.ended !== undefined) return;
    try {
      await this.options.onEvents(fresh);
    } catch (error) {
      // Half folded: nothing may go on from here, whoever asked for it.
      this.end(error);
      if (this.reader !== undefined) this.options.onError(error);
      throw error;
    }
    this.position = last;
    for (const { position, resolve } of this.waiting) if (position <= last) resolve();
    this.waiting = this.waiting.filter(({ position }) => position > last);
  }

  private end(cause?: unknown): void {
    this.ended ??= Object.assign(new Error('the log is no longer followed', { cause }), { code: 'stopping' });
    for (const { reject } of this.waiting) reject(this.ended);
    this.waiting = [];
  }
}

const positionOf = (record: IncomingRecord): Position => BigInt(record.headers[HEADERS.position] ?? '-1');

/** The event that a record of registry.events carries. */
export const decodeRecord = (record: IncomingRecord): RecordedEvent =>
  eventCodec.decode(record.value, positionOf(record));
