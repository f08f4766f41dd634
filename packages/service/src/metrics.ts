import { readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Stages of a request, each measured from its acceptance. */
export type Hop = 'validated' | 'decided' | 'relayed' | 'downloaded' | 'acknowledged';

/**
 * What one process counts. Names follow the Prometheus conventions: a counter ends in `_total`, durations are in seconds, sizes in
 * bytes. Counts are since the process started.
 */
export interface Metrics {
  readonly registry: Registry;
  readonly accepted: Counter<'kind' | 'origin'>;
  /** After acceptance or at the door. */
  readonly refused: Counter<'code'>;
  readonly done: Counter<'kind'>;
  readonly deadLettered: Counter<'reason'>;
  /** Seconds from acceptance to outcome, by the registry's clock. */
  readonly outcomeSeconds: Histogram<'kind'>;
  readonly hopSeconds: Histogram<'hop'>;
  readonly relayedPosition: Gauge;
  readonly downloadNumber: Gauge;
  readonly acknowledgedNumber: Gauge<'spid'>;
}

/** Seconds: finest where a registry is when it is well, reaching to a response window of 15 minutes. */
const HOP_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10, 60, 300, 900];
const OUTCOME_BUCKETS = HOP_BUCKETS.filter((bucket) => bucket <= 10);

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    accepted: new Counter({
      name: 'lnp_requests_accepted_total',
      help: 'Requests made durable, by kind and by the door they came in',
      labelNames: ['kind', 'origin'],
      registers,
    }),
    refused: new Counter({
      name: 'lnp_requests_refused_total',
      help: 'Requests refused, by code of the error table',
      labelNames: ['code'],
      registers,
    }),
    done: new Counter({
      name: 'lnp_requests_done_total',
      help: 'Requests that took effect, by kind',
      labelNames: ['kind'],
      registers,
    }),
    deadLettered: new Counter({
      name: 'lnp_dead_letters_total',
      help: 'Records that nobody could handle, by reason',
      labelNames: ['reason'],
      registers,
    }),
    outcomeSeconds: new Histogram({
      name: 'lnp_request_outcome_seconds',
      help: 'Seconds from acceptance of a request to its outcome, by kind',
      labelNames: ['kind'],
      buckets: OUTCOME_BUCKETS,
      registers,
    }),
    hopSeconds: new Histogram({
      name: 'lnp_request_hop_seconds',
      help: 'Seconds from acceptance of a request until it was validated, decided, relayed, downloaded, or acknowledged by an LSMS',
      labelNames: ['hop'],
      buckets: HOP_BUCKETS,
      registers,
    }),
    relayedPosition: new Gauge({
      name: 'lnp_relay_position',
      help: 'Log position of the last event relayed',
      aggregator: 'max',
      registers,
    }),
    downloadNumber: new Gauge({
      name: 'lnp_download_number',
      help: 'Number of the last download written',
      aggregator: 'max',
      registers,
    }),
    acknowledgedNumber: new Gauge({
      name: 'lnp_lsms_acknowledged_number',
      help: 'Last download number that an LSMS acknowledged',
      labelNames: ['spid'],
      aggregator: 'max',
      registers,
    }),
  };
}

/** Adds what every process has (CPU, memory, event loop), under the name of the service it is. */
export function addProcessMetrics({ registry }: Metrics, service: string): void {
  collectDefaultMetrics({ register: registry, labels: { service } });
}

/** Folders whose sizes are told; the broker's is undefined where it is a Kafka, which has metrics of its own. */
export interface DataSizes {
  readonly data: string;
  readonly store: string;
  readonly broker?: string | undefined;
}

/** Adds the sizes of files and the room that is left, asked for at each scrape. For one process of a registry. */
export function addSizeMetrics({ registry }: Metrics, { data, store, broker }: DataSizes): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({ name, help, registers: [registry], collect: set });
    function set(this: Gauge): void {
      this.set(read());
    }
  };
  gauge('lnp_store_size_bytes', 'Bytes of the event store on the disk', () => bytesIn(store));
  if (broker !== undefined)
    gauge('lnp_broker_size_bytes', 'Bytes of the embedded broker on the disk', () => bytesIn(broker));
  gauge('lnp_data_free_bytes', 'Bytes free on the disk of the data folder', () => freeBytes(data));
}

const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Where a registry stands as a whole, whatever processes it has; null and left out where nobody can say. */
export interface RegistryState {
  readonly services: Readonly<Record<string, string>>;
  /** Position of the last event, in decimal, and how many of them are not relayed yet. */
  readonly store: { readonly head: string; readonly lag: number | null };
  readonly consumers: readonly { readonly group: string; readonly topic: string; readonly lag: number }[] | null;
  readonly lsms: readonly { readonly spid: string; readonly lag: number | null }[];
}

/** The metrics of a state, for one scrape. */
export function stateMetrics({ services, store, consumers, lsms }: RegistryState): Registry {
  const registry = new Registry();
  const registers = [registry];
  const ready = new Gauge({
    name: 'lnp_service_ready',
    help: '1 for a service that is ready, 0 for one that is not',
    labelNames: ['service'],
    registers,
  });
  for (const [service, state] of Object.entries(services)) ready.set({ service }, state === 'ready' ? 1 : 0);
  new Gauge({
    name: 'lnp_log_position',
    help: 'Log position of the last event in the store, -1 before the first',
    registers,
  }).set(Number(store.head));
  const relay = new Gauge({
    name: 'lnp_relay_lag_events',
    help: 'Events of the log not relayed yet',
    labelNames: [],
    registers,
  });
  if (store.lag === null) relay.remove();
  else relay.set(store.lag);
  const consumer = new Gauge({
    name: 'lnp_consumer_lag_records',
    help: 'Records of a topic that a consumer group has not handled yet',
    labelNames: ['group', 'topic'],
    registers,
  });
  for (const { group, topic, lag } of consumers ?? []) consumer.set({ group, topic }, lag);
  const behind = new Gauge({
    name: 'lnp_lsms_lag_downloads',
    help: 'Downloads that an LSMS has not acknowledged yet',
    labelNames: ['spid'],
    registers,
  });
  for (const { spid, lag } of lsms) if (lag !== null) behind.set({ spid }, lag);
  return registry;
}

/** What one process tells another of its metrics. */
export type MetricsSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** The Prometheus text of several processes taken together: counts add up, of positions and numbers the highest counts. */
export const mergeMetrics = (snapshots: readonly MetricsSnapshot[]): Promise<string> =>
  AggregatorRegistry.aggregate([...snapshots]).metrics();
