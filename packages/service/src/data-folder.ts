import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Of the data folder as a whole: which parts it has and how they belong together. Store and broker mark their own files too. */
export const DATA_FORMAT = 1;

/** The parts of a data folder that last. */
export const dataParts = (folder: string) => ({
  store: join(folder, 'store'),
  broker: join(folder, 'broker'),
  format: join(folder, 'format.json'),
  /** There only while a backup is being restored into the folder, or a log copied. */
  restoring: join(folder, 'restoring'),
  /** Who works on the folder (running-mark.ts). */
  running: join(folder, 'running'),
});

/** What `restoring` says while a log is being copied. */
export const BEING_COPIED = 'being copied\n';

/** What format.json says. */
export interface DataFormat {
  readonly format: number;
  /** Version of OpenLNP that made the folder. */
  readonly createdBy: string;
}

/** Code unknown_format: this version neither reads nor writes the folder. */
export class DataFormatError extends Error {
  readonly code = 'unknown_format';
}

/**
 * Checks that this version can work on a data folder, and marks a new one. A folder without a mark is one of before there were
 * marks, which is format 1.
 *
 * @param version of this OpenLNP, for the mark
 * @throws DataFormatError, with what to do about it
 */
export function checkDataFolder(folder: string, version: string): DataFormat {
  const { format: file, restoring } = dataParts(folder);
  if (existsSync(restoring)) {
    const copied = readFileSync(restoring, 'utf8') === BEING_COPIED;
    throw new DataFormatError(
      copied
        ? `a copy into ${folder} did not end: run the same "lnp copy" again, it goes on where it was`
        : `a restore into ${folder} did not end: empty the folder and restore again`,
    );
  }
  if (!existsSync(file)) {
    const mark = { format: DATA_FORMAT, createdBy: version };
    writeDataFormat(folder, mark);
    return mark;
  }
  const found = readMark(file);
  if (found.format === DATA_FORMAT) return found;
  const other = `${folder} has format ${found.format}, written by OpenLNP ${found.createdBy}; OpenLNP ${version} reads format ${DATA_FORMAT}`;
  throw new DataFormatError(
    found.format > DATA_FORMAT
      ? `${other}. Run OpenLNP ${found.createdBy} or later on it, or choose another folder with --data.`
      : `${other}. Bring it up to date with a version that reads both, or choose another folder with --data.`,
  );
}

/** Durable before it returns: written beside and renamed, so that there is never half a mark. */
export function writeDataFormat(folder: string, mark: DataFormat): void {
  mkdirSync(folder, { recursive: true });
  const { format: file } = dataParts(folder);
  const beside = `${file}.new`;
  const fd = openSync(beside, 'w');
  try {
    writeSync(fd, `${JSON.stringify(mark)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(beside, file);
}

function readMark(file: string): DataFormat {
  try {
    const { format, createdBy } = JSON.parse(readFileSync(file, 'utf8')) as Partial<DataFormat>;
    if (typeof format === 'number' && typeof createdBy === 'string') return { format, createdBy };
  } catch (cause) {
    throw new DataFormatError(`${file} cannot be read: restore the folder from a backup`, { cause });
  }
  throw new DataFormatError(`${file} does not say which format the folder has: restore the folder from a backup`);
}
