import type { NpaNxx, Spid } from '@openlnp/numbering';

/** Topics that the services share. */
export const TOPICS = {
  /** Requests past the door, by NPA-NXX: intake to validation. */
  portRequests: 'port.requests',
  /** Validated requests, answers and timer ticks, by NPA-NXX: to the owners. */
  portCommands: 'port.commands',
  /** The store's log, in its order (law 1). */
  registryEvents: 'registry.events',
  /** The numbered downloads that every LSMS reads (law 5). */
  lsmsDownloads: 'lsms.downloads',
  /** Records that could not be decoded or handled, with the reason (law 8). */
  deadLetters: 'dead.letters',
  /** Sandbox only: where every service's clock stands. */
  sandboxClock: 'sandbox.clock',
} as const;

/** Requests of one SPID's SOA: only it may write. */
export const soaRequestsTopic = (spid: Spid): string => `soa.requests.${spid}`;
/** Replies and notifications to one SPID's SOA: only it may read. */
export const soaMessagesTopic = (spid: Spid): string => `soa.messages.${spid}`;
/** Acknowledgements of one SPID's LSMS: only it may write. */
export const lsmsResponsesTopic = (spid: Spid): string => `lsms.responses.${spid}`;

/** Partitions of port.requests and port.commands. Never changed: it decides which owner a number has (law 3). */
export const PARTITIONS = 12;

const DAY_MS = 24 * 60 * 60 * 1000;
const RETENTION_MS = 7 * DAY_MS;
/** An LSMS may be away for two weeks and still catch up from the log. */
const DOWNLOADS_RETENTION_MS = 14 * DAY_MS;
const DEAD_LETTERS_RETENTION_MS = 30 * DAY_MS;

export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly retentionMs: number;
}

const topic = (name: string, partitions: number = 1, retentionMs: number = RETENTION_MS): TopicPlan => ({
  name,
  partitions,
  retentionMs,
});

/** What a registry needs before its services start. */
export const sharedTopics = (): TopicPlan[] => [
  topic(TOPICS.portRequests, PARTITIONS),
  topic(TOPICS.portCommands, PARTITIONS),
  topic(TOPICS.registryEvents),
  topic(TOPICS.lsmsDownloads, 1, DOWNLOADS_RETENTION_MS),
  topic(TOPICS.deadLetters, 1, DEAD_LETTERS_RETENTION_MS),
  topic(TOPICS.sandboxClock),
];

/** The topic of one SPID's replies and notifications: also those who read it over HTTP have one. */
export const messagesTopicPlan = (spid: Spid): TopicPlan => topic(soaMessagesTopic(spid));

/** The topics of a service provider whose profile says Kafka for its SOA, its LSMS or both. */
export const carrierTopics = (spid: Spid, { soa, lsms }: { soa: boolean; lsms: boolean }): TopicPlan[] => [
  ...(soa ? [topic(soaRequestsTopic(spid)), messagesTopicPlan(spid)] : []),
  ...(lsms ? [topic(lsmsResponsesTopic(spid))] : []),
];

/** The partition that owns an NPA-NXX. */
export const partitionOf = (code: NpaNxx): number => code % PARTITIONS;

/** The partition of what is keyed by something else, such as a SPID: FNV-1a, 32 bits, over the UTF-16 code units. */
export function partitionOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % PARTITIONS;
}
