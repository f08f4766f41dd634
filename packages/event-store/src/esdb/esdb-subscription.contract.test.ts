import { appendOneByOne, Collector, gate, ids, newEvent, streamName } from '../contract/kit';
import { first, serversAndStores } from './testing/store-kit';
import { until } from './testing/test-kit';

const { open, start } = serversAndStores();

describe('a subscription', () => {
  it.each(['connection', 'unavailable', 'cancelled'] as const)('goes on when it ends by: %s', async (how) => {
    const server = await start();
    const warnings: object[] = [];
    const store = await open(server.url, { log: { warn: (fields) => warnings.push(fields) } });
    const events = await appendOneByOne(store, streamName(), 50);
    server.faults.dropReads({ afterEvents: 4, times: 6, how, only: 'subscription' });
    const collector = new Collector();
    const subscription = store.subscribe({ after: -1n, batchSize: 3, ...collector.options });
    await collector.reaches(50);
    await subscription.stop();
    expect(ids(collector.events)).toEqual(ids(events));
    expect(server.faults.fired[`read-${how}`]).toBe(6);
    expect(warnings).toHaveLength(6);
  });

  it('reads no more ahead than it can hand over while its handler works', async () => {
    const server = await start({ systemEventEvery: 0 });
    const store = await open(server.url, { deadlineMs: 10_000 });
    const text = 'x'.repeat(2000);
    const count = 3000;
    for (let n = 0; n < count; n += 300) {
      const events = Array.from({ length: 300 }, (_, index) => newEvent(n + index, text));
      await store.append({ stream: 'contract-long', expectedRevision: n - 1, events });
    }
    const [held, reached] = [gate(), gate()];
    const collector = new Collector();
    const subscription = store.subscribe({
      after: -1n,
      batchSize: 10,
      onEvents: async (batch) => {
        reached.open();
        await held.opened;
        await collector.options.onEvents(batch);
      },
      onError: collector.options.onError,
    });
    await reached.opened;
    const read = () => server.log.reads.find(({ kind }) => kind === 'subscription');
    await until(() => read()?.state === 'stalled');
    // Two buffers of the connection, and what the client has decoded.
    expect(read()?.sent).toBeLessThan(1000);
    expect(collector.events).toEqual([]);
    held.open();
    await collector.reaches(count);
    await subscription.stop();
    expect(collector.events.map(({ revision }) => revision)).toEqual(Array.from({ length: count }, (_, n) => n));
  });

  it('is sent our streams only', async () => {
    const server = await start();
    const store = await open(server.url, { streamPrefixes: ['contract-ours'] });
    const beside = await open(server.url);
    await appendOneByOne(beside, 'others-1', 30);
    const events = await appendOneByOne(store, 'contract-ours-1', 5);
    const collector = new Collector();
    const subscription = store.subscribe({ after: -1n, ...collector.options });
    await collector.reaches(5);
    await subscription.stop();
    expect(ids(collector.events)).toEqual(ids(events));
    expect(server.log.reads.filter(({ kind }) => kind === 'subscription').map(({ sent }) => sent)).toEqual([5]);
  });

  it('ends by an error of the handler even when that looks like one of the server', async () => {
    const server = await start();
    const store = await open(server.url);
    await store.append(first());
    const broken = Object.assign(new Error('of a broker'), { type: 'unavailable', code: 14 });
    const told = await new Promise((resolve) => {
      store.subscribe({ after: -1n, onEvents: () => Promise.reject(broken), onError: resolve });
    });
    expect(told).toBe(broken);
  });
});
