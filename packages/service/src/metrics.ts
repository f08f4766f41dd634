import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The registry's metrics, one set per process; names follow the Prometheus conventions. */
export interface Metrics {
  readonly registry: Registry;
  /** Requests made durable, by kind. */
  readonly accepted: Counter<'kind' | 'origin'>;
  /** Requests refused after acceptance or at the door, by code. */
  readonly refused: Counter<'code'>;
  /** Requests that took effect, by kind. */
  readonly done: Counter<'kind'>;
  /** Records that no consumer could handle, by reason. */
  readonly deadLettered: Counter<'reason'>;
  /** Seconds from acceptance to outcome, by the registry's clock. */
  readonly outcomeSeconds: Histogram<'kind'>;
  /** Store position of the last event relayed. */
  readonly relayedPosition: Gauge;
  /** Number of the last download written. */
  readonly downloadNumber: Gauge;
  /** Last download number acknowledged, by LSMS. */
  readonly acknowledgedNumber: Gauge<'spid'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    accepted: new Counter({
      name: 'lnp_requests_accepted_total',
      help: 'Requests made durable',
      labelNames: ['kind', 'origin'],
      registers,
    }),
    refused: new Counter({
      name: 'lnp_requests_refused_total',
      help: 'Requests refused, by code',
      labelNames: ['code'],
      registers,
    }),
    done: new Counter({
      name: 'lnp_requests_done_total',
      help: 'Requests that took effect',
      labelNames: ['kind'],
      registers,
    }),
    deadLettered: new Counter({
      name: 'lnp_dead_letters_total',
      help: 'Records nobody could handle',
      labelNames: ['reason'],
      registers,
    }),
    outcomeSeconds: new Histogram({
      name: 'lnp_request_outcome_seconds',
      help: 'Seconds from acceptance of a request to its outcome',
      labelNames: ['kind'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
      registers,
    }),
    relayedPosition: new Gauge({
      name: 'lnp_relay_position',
      help: 'Store position of the last event relayed',
      registers,
    }),
    downloadNumber: new Gauge({ name: 'lnp_download_number', help: 'Number of the last download written', registers }),
    acknowledgedNumber: new Gauge({
      name: 'lnp_lsms_acknowledged_number',
      help: 'Last download number acknowledged',
      labelNames: ['spid'],
      registers,
    }),
  };
}

/** What one process tells another of its metrics. */
export type MetricsSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** The Prometheus text of several processes taken together: counts and gauges add up. */
export const mergeMetrics = (snapshots: readonly MetricsSnapshot[]): Promise<string> =>
  AggregatorRegistry.aggregate([...snapshots]).metrics();
