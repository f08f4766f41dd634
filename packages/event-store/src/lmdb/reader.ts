import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import type { EventCodec, EventStore } from '../port';
import type { Engine, Table } from './engine';
import { NoStoreError, UnknownFormatError } from './errors';
import { DATABASES, FORMAT, nameKey } from './layout';
import { checkFolder } from './preflight';
import { Reads } from './reads';

export interface LmdbReaderOptions {
  readonly folder: string;
  readonly codec: EventCodec;
}

/** What can be asked of a store without being able to change it. */
export type EventReader = Pick<EventStore, 'readAll' | 'readStream' | 'head' | 'loadCheckpoint' | 'close'>;

/**
 * Opens a store that is there, beside whoever writes to it: it takes no write lock and writes nothing but its own slot in the
 * lock file, so a reader that is stopped or killed stops nobody. Every call sees what is committed at that moment.
 *
 * Errors by code: no_store, unknown_format, store_corrupt.
 */
export async function openLmdbReader({ folder, codec }: LmdbReaderOptions): Promise<EventReader> {
  if (!existsSync(join(folder, 'data.mdb'))) throw new NoStoreError(folder);
  checkFolder(folder);
  const root = open<Uint8Array>({
    path: folder,
    noSubdir: false,
    encoding: 'binary',
    maxDbs: DATABASES.length,
    readOnly: true,
  });
  try {
    const names: readonly unknown[] = [...root.getKeys()];
    const missing = DATABASES.find((name) => !names.includes(name));
    if (missing !== undefined) throw new UnknownFormatError(folder, `no database named ${missing}`, FORMAT);
    const table = (name: (typeof DATABASES)[number]): Table =>
      root.openDB<Uint8Array, Uint8Array>({ name, encoding: 'binary', keyEncoding: 'binary' });
    const format = table('meta').getBinary(nameKey('format'))?.toString();
    if (format !== FORMAT) throw new UnknownFormatError(folder, `format ${format ?? '(none)'}`, FORMAT);
    const engine: Engine = {
      folder,
      root,
      heads: table('heads'),
      log: table('log'),
      checkpoints: table('checkpoints'),
    };
    const reads = new Reads(engine, codec);
    return {
      readAll: async (after, limit) => reads.all(Number(after), limit),
      readStream: async (stream, options = {}) => reads.stream(stream, options),
      head: async () => BigInt(reads.lastPosition()),
      loadCheckpoint: async (name) => reads.checkpoint(nameKey(name)),
      close: () => root.close(),
    };
  } catch (error) {
    await root.close();
    throw error;
  }
}
