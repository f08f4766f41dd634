import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { CommandError } from './shared/command-error';

/** Of the backup's own folder; the format of the data in it stands beside. */
export const BACKUP_FORMAT = 1;

/** What a backup says of itself: written last, so that a backup without it never ended. */
export interface BackupManifest {
  readonly backupFormat: number;
  /** As in the data folder's format.json. */
  readonly data: { readonly format: number; readonly createdBy: string };
  /** When it was begun and done, ISO 8601, by the clock of the machine: every request accepted before `begunAt` is in it. */
  readonly begunAt: string;
  readonly endedAt: string;
  readonly store: {
    /** Position of the last event, in decimal; -1 for none. */
    readonly head: string;
    readonly events: number;
    /** Number of the last download, and the routing table at that position. */
    readonly downloads: number;
    readonly numbers: number;
    readonly digest: string;
  };
  readonly files: readonly BackupFile[];
}

export interface BackupFile {
  /** From the backup's folder. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Where the two databases lie in a backup, and in a data folder. */
export const STORE_FILE = 'store/data.mdb';
export const BROKER_FILE = 'broker/data.mdb';

const manifestFile = (folder: string): string => join(folder, 'backup.json');

export function writeManifest(folder: string, manifest: BackupManifest): void {
  const fd = openSync(manifestFile(folder), 'wx');
  try {
    writeSync(fd, `${JSON.stringify(manifest, null, 2)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Throws CommandError no_backup, unknown_format. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const file = manifestFile(folder);
  if (!existsSync(file)) {
    throw new CommandError('no_backup', `there is no whole backup in ${folder}: it has no backup.json`, {
      exitCode: 2,
    });
  }
  // Loaded here: no other command needs it.
  const parsed = schemaOf((await import('zod')).z).safeParse(jsonOf(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new CommandError('unknown_format', `${file} is no manifest that this version reads`, {
    next: 'restore with the version of OpenLNP that made the backup',
  });
}

const schemaOf = ({ object, literal, number, string, array }: typeof z): z.ZodType<BackupManifest> =>
  object({
    backupFormat: literal(BACKUP_FORMAT),
    data: object({ format: number(), createdBy: string() }),
    begunAt: string(),
    endedAt: string(),
    store: object({ head: string(), events: number(), downloads: number(), numbers: number(), digest: string() }),
    files: array(object({ path: string(), bytes: number(), sha256: string() })),
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Size and SHA-256 of a file; `onBytes` is told of each piece as it is read, and waited for. */
export async function hashOf(
  file: string,
  onBytes: (chunk: Buffer) => void,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    onBytes(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
}
