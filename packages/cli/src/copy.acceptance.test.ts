import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openEsdbStore, openLmdbStore, type RecordedEvent, START } from '@openlnp/event-store';
import { eventCodec, eventJsonCodec } from '@openlnp/messages';
import { Carrier, LsmsMemory } from '../../../tests/support/carrier';
import { type EsdbServer, startEsdbServer } from '../../../tests/support/eventstore/stand-in';
import { eventually } from '../../../tests/support/eventually';
import { RegistryProcess } from '../../../tests/support/registry-process';
import { copyLog } from './copy-log';
import { registryClient } from './registry-client';
import { run } from './run';
import { seed } from './seed';
import { capturedIo } from './testing/io';
import { WORLD } from './world';

// The cluster is the stand-in: what a real server adds to it is not tested here.

const today = (): string => `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
const LRN = '7205559990';

describe('lnp copy', () => {
  let folder: string;
  let server: EsdbServer;
  let original: { number: number; digest: string };
  const memory = new LsmsMemory();
  const registries: RegistryProcess[] = [];
  const at = (name: string): string => join(folder, name);

  const start = async (name: string, eventStore = ''): Promise<RegistryProcess> => {
    const started = await RegistryProcess.start({
      data: at(name),
      sandbox: false,
      env: { LNP_EVENTSTORE: eventStore },
    });
    registries.push(started);
    return started;
  };
  const digestOf = async ({ url, operatorToken }: RegistryProcess) =>
    (await registryClient(url, operatorToken).call('GET', '/v1/lsms/digest')) as { number: number; digest: string };

  async function lnp(...args: string[]) {
    const io = capturedIo({ env: { LNP_DATA: at('data') } });
    const code = await run([...args, '--json'], io);
    return { code, answer: JSON.parse(io.out()) };
  }
  const copy = (from: string, to: string) => lnp('copy', '--from', from, '--to', to);
  const inFolder = (name: string): string => `lmdb:${at(name)}`;

  async function eventsOf(opening: Promise<EventStore>): Promise<RecordedEvent[]> {
    const store = await opening;
    const events = await store.readAll(START, 100_000);
    await store.close();
    return events;
  }
  const onServer = (now = Date.now) => openEsdbStore({ url: server.url, codec: eventJsonCodec, now });
  const onDisk = (name: string, now = Date.now) =>
    openLmdbStore({ folder: join(at(name), 'store'), codec: eventCodec, now });
  const withoutPosition = ({ position: _position, ...event }: RecordedEvent) => event;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lnp-copy-'));
    server = await startEsdbServer({});
    const registry = await start('data');
    const tokens = join(at('data'), 'tokens');
    const client = registryClient(registry.url, registry.operatorToken);
    await seed(client, WORLD, { transport: 'http', tokenFolder: tokens });
    const carrier = (spid: string, own: LsmsMemory) =>
      Carrier.connect({ spid, url: registry.url, tokenFile: join(tokens, `${spid}.token`), memory: own });
    const [losing, winning] = [await carrier('X101', memory), await carrier('X202', new LsmsMemory())];
    losing.startLsms();
    winning.startLsms();
    for (const tn of ['3035550100', '3035550101', '3035550200-0219']) {
      const parties = { tn, oldSp: 'X101', newSp: 'X202', dueDate: today() };
      await winning.ask('NewSpCreate', { ...parties, lrn: LRN });
      await losing.ask('OldSpCreate', parties);
      expect(await winning.ask('Activate', { tn })).toMatchObject({ status: 'done' });
    }
    // A route counts once an LSMS has answered for it, and nothing more comes once both have.
    original = await eventually(async () => {
      const digest = await digestOf(registry);
      expect(digest).toMatchObject({ number: 3, entries: 22 });
      return digest;
    });
    await eventually(async () => {
      const status = await client.call<{ lsms: unknown; consumers: { lag: number }[] }>('GET', '/v1/status');
      expect(status.lsms).toMatchObject([{ lag: 0 }, { lag: 0 }]);
      expect(status.consumers.filter(({ lag }) => lag > 0)).toEqual([]);
    });
    await Promise.all([losing.close(), winning.close()]);
  }, 60_000);

  afterAll(async () => {
    for (const registry of registries) await registry.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  it('is refused while a registry runs on the source', async () => {
    expect(await copy(inFolder('data'), server.url)).toMatchObject({
      code: 1,
      answer: { error: { code: 'data_in_use', next: expect.stringContaining('stop it') } },
    });
    expect(await eventsOf(onServer())).toEqual([]);
    await registries[0]?.stop();
  });

  it('goes on where it was cut off, and doubles nothing that the server took without an answer', async () => {
    const [source, clock] = [await onDisk('data'), { now: 0 }];
    const target = await onServer(() => clock.now);
    let left = 60;
    const appendBatch: EventStore['appendBatch'] = (appends) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('pulled the plug')) : target.appendBatch(appends);
    };
    const cut = new Proxy(target, {
      get: (whole, name) =>
        name === 'appendBatch' ? appendBatch : (Reflect.get(whole, name).bind?.(whole) ?? Reflect.get(whole, name)),
    });
    await expect(copyLog({ source, target: cut, clock })).rejects.toThrow('pulled the plug');
    await Promise.all([source.close(), target.close()]);
    server.faults.nextAppends('applied-dropped');
    server.faults.nextAppends('applied-timeout');
    const { code, answer } = await copy(inFolder('data'), server.url);
    expect(server.faults.fired).toMatchObject({ 'applied-dropped': 1, 'applied-timeout': 1 });
    const events = await eventsOf(onDisk('data'));
    expect({ code, answer }).toMatchObject({
      code: 0,
      answer: { events: events.length, downloads: original.number, numbers: 22, digest: original.digest },
    });
    expect(answer.found).toBeGreaterThanOrEqual(60);
    expect(answer.found + answer.appended).toBe(events.length);
    // The same events in the same order, with the same instants; only the positions are the server's.
    expect((await eventsOf(onServer())).map(withoutPosition)).toEqual(events.map(withoutPosition));
  }, 60_000);

  it('again finds everything there, and says the same', async () => {
    const { code, answer } = await copy(inFolder('data'), server.url);
    expect({ code, answer }).toMatchObject({ code: 0, answer: { appended: 0, digest: original.digest } });
    const io = capturedIo({ env: { LNP_EVENTSTORE: server.url } });
    expect(await run(['replay', '--digest', '--json'], io)).toBe(0);
    expect(JSON.parse(io.out())).toMatchObject({
      digest: original.digest,
      downloads: original.number,
      position: answer.head,
    });
  });

  it('back to a folder gives the same log again', async () => {
    const there = await copy(inFolder('data'), server.url);
    const { code, answer } = await copy(server.url, inFolder('back'));
    expect(code).toBe(0);
    expect(answer.logDigest).toBe(there.answer.logDigest);
    expect(await eventsOf(onDisk('back'))).toEqual(await eventsOf(onDisk('data')));
  });

  it('lets registries go on: the downloads keep their numbers, and an LSMS goes on where it was', async () => {
    for (const [name, eventStore] of [
      ['moved', server.url],
      ['back', ''],
    ] as const) {
      const registry = await start(name, eventStore);
      expect(await digestOf(registry)).toMatchObject(original);
      const winning = await Carrier.connect({
        spid: 'X202',
        url: registry.url,
        tokenFile: join(at('data'), 'tokens', 'X202.token'),
        memory: new LsmsMemory(),
      });
      const losing = await Carrier.connect({
        spid: 'X101',
        url: registry.url,
        tokenFile: join(at('data'), 'tokens', 'X101.token'),
        memory,
      });
      winning.startLsms();
      losing.startLsms();
      const tn = name === 'moved' ? '3035550300' : '3035550301';
      const own = { tn, sp: 'X101', dueDate: today(), lrn: '3035559990' };
      expect(await losing.ask('IntraSpCreate', own)).toMatchObject({ status: 'done' });
      expect(await losing.ask('Activate', { tn })).toMatchObject({ status: 'done' });
      const { number } = await digestOf(registry);
      expect(number).toBe(original.number + 1);
      await losing.lsmsReached(number);
      // The second registry's port is another one under the same number, which this LSMS has from the first.
      if (name === 'moved')
        await eventually(async () => expect(losing.table.digest()).toBe((await digestOf(registry)).digest));
      await Promise.all([losing.close(), winning.close()]);
      await registry.stop();
    }
  }, 60_000);

  it('is refused where the target holds something else, or a broker of another log', async () => {
    expect(await copy(inFolder('data'), server.url)).toMatchObject({
      code: 2,
      answer: { error: { code: 'other_events', message: expect.stringContaining('it goes on behind the') } },
    });
    expect(await copy(inFolder('back'), server.url)).toMatchObject({
      code: 2,
      answer: { error: { code: 'other_events' } },
    });
    expect(await copy(server.url, inFolder('back'))).toMatchObject({
      code: 2,
      answer: { error: { code: 'not_empty' } },
    });
    expect(await copy(inFolder('none'), server.url)).toMatchObject({
      code: 1,
      answer: { error: { code: 'no_store' } },
    });
    expect(await copy('paper:x', server.url)).toMatchObject({
      code: 2,
      answer: { error: { code: 'invalid_event_store' } },
    });
    expect(await copy(server.url, server.url)).toMatchObject({ code: 2, answer: { error: { code: 'same_store' } } });
  });

  it('is refused while requests that were accepted wait for their decision', async () => {
    const { openEmbeddedBroker } = await import('@openlnp/broker');
    const { TOPICS } = await import('@openlnp/messages');
    cpSync(join(at('data'), 'broker'), join(at('undone'), 'broker'), { recursive: true });
    cpSync(join(at('data'), 'store'), join(at('undone'), 'store'), { recursive: true });
    const broker = await openEmbeddedBroker({ folder: join(at('undone'), 'broker'), now: Date.now });
    await broker.produce([
      { topic: TOPICS.portRequests, partition: 3, key: null, value: new Uint8Array([0]), headers: {} },
    ]);
    await broker.close();
    expect(await copy(inFolder('undone'), inFolder('elsewhere'))).toMatchObject({
      code: 1,
      answer: { error: { code: 'not_drained', message: expect.stringMatching(/^1 accepted record/) } },
    });
  });
});
