import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { EventStoreDBClient } from '@eventstore/db-client';
import {
  type ControlCommand,
  type EsdbCluster,
  type SelfSigned,
  selfSigned,
  startEsdbCluster,
  startEsdbServer,
} from './index';
import { collect, errorType, event, until } from './test-kit';

describe('a cluster', () => {
  let cluster: EsdbCluster;
  const clients: EventStoreDBClient[] = [];
  const connect = (url: string): EventStoreDBClient => {
    const client = EventStoreDBClient.connectionString(url);
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    cluster = await startEsdbCluster(3);
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
    await cluster.stop();
  });

  test.each(['url', 'discoverUrl'] as const)('is found by gossip (%s), and its leader appended to', async (kind) => {
    cluster.moveLeader(2);
    const client = connect(cluster[kind]);
    await client.appendToStream('a', event(0), { requiresLeader: true });
    expect(cluster.nodes.map((node) => node.log.appends.received)).toEqual([0, 0, 1]);
    expect(cluster.nodes.reduce((sum, node) => sum + node.log.gossips, 0)).toBeGreaterThanOrEqual(1);
    const direct = connect(cluster.nodes[1]?.url ?? '');
    expect(await collect(direct.readStream('a'))).toHaveLength(1);
  });

  test('a follower takes an append that needs no leader, and names the leader for one that does', async () => {
    const client = connect(cluster.nodes[1]?.url ?? '');
    await client.appendToStream('a', event(0));
    const single = { requiresLeader: true, credentials: { username: 'u', password: 'p' } };
    const leader = { address: '127.0.0.1', port: cluster.nodes[0]?.endPoint.port };
    await expect(client.appendToStream('a', event(1), single)).rejects.toMatchObject({ type: 'not-leader', leader });
    const batch = connect(cluster.nodes[2]?.url ?? '');
    const refused = batch.appendToStream('a', event(1), { requiresLeader: true });
    await expect(refused).rejects.toMatchObject({ type: 'not-leader', leader });
    // The client goes to the leader by itself with its next call.
    await batch.appendToStream('a', event(1), { requiresLeader: true });
    expect(cluster.nodes.map((node) => node.log.appends.applied)).toEqual([1, 1, 0]);
    expect(cluster.nodes.map((node) => node.log.notLeader)).toEqual([0, 1, 1]);
  });

  test('the lead moves: the next append is refused, the one after arrives at the new leader', async () => {
    const client = connect(cluster.url);
    const append = (n: number) => client.appendToStream('a', event(n), { requiresLeader: true });
    await append(0);
    cluster.moveLeader(1);
    expect(await errorType(append(1))).toBe('not-leader');
    await append(1);
    expect(cluster.nodes.map((node) => node.log.appends.applied)).toEqual([1, 1, 0]);
    cluster.moveLeader(undefined);
    expect(await errorType(append(2))).toBe('unavailable');
  });

  test('a node that dies ends its subscriptions; the client finds the others', async () => {
    const client = connect(cluster.url);
    await client.appendToStream('a', event(0), { requiresLeader: true });
    const failed = errorType(collect(client.subscribeToAll()));
    await until(() => cluster.nodes[0]?.log.reads[0]?.state === 'waiting');
    await cluster.stopNode(0);
    cluster.moveLeader(1);
    expect(await failed).toBe('unavailable');
    await client.appendToStream('a', event(1), { requiresLeader: true });
    expect(cluster.leader?.log.appends.applied).toBe(1);
    expect(cluster.events.visible('a')).toHaveLength(2);
  });
});

describe('TLS and credentials', () => {
  let pair: SelfSigned;
  beforeAll(() => {
    pair = selfSigned();
  });
  afterAll(() => rmSync(pair.folder, { recursive: true }));

  test('are asked for on every way in', async () => {
    const server = await startEsdbServer({ tls: pair, credentials: { username: 'ops', password: 'p@ss' } });
    const trusted = `&tlsCAFile=${encodeURIComponent(pair.certificateFile)}`;
    const connect = (user: string): EventStoreDBClient =>
      EventStoreDBClient.connectionString(`${server.url.replace('ops:p%40ss@', user)}${trusted}`);
    const [good, bad, none] = [connect('ops:p%40ss@'), connect('ops:wrong@'), connect('')];
    await good.appendToStream('a', event(0));
    expect(await collect(good.readStream('a'))).toHaveLength(1);
    expect(await errorType(none.appendToStream('a', event(1)))).toBe('access-denied');
    expect(await errorType(collect(none.readStream('a')))).toBe('access-denied');
    expect(await errorType(none.deleteStream('a'))).toBe('access-denied');
    expect(await errorType(bad.appendToStream('a', event(1)))).toBe('access-denied');
    expect(await errorType(collect(bad.subscribeToAll()))).toBe('access-denied');
    const single = { credentials: { username: 'ops', password: 'p@ss' } };
    expect(await bad.appendToStream('a', event(1), single)).toMatchObject({ nextExpectedRevision: 1n });
    expect(server.log.denied).toBe(5);
    expect(server.events.visible('a')).toHaveLength(2);
    await Promise.all([good, bad, none].map((client) => client.dispose()));
    await server.stop();
  });

  test('a client that does not trust the certificate gets nowhere', async () => {
    const server = await startEsdbServer({ tls: pair });
    const client = EventStoreDBClient.connectionString(server.url);
    expect(await errorType(client.appendToStream('a', event(0)))).toMatch(/unavailable|certificate/);
    expect(server.log.appends.received).toBe(0);
    await client.dispose();
    await server.stop();
  });
});

describe('as a process', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill();
  });

  function start(...args: string[]) {
    const main = resolve(__dirname, '../../../dist/esdb/testing/main.js');
    const child = spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    started.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<Record<string, unknown>> => JSON.parse((await lines.next()).value ?? '{}');
    const tell = (command: ControlCommand | { readonly do: 'nonsense' }): Promise<Record<string, unknown>> => {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      return next();
    };
    const ended = new Promise<number | null>((resolveEnd) => child.once('exit', resolveEnd));
    return { next, tell, ended, stdin: child.stdin };
  }

  test('says where it is, takes faults by its input, tells what it did, and stops', async () => {
    const server = start('--max-append-size', '1000');
    const { url } = await server.next();
    const client = EventStoreDBClient.connectionString(String(url));
    await client.appendToStream('a', event(0));
    expect(await server.tell({ do: 'nextAppends', fault: 'wrong-expected-version' })).toEqual({ done: 'nextAppends' });
    expect(await errorType(client.appendToStream('a', event(1)))).toBe('wrong-expected-version');
    expect(await server.tell({ do: 'dropReads', afterEvents: 0, how: 'unavailable' })).toEqual({ done: 'dropReads' });
    expect(await errorType(collect(client.readStream('a')))).toBe('unavailable');
    const status = await server.tell({ do: 'status' });
    expect(status).toMatchObject({ fired: { 'wrong-expected-version': 1, 'read-unavailable': 1 }, pending: 0 });
    expect(await server.tell({ do: 'nonsense' })).toEqual({ error: 'no such command: {"do":"nonsense"}' });
    await client.dispose();
    expect(await server.tell({ do: 'stop' })).toEqual({ done: 'stop' });
    expect(await server.ended).toBe(0);
  });

  test('runs a cluster, and ends with its input', async () => {
    const server = start('--nodes', '3');
    const { url } = await server.next();
    const client = EventStoreDBClient.connectionString(String(url));
    expect(await server.tell({ do: 'moveLeader', to: 1 })).toEqual({ done: 'moveLeader' });
    await client.appendToStream('a', event(0), { requiresLeader: true });
    const { logs } = await server.tell({ do: 'status' });
    expect(logs).toMatchObject([{ appends: { applied: 0 } }, { appends: { applied: 1 } }, { appends: { applied: 0 } }]);
    await client.dispose();
    server.stdin.end();
    expect(await server.ended).toBe(0);
  });
});
