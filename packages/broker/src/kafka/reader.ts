import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from 'kafkajs';
import { hasBrokerCode, unknownTopic } from '../errors';
import type { IncomingRecord, Reader, ReadOptions } from '../port';
import { clusterOf, FEW_RETRIES, type KafkaOptions, newClient, Reconnecting } from './client';
import { type FetchedMessage, toRecord } from './records';

const MAX_BYTES = 4 * 1024 * 1024;
/** How long Kafka holds a fetch at the end of the log; also the longest that stop() waits. */
const LONG_POLL_MS = 250;

/** The part of a fetch response that kafkajs leaves untyped. */
interface FetchResponse {
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly messages: readonly (FetchedMessage & { readonly isControlRecord?: boolean })[];
    }[];
  }[];
}

export interface Fetched {
  readonly records: IncomingRecord[];
  /** Where to go on: behind the last record, also when that was none of ours. */
  readonly next: bigint;
}

/** One fetch without a group. Throws offset_out_of_range when the offset is not kept, or lies behind the end. */
export async function fetchFrom(
  cluster: Cluster,
  place: { topic: string; partition: number },
  from: bigint,
  maxWaitTime: number,
): Promise<Fetched> {
  const { topic, partition } = place;
  await cluster.addTargetTopic(topic);
  await cluster.refreshMetadataIfNecessary();
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined) throw unknownTopic(topic, partition);
  const broker = await cluster.findBroker({ nodeId });
  const response: FetchResponse = await broker.fetch({
    maxWaitTime,
    minBytes: 1,
    maxBytes: MAX_BYTES,
    topics: [{ topic, partitions: [{ partition, fetchOffset: String(from), maxBytes: MAX_BYTES }] }],
  });
  const messages = response.responses.flatMap((r) => r.partitions.flatMap((p) => p.messages));
  const last = messages[messages.length - 1];
  const next = last && BigInt(last.offset) >= from ? BigInt(last.offset) + 1n : from;
  // A fetch answers whole batches, so the first may begin before the offset asked for.
  const wanted = messages.filter((m) => m.isControlRecord !== true && BigInt(m.offset) >= from);
  return { records: wanted.map((m) => toRecord(topic, partition, m)), next };
}

/** Reads without a group, so that nothing is left behind. Throws when the offset is bad at the start. */
export async function openReader(kafka: KafkaOptions, options: ReadOptions): Promise<Reader> {
  // Connections of its own: a fetch that waits for records would hold up whatever else they carry.
  const cluster = new Reconnecting(() => clusterOf(newClient(kafka, FEW_RETRIES)));
  try {
    await cluster.use((c) => fetchFrom(c, options, options.from, 0));
  } catch (error) {
    await cluster.close();
    throw error;
  }
  const stopping = new AbortController();
  const done = follow(kafka, cluster, options, stopping.signal)
    .catch(options.onError)
    .finally(() => cluster.close());
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

const RETRY_MS = 500;

async function follow(
  { log }: KafkaOptions,
  cluster: Reconnecting<Cluster>,
  { topic, partition, from, onRecords }: ReadOptions,
  signal: AbortSignal,
): Promise<void> {
  let position = from;
  while (!signal.aborted) {
    let fetched: Fetched;
    try {
      fetched = await cluster.use((c) => fetchFrom(c, { topic, partition }, position, LONG_POLL_MS));
    } catch (error) {
      if (!hasBrokerCode(error, 'broker_unreachable')) throw error;
      log?.warn({ err: error, topic, partition }, 'kafka: reading is interrupted, trying again');
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      continue;
    }
    if (signal.aborted) return;
    if (fetched.records.length > 0) await onRecords(fetched.records);
    position = fetched.next;
  }
}
