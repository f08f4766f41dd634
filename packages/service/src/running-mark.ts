import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dataParts } from './data-folder';

/** Code data_in_use: a registry runs on the folder. */
export class DataInUseError extends Error {
  readonly code = 'data_in_use';
}

const readOr = (file: string, otherwise: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};

/** Tells a process from a later one with the same id: by boot and start where there is a /proc. Undefined when none runs. */
function identityOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  const stat = readOr(`/proc/${pid}/stat`, '');
  // The command name, second of the fields, may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return undefined;
  return `${pid} ${fields[19] ?? ''} ${readOr('/proc/sys/kernel/random/boot_id', '').trim()}`;
}

/** Process id of the registry that runs on a data folder; undefined for none. A kill -9 leaves nothing to clean up. */
export function runningOn(folder: string): number | undefined {
  const held = readOr(dataParts(folder).running, '').trim();
  const pid = Number.parseInt(held, 10);
  return pid > 0 && identityOf(pid)?.trim() === held ? pid : undefined;
}

/**
 * Says that this process runs a registry on a data folder, or works on it alone, for as long as it lives. A full disk takes no
 * mark, and keeps no registry from starting.
 *
 * @returns takes it back
 * @throws DataInUseError
 */
export function markRunning(folder: string): () => void {
  const other = runningOn(folder);
  if (other !== undefined) throw new DataInUseError(`process ${other} works on ${folder}`);
  const { running } = dataParts(folder);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(running, `${identityOf(process.pid)}\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  return () => rmSync(running, { force: true });
}
