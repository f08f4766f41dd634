import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RefusedDownload } from '../connection';
import { CarrierError } from '../errors';
import type { SnapshotTable } from './table';
import type { UntakenDownload } from './untaken';

/** How far an LSMS is. */
export interface LsmsProgress {
  /** The last download applied; 0 before the first. */
  readonly number: number;
  /** Through which download the registry has taken the acknowledgement, as far as this LSMS knew. Never above `number`. */
  readonly acknowledged: number;
  /** Refused downloads that are applied but not acknowledged yet. */
  readonly refused: readonly RefusedDownload[];
  /** What was refused and not taken since, for `takeRefused`; none when absent. */
  readonly untaken?: readonly UntakenDownload[];
  /** Refused downloads taken after all, of which the registry has not been told; none when absent. */
  readonly repaired?: readonly number[];
}

/**
 * Where progress is kept. `save` must be durable when it resolves, and together with what the table holds: an LSMS with a database
 * of its own keeps both in one transaction.
 */
export interface LsmsCheckpoint {
  load(): Promise<LsmsProgress | undefined>;
  save(progress: LsmsProgress): Promise<void>;
}

/** Forgotten with the process: for tests and for an LSMS that starts from the whole log each time. */
export function memoryCheckpoint(first?: LsmsProgress): LsmsCheckpoint {
  let kept = first;
  return {
    load: () => Promise.resolve(kept),
    save: (progress) => {
      kept = progress;
      return Promise.resolve();
    },
  };
}

interface Snapshot extends LsmsProgress {
  readonly entries: readonly unknown[];
}

/**
 * Progress and the whole table in one JSON file, written beside it and renamed, so that it is always one state or the next. Each
 * save writes all entries: right for up to some hundred thousand of them. `load` fills the table.
 *
 * Rejects with code bad_checkpoint when the file is there and is none.
 */
export function fileCheckpoint(path: string, table: SnapshotTable): LsmsCheckpoint {
  return {
    async load() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return undefined;
      const { entries, ...progress } = parse(path, text);
      try {
        table.restore(entries);
      } catch (error) {
        throw new CarrierError('bad_checkpoint', `${path} holds what is no entry of the table`, { cause: error });
      }
      return progress;
    },
    async save(progress) {
      const snapshot: Snapshot = { ...progress, entries: [...table.entries()] };
      await mkdir(dirname(path), { recursive: true });
      const beside = `${path}.new`;
      await writeDurably(beside, JSON.stringify(snapshot));
      await rename(beside, path);
      await syncFolder(dirname(path));
    },
  };
}

function parse(path: string, text: string): Snapshot {
  try {
    const value = JSON.parse(text) as Partial<Snapshot>;
    const { number, acknowledged, refused, untaken = [], repaired = [], entries } = value;
    const whole = Number.isSafeInteger(number) && Number.isSafeInteger(acknowledged);
    if (whole && [refused, untaken, repaired, entries].every(Array.isArray)) return value as Snapshot;
  } catch (error) {
    throw new CarrierError('bad_checkpoint', `${path} is no JSON`, { cause: error });
  }
  throw new CarrierError('bad_checkpoint', `${path} is no checkpoint of an LSMS`);
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** So that the rename itself survives a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(join(folder, '.'), 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
