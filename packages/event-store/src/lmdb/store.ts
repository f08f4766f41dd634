import type {
  AppendResult,
  EventCodec,
  EventStore,
  Position,
  ReadStreamOptions,
  RecordedEvent,
  StreamAppend,
  SubscribeOptions,
  Subscription,
} from '../port';
import { planAppend, prepareBatch, writeAppend } from './appends';
import { Committer } from './committer';
import { type Engine, openEngine } from './engine';
import { InvalidAppendError, StoreClosedError, StoreFailedError } from './errors';
import { HeadWatch } from './head-watch';
import { MAX_NAME_BYTES, nameKey, writeCheckpoint } from './layout';
import { Reads } from './reads';
import { LmdbSubscription } from './subscription';

/** The part of a pino logger that is used. */
export interface StoreLog {
  error(fields: object, message: string): void;
}

export interface LmdbStoreOptions {
  /** Made when it is missing. One folder holds one store; several processes may open it at the same time. */
  readonly folder: string;
  readonly codec: EventCodec;
  /** Milliseconds since the epoch, for recordedAt. */
  readonly now: () => number;
  readonly log?: StoreLog;
}

/**
 * The embedded event store. Positions are dense from 0.
 *
 * Errors by code, besides those of the port: unknown_format (on opening), disk_full (nothing was appended; retriable),
 * store_failed (a commit failed; no appends until the store is opened by a new process), store_closed, invalid_append,
 * store_corrupt.
 */
export const openLmdbStore = async (options: LmdbStoreOptions): Promise<EventStore> =>
  new LmdbEventStore(await openEngine(options.folder), options);

class LmdbEventStore implements EventStore {
  readonly atomicBatches = true;
  private readonly reads: Reads;
  private readonly committer: Committer;
  private readonly watch: HeadWatch;
  private readonly subscriptions = new Set<Subscription>();
  private closing: Promise<void> | undefined;
  private open = true;

  constructor(
    private readonly engine: Engine,
    private readonly options: LmdbStoreOptions,
  ) {
    this.reads = new Reads(engine, options.codec);
    const lastPosition = () => this.reads.lastPosition();
    this.watch = new HeadWatch(lastPosition);
    this.committer = new Committer(
      engine,
      lastPosition,
      () => this.watch.wake(),
      (error) => options.log?.error({ err: error, folder: engine.folder }, 'a commit of the event store failed'),
    );
  }

  async append(append: StreamAppend): Promise<AppendResult> {
    const [result] = await this.appendBatch([append]);
    if (result === undefined) throw new InvalidAppendError('an append was not answered');
    return result;
  }

  appendBatch(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    return this.promised(() => {
      const { codec, now } = this.options;
      const batch = prepareBatch(appends, codec, now());
      if (batch.appends.length === 0) return [];
      return this.committer.submit(batch.bytes, (tail) => {
        const plans = batch.appends.map((append) => planAppend(append, this.reads));
        return () => plans.map((plan) => writeAppend(this.engine, this.reads, plan, tail));
      });
    });
  }

  readStream(stream: string, options: ReadStreamOptions = {}): Promise<RecordedEvent[]> {
    return this.promised(() => {
      this.mustBeOpen();
      return this.reads.stream(stream, options);
    });
  }

  readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return this.promised(() => this.readAfter(Number(after), limit));
  }

  head(): Promise<Position> {
    return this.promised(() => {
      this.mustBeOpen();
      return BigInt(this.reads.lastPosition());
    });
  }

  subscribe(options: SubscribeOptions): Subscription {
    if (this.closing !== undefined) throw new StoreClosedError();
    const subscription = new LmdbSubscription(
      options,
      (after, limit) => this.readAfter(after, limit),
      this.watch,
      (ended) => this.subscriptions.delete(ended),
    );
    this.subscriptions.add(subscription);
    return subscription;
  }

  async saveCheckpoint(name: string, position: Position): Promise<void> {
    const key = checkpointKey(name);
    const value = writeCheckpoint(position);
    await this.committer.submit(value.length, () => () => this.engine.checkpoints.putSync(key, value));
  }

  loadCheckpoint(name: string): Promise<Position | undefined> {
    return this.promised(() => {
      this.mustBeOpen();
      return this.reads.checkpoint(checkpointKey(name));
    });
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  /** Handlers first, since they may append; then the appends. */
  private async shutDown(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.committer.close();
    this.open = false;
    await this.engine.root.close();
  }

  private readAfter(after: number, limit: number): RecordedEvent[] {
    this.mustBeOpen();
    return this.reads.all(after, limit);
  }

  /** Runs at once; what it throws becomes a rejection. The engine's own errors have numbers for codes: it cannot go on. */
  private async promised<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const isEngines = typeof (error as { code?: unknown } | null)?.code === 'number';
      throw isEngines ? new StoreFailedError(this.engine.folder, error) : error;
    }
  }

  private mustBeOpen(): void {
    if (!this.open) throw new StoreClosedError();
  }
}

function checkpointKey(name: string): Buffer {
  const key = nameKey(name);
  if (key.length === 0 || key.length > MAX_NAME_BYTES) {
    throw new InvalidAppendError(`a checkpoint name has 1 to ${MAX_NAME_BYTES} bytes, this one ${key.length}`);
  }
  return key;
}
