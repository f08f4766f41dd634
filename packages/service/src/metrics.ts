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
  };
}

/** Adds what every process has (CPU, memory, event loop), under the name of the service it is. */
export function addProcessMetrics({ registry }: Metrics, service: string): void {
  collectDefaultMetrics({ register: registry, labels: { service } });
}

/** Folders whose sizes are told; undefined where store or broker is a server, which has metrics of its own. */
export interface DataSizes {
  readonly data: string;
  readonly store?: string | undefined;
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
  if (store !== undefined) gauge('lnp_store_size_bytes', 'Bytes of the event store on the disk', () => bytesIn(store));
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
  /** Positions of the last event and of the last one relayed, in decimal, and how many are between. */
  readonly store: { readonly head: string; readonly relayed: string | null; readonly lag: number | null };
  /** Number of the last download. */
  readonly lastDownload: number | null;
  readonly consumers: readonly { readonly group: string; readonly topic: string; readonly lag: number }[] | null;
  readonly lsms: readonly {
    readonly spid: string;
    readonly acknowledgedThrough: number | null;
    readonly lag: number | null;
  }[];
}

/** The metrics of a state, for one scrape: so they are right from the first one after a start. */
export function stateMetrics({ services, store, lastDownload, consumers, lsms }: RegistryState): Registry {
  const registry = new Registry();
  const gauge = <T extends string>(name: string, help: string, ...labelNames: T[]): Gauge<T> =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  /** A gauge without labels would say 0 when nobody can say. */
  const single = (name: string, help: string, value: number | string | null): void => {
    if (value !== null) gauge(name, help).set(Number(value));
  };

  const ready = gauge('lnp_service_ready', '1 for a service that is ready, 0 for one that is not', 'service');
  for (const [service, state] of Object.entries(services)) ready.set({ service }, state === 'ready' ? 1 : 0);

  single('lnp_log_position', 'Log position of the last event in the store, -1 before the first', store.head);
  single('lnp_relay_position', 'Log position of the last event relayed, -1 before the first', store.relayed);
  single('lnp_relay_lag_events', 'Events of the log not relayed yet', store.lag);
  single('lnp_download_number', 'Number of the last download, 0 before the first', lastDownload);

  const consumer = gauge(
    'lnp_consumer_lag_records',
    'Records of a topic that a consumer group has not handled yet',
    'group',
    'topic',
  );
  for (const { group, topic, lag } of consumers ?? []) consumer.set({ group, topic }, lag);

  const through = gauge('lnp_lsms_acknowledged_number', 'Last download number that an LSMS acknowledged', 'spid');
  const behind = gauge('lnp_lsms_lag_downloads', 'Downloads that an LSMS has not acknowledged yet', 'spid');
  for (const { spid, acknowledgedThrough, lag } of lsms) {
    if (acknowledgedThrough !== null) through.set({ spid }, acknowledgedThrough);
    if (lag !== null) behind.set({ spid }, lag);
  }
  return registry;
}

/** What one process tells another of its metrics. */
export type MetricsSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** The Prometheus text of several processes taken together: what they count adds up. */
export const mergeMetrics = (snapshots: readonly MetricsSnapshot[]): Promise<string> =>
  AggregatorRegistry.aggregate([...snapshots]).metrics();
