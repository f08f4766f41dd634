import { DEFAULT_MAX_RECORDS } from '../limits';
import type { ConsumeOptions } from '../port';
import { placeKey, spreadPartitions } from '../spread';
import { Lane } from './lane';
import type { Partition } from './partition';
import type { Writer } from './writer';

export interface Member {
  readonly id: string;
  readonly options: ConsumeOptions;
  topics: readonly string[];
}

interface Assignment {
  readonly member: Member;
  readonly lane: Lane;
  /** Resolves when this lane and all before it on the partition are done. */
  readonly done: Promise<void>;
}

/** What a group needs of the broker around it. */
export interface Topics {
  /** The partitions of a topic; throws unknown_topic. */
  partitionsOf(topic: string): readonly Partition[];
}

/** The members of one consumer group in this process, and who reads which partition. */
export class Group {
  readonly #members: Member[] = [];
  readonly #assignments = new Map<string, Assignment>();

  constructor(
    private readonly name: string,
    private readonly topics: Topics,
    private readonly writer: Writer,
  ) {}

  join(member: Member): void {
    this.#startAtEnd(member);
    this.#members.push(member);
    this.#rebalance();
  }

  setTopics(member: Member, topics: readonly string[]): Promise<void> {
    const before = this.#assignmentsOf(member);
    member.topics = topics;
    this.#startAtEnd(member);
    this.#rebalance();
    return this.#finished(before.filter((a) => a.lane.stopped));
  }

  /** Resolves when the member's batches in hand are done and their offsets are on the disk. */
  async leave(member: Member): Promise<void> {
    const index = this.#members.indexOf(member);
    const before = this.#assignmentsOf(member);
    if (index >= 0) this.#members.splice(index, 1);
    this.#rebalance();
    await this.#finished(before);
    await this.writer.flush();
  }

  get isEmpty(): boolean {
    return this.#members.length === 0;
  }

  #assignmentsOf(member: Member): Assignment[] {
    return [...this.#assignments.values()].filter((a) => a.member === member);
  }

  async #finished(assignments: readonly Assignment[]): Promise<void> {
    await Promise.all(assignments.map((a) => a.done));
  }

  /** A group that does not start from the beginning starts at what is the end now, wherever its records are read later. */
  #startAtEnd(member: Member): void {
    if (member.options.fromBeginning) return;
    for (const topic of member.topics) {
      for (const { partition, end } of this.topics.partitionsOf(topic)) {
        if (this.writer.committedOffset(this.name, topic, partition) === undefined) {
          this.writer.commitOffset(this.name, topic, partition, end);
        }
      }
    }
  }

  #rebalance(): void {
    const topics = new Map<string, readonly Partition[]>();
    for (const { topics: followed } of this.#members) {
      for (const topic of followed) topics.set(topic, this.topics.partitionsOf(topic));
    }
    const counts = new Map([...topics].map(([topic, partitions]) => [topic, partitions.length]));
    const spread = spreadPartitions(counts, this.#members);

    const kept = new Set<string>();
    const gained: { member: Member; partition: Partition }[] = [];
    for (const member of this.#members) {
      for (const { topic, partition } of spread.get(member.id) ?? []) {
        const key = placeKey(topic, partition);
        kept.add(key);
        const held = this.#assignments.get(key);
        if (held?.member === member && !held.lane.stopped) continue;
        gained.push({ member, partition: topics.get(topic)?.[partition] as Partition });
      }
    }
    for (const [key, { lane }] of this.#assignments) if (!kept.has(key)) lane.stop();
    const free = gained.filter(({ member, partition }) => this.#assign(member, partition));
    for (const member of this.#members) {
      const mine = free.filter((f) => f.member === member);
      if (mine.length > 0)
        announce(
          member,
          mine.map((f) => f.partition),
        );
    }
  }

  /**
   * Gives the partition to a member. Where it has a former owner, the new one is told, and begins, once the former's last batch is
   * done; else it begins in a later turn, and the answer is true: tell it now.
   */
  #assign(member: Member, partition: Partition): boolean {
    const { options } = member;
    const { topic, partition: index } = partition;
    const former = this.#assignments.get(placeKey(topic, index));
    former?.lane.stop();
    const lane = new Lane({
      partition,
      maxRecords: options.maxRecords ?? DEFAULT_MAX_RECORDS,
      onBatch: options.onBatch,
      onRedelivery: options.onRedelivery,
      onError: options.onError,
      commit: (next) => this.writer.commitOffset(this.name, topic, index, Number(next)),
    });
    const begin = async () => {
      await former?.done;
      if (former && !lane.stopped) announce(member, [partition]);
      await lane.run(BigInt(this.writer.committedOffset(this.name, topic, index) ?? partition.earliest));
    };
    this.#assignments.set(placeKey(topic, index), { member, lane, done: begin().catch(options.onError) });
    return former === undefined;
  }
}

function announce(member: Member, partitions: readonly Partition[]): void {
  member.options.onAssigned?.(partitions.map(({ topic, partition }) => ({ topic, partition })));
}
