import { mkdirSync } from 'node:fs';
import { type Database, open, type RootDatabase } from 'lmdb';
import { BrokerError } from '../errors';
import { checkRoom, diskFull, isDiskFull } from './engine-errors';
import { takeLock } from './lock';
import { timestampOf } from './record-codec';

/** Version of what this folder holds; another one is refused. */
const FORMAT = 1;

/** Address space, not disk: lmdb-js grows a smaller map by mapping anew and keeps the old maps until it is closed. */
export const MAP_BYTES = 2 ** 40;
export const MAX_DBS = 8;

export interface StoredTopic {
  readonly id: number;
  readonly partitions: number;
  readonly retentionMs: number;
}

/** What a partition held when it was last swept: an emptied partition still knows its next offset. */
interface Marks {
  readonly earliest: number;
  readonly end: number;
}

/**
 * The LMDB tables. Offsets are numbers inside (2^53 records are never reached) and bigint at the port.
 *
 *     meta     format, lock                              topics   name -> StoredTopic
 *     records  topic id u32 | partition u32 | offset u64 -> record-codec
 *     marks    [topic id, partition] -> Marks            commits  [group, topic, partition] -> next offset
 */
export interface Store {
  readonly folder: string;
  readonly root: RootDatabase<unknown, string>;
  readonly topics: Database<StoredTopic, string>;
  readonly records: Database<Buffer, Uint8Array>;
  readonly marks: Database<Marks, number[]>;
  readonly commits: Database<number, [string, string, number]>;
  close(): Promise<void>;
}

export function recordKey(topicId: number, partition: number, offset: number): Buffer {
  const key = Buffer.allocUnsafe(16);
  key.writeUInt32BE(topicId, 0);
  key.writeUInt32BE(partition, 4);
  key.writeUInt32BE(Math.floor(offset / 0x100000000), 8);
  key.writeUInt32BE(offset >>> 0, 12);
  return key;
}

export const offsetOfKey = (key: Uint8Array): number => {
  const view = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  return view.readUInt32BE(8) * 0x100000000 + view.readUInt32BE(12);
};

export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  checkRoom(folder);
  const root = open<unknown, string>({
    path: folder,
    noSubdir: false,
    mapSize: MAP_BYTES,
    maxDbs: MAX_DBS,
    // It would acknowledge a commit before it is on the disk.
    overlappingSync: false,
    // With it on, a failed commit also rejects a promise that nobody can reach, which ends the process.
    eventTurnBatching: false,
  });
  let unlock: () => void;
  try {
    unlock = takeLock(root, folder);
    const format = root.get('format');
    if (format === undefined) root.putSync('format', FORMAT);
    else if (format !== FORMAT) {
      unlock();
      throw new BrokerError('unknown_format', `${folder} holds format ${format}; this version reads ${FORMAT}`);
    }
  } catch (error) {
    void root.close();
    throw isDiskFull(error, folder) ? diskFull(folder, error) : error;
  }
  return {
    folder,
    root,
    topics: root.openDB<StoredTopic, string>({ name: 'topics' }),
    records: root.openDB<Buffer, Uint8Array>({ name: 'records', encoding: 'binary', keyEncoding: 'binary' }),
    marks: root.openDB<Marks, number[]>({ name: 'marks' }),
    commits: root.openDB<number, [string, string, number]>({ name: 'commits' }),
    close: async () => {
      unlock();
      await root.close();
    },
  };
}

/** First offset kept and next offset of a partition. */
export function boundsOf(store: Store, topicId: number, partition: number): { earliest: number; end: number } {
  const marks = store.marks.get([topicId, partition]) ?? { earliest: 0, end: 0 };
  const range = { start: recordKey(topicId, partition, 0), end: recordKey(topicId, partition + 1, 0) };
  const [first] = [...store.records.getKeys({ ...range, limit: 1 })];
  if (first === undefined) return { earliest: marks.end, end: marks.end };
  const start = recordKey(topicId, partition, Number.MAX_SAFE_INTEGER);
  const [last] = [...store.records.getKeys({ start, reverse: true, limit: 1 })];
  // A sweep that was interrupted has moved its mark but not yet removed all before it.
  return { earliest: Math.max(offsetOfKey(first), marks.earliest), end: offsetOfKey(last as Uint8Array) + 1 };
}

/** Up to `limit` records' keys that are older than `before` (ms), oldest first: those that time has taken. */
export function expiredKeys(
  store: Store,
  place: { topicId: number; partition: number; end: number },
  before: number,
  limit: number,
): Uint8Array[] {
  const { topicId, partition, end } = place;
  const keys: Uint8Array[] = [];
  const range = { start: recordKey(topicId, partition, 0), end: recordKey(topicId, partition, end), limit };
  for (const { key, value } of store.records.getRange(range)) {
    if (timestampOf(value) >= before) break;
    keys.push(key);
  }
  return keys;
}
