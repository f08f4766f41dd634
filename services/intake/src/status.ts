import type { Broker } from '@openlnp/broker';
import type { EventStore } from '@openlnp/event-store';
import { HEADERS, TOPICS } from '@openlnp/messages';
import { formatInstant, type Spid } from '@openlnp/numbering';
import { type Clock, isPassing } from '@openlnp/service';
import type { AcknowledgementDoor, LsmsLag, Readiness, RegistryStatus, StatusView, TopicStatus } from './http/ports';
import { groupsOf, lastRecord } from './readers';

export interface StatusSources {
  readonly readiness: () => Promise<Readiness>;
  readonly position: AcknowledgementDoor['position'];
  /** SPIDs with an LSMS. */
  readonly lsms: () => readonly Spid[];
}

interface StatusDeps {
  readonly broker: Broker;
  readonly store: Pick<EventStore, 'head'>;
  readonly clock: Clock;
}

/** A broker that is away is something to be told, not a reason to tell nothing. */
const unlessAway = <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (isPassing(error)) return null;
    throw error;
  });

/**
 * Asks the store, the broker and the siblings when somebody asks; keeps nothing. Who asks while an answer is being made gets the
 * same one, so that many who look cost as much as one.
 */
export class LiveStatus implements StatusView {
  private statusInHand: Promise<RegistryStatus> | undefined;
  private topicsInHand: Promise<readonly TopicStatus[]> | undefined;

  constructor(
    private readonly deps: StatusDeps,
    private readonly sources: StatusSources,
  ) {}

  status(): Promise<RegistryStatus> {
    this.statusInHand ??= this.makeStatus().finally(() => {
      this.statusInHand = undefined;
    });
    return this.statusInHand;
  }

  topics(): Promise<readonly TopicStatus[]> {
    this.topicsInHand ??= this.makeTopics(() => true).finally(() => {
      this.topicsInHand = undefined;
    });
    return this.topicsInHand;
  }

  private async makeStatus(): Promise<RegistryStatus> {
    const [readiness, head, carried, positions] = await Promise.all([
      this.sources.readiness(),
      this.deps.store.head(),
      unlessAway(this.carried()),
      Promise.all(this.sources.lsms().map((spid) => this.lsms(spid))),
    ]);
    const { relayed = null, tail = null, consumers = null } = carried ?? {};
    const heads = [...positions.map(({ head: last }) => last), tail === null ? null : Number(tail)];
    const known = heads.filter((number) => number !== null);
    return {
      now: formatInstant(this.deps.clock.now()),
      ...readiness,
      store: {
        head: String(head),
        relayed: relayed === null ? null : String(relayed),
        // The head was asked for first: relay may have gone on since.
        lag: relayed === null ? null : Math.max(0, Number(head - relayed)),
      },
      lastDownload: known.length === 0 ? null : Math.max(...known),
      consumers,
      lsms: positions.map(({ head: _head, ...position }) => position),
    };
  }

  /** What the broker says, one question after another: kafkajs mixes up answers about several new topics at the same time. */
  private async carried() {
    const relayed = await this.numberInTail(TOPICS.registryEvents, HEADERS.position, -1n);
    const tail = await this.numberInTail(TOPICS.lsmsDownloads, HEADERS.number, 0n);
    const read = await this.makeTopics((topic) => groupsOf(topic).length > 0);
    const consumers = read.flatMap(({ name: topic, groups }) =>
      groups.map(({ group, lag }) => ({ group, topic, lag })),
    );
    return { relayed, tail, consumers };
  }

  private async lsms(spid: Spid): Promise<LsmsLag & { readonly head: number | null }> {
    const answer = await this.sources.position(spid);
    if (!answer.ok) return { spid, acknowledgedThrough: null, lag: null, head: null };
    const { acknowledgedThrough, head } = answer.value;
    return { spid, acknowledgedThrough, lag: head - acknowledgedThrough, head };
  }

  private async numberInTail(topic: string, header: string, empty: bigint): Promise<bigint> {
    const record = await lastRecord(this.deps.broker, topic);
    return BigInt(record?.headers[header] ?? empty);
  }

  private async makeTopics(wanted: (topic: string) => boolean): Promise<TopicStatus[]> {
    const topics = (await this.deps.broker.listTopics()).filter(({ name }) => wanted(name));
    topics.sort((a, b) => (a.name < b.name ? -1 : 1));
    const found: TopicStatus[] = [];
    for (const { name, partitions } of topics) found.push(await this.topic(name, partitions));
    return found;
  }

  private async topic(name: string, count: number): Promise<TopicStatus> {
    const { broker } = this.deps;
    const each = Array.from({ length: count }, (_, partition) => partition);
    // The first question about a topic makes kafkajs learn where it lies; only then may there be several.
    await broker.offsets(name, 0);
    // Commits before ends: asked for the other way round, a busy group would seem to be ahead.
    const commits = await Promise.all(
      groupsOf(name).map(async (group) => ({
        group,
        committed: await Promise.all(each.map((partition) => broker.committed(group, name, partition))),
      })),
    );
    const offsets = await Promise.all(each.map((partition) => broker.offsets(name, partition)));
    return {
      name,
      partitions: offsets.map(({ earliest, end }, partition) => ({
        partition,
        earliest: String(earliest),
        end: String(end),
      })),
      groups: commits.map(({ group, committed }) => ({
        group,
        committed: committed.map((offset) => (offset === undefined ? null : String(offset))),
        lag: offsets.reduce((sum, { earliest, end }, i) => sum + behind(committed[i], earliest, end), 0),
      })),
    };
  }
}

/** What retention has taken away is nobody's to read any more. */
function behind(committed: bigint | undefined, earliest: bigint, end: bigint): number {
  const next = committed === undefined || committed < earliest ? earliest : committed;
  return next < end ? Number(end - next) : 0;
}
