// Durable appends per second of the event store, beside the same bytes put into raw LMDB with the same group commit.

import stores from '@openlnp/event-store';
import messages from '@openlnp/messages';
import { open } from 'lmdb';
import { randomFrom, round, summary } from './support/figures.mjs';
import { newFolder } from './support/registries.mjs';

const { eventCodec } = messages;
const { NO_STREAM, openLmdbStore } = stores;
const APPENDERS = [1, 10, 100, 1_000];
const TNS = 5_000_000;
const FIRST_TN = 3_032_000_000;
const STORE_HEADER_BYTES = 16;

export async function run({ smoke, runs, seed, store }, say) {
  const seconds = smoke ? 0.2 : 3;
  const sizes = [];
  const byAppenders = {};
  for (const appenders of APPENDERS) {
    const measured = [];
    for (let index = 1; index <= runs; index += 1) {
      const durable = await inFolder((folder) => storeAppends(folder, appenders, seconds, seed + index));
      const raw = await inFolder((folder) => rawAppends(folder, appenders, seconds, seed + index));
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
      'one event at a time by each appender, each awaiting its durable answer, to a random number’s stream with its expected ' +
      'revision; raw: the same keys and bytes in LMDB, all that waits in one transaction',
    store,
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

const event = (tn, random) => ({
  id: Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(32, '0'),
  type: 'SvActivated',
  data: { svId: tn % 2 ** 31, tn, newSp: 'Q001', oldSp: 'Q002' },
  metadata: {
    occurredAt: 1_780_000_000_000,
    requestId: 'Q001-00000000-0000-4000-8000-000000000000',
    actor: 'Q001',
    actingFor: null,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    viewPosition: '123456',
    jobId: null,
  },
});

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

/** Each appender has the numbers of its own, so that none is refused for another's append. */
async function load(appenders, seconds, seed, append) {
  const random = randomFrom(seed);
  const perAppender = Math.floor(TNS / appenders);
  const latencies = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  await Promise.all(
    Array.from({ length: appenders }, async (_, appender) => {
      const revisions = new Map();
      for (let now = performance.now(); now < until; ) {
        const tn = FIRST_TN + appender + appenders * Math.floor(random() * perAppender);
        const revision = revisions.get(tn);
        await append(tn, revision, random);
        revisions.set(tn, (revision ?? NO_STREAM) + 1);
        const then = performance.now();
        latencies.push(then - now);
        now = then;
      }
    }),
  );
  const took = (performance.now() - startedAt) / 1000;
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { perSecond: round(latencies.length / took), count: latencies.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}
