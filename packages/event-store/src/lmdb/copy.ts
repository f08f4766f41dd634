import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { freeBytes, isDiskFull } from './commit-error';
import { MAP_BYTES } from './engine';
import { DiskFullError, NoStoreError } from './errors';
import { checkFolder } from './preflight';

export interface CopyOptions {
  /** A folder of LMDB, of the event store or of the embedded broker; whoever writes to it may go on. */
  readonly from: string;
  /** Made when it is missing; holds no database yet. */
  readonly to: string;
  /** Bytes written so far, and the most it can become: a copy leaves out the pages that are free. */
  readonly onProgress?: (done: number, total: number) => void;
}

const PROGRESS_MS = 100;
const NO_ROOM_BYTES = 1_048_576;

/**
 * Copies what is committed at one moment, in any process, beside any number of writers: LMDB reads in a transaction of its own and
 * never overwrites what a reader may see. It takes no writer's lock, so that a copy that is killed stops nobody; as long as it
 * runs, pages that become free are not used again and the source grows by what is written meanwhile.
 *
 * Resolves once the copy is on the disk. Errors by code: no_store, unknown_format, disk_full (of the target), EEXIST.
 */
export async function copyLmdbFolder({ from, to, onProgress }: CopyOptions): Promise<void> {
  const [source, target] = [join(from, 'data.mdb'), join(to, 'data.mdb')];
  if (!existsSync(source)) throw new NoStoreError(from);
  checkFolder(from);
  mkdirSync(to, { recursive: true });
  if (existsSync(target)) throw Object.assign(new Error(`${target} is there already`), { code: 'EEXIST' });
  const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);
  const root = open({ path: from, noSubdir: false, mapSize: MAP_BYTES, maxDbs: 0, readOnly: true });
  const timer = setInterval(() => onProgress?.(sizeOf(target), sizeOf(source)), PROGRESS_MS);
  try {
    await root.backup(to, true);
    for (const path of [target, to]) sync(path);
    onProgress?.(sizeOf(target), sizeOf(target));
  } catch (error) {
    // LMDB's copy says what went wrong in words only.
    throw isDiskFull(error, to) || freeBytes(to) < NO_ROOM_BYTES ? new DiskFullError(to, error) : error;
  } finally {
    clearInterval(timer);
    await root.close();
  }
}

function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
