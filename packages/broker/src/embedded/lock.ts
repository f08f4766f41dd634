import { readFileSync } from 'node:fs';
import type { Database } from 'lmdb';
import { BrokerError } from '../errors';

/** A process, told apart from a later one with the same id by the boot it belongs to and the tick it started at. */
interface Holder {
  readonly pid: number;
  readonly boot: string;
  readonly started: string;
}

/** Key of the holder in the broker's main table. */
export const LOCK = 'lock';

const readOr = (file: string, otherwise: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return otherwise;
  }
};

/** Undefined when no such process runs. Without /proc (macOS) `started` is empty and the id alone has to do. */
function holderOf(pid: number): Holder | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  // The command name, second of the fields, may itself hold spaces and parentheses.
  const stat = readOr(`/proc/${pid}/stat`, '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return undefined;
  return { pid, boot: readOr('/proc/sys/kernel/random/boot_id', ''), started: fields[19] ?? '' };
}

/**
 * Takes the folder for this process. LMDB's write lock makes look-and-take one step, and the system frees that lock when its
 * holder dies, so kill -9 leaves nothing to clean up: a holder that no longer runs is replaced.
 *
 * @returns gives the folder back
 * @throws broker_locked when a running process (this one included) holds it
 */
export function takeLock(meta: Database<unknown, string>, folder: string): () => void {
  const me = holderOf(process.pid);
  meta.transactionSync(() => {
    const held = meta.get(LOCK) as Holder | undefined;
    if (held !== undefined) {
      const running = holderOf(held.pid);
      if (running?.boot === held.boot && running.started === held.started) {
        throw new BrokerError('broker_locked', `the broker in ${folder} is open in process ${held.pid}`);
      }
    }
    meta.putSync(LOCK, me);
  });
  return () => {
    meta.removeSync(LOCK);
  };
}
