import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jsonCodec } from '../contract/json-codec';
import { Collector } from '../contract/kit';
import { type EventStore, type RecordedEvent, START } from '../port';
import { openLmdbReader } from './reader';
import { openLmdbStore } from './store';
import type { Acknowledged } from './testing/appender';

const ROOT = resolve(__dirname, '../../../..');
const APPENDER = join(ROOT, 'packages/event-store/dist/lmdb/testing/appender.js');

/** A real process, which runs built code; jest runs this file from the sources. */
class Appender {
  readonly acknowledged: Acknowledged[] = [];
  readonly process: ChildProcess;
  private readonly exited: Promise<unknown[]>;

  constructor(folder: string, mode: 'race' | 'forever', shared: string, count: number) {
    this.process = fork(APPENDER, [folder, mode, shared, String(count)]);
    this.exited = once(this.process, 'exit');
    this.process.on('message', (message) => this.acknowledged.push(message as Acknowledged));
  }

  async acknowledges(count: number): Promise<void> {
    while (this.acknowledged.length < count) {
      await Promise.race([once(this.process, 'message'), this.exited]);
      if (this.process.exitCode !== null) throw new Error(`the appender ended with ${this.process.exitCode}`);
    }
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exited;
  }

  async ends(): Promise<void> {
    expect(await this.exited).toEqual([0, null]);
  }
}

/** The whole log, which must be dense in positions and in each stream's revisions, without an event twice. */
async function soundLog(store: EventStore): Promise<RecordedEvent[]> {
  const all = await store.readAll(START, 1_000_000);
  const revisions = new Map<string, number>();
  for (const [index, event] of all.entries()) {
    expect(event.position).toBe(BigInt(index));
    expect(event.revision).toBe((revisions.get(event.stream) ?? -1) + 1);
    revisions.set(event.stream, event.revision);
  }
  for (const [stream, last] of revisions) {
    expect(await store.readStream(stream)).toEqual(all.filter((event) => event.stream === stream));
    const [head] = await store.readStream(stream, { direction: 'backward', limit: 1 });
    expect(head?.revision).toBe(last);
  }
  expect(new Set(all.map((event) => event.id)).size).toBe(all.length);
  return all;
}

function expectAllThere(log: readonly RecordedEvent[], acknowledged: readonly Acknowledged[]): void {
  const missing = acknowledged.filter(({ stream, revision, position, id }) => {
    const event = log[Number(position)];
    return event?.id !== id || event.stream !== stream || event.revision !== revision;
  });
  expect(missing).toEqual([]);
}

describe('LMDB store with several processes', () => {
  let folder: string;
  const children: Appender[] = [];
  const stores: EventStore[] = [];

  const open = async (): Promise<EventStore> => {
    const store = await openLmdbStore({ folder, codec: jsonCodec, now: Date.now });
    stores.push(store);
    return store;
  };

  const start = (mode: 'race' | 'forever', count: number): Appender => {
    const child = new Appender(folder, mode, 'shared', count);
    children.push(child);
    return child;
  };

  beforeAll(() => {
    execFileSync(process.execPath, ['infra/build/build.mjs', '--quiet'], { cwd: ROOT });
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lmdb-processes-'));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await rm(folder, { recursive: true });
  });

  it('loses and doubles no revision when they race on one stream', async () => {
    const racers = [start('race', 150), start('race', 150), start('race', 150)];
    await Promise.all(racers.map((racer) => racer.ends()));
    const store = await open();
    const log = await soundLog(store);
    expect(log).toHaveLength(450);
    for (const racer of racers) {
      expect(racer.acknowledged).toHaveLength(150);
      expectAllThere(log, racer.acknowledged);
    }
    await store.close();
  });

  it('follows live what another process appends', async () => {
    const store = await open();
    const collector = new Collector();
    const subscription = store.subscribe({ after: START, ...collector.options });
    const racer = start('race', 50);
    await collector.reaches(50);
    await racer.ends();
    await subscription.stop();
    expect(collector.events.map((event) => event.id)).toEqual(racer.acknowledged.map(({ id }) => id));
    await store.close();
  });

  it('has in each call what was appended before it, also later in the same turn of the event loop', async () => {
    const store = await open();
    const reader = await openLmdbReader({ folder, codec: jsonCodec });
    // A message of the other process may arrive in this very turn: who asks then must find what it speaks of.
    const asked = [store, reader].map((each) => each.head());
    execFileSync(process.execPath, [APPENDER, folder, 'race', 'shared', '3']);
    const reads = [store, reader].flatMap((each) => [
      each.readStream('shared', { from: 2 }),
      each.readAll(1n, 10),
      each.head().then((position) => [{ position }]),
    ]);
    expect(await Promise.all(asked)).toEqual([START, START]);
    for (const found of await Promise.all(reads)) expect(found).toMatchObject([{ position: 2n }]);
    await reader.close();
  });

  it('has every acknowledged append after kill -9, round after round', async () => {
    const acknowledged: Acknowledged[] = [];
    for (const kills of [1, 40, 153, 400, 777]) {
      const victim = start('forever', 20);
      await victim.acknowledges(kills);
      await victim.kill();
      acknowledged.push(...victim.acknowledged);
      const store = await open();
      expectAllThere(await soundLog(store), acknowledged);
      await store.close();
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(1371);
  }, 60_000);

  it('goes on when another process is killed in the middle of its appends', async () => {
    const survivor = start('forever', 5);
    const acknowledged: Acknowledged[] = [];
    for (const kills of [30, 90, 200]) {
      const victim = start('forever', 20);
      await victim.acknowledges(kills);
      await victim.kill();
      await survivor.acknowledges(survivor.acknowledged.length + 100);
      acknowledged.push(...victim.acknowledged);
    }
    await survivor.kill();
    const store = await open();
    expectAllThere(await soundLog(store), [...acknowledged, ...survivor.acknowledged]);
    await store.close();
  }, 60_000);
});
