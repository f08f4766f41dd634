import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { appendOneByOne, Collector, ids, newEvent, newEvents, streamName } from '../contract/kit';
import type { StreamAppend } from '../port';
import { startEsdbCluster } from './testing';
import { expectEachOnce, first, firsts, serversAndStores } from './testing/store-kit';
import { until } from './testing/test-kit';

const { cleanUps, open, start } = serversAndStores();

describe('appends', () => {
  it.each(['not-leader', 'unavailable', 'deadline-exceeded'] as const)('go on after %s', async (fault) => {
    const server = await start();
    const store = await open(server.url);
    server.faults.nextAppends(fault, 2);
    const appends = firsts(20);
    await Promise.all(appends.map((append) => store.append(append)));
    await expectEachOnce(store, appends);
    expect(server.faults.fired[fault]).toBe(2);
  });

  it('survive that all connections are cut while hundreds are under way', async () => {
    const server = await start();
    const store = await open(server.url);
    await store.append(first());
    server.faults.delayAnswers(50);
    const appends = firsts(500);
    const answers = Promise.all(appends.map((append) => store.append(append)));
    await until(() => server.log.appends.received > 100);
    expect(server.faults.dropConnections()).toBeGreaterThan(0);
    server.faults.delayAnswers(0);
    expect((await answers).map(({ revision }) => revision)).toEqual(appends.map(() => 0));
    await expectEachOnce(store, appends);
    expect(server.log.appends.repeated).toBeGreaterThan(0);
  });

  it('of one store are not touched by what happens to another’s connection', async () => {
    const [server, other] = [await start(), await start()];
    const [store, victim] = [await open(server.url), await open(other.url)];
    await Promise.all([store.append(first()), victim.append(first())]);
    server.faults.delayAnswers(60);
    other.faults.nextAppends('applied-dropped');
    const appends = firsts(5);
    const answers = Promise.all(appends.map((append) => store.append(append)));
    await victim.append(first());
    await answers;
    expect(server.log.appends.repeated).toBe(0);
    expect(server.log.appends.received).toBe(6);
  });

  it('larger than the server takes are refused as such', async () => {
    const server = await start({ maxAppendSize: 1000 });
    const store = await open(server.url);
    const large = first(streamName(), [newEvent(0, 'x'.repeat(2000))]);
    await expect(store.append(large)).rejects.toMatchObject({ code: 'append_too_large' });
    expect(await store.readStream(large.stream)).toEqual([]);
  });

  it.each(['', '$system', 'others-1'])('to the stream %j are refused: it would never be read', async (stream) => {
    const server = await start();
    const store = await open(server.url, { streamPrefixes: ['contract-'] });
    await expect(store.append(first(stream))).rejects.toMatchObject({ code: 'invalid_append' });
  });

  it('of 1,000 numbers are sent without waiting for each other', async () => {
    const server = await start();
    const store = await open(server.url, { deadlineMs: 30_000 });
    server.faults.delayAnswers(1500);
    const numbers = Array.from({ length: 1000 }, () => first(`tn-${streamName()}`));
    const answers = store.appendBatch([...numbers, first(`request-${streamName()}`)]);
    await until(() => server.log.appends.received >= 1000);
    // Not one has been answered, and the request waits.
    expect(server.log.appends.received).toBe(1000);
    expect(await answers).toHaveLength(1001);
  });
});

describe('a stream of ours that somebody else wrote to', () => {
  it('is told when it is read, and passed over in the log', async () => {
    const server = await start();
    const store = await open(server.url);
    const append = first();
    await store.append(append);
    const client = EventStoreDBClient.connectionString(server.url);
    cleanUps.push(() => client.dispose());
    await client.appendToStream(append.stream, jsonEvent({ type: 'ByHand', data: { n: 1 } }));
    await expect(store.readStream(append.stream)).rejects.toMatchObject({ code: 'store_corrupt' });
    expect(ids(await store.readAll(-1n, 10))).toEqual(ids(append.events));
  });
});

describe('a server that cannot be reached', () => {
  it('when the store is opened is named, without the password, with what to do', async () => {
    const server = await start();
    await server.stop();
    const { port } = server.endPoint;
    const url = `esdb://anna:secret@127.0.0.1:${port}?tls=false`;
    const error = await open(url, { deadlineMs: 300 }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'event_store_unavailable', retriable: true });
    expect(String(error)).toContain(`127.0.0.1:${port}`);
    expect(String(error)).toContain('check that it runs');
    expect(String(error)).not.toContain('secret');
  });

  it('when no node of a cluster runs, likewise', async () => {
    const cluster = await startEsdbCluster(2);
    await cluster.stop();
    const opening = open(cluster.url, { deadlineMs: 600 });
    await expect(opening).rejects.toMatchObject({ code: 'event_store_unavailable' });
  });

  it('later fails every kind of call in time, and goes on when it is back', async () => {
    const cluster = await startEsdbCluster();
    cleanUps.push(() => cluster.stop());
    const store = await open(cluster.url, { deadlineMs: 600 });
    const stream = streamName();
    const [before] = await appendOneByOne(store, stream, 1);
    const collector = new Collector();
    const subscription = store.subscribe({ after: -1n, ...collector.options });
    await collector.reaches(1);
    cluster.moveLeader(undefined);
    cluster.faults.dropConnections();
    const late = { stream, expectedRevision: 0, events: newEvents(1, 1) };
    const unavailable = { code: 'event_store_unavailable', retriable: true };
    for (const call of [
      () => store.append(late),
      () => store.readStream(stream),
      () => store.readAll(-1n, 5),
      () => store.head(),
      () => store.saveCheckpoint('a', 1n),
      () => store.loadCheckpoint('a'),
    ]) {
      await expect(call()).rejects.toMatchObject(unavailable);
    }
    cluster.moveLeader(1);
    await store.append(late);
    await collector.reaches(2);
    await subscription.stop();
    expect(ids(collector.events)).toEqual([before?.id, ...ids(late.events)]);
  });
});

describe('a cluster whose leader changes', () => {
  it('takes appends and keeps subscriptions going, with nothing lost or doubled', async () => {
    const cluster = await startEsdbCluster();
    cleanUps.push(() => cluster.stop());
    const store = await open(cluster.url, { deadlineMs: 5000 });
    const collector = new Collector();
    const subscription = store.subscribe({ after: -1n, batchSize: 7, ...collector.options });
    const all: StreamAppend[] = [];
    for (const leader of [1, 2, 0, 1]) {
      const appends = firsts(50);
      all.push(...appends);
      const answers = Promise.all(appends.map((append) => store.append(append)));
      cluster.moveLeader(leader);
      await answers;
    }
    await collector.reaches(all.length);
    await subscription.stop();
    expect(ids(collector.events).sort()).toEqual(ids(all.flatMap(({ events }) => events)).sort());
    await expectEachOnce(store, all);
    expect(cluster.nodes.some(({ log }) => log.notLeader > 0)).toBe(true);
  });

  it('because the leader died, goes on with the next one', async () => {
    const cluster = await startEsdbCluster();
    cleanUps.push(() => cluster.stop());
    const store = await open(cluster.discoverUrl, { deadlineMs: 5000 });
    const viaAll = await open(cluster.url, { deadlineMs: 5000 });
    const collector = new Collector();
    const subscription = viaAll.subscribe({ after: -1n, ...collector.options });
    const early = firsts(10);
    await Promise.all(early.map((append) => store.append(append)));
    await collector.reaches(10);
    cluster.faults.delayAnswers(20);
    const late = firsts(30);
    const answers = Promise.all(late.map((append) => viaAll.append(append)));
    await until(() => (cluster.nodes[0]?.log.appends.received ?? 0) > 10);
    await cluster.stopNode(0);
    cluster.moveLeader(2);
    await answers;
    await collector.reaches(40);
    await subscription.stop();
    await expectEachOnce(viaAll, [...early, ...late]);
  });
});

describe('a server that is slow', () => {
  it('fails a call at its deadline, and a repeat finds what the first try did', async () => {
    const server = await start();
    const store = await open(server.url, { deadlineMs: 1500 });
    const append = first();
    server.faults.delayAnswers(15_000);
    const since = performance.now();
    await expect(store.append(append)).rejects.toMatchObject({ code: 'event_store_unavailable' });
    expect(performance.now() - since).toBeLessThan(7000);
    await expect(store.head()).rejects.toMatchObject({ code: 'event_store_unavailable' });
    server.faults.delayAnswers(0);
    expect((await store.append(append)).revision).toBe(0);
    await expectEachOnce(store, [append]);
  });
});
