import { setTimeout as delay } from 'node:timers/promises';
import type { BrokerError } from '../errors';
import type { ConsumeOptions, Consumer } from '../port';
import type { KafkaOptions } from './client';
import { toBrokerError } from './kafka-errors';
import { GroupSession } from './session';

const GIVE_UP_MS = 10_000;
const RETRY_MS = 200;
const RESTART_MS = 500;
const RESTART_MAX_MS = 10_000;

export interface MemberOptions {
  readonly kafka: KafkaOptions;
  readonly consume: ConsumeOptions;
  /** Rejects with unknown_topic. */
  readonly checkTopics: (topics: readonly string[]) => Promise<void>;
  /** Start offsets of the partitions that a group without `fromBeginning` has no offset for. */
  readonly startOffsets: (topics: readonly string[]) => Promise<ReadonlyMap<string, bigint>>;
}

/**
 * A member of a group for as long as it is wanted: one session after another, a new one when the topics change and when the last
 * one crashed. What will not pass by itself (an ACL, a credential) is reported once, and then the member stays away.
 */
export class GroupMember implements Consumer {
  #session: GroupSession | undefined;
  #topics: readonly string[];
  #work: Promise<unknown> = Promise.resolve();
  readonly #stopping = new AbortController();

  private constructor(private readonly options: MemberOptions) {
    this.#topics = [...new Set(options.consume.topics)];
  }

  static async start(options: MemberOptions): Promise<GroupMember> {
    const member = new GroupMember(options);
    await options.checkTopics(member.#topics);
    await member.#openPatiently();
    return member;
  }

  async setTopics(topics: readonly string[]): Promise<void> {
    await this.options.checkTopics(topics);
    await this.#inTurn(async () => {
      if (this.#stopping.signal.aborted) return;
      await this.#session?.stop();
      this.#session = undefined;
      this.#topics = [...new Set(topics)];
      await this.#openPatiently().catch((error: BrokerError) => this.#ended(error));
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#inTurn(async () => {
      await this.#session?.stop();
      this.#session = undefined;
    });
  }

  /** One change at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#work.then(work);
    this.#work = turn.catch(() => undefined);
    return turn;
  }

  /** kafkajs gives up a first join at once where a later one would succeed: while the coordinator still loads, say. */
  async #openPatiently(): Promise<void> {
    const deadline = performance.now() + GIVE_UP_MS;
    for (;;) {
      try {
        await this.#open();
        return;
      } catch (error) {
        if (!toBrokerError(error).retriable || performance.now() > deadline || this.#stopping.signal.aborted)
          throw error;
        await delay(RETRY_MS);
      }
    }
  }

  async #open(): Promise<void> {
    const topics = this.#topics;
    if (topics.length === 0) return;
    const startAt = this.options.consume.fromBeginning ? new Map() : await this.options.startOffsets(topics);
    const session = await GroupSession.start({
      kafka: this.options.kafka,
      consume: this.options.consume,
      topics,
      startAt,
      onCrash: (error) => {
        if (this.#session === session) this.#ended(toBrokerError(error));
      },
    });
    this.#session = session;
  }

  #ended(error: BrokerError): void {
    this.#session = undefined;
    if (this.#stopping.signal.aborted) return;
    const { kafka, consume } = this.options;
    if (!error.retriable) {
      consume.onError(error);
      return;
    }
    kafka.log?.warn({ err: error, group: consume.group }, 'kafka: the consumer lost its group, joining again');
    void this.#inTurn(() => this.#rejoin());
  }

  async #rejoin(): Promise<void> {
    const { signal } = this.#stopping;
    for (let pauseMs = RESTART_MS; !signal.aborted && !this.#session; pauseMs = Math.min(2 * pauseMs, RESTART_MAX_MS)) {
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#open();
      } catch (error) {
        const mapped = toBrokerError(error);
        if (mapped.retriable) continue;
        this.options.consume.onError(mapped);
        return;
      }
    }
  }
}
