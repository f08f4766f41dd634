import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { RootDatabase } from 'lmdb';
import { BrokerError } from '../errors';

const EIO = 5;
const ENOSPC = 28;
const EDQUOT = 122;
/** A write that comes out short leaves less than this; a broker that has more did not fail for want of room. */
const NO_ROOM_BYTES = 1_048_576;

/** What of the store's engine a commit needs. */
interface Engine {
  readonly root: RootDatabase<unknown, string>;
  readonly folder: string;
}

/**
 * Runs `work`, which writes by the synchronous calls, in one write transaction. Resolves once it is on the disk.
 *
 * @throws disk_full: nothing was kept, the same may succeed when there is room again. broker_failed: what was written may or may not
 *   be durable, and no more may be tried.
 */
export async function commit({ root, folder }: Engine, work: () => void): Promise<void> {
  let thrown: unknown;
  try {
    await root.transaction(() => {
      try {
        work();
      } catch (error) {
        thrown = error;
        throw error;
      }
    });
  } catch (error) {
    const cause = thrown ?? (await engineError(error));
    throw isDiskFull(cause, folder) ? stillBegins(root, folder, cause) : failed(folder, cause);
  }
}

/**
 * A full disk passes as long as the engine still begins transactions: it does not when the failure hit the meta page. Asked by the
 * synchronous way, since lmdb-js hangs when a transaction of its write thread cannot begin.
 */
function stillBegins(root: Engine['root'], folder: string, cause: unknown): BrokerError {
  try {
    root.transactionSync(() => undefined);
    return diskFull(folder, cause);
  } catch (panic) {
    return failed(folder, panic);
  }
}

const failed = (folder: string, cause: unknown): BrokerError =>
  new BrokerError('broker_failed', `the broker in ${folder} takes nothing more: restart to go on`, { cause });

/** lmdb-js rejects with a wrapper whose `commitError` is a promise that is rejected with the engine's error. */
function engineError(error: unknown): Promise<unknown> {
  const commitError = (error as { commitError?: unknown } | null)?.commitError;
  if (!(commitError instanceof Promise)) return Promise.resolve(error);
  return commitError.then(
    () => error,
    (reason: unknown) => reason,
  );
}

/**
 * True when a commit found no room on the disk: LMDB leaves nothing of it behind and writes anew next time. A write that the full
 * disk cut short is reported by LMDB as EIO, like a broken disk: the room that is left tells them apart.
 */
export function isDiskFull(error: unknown, folder: string): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === ENOSPC || code === EDQUOT || code === 'ENOSPC' || code === 'EDQUOT') return true;
  return code === EIO && freeBytes(folder) < NO_ROOM_BYTES;
}

/** Nothing was kept; the same call may succeed when there is room again. */
export const diskFull = (folder: string, cause: unknown): BrokerError =>
  new BrokerError('disk_full', `no room left on the disk of ${folder}: nothing was taken`, { retriable: true, cause });

/** LMDB writes a new lock file through a map: without room for it the process would end by a bus error instead of an exception. */
export function checkRoom(folder: string): void {
  if (!existsSync(join(folder, 'lock.mdb')) && freeBytes(folder) < NO_ROOM_BYTES) throw diskFull(folder, undefined);
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
