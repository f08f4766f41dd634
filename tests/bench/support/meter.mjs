// What a run left on the disk: LMDB's own counters, and the batches of Kafka's segment files.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';

/** The address space that the event store takes too: one process maps a file once. */
const MAP_BYTES = 2 ** 40;
const RECORD_KEY_BYTES = 16;

/** A reader beside the process that owns the folder. */
export function openRaw(folder) {
  return open({ path: folder, noSubdir: false, readOnly: true, encoding: 'binary', maxDbs: 8, mapSize: MAP_BYTES });
}

const table = (root, name) => root.openDB({ name, encoding: 'binary', keyEncoding: 'binary' });

/** Transactions so far and bytes of the pages in use or once used. */
function counters(root) {
  root.resetReadTxn();
  const { lastTxnId, lastPageNumber, pageSize } = root.getStats();
  return { transactions: lastTxnId, fileBytes: (lastPageNumber + 1) * pageSize };
}

/** The event store: a mark to measure from, and what was appended since a mark. */
export function storeMeter(folder) {
  const root = openRaw(folder);
  const log = table(root, 'log');
  const last = () => {
    for (const key of log.getKeys({ reverse: true, limit: 1 })) return key;
    return Buffer.alloc(8);
  };
  return {
    mark: () => ({ ...counters(root), last: last() }),
    /** `items`: [key, value] as they stand in the file, in their order. */
    since(mark) {
      const now = counters(root);
      const items = [];
      for (const { key, value } of log.getRange({ start: mark.last })) {
        if (!key.equals(mark.last)) items.push([Buffer.from(key), Buffer.from(value)]);
      }
      return usage(mark, now, items);
    },
    close: () => root.close(),
  };
}

/** The embedded broker's folder, likewise. */
export function embeddedMeter(folder) {
  const root = openRaw(folder);
  const records = table(root, 'records');
  const topics = root.openDB({ name: 'topics', encoding: 'msgpack', keyEncoding: 'ordered-binary' });
  const places = () =>
    [...topics.getRange()].flatMap(({ value: { id, partitions } }) =>
      Array.from({ length: partitions }, (_, partition) => {
        const from = Buffer.alloc(RECORD_KEY_BYTES);
        from.writeUInt32BE(id, 0);
        from.writeUInt32BE(partition, 4);
        return from;
      }),
    );
  const behind = (place) => {
    const end = Buffer.from(place);
    end.fill(0xff, 8);
    return end;
  };
  const lastOf = (place) => {
    for (const key of records.getKeys({ start: behind(place), end: place, reverse: true, limit: 1 })) {
      return Buffer.from(key);
    }
    return place;
  };
  return {
    mark: () => ({
      ...counters(root),
      lasts: new Map(places().map((place) => [place.toString('hex'), lastOf(place)])),
    }),
    since(mark) {
      const now = counters(root);
      const items = [];
      for (const place of places()) {
        const last = mark.lasts.get(place.toString('hex')) ?? place;
        for (const { key, value } of records.getRange({ start: last, end: behind(place) })) {
          if (!key.equals(last)) items.push([Buffer.from(key), Buffer.from(value)]);
        }
      }
      // Each record begins with the instant at which the broker took it.
      items.sort((a, b) => a[1].readDoubleBE(0) - b[1].readDoubleBE(0));
      return usage(mark, now, items);
    },
    close: () => root.close(),
  };
}

function usage(mark, now, items) {
  return {
    items,
    count: items.length,
    bytes: items.reduce((sum, [, value]) => sum + value.length, 0),
    transactions: now.transactions - mark.transactions,
    fileBytes: now.fileBytes - mark.fileBytes,
  };
}

/** Kafka's data folder: what is in the segment files, by topic. `since` gives { topics: { name: {records, batches, bytes} } }. */
export function kafkaMeter(folder) {
  const logs = join(folder, 'logs');
  const segments = () =>
    readdirSync(logs, { withFileTypes: true })
      // Neither Kafka's own topics nor those of the raw loops before.
      .filter((entry) => entry.isDirectory() && !/^(__|bench\.raw\.)/.test(entry.name))
      .flatMap(({ name }) =>
        readdirSync(join(logs, name))
          .filter((file) => file.endsWith('.log'))
          .map((file) => ({ topic: name.replace(/-\d+$/, ''), path: join(logs, name, file) })),
      );
  return {
    mark: () => new Map(segments().map(({ path }) => [path, statSync(path).size])),
    since(mark) {
      const topics = {};
      for (const { topic, path } of segments()) {
        const found = batchesIn(readFileSync(path).subarray(mark.get(path) ?? 0));
        topics[topic] ??= { partitions: 0, records: 0, batches: 0, bytes: 0 };
        // One segment a partition: they are a gigabyte each.
        if (found.records > 0) topics[topic].partitions += 1;
        for (const what of Object.keys(found)) topics[topic][what] += found[what];
      }
      const sum = (what) => Object.values(topics).reduce((total, topic) => total + topic[what], 0);
      return {
        topics,
        count: sum('records'),
        transactions: sum('batches'),
        bytes: sum('bytes'),
        fileBytes: sum('bytes'),
      };
    },
    close: () => undefined,
  };
}

/** Record batches, format 2: offset (8 bytes), length (4), ..., number of records (4, at byte 57). */
function batchesIn(bytes) {
  const found = { records: 0, batches: 0, bytes: 0 };
  for (let at = 0; at + 61 <= bytes.length; ) {
    const size = 12 + bytes.readInt32BE(at + 8);
    if (size <= 12) break;
    found.records += bytes.readInt32BE(at + 57);
    found.batches += 1;
    found.bytes += size;
    at += size;
  }
  return found;
}
