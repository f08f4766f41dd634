import { setTimeout as pause } from 'node:timers/promises';
import { type AllStreamSubscription, type Filter, streamNameFilter } from '@eventstore/db-client';
import { type Position, START, type StoredJsonEvent, type SubscribeOptions, type Subscription } from '../port';
import { backOff, type Connection } from './connection';
import { errorOf, FaultError, faultOf } from './errors';
import { logPosition, type Reads, storedEvent } from './reads';

const DEFAULT_BATCH = 512;

export interface SubscriptionContext {
  readonly connection: Connection;
  readonly reads: Reads;
  /** Prefixes of our streams' names; none: all but the system's. */
  readonly streamPrefixes: readonly string[];
  onEnded(subscription: EsdbSubscription): void;
  /** The connection was lost; it is opened again behind the last event handed over. */
  onDropped(error: unknown): void;
}

/** Of the handler or the codec, whatever it looks like: brokers' errors have numeric codes and types as the server's have. */
class HandlerError extends Error {
  constructor(cause: unknown) {
    super('a handler failed', { cause });
  }
}

/** A subscription of the server's, opened again behind the last event handed over whenever it drops. */
export class EsdbSubscription implements Subscription {
  private readonly stopping = new AbortController();
  private readonly ended: Promise<void>;
  private after: Position;

  constructor(
    private readonly options: SubscribeOptions,
    private readonly context: SubscriptionContext,
  ) {
    this.after = options.after;
    this.ended = this.run()
      .catch((error: unknown) => options.onError(error instanceof HandlerError ? error.cause : error))
      .finally(() => context.onEnded(this));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.ended;
  }

  private async run(): Promise<void> {
    const { batchSize = DEFAULT_BATCH } = this.options;
    if (!Number.isInteger(batchSize) || batchSize < 1) throw new RangeError(`batchSize ${batchSize} is not 1 or more`);
    const { connection, onDropped } = this.context;
    let failures = 0;
    let since = 0;
    while (!this.stopping.signal.aborted) {
      const { after } = this;
      const error = await this.follow(batchSize);
      if (this.stopping.signal.aborted) return;
      if (this.after !== after || failures === 0) [failures, since] = [0, performance.now()];
      const fault = faultOf(error);
      // What says little may pass, such as a server that starts; but it does not for ever.
      const bearable = fault === 'unclear' && performance.now() - since < connection.deadlineMs;
      if (fault !== 'passing' && !bearable) throw errorOf(error, connection.address.servers);
      onDropped(error);
      await pause(backOff(failures), undefined, { signal: this.stopping.signal }).catch(() => undefined);
      failures += 1;
    }
  }

  /** Until it drops: why. Throws HandlerError. */
  private async follow(batchSize: number): Promise<unknown> {
    const { connection } = this.context;
    const { signal } = this.stopping;
    const { client } = connection;
    const filter = filterOf(this.context.streamPrefixes);
    const fromPosition = this.after === START ? ('start' as const) : logPosition(this.after);
    // What is read ahead is a batch at most: then the server has to wait.
    const live = client.subscribeToAll({ fromPosition, filter, requiresLeader: true }, {
      readableHighWaterMark: batchSize,
    } as object);
    const stop = (): void => void live.destroy();
    signal.addEventListener('abort', stop);
    const timer = setTimeout(() => {
      live.destroy(new FaultError('passing', `no subscription within ${connection.deadlineMs} ms`));
      connection.renew(client);
    }, connection.deadlineMs);
    live.on('confirmation', () => clearTimeout(timer));
    live.on('error', () => undefined);
    try {
      await this.handOver(live, batchSize);
      return new FaultError('passing', 'the server ended the subscription');
    } catch (error) {
      if (error instanceof HandlerError) throw error;
      return error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      live.destroy();
      void live.unsubscribe().catch(() => undefined);
    }
  }

  private async handOver(live: AllStreamSubscription, batchSize: number): Promise<void> {
    let batch: StoredJsonEvent[] = [];
    for await (const resolved of live) {
      const stored = storedEvent(resolved);
      if (stored !== undefined && stored.position > this.after) batch.push(stored);
      if (batch.length < batchSize && live.readableLength > 0) continue;
      if (this.stopping.signal.aborted) return;
      try {
        const events = batch.flatMap((next) => this.context.reads.decode(next) ?? []);
        if (events.length > 0) await this.options.onEvents(events);
      } catch (error) {
        throw new HandlerError(error);
      }
      if (this.stopping.signal.aborted) return;
      this.after = batch.at(-1)?.position ?? this.after;
      batch = [];
    }
  }
}

const filterOf = (streamPrefixes: readonly string[]): Filter =>
  streamPrefixes.length > 0
    ? streamNameFilter({ prefixes: [...streamPrefixes] })
    : streamNameFilter({ regex: '^[^$]' });
