import { statfsSync } from 'node:fs';

const EIO = 5;
const ENOSPC = 28;
const EDQUOT = 122;
/** A write that comes out short leaves less than this; a store that has more did not fail for want of room. */
const NO_ROOM_BYTES = 1_048_576;

/** lmdb-js rejects with a wrapper whose `commitError` is a promise that is rejected with the engine's error. */
export function engineError(error: unknown): Promise<unknown> {
  const commitError = (error as { commitError?: unknown } | null)?.commitError;
  if (!(commitError instanceof Promise)) return Promise.resolve(error);
  return commitError.then(
    () => error,
    (reason: unknown) => reason,
  );
}

/**
 * LMDB writes all pages of a transaction and flushes them before it writes the meta page that makes them count, so a commit
 * that found no room leaves nothing behind, and the next one writes its pages anew. A write that the full disk cut short is
 * reported by LMDB as EIO, like a broken disk: the room that is left tells them apart.
 */
export function isDiskFull(error: unknown, folder: string): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === ENOSPC || code === EDQUOT || code === 'ENOSPC' || code === 'EDQUOT') return true;
  return code === EIO && freeBytes(folder) < NO_ROOM_BYTES;
}

/** Room for this user on the file system of a folder; infinite when it cannot be asked. */
export function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
