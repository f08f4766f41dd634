import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jsonCodec } from '../contract/json-codec';
import { NO_STREAM, START } from '../port';
import { copyLmdbFolder } from './copy';
import { openLmdbReader } from './reader';
import { openLmdbStore } from './store';
import type { Acknowledged } from './testing/appender';

const APPENDER = resolve(__dirname, '../../../../packages/event-store/dist/lmdb/testing/appender.js');

describe('a copy of a store', () => {
  let folder: string;
  const writers: ChildProcess[] = [];
  const acknowledged: Acknowledged[] = [];
  const told = new EventEmitter();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lmdb-copy-'));
    acknowledged.length = 0;
  });

  afterEach(async () => {
    for (const writer of writers.splice(0)) {
      const gone = once(writer, 'exit');
      writer.kill('SIGKILL');
      await gone;
    }
    rmSync(folder, { recursive: true });
  });

  function startWriter(): void {
    const writer = fork(APPENDER, [join(folder, 'store'), 'forever', '', '20']);
    writer.on('message', (message) => {
      acknowledged.push(message as Acknowledged);
      told.emit('more');
    });
    writers.push(writer);
  }

  async function acknowledges(count: number): Promise<void> {
    while (acknowledged.length < count) await once(told, 'more');
  }

  it('is one moment of it, with all that was answered before, while two processes go on appending', async () => {
    startWriter();
    await acknowledges(1);
    startWriter();
    await acknowledges(2000);
    for (let round = 0; round < 5; round += 1) {
      const before = [...acknowledged];
      const to = join(folder, `copy-${round}`);
      await copyLmdbFolder({ from: join(folder, 'store'), to });
      // Nobody waited for the copy.
      await acknowledges(acknowledged.length + 50);
      const reader = await openLmdbReader({ folder: to, codec: jsonCodec });
      const log = await reader.readAll(START, 1_000_000);
      expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => BigInt(index)));
      const revisions = new Map<string, number>();
      for (const { stream, revision } of log) {
        expect(revision).toBe((revisions.get(stream) ?? -1) + 1);
        revisions.set(stream, revision);
      }
      for (const [stream, last] of revisions) expect(await reader.readStream(stream)).toHaveLength(last + 1);
      expect(before.filter(({ position, id }) => log[Number(position)]?.id !== id)).toEqual([]);
      await reader.close();
    }
  }, 60_000);

  it('says how far it is, and is a store to go on with', async () => {
    const from = join(folder, 'store');
    const to = join(folder, 'copy');
    const event = { id: '0'.repeat(32), type: 'T', data: {}, metadata: metadata() };
    const store = await openLmdbStore({ folder: from, codec: jsonCodec, now: () => 1 });
    await store.append({ stream: 's', expectedRevision: NO_STREAM, events: [event] });
    await store.close();
    const seen: number[][] = [];
    await copyLmdbFolder({ from, to, onProgress: (...step) => void seen.push(step) });
    const { size } = statSync(join(to, 'data.mdb'));
    expect(seen.at(-1)).toEqual([size, size]);
    const copy = await openLmdbStore({ folder: to, codec: jsonCodec, now: () => 1 });
    await copy.append({ stream: 's', expectedRevision: 0, events: [{ ...event, id: '1'.repeat(32) }] });
    expect(await copy.readStream('s')).toHaveLength(2);
    await copy.close();
  });

  it('is not made of nothing, nor over something', async () => {
    const from = join(folder, 'store');
    const to = join(folder, 'copy');
    await expect(copyLmdbFolder({ from, to })).rejects.toMatchObject({ code: 'no_store' });
    await (await openLmdbStore({ folder: from, codec: jsonCodec, now: () => 1 })).close();
    await copyLmdbFolder({ from, to });
    await expect(copyLmdbFolder({ from, to })).rejects.toMatchObject({ code: 'EEXIST' });
  });
});

const metadata = () => ({
  occurredAt: 1,
  requestId: null,
  actor: 'A111',
  actingFor: null,
  traceparent: null,
  viewPosition: null,
});
