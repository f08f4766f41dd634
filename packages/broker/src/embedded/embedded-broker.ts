import { BrokerError, brokerClosed, unknownTopic } from '../errors';
import { checkedRecordBytes, checkTopicSpec } from '../limits';
import type {
  Broker,
  ConsumeOptions,
  Consumer,
  IncomingRecord,
  OutgoingRecord,
  Reader,
  ReadOptions,
  TopicSpec,
} from '../port';
import { commit } from './engine-errors';
import { Group, type Member } from './group';
import { Partition } from './partition';
import { openReader } from './reader';
import { sweepPartition } from './retention';
import { openStore, type Store, type StoredTopic } from './store';
import { type Addressed, Writer } from './writer';

const SWEEP_INTERVAL_MS = 60_000;

export interface EmbeddedBrokerOptions {
  /** Made when missing. One process at a time. */
  readonly folder: string;
  /** Milliseconds since the epoch: the records' timestamps and their age. */
  readonly now: () => number;
}

export interface EmbeddedBroker extends Broker {
  /** Removes what is older than its topic's retention; done once a minute by itself. Resolves to the number of records. */
  sweep(): Promise<number>;
}

/**
 * Kafka's little sister for one process: durable topics in LMDB, groups whose members all live here. What produce() answered
 * survives kill -9 and, where the disk keeps its promises, power loss. Committed offsets are written within 50 ms and at stop().
 *
 * @throws broker_locked while another process has the folder open; unknown_format; disk_full
 */
export async function openEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  return new LmdbBroker(openStore(options.folder), options.now);
}

class LmdbBroker implements EmbeddedBroker {
  readonly #topics = new Map<string, { spec: StoredTopic; partitions: Partition[] }>();
  readonly #groups = new Map<string, Group>();
  readonly #open = new Set<{ stop(): Promise<void> }>();
  readonly #writer: Writer;
  readonly #sweeper: NodeJS.Timeout;
  #sweeping: Promise<number> | undefined;
  #closing: Promise<void> | undefined;
  #memberCount = 0;

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {
    this.#writer = new Writer(store, now);
    for (const { key, value } of store.topics.getRange()) this.#load(key, value);
    // A sweep that fails is tried again a minute later; nothing but disk space waits for it.
    this.#sweeper = setInterval(() => void this.sweep().catch(() => undefined), SWEEP_INTERVAL_MS).unref();
  }

  #load(name: string, spec: StoredTopic): void {
    const partitions = Array.from({ length: spec.partitions }, (_, i) => new Partition(this.store, name, spec.id, i));
    this.#topics.set(name, { spec, partitions });
  }

  partitionsOf(topic: string): readonly Partition[] {
    const found = this.#topics.get(topic);
    if (!found) throw unknownTopic(topic);
    return found.partitions;
  }

  #partition(topic: string, partition: number): Partition {
    if (this.#closing) throw brokerClosed();
    const found = this.partitionsOf(topic)[partition];
    if (!found) throw unknownTopic(topic, partition);
    return found;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    if (this.#closing) throw brokerClosed();
    for (const topic of topics) {
      checkTopicSpec(topic);
      const standing = this.#topics.get(topic.name)?.spec.partitions;
      if (standing !== undefined && standing !== topic.partitions) {
        const detail = `topic ${topic.name} has ${standing} partitions, not ${topic.partitions}`;
        throw new BrokerError('topic_mismatch', detail);
      }
    }
    const missing = new Map(topics.filter((t) => !this.#topics.has(t.name)).map((t) => [t.name, t]));
    if (missing.size === 0) return;
    const firstId = 1 + Math.max(0, ...[...this.#topics.values()].map((t) => t.spec.id));
    const made = [...missing.values()].map(({ name, partitions, retentionMs }, i) => ({
      name,
      spec: { id: firstId + i, partitions, retentionMs },
    }));
    // Known from here on, so that a call that comes in meanwhile gives out other ids.
    for (const { name, spec } of made) this.#load(name, spec);
    try {
      await commit(this.store, () => {
        for (const { name, spec } of made) this.store.topics.putSync(name, spec);
      });
    } catch (error) {
      for (const { name } of made) this.#topics.delete(name);
      throw error;
    }
  }

  listTopics(): Promise<{ name: string; partitions: number }[]> {
    if (this.#closing) return Promise.reject(brokerClosed());
    return Promise.resolve([...this.#topics].map(([name, { spec }]) => ({ name, partitions: spec.partitions })));
  }

  async produce(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    let bytes = 0;
    const addressed: Addressed[] = [];
    for (const record of records) {
      bytes += checkedRecordBytes(record);
      addressed.push({ record, partition: this.#partition(record.topic, record.partition) });
    }
    await this.#writer.append(addressed, bytes);
  }

  consume(options: ConsumeOptions): Promise<Consumer> {
    return Promise.resolve().then(() => {
      this.#checkTopics(options.topics);
      const group = this.#groups.get(options.group) ?? new Group(options.group, this, this.#writer);
      this.#groups.set(options.group, group);
      this.#memberCount += 1;
      const member: Member = {
        id: String(this.#memberCount).padStart(9, '0'),
        options,
        topics: [...new Set(options.topics)],
      };
      group.join(member);
      const consumer: Consumer = {
        setTopics: async (topics) => {
          this.#checkTopics(topics);
          await group.setTopics(member, [...new Set(topics)]);
        },
        stop: async () => {
          await group.leave(member);
          this.#open.delete(consumer);
          if (group.isEmpty) this.#groups.delete(options.group);
        },
      };
      this.#open.add(consumer);
      return consumer;
    });
  }

  #checkTopics(topics: readonly string[]): void {
    if (this.#closing) throw brokerClosed();
    for (const topic of topics) this.partitionsOf(topic);
  }

  read(options: ReadOptions): Promise<Reader> {
    return Promise.resolve().then(() => {
      const opened = openReader(this.#partition(options.topic, options.partition), options);
      const reader: Reader = {
        stop: async () => {
          await opened.stop();
          this.#open.delete(reader);
        },
      };
      this.#open.add(reader);
      return reader;
    });
  }

  fetch(topic: string, partition: number, from: bigint, limit: number): Promise<IncomingRecord[]> {
    return Promise.resolve().then(() => this.#partition(topic, partition).read(Number(from), limit));
  }

  offsets(topic: string, partition: number): Promise<{ earliest: bigint; end: bigint }> {
    return Promise.resolve().then(() => {
      const { earliest, end } = this.#partition(topic, partition);
      return { earliest: BigInt(earliest), end: BigInt(end) };
    });
  }

  committed(group: string, topic: string, partition: number): Promise<bigint | undefined> {
    return Promise.resolve().then(() => {
      this.#partition(topic, partition);
      const next = this.#writer.committedOffset(group, topic, partition);
      return next === undefined ? undefined : BigInt(next);
    });
  }

  sweep(): Promise<number> {
    if (this.#closing) return Promise.reject(brokerClosed());
    this.#sweeping ??= this.#sweep().finally(() => {
      this.#sweeping = undefined;
    });
    return this.#sweeping;
  }

  async #sweep(): Promise<number> {
    let removed = 0;
    for (const { spec, partitions } of this.#topics.values()) {
      const before = this.now() - spec.retentionMs;
      for (const partition of partitions) removed += await sweepPartition(this.store, partition, before);
    }
    return removed;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearInterval(this.#sweeper);
    await Promise.all([...this.#open].map((o) => o.stop()));
    await this.#sweeping?.catch(() => undefined);
    try {
      await this.#writer.close();
    } finally {
      await this.store.close();
    }
  }
}
