import { randomUUID } from 'node:crypto';
import { InvalidAppendError, StoreClosedError } from '../lmdb/errors';
import type {
  AppendResult,
  EventJsonCodec,
  EventStore,
  Position,
  ReadStreamOptions,
  RecordedEvent,
  StreamAppend,
  SubscribeOptions,
  Subscription,
} from '../port';
import { parseEsdbUrl } from './address';
import { Appends, prepareBatch } from './appends';
import { Connection } from './connection';
import { Reads } from './reads';
import { EsdbSubscription } from './subscription';

const DEFAULT_DEADLINE_MS = 10_000;
/** Stands in the metadata of a stream of that name, which nobody writes: a system stream, of which the server keeps the last event. */
const checkpointStream = (name: string): string => `$$checkpoint-${name}`;

export interface EsdbStoreOptions {
  /** `esdb://user:password@host:2113?tls=true&tlsCaFile=...`, several hosts with commas, or `esdb+discover://`. */
  readonly url: string;
  readonly codec: EventJsonCodec;
  /** Milliseconds since the epoch, for recordedAt: the writer's clock, as with the embedded store. */
  readonly now: () => number;
  /** How the names of our streams begin, where the server holds others' too: only these are sent. Default: all but the system's. */
  readonly streamPrefixes?: readonly string[];
  /** Milliseconds after which a call fails, attempts on new connections and leaders included; default 10,000. */
  readonly deadlineMs?: number;
  readonly log?: { warn(fields: object, message: string): void };
}

/**
 * The store on an EventStoreDB or KurrentDB server or cluster, 22.6 or newer. Positions are commit positions of the server's log.
 *
 * Errors by code, besides those of the port: event_store_unavailable (retriable), event_store_unauthorized, event_store_failed,
 * invalid_event_store_url (on opening), store_closed, invalid_append, store_corrupt. Opening asks the server once.
 */
export async function openEsdbStore(options: EsdbStoreOptions): Promise<EventStore> {
  const { url, codec, deadlineMs = DEFAULT_DEADLINE_MS, streamPrefixes = [] } = options;
  const isOurs = (stream: string): boolean =>
    streamPrefixes.length > 0 ? streamPrefixes.some((prefix) => stream.startsWith(prefix)) : /^[^$]/.test(stream);
  const connection = new Connection(parseEsdbUrl(url), deadlineMs);
  const reads = new Reads(connection, codec, isOurs);
  try {
    await reads.page('backwards', 1, 'end');
  } catch (error) {
    await connection.close();
    throw error;
  }
  return new EsdbEventStore(connection, reads, isOurs, options);
}

class EsdbEventStore implements EventStore {
  readonly atomicBatches = false;
  private readonly appends: Appends;
  private readonly subscriptions = new Set<Subscription>();
  private readonly inHand = new Set<Promise<unknown>>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly reads: Reads,
    private readonly isOurs: (stream: string) => boolean,
    private readonly options: EsdbStoreOptions,
  ) {
    this.appends = new Appends(connection, reads);
  }

  async append(append: StreamAppend): Promise<AppendResult> {
    const [result] = await this.appendBatch([append]);
    if (result === undefined) throw new InvalidAppendError('an append was not answered');
    return result;
  }

  appendBatch(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    const { codec, now } = this.options;
    return this.whileOpen(() => this.appends.inOrder(prepareBatch(appends, codec, now(), this.isOurs)));
  }

  readStream(stream: string, options: ReadStreamOptions = {}): Promise<RecordedEvent[]> {
    return this.whileOpen(() => this.reads.stream(stream, options));
  }

  readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return this.whileOpen(() => this.reads.all(after, limit));
  }

  head(): Promise<Position> {
    return this.whileOpen(() => this.reads.head());
  }

  subscribe(options: SubscribeOptions): Subscription {
    if (this.closing !== undefined) throw new StoreClosedError();
    const { connection, reads } = this;
    const { streamPrefixes = [], log } = this.options;
    const fields = { servers: connection.address.servers };
    const subscription = new EsdbSubscription(options, {
      connection,
      reads,
      streamPrefixes,
      onEnded: (ended) => this.subscriptions.delete(ended),
      onDropped: (error) =>
        log?.warn({ err: error, ...fields }, 'a subscription of the event store dropped; it goes on'),
    });
    this.subscriptions.add(subscription);
    return subscription;
  }

  saveCheckpoint(name: string, position: Position): Promise<void> {
    const [stream, data] = [checkpointStream(name), Buffer.from(JSON.stringify({ position: String(position) }))];
    const event = { uuid: randomUUID(), type: '$metadata', data, metadata: Buffer.alloc(0) };
    return this.whileOpen(() => this.appends.write({ stream, expectedRevision: 'any', events: [event] }));
  }

  loadCheckpoint(name: string): Promise<Position | undefined> {
    return this.whileOpen(async () => {
      const [last] = await this.reads.raw(checkpointStream(name), { direction: 'backward', limit: 1 });
      return last === undefined ? undefined : BigInt((last.data as { position: string }).position);
    });
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  /** Handlers first, since they may append; then what was asked. */
  private async shutDown(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await Promise.allSettled(this.inHand);
    await this.connection.close();
  }

  private async whileOpen<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing !== undefined) throw new StoreClosedError();
    const result = work();
    this.inHand.add(result);
    try {
      return await result;
    } finally {
      this.inHand.delete(result);
    }
  }
}
