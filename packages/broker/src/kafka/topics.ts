import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { BrokerError, hasBrokerCode, unknownTopic } from '../errors';
import { checkTopicSpec, MAX_RECORD_BYTES } from '../limits';
import type { TopicSpec } from '../port';
import type { Reconnecting } from './client';

/** Kafka counts its own framing of a batch of one record too. */
const MAX_MESSAGE_BYTES = MAX_RECORD_BYTES + 65_536;
/** Not every broker of a cluster knows at once of a topic that another one just made. */
const LOOKS = 4;
/** A topic that was just made is known sooner or later; on a busy machine that takes seconds. */
const LOOKS_WHEN_MADE = 100;
const LOOK_AGAIN_MS = 100;

/** The topics of the cluster: what is made here and what is known of others. */
export class Topics {
  readonly #partitions = new Map<string, number>();
  /** One question at a time for each topic; who waits for the same answer goes on in the order of asking. */
  readonly #asked = new Map<string, Promise<number | undefined>>();

  constructor(private readonly admin: Reconnecting<Admin>) {}

  /** Number of partitions; throws unknown_topic. Partitions are never added (law 3), so what was once learnt stays. */
  async partitionsOf(topic: string, looks = LOOKS): Promise<number> {
    for (let look = 1; ; look += 1) {
      const count = this.#partitions.get(topic) ?? (await this.#ask(topic));
      if (count !== undefined) return count;
      if (look >= looks) throw unknownTopic(topic);
      await delay(LOOK_AGAIN_MS);
    }
  }

  /** True when it is known without asking. */
  knows(topic: string, partition: number): boolean {
    return partition < (this.#partitions.get(topic) ?? 0);
  }

  /** Throws unknown_topic. */
  async check(topic: string, partition: number): Promise<void> {
    if (partition < 0 || partition >= (await this.partitionsOf(topic))) throw unknownTopic(topic, partition);
  }

  #ask(topic: string): Promise<number | undefined> {
    const asked = this.#asked.get(topic) ?? this.#lookUp(topic).finally(() => this.#asked.delete(topic));
    this.#asked.set(topic, asked);
    return asked;
  }

  async #lookUp(topic: string): Promise<number | undefined> {
    try {
      const { topics } = await this.admin.use((admin) => admin.fetchTopicMetadata({ topics: [topic] }));
      const count = topics.find((t) => t.name === topic)?.partitions.length;
      if (count) this.#partitions.set(topic, count);
      return count || undefined;
    } catch (error) {
      if (hasBrokerCode(error, 'unknown_topic')) return undefined;
      throw error;
    }
  }

  async list(): Promise<{ name: string; partitions: number }[]> {
    const { topics } = await this.admin.use((admin) => admin.fetchTopicMetadata());
    // Kafka's own topics begin with two underscores.
    return topics
      .filter((t) => !t.name.startsWith('__'))
      .map(({ name, partitions }) => ({ name, partitions: partitions.length }));
  }

  async ensure(specs: readonly TopicSpec[]): Promise<void> {
    specs.forEach(checkTopicSpec);
    const standing = new Map((await this.list()).map((t) => [t.name, t.partitions]));
    const missing = new Map(specs.filter((s) => !standing.has(s.name)).map((s) => [s.name, s]));
    for (const { name, partitions } of specs) {
      const found = standing.get(name) ?? partitions;
      if (found !== partitions) {
        throw new BrokerError('topic_mismatch', `topic ${name} has ${found} partitions, not ${partitions}`);
      }
    }
    if (missing.size > 0) await this.#make([...missing.values()]);
    // Until its leaders are elected a new topic cannot be used.
    for (const { name } of specs) await this.partitionsOf(name, LOOKS_WHEN_MADE);
  }

  async #make(specs: readonly TopicSpec[]): Promise<void> {
    const topics = specs.map(({ name, partitions, retentionMs }) => ({
      topic: name,
      numPartitions: partitions,
      configEntries: [
        { name: 'cleanup.policy', value: 'delete' },
        { name: 'retention.ms', value: String(retentionMs) },
        { name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) },
        { name: 'message.timestamp.type', value: 'LogAppendTime' },
      ],
    }));
    // Answers false, without an error, when another process made them meanwhile.
    await this.admin
      .use((admin) => admin.createTopics({ topics, waitForLeaders: true, timeout: 10_000 }))
      .catch((error: unknown) => {
        // Waiting for the leaders, kafkajs gives up on a topic that the metadata do not name yet: `ensure` looks on.
        if (!hasBrokerCode(error, 'unknown_topic')) throw error;
      });
  }
}
