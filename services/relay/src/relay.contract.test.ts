import type { IncomingRecord } from '@openlnp/broker';
import { START } from '@openlnp/event-store';
import { HEADERS, TOPICS } from '@openlnp/messages';
import { RELAY_CHECKPOINT } from '@openlnp/service';
import {
  append,
  coded,
  eventually,
  failingProduce,
  logOf,
  overBroker,
  overStore,
  recordsOf,
  type TestDeps,
  testDeps,
} from '../../../packages/service/src/testing';
import { startRelay } from './relay';

const newDeps = testDeps();

const published = (deps: TestDeps): Promise<IncomingRecord[]> => recordsOf(deps.broker, TOPICS.registryEvents);

const positionsOf = (records: readonly IncomingRecord[]): string[] =>
  records.map(({ headers }) => headers[HEADERS.position] ?? '');

async function appendMany(deps: TestDeps, count: number): Promise<void> {
  const [last] = await deps.store.readStream('sp-A111', { direction: 'backward', limit: 1 });
  const from = (last?.revision ?? -1) + 1;
  for (let n = from; n < from + count; n += 1) {
    await append(deps.store, 'sp-A111', { type: 'TokenRevoked', data: { spid: 'A111', tokenId: String(n) } });
  }
}

const publishedAll = (deps: TestDeps) =>
  eventually('everything published', async () => (await published(deps)).length >= (await logOf(deps.store)).length);

/** What makes a repeat the same record. */
const bytesOf = ({ key, value, headers }: IncomingRecord) => ({
  key,
  value: Buffer.from(value).toString('hex'),
  headers,
});

describe('the relay (law 1)', () => {
  it('publishes the store’s log in its order, what was there and what comes', async () => {
    const deps = await newDeps();
    await appendMany(deps, 3);
    await deps.running(startRelay(deps));
    await appendMany(deps, 3);
    await publishedAll(deps);
    expect(positionsOf(await published(deps))).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('goes on behind the end of the topic when its checkpoint is lost', async () => {
    const deps = await newDeps();
    await appendMany(deps, 3);
    await deps.running(startRelay(deps));
    await publishedAll(deps);
    const again = await deps.restart();
    const store = overStore(again.store, { loadCheckpoint: async () => undefined });
    await again.running(startRelay({ ...again, store }));
    await appendMany(again, 2);
    await publishedAll(again);
    expect(positionsOf(await published(again))).toEqual(['0', '1', '2', '3', '4']);
  });

  it('repeats byte for byte what it must publish again', async () => {
    const deps = await newDeps();
    await appendMany(deps, 3);
    await deps.running(startRelay(deps));
    await publishedAll(deps);
    // Another relay that knows of nothing: neither the checkpoint nor what stands in the topic.
    const store = overStore(deps.store, { loadCheckpoint: async () => undefined });
    const broker = overBroker(deps.broker, { offsets: async () => ({ earliest: 0n, end: 0n }) });
    deps.time.now += 3_600_000;
    await deps.running(startRelay({ ...deps, store, broker }));
    await eventually('the repeats', async () => (await published(deps)).length === 6);
    const records = (await published(deps)).map(bytesOf);
    expect(records.slice(3)).toEqual(records.slice(0, 3));
  });

  it('goes on at its checkpoint when retention has emptied the topic', async () => {
    const deps = await newDeps();
    await appendMany(deps, 3);
    await deps.running(startRelay(deps));
    await publishedAll(deps);
    const again = await deps.restart();
    expect(await again.store.loadCheckpoint(RELAY_CHECKPOINT)).toBe(2n);
    const { end } = await again.broker.offsets(TOPICS.registryEvents, 0);
    const broker = overBroker(again.broker, { offsets: async () => ({ earliest: end, end }) });
    await again.running(startRelay({ ...again, broker }));
    await appendMany(again, 1);
    await publishedAll(again);
    expect(positionsOf(await published(again))).toEqual(['0', '1', '2', '3']);
  });

  it('does not go on a topic that was made from another store, where positions mean something else', async () => {
    const deps = await newDeps();
    await appendMany(deps, 3);
    await deps.running(startRelay(deps));
    await publishedAll(deps);
    const again = await deps.restart();
    const ofAnother = async (...[stream, options]: Parameters<typeof again.store.readStream>) =>
      (await again.store.readStream(stream, options)).map((event) => ({ ...event, position: event.position * 100n }));
    for (const readStream of [ofAnother, async () => []]) {
      const store = overStore(again.store, { readStream });
      await expect(startRelay({ ...again, store })).rejects.toMatchObject({ code: 'other_log' });
    }
  });

  it('waits for a broker that is away, and keeps the order', async () => {
    const deps = await newDeps();
    const failing = failingProduce(deps.broker, TOPICS.registryEvents);
    failing.failures = 3;
    await appendMany(deps, 2);
    await deps.running(startRelay({ ...deps, broker: failing.broker }));
    await appendMany(deps, 2);
    await publishedAll(deps);
    expect(positionsOf(await published(deps))).toEqual(['0', '1', '2', '3']);
  });

  it('stops while the broker is away, without having passed over anything', async () => {
    const deps = await newDeps();
    let attempts = 0;
    const broker = overBroker(deps.broker, {
      produce: () => {
        attempts += 1;
        return Promise.reject(coded('broker_unreachable'));
      },
    });
    await appendMany(deps, 2);
    const relay = await startRelay({ ...deps, broker });
    await eventually('two attempts', () => attempts > 1);
    await relay.stop();
    expect((await deps.store.loadCheckpoint(RELAY_CHECKPOINT)) ?? START).toBe(START);
    await deps.running(startRelay(deps));
    await publishedAll(deps);
    expect(positionsOf(await published(deps))).toEqual(['0', '1']);
  });

  it('an error that no waiting mends is fatal', async () => {
    const deps = await newDeps();
    await appendMany(deps, 1);
    const broker = overBroker(deps.broker, { produce: () => Promise.reject(coded('broker_failed')) });
    await deps.running(startRelay({ ...deps, broker }));
    await eventually('the fault', () => deps.faults.length > 0);
    expect(deps.faults.splice(0)).toEqual([expect.objectContaining({ code: 'broker_failed' })]);
  });
});
