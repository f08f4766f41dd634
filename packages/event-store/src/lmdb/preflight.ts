import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { freeBytes } from './commit-error';
import { DiskFullError, UnknownFormatError } from './errors';
import { FORMAT } from './layout';

const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
/** Bytes of the first page that come before the magic number. */
const MAGIC_OFFSET = 24;
const ROOM_TO_CREATE_BYTES = 1_048_576;

/**
 * What must be known before LMDB opens the folder, since these end the process instead of throwing (lmdb 3.5.6): a file that
 * is no database (segmentation fault), and no room for the lock file, which is written through a map (bus error).
 */
export function checkFolder(folder: string): void {
  const [data, lock] = [join(folder, 'data.mdb'), join(folder, 'lock.mdb')];
  if (!(existsSync(data) && existsSync(lock)) && freeBytes(folder) < ROOM_TO_CREATE_BYTES)
    throw new DiskFullError(folder);
  if (!existsSync(data)) return;
  const page = Buffer.alloc(MAGIC_OFFSET + 8);
  const length = readStart(data, page);
  // LMDB fills an empty file itself: another process may just be creating the store.
  if (length === 0) return;
  // LMDB writes numbers in the order of the machine.
  const [magic, version] = new Uint32Array(
    page.buffer.slice(page.byteOffset + MAGIC_OFFSET, page.byteOffset + page.length),
  );
  if (magic !== MAGIC) throw new UnknownFormatError(folder, 'a data.mdb that is no LMDB database', FORMAT);
  if (version !== DATA_VERSION) throw new UnknownFormatError(folder, `LMDB data version ${version}`, FORMAT);
}

function readStart(file: string, target: Buffer): number {
  const fd = openSync(file, 'r');
  try {
    return readSync(fd, target, 0, target.length, 0);
  } finally {
    closeSync(fd);
  }
}
