import type { Admin, Cluster } from 'kafkajs';
import { brokerClosed, unknownTopic } from '../errors';
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
import { placeKey } from '../spread';
import { clusterOf, FEW_RETRIES, type KafkaOptions, newClient, Reconnecting } from './client';
import { GroupMember } from './consumer';
import { BatchingProducer } from './producer';
import { fetchFrom, openReader } from './reader';
import { Topics } from './topics';

/**
 * Apache Kafka 2.4 or later through kafkajs. Resolves once a broker has answered.
 *
 * @throws broker_unreachable after some seconds of trying; not_authorized
 */
export async function openKafkaBroker(options: KafkaOptions): Promise<Broker> {
  const broker = new KafkaBroker(options);
  try {
    await broker.listTopics();
  } catch (error) {
    await broker.close();
    throw error;
  }
  return broker;
}

class KafkaBroker implements Broker {
  readonly #admin: Reconnecting<Admin>;
  readonly #cluster: Reconnecting<Cluster>;
  readonly #topics: Topics;
  readonly #producer: BatchingProducer;
  readonly #open = new Set<{ stop(): Promise<void> }>();
  #closing: Promise<void> | undefined;

  constructor(private readonly options: KafkaOptions) {
    this.#admin = new Reconnecting(() => newClient(options, FEW_RETRIES).admin());
    this.#cluster = new Reconnecting(() => clusterOf(newClient(options, FEW_RETRIES)));
    this.#topics = new Topics(this.#admin);
    this.#producer = new BatchingProducer(newClient(options, FEW_RETRIES));
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    this.#checkOpen();
    await this.#topics.ensure(topics);
  }

  async listTopics(): Promise<{ name: string; partitions: number }[]> {
    this.#checkOpen();
    return await this.#topics.list();
  }

  async produce(records: readonly OutgoingRecord[]): Promise<void> {
    this.#checkOpen();
    // Checked before it is queued, so that one caller's mistake does not fail what others produce in the same request. What is
    // known already is not awaited: calls must be queued in the order in which they were made.
    const unknown = records.filter((r) => !this.#topics.knows(r.topic, r.partition));
    for (const { topic, partition } of unknown) await this.#topics.check(topic, partition);
    if (records.length > 0) await this.#producer.send(records);
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    this.#checkOpen();
    const member = await GroupMember.start({
      kafka: this.options,
      consume: options,
      checkTopics: async (topics) => {
        for (const topic of topics) await this.#topics.partitionsOf(topic);
      },
      startOffsets: (topics) => this.#ends(options.group, topics),
    });
    return this.#keep(member, (stop) => ({ setTopics: (topics) => member.setTopics(topics), stop }));
  }

  async read(options: ReadOptions): Promise<Reader> {
    this.#checkOpen();
    await this.#topics.check(options.topic, options.partition);
    return this.#keep(await openReader(this.options, options), (stop) => ({ stop }));
  }

  /** What is open is stopped by close(), unless it was stopped before. */
  #keep<T>(opened: { stop(): Promise<void> }, wrap: (stop: () => Promise<void>) => T): T {
    this.#open.add(opened);
    return wrap(async () => {
      await opened.stop();
      this.#open.delete(opened);
    });
  }

  async fetch(topic: string, partition: number, from: bigint, limit: number): Promise<IncomingRecord[]> {
    this.#checkOpen();
    await this.#topics.check(topic, partition);
    const { records } = await this.#cluster.use((c) => fetchFrom(c, { topic, partition }, from, 0));
    return records.slice(0, limit);
  }

  async offsets(topic: string, partition: number): Promise<{ earliest: bigint; end: bigint }> {
    this.#checkOpen();
    await this.#topics.check(topic, partition);
    const all = await this.#admin.use((admin) => admin.fetchTopicOffsets(topic));
    const found = all.find((p) => p.partition === partition);
    if (!found) throw unknownTopic(topic, partition);
    return { earliest: BigInt(found.low), end: BigInt(found.high) };
  }

  async committed(group: string, topic: string, partition: number): Promise<bigint | undefined> {
    this.#checkOpen();
    await this.#topics.check(topic, partition);
    const committed = await this.#committedOf(group, [topic]);
    return committed.get(placeKey(topic, partition));
  }

  async #committedOf(group: string, topics: readonly string[]): Promise<Map<string, bigint>> {
    const answers = await this.#admin.use((admin) => admin.fetchOffsets({ groupId: group, topics: [...topics] }));
    const places = answers.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }): [string, bigint] => [placeKey(topic, partition), BigInt(offset)]),
    );
    return new Map(places.filter(([, offset]) => offset >= 0n));
  }

  /** The ends of the partitions that the group has no committed offset for. */
  async #ends(group: string, topics: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    const committed = await this.#committedOf(group, topics);
    const ends = new Map<string, bigint>();
    for (const topic of topics) {
      for (const { partition, high } of await this.#admin.use((admin) => admin.fetchTopicOffsets(topic))) {
        const key = placeKey(topic, partition);
        if (!committed.has(key)) ends.set(key, BigInt(high));
      }
    }
    return ends;
  }

  #checkOpen(): void {
    if (this.#closing) throw brokerClosed();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#open].map((o) => o.stop()));
    await this.#producer.close();
    await this.#admin.close();
    await this.#cluster.close();
  }
}
