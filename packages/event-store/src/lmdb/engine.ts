import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { isDiskFull } from './commit-error';
import { DiskFullError, UnknownFormatError } from './errors';
import { DATABASES, FORMAT, nameKey } from './layout';
import { checkFolder } from './preflight';

export type Table = Database<Uint8Array, Uint8Array>;

export interface Engine {
  readonly folder: string;
  readonly root: RootDatabase<Uint8Array>;
  readonly heads: Table;
  readonly log: Table;
  readonly checkpoints: Table;
}

/**
 * Address space, not disk: the file grows as it is written. Taken at once because lmdb-js grows a smaller map by mapping anew,
 * from whichever thread meets the end first, and keeps the old maps until the store is closed. It still grows beyond this.
 */
export const MAP_BYTES = 2 ** 40;

/**
 * After a kill -9 there is nothing to recover: LMDB never overwrites what its last meta page refers to, the next writer takes
 * over a dead one's lock, and lmdb-js clears the slots of dead readers on each open and every ten minutes of writing.
 *
 * Errors: UnknownFormatError, DiskFullError, or what the engine throws (with its own numeric code).
 */
export async function openEngine(folder: string): Promise<Engine> {
  mkdirSync(folder, { recursive: true });
  checkFolder(folder);
  let root: RootDatabase<Uint8Array> | undefined;
  try {
    root = open<Uint8Array>({
      path: folder,
      // Else a folder with a dot in its name would be taken for a file.
      noSubdir: false,
      encoding: 'binary',
      mapSize: MAP_BYTES,
      maxDbs: DATABASES.length,
      // An append is answered after the flush, so the commit must include it.
      overlappingSync: false,
      // With it on, a failed commit also rejects a promise that nobody can reach, which ends the process.
      eventTurnBatching: false,
    });
    const engine = openTables(root, folder);
    for (const created of [folder, dirname(folder)]) syncFolder(created);
    return engine;
  } catch (error) {
    await root?.close();
    throw isDiskFull(error, folder) ? new DiskFullError(folder, error) : error;
  }
}

function openTables(root: RootDatabase<Uint8Array>, folder: string): Engine {
  const known: readonly unknown[] = DATABASES;
  const foreign = [...root.getKeys()].find((name) => !known.includes(name));
  if (foreign !== undefined) throw new UnknownFormatError(folder, `a database named ${String(foreign)}`, FORMAT);
  const table = (name: (typeof DATABASES)[number]): Table =>
    root.openDB<Uint8Array, Uint8Array>({ name, encoding: 'binary', keyEncoding: 'binary' });
  const meta = table('meta');
  const engine = { folder, root, heads: table('heads'), log: table('log'), checkpoints: table('checkpoints') };
  const key = nameKey('format');
  // Several processes may create the store at the same time: whoever comes first writes the format.
  const format = root.transactionSync(() => {
    const found = meta.getBinary(key)?.toString();
    if (found !== undefined || engine.log.getKeysCount({ limit: 1 }) > 0) return found;
    meta.putSync(key, Buffer.from(FORMAT));
    return FORMAT;
  });
  if (format !== FORMAT) throw new UnknownFormatError(folder, `format ${format ?? '(none)'}`, FORMAT);
  return engine;
}

/** A new file is durable once the folder that names it is. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
