import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open as openLmdb } from 'lmdb';
import { jsonCodec } from '../contract/json-codec';
import { appendOneByOne, Collector, ids, newEvent, newEvents } from '../contract/kit';
import { type EventStore, NO_STREAM, START } from '../port';
import { Reads } from './reads';
import { openLmdbStore } from './store';

describe('LMDB store', () => {
  let folder: string;
  const opened: EventStore[] = [];
  const open = async (): Promise<EventStore> => {
    const store = await openLmdbStore({ folder, codec: jsonCodec, now: () => 1234 });
    opened.push(store);
    return store;
  };

  beforeEach(async () => {
    // The dot makes sure that the folder is not taken for a file.
    folder = await mkdtemp(join(tmpdir(), 'lmdb.store-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await rm(folder, { recursive: true });
  });

  it('counts positions from 0 without gaps and takes recordedAt from its clock', async () => {
    const store = await open();
    expect(await store.head()).toBe(START);
    await store.append({ stream: 'a', expectedRevision: NO_STREAM, events: newEvents(2) });
    await store.append({ stream: 'b', expectedRevision: NO_STREAM, events: newEvents(1) });
    const all = await store.readAll(START, 10);
    expect(all.map((event) => event.position)).toEqual([0n, 1n, 2n]);
    expect(all.map((event) => event.recordedAt)).toEqual([1234, 1234, 1234]);
  });

  it('has failed when the engine cannot read, which is no fault of who asked', async () => {
    const store = await open();
    const broken = jest.spyOn(Reads.prototype, 'stream').mockImplementation(() => {
      throw Object.assign(new Error('MDB_BAD_TXN'), { code: -30782 });
    });
    await expect(store.readStream('a')).rejects.toMatchObject({ code: 'store_failed', cause: { code: -30782 } });
    broken.mockRestore();
    expect(await store.readStream('a')).toEqual([]);
  });

  describe('format', () => {
    it('is checked when the store is opened', async () => {
      const store = await open();
      await store.close();
      const root = openLmdb({ path: folder, noSubdir: false });
      const meta = root.openDB<Uint8Array, Uint8Array>({ name: 'meta', encoding: 'binary', keyEncoding: 'binary' });
      await meta.put(Buffer.from('format'), Buffer.from('99'));
      await root.close();
      await expect(open()).rejects.toMatchObject({ code: 'unknown_format', found: 'format 99', expected: '1' });
    });

    it('is unknown of another database, which stays untouched', async () => {
      const foreign = openLmdb({ path: folder, noSubdir: false });
      const table = foreign.openDB<string, string>({ name: 'theirs' });
      await table.put('key', 'value');
      await foreign.close();
      await expect(open()).rejects.toMatchObject({ code: 'unknown_format' });
      const again = openLmdb({ path: folder, noSubdir: false });
      expect([...again.getKeys()]).toEqual(['theirs']);
      await again.close();
    });

    it('is unknown of a file that is no database', async () => {
      await writeFile(join(folder, 'data.mdb'), Buffer.alloc(20_000, 'no database '));
      await expect(open()).rejects.toMatchObject({ code: 'unknown_format' });
    });
  });

  it('may be opened twice in one process', async () => {
    const [one, two] = [await open(), await open()];
    const collector = new Collector();
    const subscription = two.subscribe({ after: START, ...collector.options });
    const events = await appendOneByOne(one, 'a', 5);
    await collector.reaches(5);
    await subscription.stop();
    expect(ids(collector.events)).toEqual(ids(events));
    await one.close();
    expect((await two.append({ stream: 'a', expectedRevision: 4, events: newEvents(1, 5) })).position).toBe(5n);
  });

  it('refuses everything once it is closed', async () => {
    const store = await open();
    await store.close();
    const closed = { code: 'store_closed' };
    await expect(store.append({ stream: 'a', expectedRevision: -1, events: newEvents(1) })).rejects.toMatchObject(
      closed,
    );
    await expect(store.saveCheckpoint('a', 1n)).rejects.toMatchObject(closed);
    await expect(store.loadCheckpoint('a')).rejects.toMatchObject(closed);
    await expect(store.readStream('a')).rejects.toMatchObject(closed);
    await expect(store.readAll(START, 1)).rejects.toMatchObject(closed);
    await expect(store.head()).rejects.toMatchObject(closed);
    expect(() => store.subscribe({ after: START, onEvents: () => undefined, onError: () => undefined })).toThrow(
      expect.objectContaining(closed),
    );
    await expect(store.close()).resolves.toBeUndefined();
  });

  it.each([
    ['without events', [{ stream: 'a', expectedRevision: NO_STREAM, events: [] }]],
    ['to a stream without a name', [{ stream: '', expectedRevision: NO_STREAM, events: newEvents(1) }]],
    ['to a name too long for a key', [{ stream: 'é'.repeat(451), expectedRevision: NO_STREAM, events: newEvents(1) }]],
    ['at half a revision', [{ stream: 'a', expectedRevision: 0.5, events: newEvents(1) }]],
    ['twice to one stream', [0, 1].map((n) => ({ stream: 'a', expectedRevision: n - 1, events: newEvents(1) }))],
  ])('refuses an append %s', async (_, appends) => {
    const store = await open();
    await expect(store.appendBatch(appends)).rejects.toMatchObject({ code: 'invalid_append' });
    expect(await store.head()).toBe(START);
  });

  it('hands a codec error to its caller alone', async () => {
    const encode: typeof jsonCodec.encode = (event) => {
      if (event.type === 'bad') throw new Error('no such schema');
      return jsonCodec.encode(event);
    };
    const store = await openLmdbStore({ folder, codec: { ...jsonCodec, encode }, now: Date.now });
    opened.push(store);
    const bad = store.append({ stream: 'a', expectedRevision: NO_STREAM, events: [{ ...newEvent(0), type: 'bad' }] });
    const good = store.append({ stream: 'b', expectedRevision: NO_STREAM, events: newEvents(1) });
    await expect(bad).rejects.toThrow('no such schema');
    expect((await good).position).toBe(0n);
  });

  it('keeps a codec that writes over its own buffer from spoiling events', async () => {
    const scratch = Buffer.alloc(10_000);
    const encode: typeof jsonCodec.encode = (event) => {
      const bytes = jsonCodec.encode(event);
      scratch.set(bytes);
      return scratch.subarray(0, bytes.length);
    };
    const store = await openLmdbStore({ folder, codec: { ...jsonCodec, encode }, now: Date.now });
    opened.push(store);
    const events = newEvents(20);
    await store.append({ stream: 'a', expectedRevision: NO_STREAM, events });
    expect(ids(await store.readStream('a'))).toEqual(ids(events));
  });

  it('tells a subscriber of an event that does not decode', async () => {
    const first = await open();
    await first.append({ stream: 'a', expectedRevision: NO_STREAM, events: newEvents(1) });
    const decode: typeof jsonCodec.decode = () => {
      throw new Error('no such schema');
    };
    const store = await openLmdbStore({ folder, codec: { ...jsonCodec, decode }, now: Date.now });
    opened.push(store);
    const error = await new Promise((onError) => {
      store.subscribe({ after: START, onEvents: () => undefined, onError });
    });
    expect(error).toMatchObject({ message: 'no such schema' });
  });
});
