import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addProcessMetrics,
  addSizeMetrics,
  createMetrics,
  mergeMetrics,
  type RegistryState,
  stateMetrics,
} from './metrics';

const STATE: RegistryState = {
  services: { relay: 'ready', routing: 'starting' },
  store: { head: '41', relayed: '39', lag: 2 },
  lastDownload: 9,
  consumers: [{ group: 'validation', topic: 'port.requests', lag: 7 }],
  lsms: [
    { spid: 'A111', acknowledgedThrough: 6, lag: 3 },
    { spid: 'B222', acknowledgedThrough: null, lag: null },
  ],
};

describe('the metrics', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lnp-metrics-'));
    writeFileSync(join(folder, 'data.mdb'), Buffer.alloc(1234));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are named by the conventions of Prometheus: a total, seconds, bytes, and else what is counted', async () => {
    const metrics = createMetrics();
    addSizeMetrics(metrics, { data: folder, store: folder, broker: folder });
    const all = [...(await metrics.registry.getMetricsAsJSON()), ...(await stateMetrics(STATE).getMetricsAsJSON())];
    expect(all.length).toBeGreaterThan(15);
    for (const { name, type, help } of all) {
      expect(name).toMatch(/^lnp(_[a-z]+)+$/);
      expect(name.endsWith('_total')).toBe(String(type) === 'counter');
      if (String(type) === 'histogram') expect(name).toMatch(/_seconds$/);
      if (/_(size|free)/.test(name)) expect(name).toMatch(/_bytes$/);
      if (name.includes('_lag')) expect(name).toMatch(/_lag_(events|records|downloads)$/);
      expect(name).not.toMatch(/_(ms|milliseconds|kb|mb|count|sum|bucket)(_|$)/);
      // A sentence, without a full stop.
      expect(help).toMatch(/^[A-Z0-9].{10,}[^.]$/);
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('never have a request or a number for a label: there is no end of them', async () => {
    const metrics = createMetrics();
    metrics.accepted.inc({ kind: 'Activate', origin: 'http' });
    metrics.hopSeconds.observe({ hop: 'decided' }, 0.01);
    const labels = (await metrics.registry.getMetricsAsJSON()).flatMap(({ values }) =>
      values.flatMap((v) => Object.keys(v.labels)),
    );
    expect([...new Set(labels)].sort()).toEqual(['hop', 'kind', 'le', 'origin']);
  });

  it('tell where the registry stands, and leave out what nobody can say', async () => {
    const lines = (await stateMetrics(STATE).metrics()).split('\n').filter((line) => line.startsWith('lnp_'));
    expect(lines).toEqual([
      'lnp_service_ready{service="relay"} 1',
      'lnp_service_ready{service="routing"} 0',
      'lnp_log_position 41',
      'lnp_relay_position 39',
      'lnp_relay_lag_events 2',
      'lnp_download_number 9',
      'lnp_consumer_lag_records{group="validation",topic="port.requests"} 7',
      'lnp_lsms_acknowledged_number{spid="A111"} 6',
      'lnp_lsms_lag_downloads{spid="A111"} 3',
    ]);
    const unknown = await stateMetrics({
      ...STATE,
      store: { head: '41', relayed: null, lag: null },
      lastDownload: null,
      consumers: null,
    }).metrics();
    expect(unknown).not.toMatch(/^lnp_(relay|consumer|download)/m);
  });

  it('ask for sizes when they are scraped', async () => {
    const metrics = createMetrics();
    addSizeMetrics(metrics, { data: folder, store: folder });
    writeFileSync(join(folder, 'more'), Buffer.alloc(1000));
    const text = await metrics.registry.metrics();
    expect(text).toContain('\nlnp_store_size_bytes 2234\n');
    expect(text).not.toContain('lnp_broker_size_bytes');
    expect(Number(/\nlnp_data_free_bytes (\d+)/.exec(text)?.[1])).toBeGreaterThan(0);
  });

  it('of several processes add up, and each process keeps its own CPU', async () => {
    const sets = ['relay', 'intake'].map((service, i) => {
      const metrics = createMetrics();
      addProcessMetrics(metrics, service);
      metrics.done.inc({ kind: 'Activate' }, i + 1);
      metrics.hopSeconds.observe({ hop: 'decided' }, 0.01);
      return metrics;
    });
    const text = await mergeMetrics(await Promise.all(sets.map(({ registry }) => registry.getMetricsAsJSON())));
    for (const { registry } of sets) registry.clear();
    expect(text).toContain('lnp_requests_done_total{kind="Activate"} 3');
    expect(text).toContain('lnp_request_hop_seconds_count{hop="decided"} 2');
    expect(text).toMatch(/^process_resident_memory_bytes\{service="relay"\} \d+/m);
    expect(text).toMatch(/^process_resident_memory_bytes\{service="intake"\} \d+/m);
  });
});
