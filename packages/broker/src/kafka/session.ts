import type { Cluster, Consumer, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import { DEFAULT_MAX_RECORDS, nextOffset, redeliveryDelayMs } from '../limits';
import type { BatchOutcome, ConsumeOptions, IncomingRecord } from '../port';
import { type Place, placeKey } from '../spread';
import { spreadAssigner } from './assigner';
import { disconnectQuietly, type KafkaOptions, newClient } from './client';
import { isRebalance, toBrokerError } from './kafka-errors';
import { reportOutOfRange } from './out-of-range';
import { toRecord } from './records';

const DEFAULT_SESSION_MS = 30_000;
/** Members learn of a rebalance by their heartbeats: often, so that a newcomer does not wait. */
const HEARTBEAT_MS = 500;
const REBALANCE_MS = 60_000;
/** How long Kafka holds a fetch with nothing to answer: stop() and a partition that was paused wait for it. */
const LONG_POLL_MS = 250;
/** kafkajs handles one fetch's partitions at once, up to this many. */
const CONCURRENT_PARTITIONS = 64;

export interface SessionOptions {
  readonly kafka: KafkaOptions;
  readonly consume: ConsumeOptions;
  readonly topics: readonly string[];
  /** Where to start partitions that the group has no offset for, by placeKey; else from the beginning. */
  readonly startAt: ReadonlyMap<string, bigint>;
  /** The session ended by itself, after all its batches were done. */
  readonly onCrash: (error: unknown) => void;
}

/** This member's hold on a partition, from the assignment that gave it to the one that takes it away. */
interface Hold {
  readonly place: Place;
  lost: boolean;
  attempt: number;
}

/** One life of a kafkajs consumer: from joining the group to leaving it, with one list of topics. */
export class GroupSession {
  readonly #consumer: Consumer;
  readonly #holds = new Map<string, Hold>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #memberId = '';
  #rebalancing = false;
  #crash: { error: unknown } | undefined;

  /** Resolves when the group was joined; rejects with a BrokerError. */
  static async start(options: SessionOptions): Promise<GroupSession> {
    const session = new GroupSession(options);
    try {
      await session.#run();
    } catch (error) {
      await disconnectQuietly(session.#consumer);
      throw toBrokerError(error);
    }
    return session;
  }

  private constructor(private readonly options: SessionOptions) {
    const { kafka, consume } = options;
    let cluster: Cluster | undefined;
    const sessionTimeout = kafka.sessionTimeoutMs ?? DEFAULT_SESSION_MS;
    this.#consumer = newClient(kafka).consumer({
      groupId: consume.group,
      sessionTimeout,
      rebalanceTimeout: Math.max(REBALANCE_MS, sessionTimeout),
      heartbeatInterval: Math.min(HEARTBEAT_MS, sessionTimeout / 3),
      maxWaitTimeInMs: LONG_POLL_MS,
      allowAutoTopicCreation: false,
      partitionAssigners: [
        (config) => {
          cluster = config.cluster;
          return spreadAssigner(config);
        },
      ],
    });
    if (!cluster) throw new TypeError('kafkajs did not call the assigner');
    reportOutOfRange(cluster, this.#consumer, consume.onError);
    this.#consumer.on('consumer.group_join', (event) => this.#joined(event));
    this.#consumer.on('consumer.rebalancing', () => {
      this.#rebalancing = true;
    });
    this.#consumer.on('consumer.crash', ({ payload: { error } }) => this.#crashed(error));
  }

  async #run(): Promise<void> {
    const { topics, startAt } = this.options;
    await this.#consumer.connect();
    // Where else to start is said below: kafkajs would look up the end only later, and skip what came in between.
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
      eachBatch: (payload) => this.#eachBatch(payload),
    });
    if (this.#crash) throw this.#crash.error;
    const starts = [...this.#holds.values()].flatMap(({ place }) => {
      const offset = startAt.get(placeKey(place.topic, place.partition));
      return offset === undefined ? [] : [{ ...place, offset: String(offset) }];
    });
    if (starts.length > 0) await this.#consumer.commitOffsets(starts);
    this.#running = true;
  }

  #running = false;

  #crashed(error: unknown): void {
    this.#crash = { error };
    this.#clearTimers();
    // While starting, the error is the answer of start().
    if (this.#running) this.options.onCrash(error);
  }

  /** Waits for the batches in hand and leaves the group. */
  async stop(): Promise<void> {
    this.#running = false;
    await disconnectQuietly(this.#consumer);
    this.#clearTimers();
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /**
   * A rebalance gives every member its partitions anew. One that this member keeps was with it all the time, unless the group had
   * dropped the member meanwhile, which shows by its new id.
   */
  #joined({ payload: { memberId, memberAssignment } }: ConsumerGroupJoinEvent): void {
    const places = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition): Place => ({ topic, partition })),
    );
    const wanted = new Set(places.map((p) => placeKey(p.topic, p.partition)));
    for (const [key, hold] of this.#holds) {
      if (wanted.has(key) && memberId === this.#memberId) continue;
      hold.lost = true;
      this.#holds.delete(key);
    }
    this.#memberId = memberId;
    this.#rebalancing = false;
    const gained = places.filter((p) => !this.#holds.has(placeKey(p.topic, p.partition)));
    for (const place of gained) {
      const key = placeKey(place.topic, place.partition);
      this.#holds.set(key, { place, lost: false, attempt: 0 });
      const offset = this.#running ? undefined : this.options.startAt.get(key);
      if (offset !== undefined) this.#consumer.seek({ ...place, offset: String(offset) });
    }
    if (gained.length > 0) this.options.consume.onAssigned?.(gained);
  }

  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    const hold = this.#holds.get(placeKey(topic, partition));
    if (!hold) return;
    const heartbeat = async () => {
      try {
        await payload.heartbeat();
      } catch (error) {
        // The handler is not to blame and need not know: it sees that the batch is stale. kafkajs meets the same error right after.
        if (isRebalance(error)) this.#rebalancing = true;
      }
    };
    const beating = setInterval(() => void heartbeat(), HEARTBEAT_MS);
    try {
      const records = messages.map((m) => toRecord(topic, partition, m));
      const size = this.options.consume.maxRecords ?? DEFAULT_MAX_RECORDS;
      for (let at = 0; at < records.length; at += size) {
        if (!(await this.#deliver(records.slice(at, at + size), hold, payload, heartbeat))) return;
      }
    } finally {
      clearInterval(beating);
    }
  }

  /** True when the records that follow may be delivered now. */
  async #deliver(
    records: readonly IncomingRecord[],
    hold: Hold,
    payload: EachBatchPayload,
    heartbeat: () => Promise<void>,
  ): Promise<boolean> {
    const { onBatch, onRedelivery } = this.options.consume;
    const stale = () => !payload.isRunning() || hold.lost || this.#rebalancing;
    if (stale()) return false;
    const first = (records[0] as IncomingRecord).offset;
    const behind = (records[records.length - 1] as IncomingRecord).offset + 1n;
    let outcome: BatchOutcome | void;
    let next: bigint;
    try {
      outcome = await onBatch({ ...hold.place, records, stale, heartbeat });
      next = nextOffset(records, outcome);
    } catch (error) {
      hold.attempt += 1;
      onRedelivery?.(error, hold.attempt);
      this.#pause(payload, redeliveryDelayMs(hold.attempt));
      return false;
    }
    hold.attempt = 0;
    // The partition may be in other hands, whose commits stand.
    if (hold.lost) return false;
    if (next > first) await this.#commit(payload, hold, next);
    const pauseMs = outcome?.pauseMs ?? 0;
    if (pauseMs > 0) this.#pause(payload, pauseMs);
    return next === behind && pauseMs === 0;
  }

  async #commit(payload: EachBatchPayload, { place: { topic, partition } }: Hold, next: bigint): Promise<void> {
    // Not consumer.commitOffsets: once the consumer is stopping, that one does nothing and says nothing. An error is kafkajs' to
    // handle: it joins anew or fetches again, and the records come again from the last commit.
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(next) }] }] });
    payload.resolveOffset(String(next - 1n));
  }

  #pause(payload: EachBatchPayload, ms: number): void {
    const resume = payload.pause();
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      resume();
    }, ms);
    this.#timers.add(timer);
  }
}
