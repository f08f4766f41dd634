import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type EsdbServer, startEsdbServer } from './index';
import { collect, errorType, event, events, until } from './test-kit';

let server: EsdbServer;
let client: EventStoreDBClient;

beforeEach(async () => {
  server = await startEsdbServer({ now: () => 1_750_000_000_123 });
  client = EventStoreDBClient.connectionString(server.url);
});

afterEach(async () => {
  await client.dispose();
  await server.stop();
});

const numbers = async (stream: AsyncIterable<{ event?: { data: unknown } | undefined }>): Promise<unknown[]> =>
  (await collect(stream)).map(({ event: read }) => (read ? (read.data as { n: number }).n : undefined));

describe('appends', () => {
  test('answers revision and position, and gives back what it was given', async () => {
    const id = randomUUID();
    const given = jsonEvent({ id, type: 'Counted', data: { n: 'é' }, metadata: { by: '0001' } });
    const answer = await client.appendToStream('a', given, { expectedRevision: 'no_stream' });
    const [read] = await collect(client.readStream('a'));
    expect(answer).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(read?.event).toMatchObject({
      id,
      type: 'Counted',
      data: { n: 'é' },
      metadata: { by: '0001' },
      revision: 0n,
    });
    expect(read?.event?.position).toEqual(answer.position);
    expect(read?.event?.created).toEqual(new Date(1_750_000_000_123));
    expect(server.log.appends).toMatchObject({ received: 1, applied: 1 });
  });

  test.each(['batch', 'single'])('judges each form of expected revision (%s call)', async (call) => {
    const credentials = call === 'single' ? { credentials: { username: 'u', password: 'p' } } : {};
    const append = (expectedRevision: 'any' | 'no_stream' | 'stream_exists' | bigint) =>
      client.appendToStream('a', event(0), { expectedRevision, ...credentials });
    expect(await errorType(append('stream_exists'))).toBe('wrong-expected-version');
    expect(await errorType(append(0n))).toBe('wrong-expected-version');
    await append('no_stream');
    await append(0n);
    await append('any');
    await append('stream_exists');
    const refused = append(1n);
    await expect(refused).rejects.toMatchObject({ streamName: 'a', expectedVersion: 1n, actualVersion: 3n });
    await expect(append('no_stream')).rejects.toMatchObject({ expectedVersion: 'no_stream', actualVersion: 3n });
  });

  test('answers a repeat as the first time, at a revision and at any', async () => {
    const given = events(2);
    const first = await client.appendToStream('a', given, { expectedRevision: 'no_stream' });
    await client.appendToStream('a', events(3), { expectedRevision: 1n });
    expect(await client.appendToStream('a', given, { expectedRevision: 'no_stream' })).toEqual(first);
    expect(await client.appendToStream('a', given, { expectedRevision: 'any' })).toEqual(first);
    expect(server.log.appends).toMatchObject({ applied: 2, repeated: 2 });
  });

  test('takes half a repeat, and the same ids at another revision, for no repeat', async () => {
    const given = events(2);
    await client.appendToStream('a', given, { expectedRevision: 'no_stream' });
    const half = [...given.slice(0, 1), event(9)];
    expect(await errorType(client.appendToStream('a', half, { expectedRevision: 'no_stream' }))).toBe(
      'wrong-expected-version',
    );
    expect(await errorType(client.appendToStream('a', half, { expectedRevision: 'any' }))).toBe(
      'wrong-expected-version',
    );
    await client.appendToStream('a', given, { expectedRevision: 1n });
    expect(await numbers(client.readStream('a'))).toEqual([0, 1, 0, 1]);
  });

  test.each(['batch', 'single'])('refuses more than 1 MiB and goes on (%s call)', async (call) => {
    const credentials = call === 'single' ? { credentials: { username: 'u', password: 'p' } } : {};
    const large = jsonEvent({ type: 'Large', data: { text: 'x'.repeat(1024 * 1024) } });
    const refused = client.appendToStream('a', large, credentials);
    await expect(refused).rejects.toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
    expect(await client.appendToStream('a', event(0), credentials)).toMatchObject({ success: true });
  });

  test('answers many at a time, each by itself', async () => {
    const streams = Array.from({ length: 200 }, (_, n) => `s-${n}`);
    const appended = await Promise.all(streams.map((stream) => client.appendToStream(stream, events(2))));
    expect(new Set(appended.map(({ position }) => position?.commit)).size).toBe(200);
    expect(appended.every(({ nextExpectedRevision }) => nextExpectedRevision === 1n)).toBe(true);
  });
});

describe('reads', () => {
  test('a stream in both directions, from a revision, with a limit', async () => {
    await client.appendToStream('a', events(10));
    const from = { fromRevision: 4n, maxCount: 3 } as const;
    expect(await numbers(client.readStream('a', from))).toEqual([4, 5, 6]);
    expect(await numbers(client.readStream('a', { ...from, direction: 'backwards' }))).toEqual([4, 3, 2]);
    expect(await numbers(client.readStream('a', { direction: 'backwards', fromRevision: 'end', maxCount: 1 }))).toEqual(
      [9],
    );
    expect(await numbers(client.readStream('a', { fromRevision: 10n }))).toEqual([]);
  });

  test('says when there is no such stream', async () => {
    expect(await errorType(collect(client.readStream('none')))).toBe('stream-not-found');
  });

  test('$all with gaps between positions and system events among those of clients', async () => {
    for (let n = 0; n < 10; n += 1) await client.appendToStream(`s-${n}`, event(n));
    server.writeSystemEvents(2);
    const all = await collect(client.readAll());
    const positions = all.map((read) => read.commitPosition ?? -1n);
    const types = all.map(({ event: read }) => read?.type ?? '');
    expect(positions.every((position, n) => n === 0 || position - (positions[n - 1] ?? 0n) > 80n)).toBe(true);
    expect(types.filter((type) => type === 'Counted')).toHaveLength(10);
    expect(types.filter((type) => type.startsWith('$')).length).toBeGreaterThan(6);
    const middle = types.slice(types.indexOf('Counted'), types.lastIndexOf('Counted'));
    expect(middle).toContain('$statsCollected');
  });

  test('$all forward from a position with it, backward without it, and nowhere between', async () => {
    await client.appendToStream('a', events(5));
    const all = await collect(client.readAll());
    const position = all[5]?.event?.position ?? { commit: 0n, prepare: 0n };
    const forward = await collect(client.readAll({ fromPosition: position, maxCount: 2 }));
    expect(forward.map((read) => read.event?.id)).toEqual([all[5]?.event?.id, all[6]?.event?.id]);
    const backward = client.readAll({ fromPosition: position, direction: 'backwards', maxCount: 1 });
    expect((await collect(backward)).map((read) => read.event?.id)).toEqual([all[4]?.event?.id]);
    const guessed = { commit: position.commit + 1n, prepare: position.prepare + 1n };
    await expect(collect(client.readAll({ fromPosition: guessed }))).rejects.toThrow(/invalid position/);
    const last = client.readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 1 });
    expect((await collect(last))[0]?.commitPosition).toBe(server.events.head);
  });
});

describe('subscriptions', () => {
  test('to $all catch up after a position, say so, then follow; by prefix of the stream', async () => {
    await client.appendToStream('our-1', events(2));
    await client.appendToStream('other', events(2));
    const [first] = await collect(client.readStream('our-1'));
    const told: string[] = [];
    const seen: unknown[] = [];
    const fromPosition = first?.event?.position ?? 'start';
    const subscription = client.subscribeToAll({
      fromPosition,
      filter: { filterOn: 'streamName', prefixes: ['our-'], checkpointInterval: 1 },
    });
    for (const name of ['confirmation', 'caughtUp'] as const) subscription.on(name, () => told.push(name));
    subscription.on('data', ({ event: read }) => seen.push([read?.streamId, read?.revision]));
    await until(() => told.includes('caughtUp'));
    expect(seen).toEqual([['our-1', 1n]]);
    await client.appendToStream('other', event(7));
    await client.appendToStream('our-2', event(8));
    await until(() => seen.length === 2);
    expect(seen[1]).toEqual(['our-2', 0n]);
    expect(told).toEqual(['confirmation', 'caughtUp']);
    await subscription.unsubscribe();
    await until(() => server.log.reads.at(-1)?.state === 'ended');
  });

  test('by type and expression; with checkpoints that move though nothing matches, and can be resumed from', async () => {
    const checkpoints: bigint[] = [];
    const filter = {
      filterOn: 'eventType',
      regex: '^Wanted',
      checkpointInterval: 1,
      maxSearchWindow: 4,
      checkpointReached: (_: unknown, { commit }: { commit: bigint }) => void checkpoints.push(commit),
    } as const;
    await client.appendToStream('a', events(20));
    const subscription = client.subscribeToAll({ filter });
    const seen: unknown[] = [];
    subscription.on('data', ({ event: read }) => seen.push(read?.type));
    await until(() => checkpoints.length >= 5);
    const before = checkpoints.length;
    server.writeSystemEvents(8);
    await until(() => checkpoints.length >= before + 2);
    expect(checkpoints).toEqual([...checkpoints].sort((a, b) => (a < b ? -1 : 1)));
    expect(seen).toEqual([]);
    await subscription.unsubscribe();

    const commit = checkpoints.at(-1) ?? 0n;
    await client.appendToStream('a', jsonEvent({ type: 'WantedOne', data: {} }));
    const resumed = client.subscribeToAll({ fromPosition: { commit, prepare: commit }, filter });
    for await (const { event: read } of resumed) {
      expect(read?.type).toBe('WantedOne');
      break;
    }
  });

  test('to a stream that does not exist yet, and after a revision', async () => {
    const seen: unknown[] = [];
    const early = client.subscribeToStream('a').on('data', ({ event: read }) => seen.push(read?.revision));
    await until(() => server.log.reads.at(-1)?.state === 'waiting');
    await client.appendToStream('a', events(3));
    await until(() => seen.length === 3);
    await early.unsubscribe();
    for await (const { event: read } of client.subscribeToStream('a', { fromRevision: 1n })) {
      expect(read?.revision).toBe(2n);
      break;
    }
  });

  test('a server before 23.10 does not tell that it has caught up', async () => {
    const old = await startEsdbServer({ tellsCaughtUp: false });
    const oldClient = EventStoreDBClient.connectionString(old.url);
    let told = 0;
    const subscription = oldClient
      .subscribeToAll()
      .on('caughtUp', () => (told += 1))
      .on('data', () => undefined);
    await until(() => old.log.reads.at(-1)?.state === 'waiting');
    await oldClient.appendToStream('a', event(0));
    await until(() => old.log.reads.at(-1)?.state === 'waiting' && old.log.reads.at(-1)?.written === 4);
    expect(told).toBe(0);
    await subscription.unsubscribe();
    await oldClient.dispose();
    await old.stop();
  });
});

describe('deletes', () => {
  test('a soft-deleted stream is not found until it is written again, with revisions that go on', async () => {
    await client.appendToStream('a', events(3));
    expect(await errorType(client.deleteStream('a', { expectedRevision: 1n }))).toBe('wrong-expected-version');
    await client.deleteStream('a', { expectedRevision: 2n });
    expect(await errorType(collect(client.readStream('a')))).toBe('stream-not-found');
    await client.appendToStream('a', event(9), { expectedRevision: 'no_stream' });
    expect((await collect(client.readStream('a'))).map(({ event: read }) => read?.revision)).toEqual([3n]);
  });

  test('a tombstoned stream is gone for good', async () => {
    await client.appendToStream('a', events(3));
    await client.tombstoneStream('a');
    expect(await errorType(collect(client.readStream('a')))).toBe('stream-deleted');
    expect(await errorType(client.appendToStream('a', event(9)))).toBe('stream-deleted');
  });

  test('metadata set by a client truncates what is read', async () => {
    await client.appendToStream('a', events(5));
    await client.setStreamMetadata('a', { truncateBefore: 3 });
    expect(await numbers(client.readStream('a'))).toEqual([3, 4]);
    await client.setStreamMetadata('a', { maxCount: 1 });
    expect(await numbers(client.readStream('a'))).toEqual([4]);
  });
});
