import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { LOCK } from './lock';
import { MAP_BYTES, MAX_DBS } from './store';

/**
 * Makes a copy of a broker's folder (copied as LMDB copies, at one moment) a broker of its own: the copy still says that the process
 * which has the original open has it. Nobody may have it open.
 */
export async function adoptCopiedBroker(folder: string): Promise<void> {
  const root = open<unknown, string>({
    path: folder,
    noSubdir: false,
    mapSize: MAP_BYTES,
    maxDbs: MAX_DBS,
    overlappingSync: false,
    eventTurnBatching: false,
  });
  try {
    root.removeSync(LOCK);
  } finally {
    await root.close();
  }
  // Holds nothing but who reads and writes at this moment: nobody.
  rmSync(join(folder, 'lock.mdb'), { force: true });
}
