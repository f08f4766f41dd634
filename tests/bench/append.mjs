// Appends per second of the event store beside what it stands on, in the same run: the embedded one beside the same bytes put into
// raw LMDB with the same group commit, EventStoreDB's beside its own client's calls (append-esdb.mjs).

import stores from '@openlnp/event-store';
import messages from '@openlnp/messages';
import { open } from 'lmdb';
import { event, FIRST_TN, load } from './support/appends.mjs';
import { randomFrom, round, summary } from './support/figures.mjs';
import { newFolder } from './support/registries.mjs';

const { eventCodec } = messages;
const { NO_STREAM, openLmdbStore } = stores;
const APPENDERS = [1, 10, 100, 1_000];
const STORE_HEADER_BYTES = 16;

export async function run({ smoke, runs, seed, store }, say) {
  const engine = store === 'esdb' ? await import('./append-esdb.mjs') : lmdb;
  const seconds = smoke ? 0.2 : 3;
  const sizes = [];
  const byAppenders = {};
  for (const appenders of APPENDERS) {
    const measured = [];
    for (let index = 1; index <= runs; index += 1) {
      const durable = await engine.storeAppends(appenders, seconds, seed + index);
      const raw = await engine.rawAppends(appenders, seconds, seed + index);
      sizes.push(durable.bytesPerEvent);
      measured.push({ ...durable, raw: raw.perSecond, ratio: round(durable.perSecond / raw.perSecond) });
      say(`  ${appenders} appenders, run ${index} of ${runs}: ${JSON.stringify(measured.at(-1))}`);
    }
    const of = (what) => summary(measured.map((one) => one[what]));
    byAppenders[appenders] = {
      appendsPerSecond: of('perSecond'),
      rawPerSecond: of('raw'),
      ratio: of('ratio'),
      p50Ms: of('p50Ms'),
      p99Ms: of('p99Ms'),
    };
  }
  return {
    what:
      'one event at a time by each appender, each awaiting its answer, to a random number’s stream with its expected revision; ' +
      `raw: ${engine.raw}`,
    store,
    server: engine.server,
    bytesPerEvent: summary(sizes),
    appenders: byAppenders,
  };
}

async function inFolder(work) {
  const { folder, remove } = newFolder();
  try {
    return await work(folder);
  } finally {
    remove();
  }
}

const lmdb = {
  raw: 'the same keys and bytes in LMDB, all that waits in one transaction',
  server: 'embedded',
  storeAppends: (...how) => inFolder((folder) => storeAppends(folder, ...how)),
  rawAppends: (...how) => inFolder((folder) => rawAppends(folder, ...how)),
};

async function storeAppends(folder, appenders, seconds, seed) {
  let bytes = 0;
  const codec = {
    encode: (recorded) => {
      const encoded = eventCodec.encode(recorded);
      bytes += encoded.length;
      return encoded;
    },
    decode: eventCodec.decode,
  };
  const store = await openLmdbStore({ folder, codec, now: Date.now });
  const measured = await load(appenders, seconds, seed, (tn, revision, random) =>
    store.append({ stream: `tn-${tn}`, expectedRevision: revision ?? NO_STREAM, events: [event(tn, random)] }),
  );
  await store.close();
  return { ...measured, bytesPerEvent: round(bytes / measured.count) };
}

async function rawAppends(folder, appenders, seconds, seed) {
  const root = open({
    path: folder,
    noSubdir: false,
    encoding: 'binary',
    maxDbs: 4,
    mapSize: 2 ** 40,
    overlappingSync: false,
  });
  const log = root.openDB({ name: 'log', encoding: 'binary', keyEncoding: 'binary' });
  const heads = root.openDB({ name: 'heads', encoding: 'binary', keyEncoding: 'binary' });
  const random = randomFrom(seed);
  const stored = { ...event(FIRST_TN, random), stream: `tn-${FIRST_TN}`, revision: 0, recordedAt: 1_780_000_000_000 };
  const value = Buffer.concat([Buffer.alloc(STORE_HEADER_BYTES), eventCodec.encode(stored)]);
  const head = Buffer.alloc(20);
  let waiting = [];
  let busy = false;
  let position = 0;

  async function drain() {
    busy = true;
    while (waiting.length > 0) {
      let group = [];
      await root.transaction(() => {
        group = waiting;
        waiting = [];
        for (const { stream } of group) {
          const key = Buffer.allocUnsafe(8);
          key.writeBigUInt64BE(BigInt(position));
          position += 1;
          log.putSync(key, value, { append: true });
          heads.putSync(stream, head);
        }
      });
      for (const { resolve } of group) resolve();
    }
    busy = false;
  }

  const measured = await load(appenders, seconds, seed, (tn) => {
    const done = new Promise((resolve) => waiting.push({ stream: Buffer.from(`tn-${tn}`), resolve }));
    if (!busy) void drain();
    return done;
  });
  await root.close();
  return measured;
}
