import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type AppendFault, type EsdbServer, startEsdbServer } from './index';
import { collect, errorType, event, events, until } from './test-kit';

let server: EsdbServer;
let client: EventStoreDBClient;

beforeEach(async () => {
  server = await startEsdbServer();
  client = EventStoreDBClient.connectionString(server.url);
});

afterEach(async () => {
  server.faults.clear();
  await client.dispose();
  await server.stop();
});

const length = async (stream: string): Promise<number> =>
  (await collect(client.readStream(stream)).catch(() => [])).length;

describe('appends', () => {
  test.each<[AppendFault, string]>([
    ['wrong-expected-version', 'wrong-expected-version'],
    ['deadline-exceeded', 'deadline-exceeded'],
    ['not-leader', 'not-leader'],
    ['unavailable', 'unavailable'],
  ])('%s strikes the next two, which take no effect', async (fault, type) => {
    await client.appendToStream('a', event(0));
    server.faults.nextAppends(fault, 2);
    expect(await errorType(client.appendToStream('a', event(1)))).toBe(type);
    expect(await errorType(client.appendToStream('a', event(2)))).toBe(type);
    expect(await length('a')).toBe(1);
    expect(await client.appendToStream('a', event(3))).toMatchObject({ nextExpectedRevision: 1n });
    expect(server.faults.fired).toEqual({ [fault]: 2 });
    expect(server.faults.pending).toBe(0);
  });

  test.each<[AppendFault, string]>([
    ['wrong-expected-version', 'wrong-expected-version'],
    ['deadline-exceeded', 'timeout'],
    ['not-leader', 'not-leader'],
    ['unavailable', 'unavailable'],
    ['applied-timeout', 'timeout'],
    ['applied-dropped', 'unavailable'],
  ])('%s strikes the single call too', async (fault, type) => {
    server.faults.nextAppends(fault);
    const credentials = { username: 'u', password: 'p' };
    expect(await errorType(client.appendToStream('a', event(1), { credentials }))).toBe(type);
    expect(await length('a')).toBe(fault.startsWith('applied') ? 1 : 0);
  });

  test.each<[AppendFault, string]>([
    ['applied-timeout', 'deadline-exceeded'],
    ['applied-dropped', 'unavailable'],
  ])('%s takes effect though the client sees an error; the repeat finds it done', async (fault, type) => {
    const given = events(2);
    server.faults.nextAppends(fault);
    expect(await errorType(client.appendToStream('a', given, { expectedRevision: 'no_stream' }))).toBe(type);
    expect(server.events.visible('a')).toHaveLength(2);
    const repeated = await client.appendToStream('a', given, { expectedRevision: 'no_stream' });
    expect(repeated).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(server.log.appends).toMatchObject({ applied: 1, repeated: 1, unanswered: 1 });
  });

  test('applied-unanswered takes effect and leaves the client waiting; a deadline ends only the single call', async () => {
    server.faults.nextAppends('applied-unanswered', 2);
    let settled = false;
    const waiting = errorType(client.appendToStream('a', event(0))).finally(() => (settled = true));
    await until(() => server.log.appends.unanswered === 1);
    const single = { credentials: { username: 'u', password: 'p' }, deadline: 100 };
    expect(await errorType(client.appendToStream('a', event(1), single))).toBe('deadline-exceeded');
    expect(await length('a')).toBe(2);
    expect(await client.appendToStream('a', event(2))).toMatchObject({ nextExpectedRevision: 2n });
    expect(settled).toBe(false);
    server.faults.dropConnections();
    expect(await waiting).toBe('unavailable');
  });

  test('delayed answers come late, for what was applied at once', async () => {
    server.faults.delayAnswers(60);
    const started = performance.now();
    const append = client.appendToStream('a', event(0));
    await until(() => server.log.appends.applied === 1);
    await append;
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    expect(server.faults.fired).toEqual({ delayed: 1 });
  });
});

describe('reads', () => {
  test.each(['connection', 'unavailable', 'cancelled'] as const)(
    'end after n events (%s); the next one is whole',
    async (how) => {
      await client.appendToStream('a', events(50));
      server.faults.dropReads({ afterEvents: 20, how });
      const seen: unknown[] = [];
      const read = (async () => {
        for await (const { event: got } of client.readStream('a')) seen.push(got?.revision);
      })();
      expect(await errorType(read)).toBe(how === 'cancelled' ? 'cancelled' : 'unavailable');
      expect(seen.length).toBeLessThanOrEqual(20);
      expect(server.log.reads[0]).toMatchObject({ kind: 'read', written: 20, sent: 20, state: 'ended' });
      expect(server.faults.fired).toEqual({ [`read-${how}`]: 1 });
      expect(await length('a')).toBe(50);
    },
  );

  test('a subscription is cut while it follows, and can be taken up after what it had', async () => {
    const seen: bigint[] = [];
    const subscribe = () =>
      client.subscribeToStream('a', { fromRevision: seen.at(-1) ?? 'start' }).on('data', ({ event: got }) => {
        if (got) seen.push(got.revision);
      });
    server.faults.dropReads({ afterEvents: 5, only: 'subscription' });
    const failed = new Promise((resolve) => subscribe().on('error', resolve));
    await until(() => server.log.reads[0]?.state === 'waiting');
    for (let n = 0; n < 8; n += 1) await errorType(client.appendToStream('a', event(n)));
    expect(await failed).toMatchObject({ type: 'unavailable' });
    expect(seen.length).toBeLessThanOrEqual(5);
    const again = subscribe();
    const held = () => (server.events.visible('a') ?? []).length;
    await until(() => seen.length === held());
    expect(seen).toEqual(seen.map((_, n) => BigInt(n)));
    await again.unsubscribe();
  });

  test('a drop after no event comes right after the confirmation', async () => {
    await client.appendToStream('a', events(3));
    server.faults.dropReads({ afterEvents: 0, how: 'unavailable' });
    const subscription = client.subscribeToAll();
    expect(await errorType(collect(subscription))).toBe('unavailable');
    expect(server.log.reads[0]).toMatchObject({ kind: 'subscription', written: 0 });
  });

  test('all connections are cut at once, and new ones are taken', async () => {
    const subscription = client.subscribeToAll();
    const failed = errorType(collect(subscription));
    await until(() => server.log.reads[0]?.state === 'waiting');
    expect(server.faults.dropConnections()).toBe(1);
    expect(await failed).toBe('unavailable');
    await client.appendToStream('a', event(0));
    expect(server.log.connections.opened).toBe(2);
  });
});

describe('back-pressure', () => {
  const large = () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(20_000) } });

  test.each(['read', 'subscription'] as const)('a %s that nobody takes from stops the server', async (kind) => {
    for (let n = 0; n < 40; n += 1) await client.appendToStream('a', Array.from({ length: 25 }, large));
    const stream = kind === 'read' ? client.readStream('a') : client.subscribeToStream('a');
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    await until(() => server.log.reads[0]?.state === 'stalled');
    // Once stalled it stays so: other calls are served, this one gets nothing more.
    for (let n = 0; n < 5; n += 1) await client.appendToStream('b', event(n));
    const stalled = server.log.reads[0]?.written ?? 0;
    expect(stalled).toBeLessThan(200);
    expect(server.log.reads[0]).toMatchObject({ state: 'stalled' });
    for (let taken = 1; taken < 1000; taken += 1) await reader.next();
    expect(server.log.reads[0]?.written).toBe(1000);
    expect(server.log.reads[0]?.stalls).toBeGreaterThan(1);
    await reader.return?.();
  });

  test('a live subscription that lags is told that it fell behind, and that it has caught up again', async () => {
    const told: string[] = [];
    const subscription = client.subscribeToStream('a');
    for (const name of ['caughtUp', 'fellBehind'] as const) subscription.on(name, () => told.push(name));
    subscription.resume();
    await until(() => told.length === 1);
    await client.appendToStream('a', events(100));
    await until(() => told.length === 3);
    expect(told).toEqual(['caughtUp', 'fellBehind', 'caughtUp']);
    await subscription.unsubscribe();
  });
});
