import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mustBeEmpty } from './backup';
import { type BackupFile, type BackupManifest, BROKER_FILE, hashOf, readManifest, STORE_FILE } from './backup-manifest';
import { CommandError } from './shared/command-error';

export interface RestoreOptions {
  /** Folder of a backup. */
  readonly from: string;
  /** Data folder to be; made when it is missing, must be empty. */
  readonly data: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Puts a backup where a registry can start on it. Every byte is compared with the hash in the manifest on its way; until the last
 * one is right the folder is marked, and no registry starts on it.
 *
 * Errors by code: no_backup, unknown_format, not_empty, backup_damaged (nothing is left behind).
 */
export async function restore({ from, data, onProgress }: RestoreOptions): Promise<BackupManifest> {
  const manifest = await readManifest(from);
  const { DATA_FORMAT, dataParts, writeDataFormat } = await import('@openlnp/service');
  if (manifest.data.format !== DATA_FORMAT) {
    const { format, createdBy } = manifest.data;
    throw new CommandError(
      'unknown_format',
      `the backup holds data of format ${format}, this version reads ${DATA_FORMAT}`,
      {
        next: `restore with OpenLNP ${createdBy}`,
      },
    );
  }
  mustBeEmpty(data);
  const made = !existsSync(data);
  mkdirSync(data, { recursive: true });
  const parts = dataParts(data);
  writeFileSync(parts.restoring, 'being restored\n', { flush: true });
  try {
    const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    for (const path of [STORE_FILE, BROKER_FILE]) {
      await copyFile(fileOf(manifest, path), from, data, (bytes) => {
        done += bytes;
        onProgress?.(Math.min(done, total), total);
      });
    }
    writeDataFormat(data, manifest.data);
  } catch (error) {
    for (const part of [parts.store, parts.broker, parts.format]) rmSync(part, { recursive: true, force: true });
    rmSync(made ? data : parts.restoring, { recursive: true, force: true });
    throw error;
  }
  for (const folder of [parts.store, parts.broker, data]) syncFolder(folder);
  rmSync(parts.restoring);
  syncFolder(data);
  return manifest;
}

function fileOf({ files }: BackupManifest, path: string): BackupFile {
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw damaged(`the manifest does not speak of ${path}`);
  return file;
}

async function copyFile(file: BackupFile, from: string, to: string, onBytes: (count: number) => void): Promise<void> {
  const [source, target] = [join(from, file.path), join(to, file.path)];
  if (!existsSync(source)) throw damaged(`${source} is missing`);
  mkdirSync(dirname(target), { recursive: true });
  const fd = openSync(target, 'wx');
  try {
    const { bytes, sha256 } = await hashOf(source, (chunk) => {
      for (let written = 0; written < chunk.length; ) written += writeSync(fd, chunk, written);
      onBytes(chunk.length);
    });
    if (bytes !== file.bytes) throw damaged(`${source} has ${bytes} bytes, its manifest says ${file.bytes}`);
    if (sha256 !== file.sha256) throw damaged(`${source} does not have the SHA-256 that its manifest says`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

const damaged = (what: string): CommandError =>
  new CommandError('backup_damaged', what, { next: 'take another backup; nothing of this one was kept' });

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
