import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatInstant, instant } from '@openlnp/numbering';
import { BACKUP_FORMAT, type BackupManifest, BROKER_FILE, hashOf, STORE_FILE, writeManifest } from './backup-manifest';
import { replay } from './replay';
import { CommandError, wrongUse } from './shared/command-error';

export interface BackupOptions {
  /** Data folder of a registry with embedded store and broker, which may run and be used meanwhile. */
  readonly data: string;
  /** Made when it is missing; must be empty. */
  readonly to: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Version of this OpenLNP. */
  readonly version: string;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called between the copy of the broker and that of the store: for those who want to see that time may pass there. */
  readonly between?: () => Promise<void>;
}

/**
 * Copies a registry while it runs.
 *
 * The broker is copied first, and then the store, so that the copies differ in one way only: the store knows more. What is behind
 * catches up by itself at the next start, since all that reads and writes is done at least once: a request that stands in the
 * broker and has its outcome in the store is dropped, and relay publishes what the copied topic lacks. The other way round would
 * lose requests that the broker says are handled, and give events positions that were published before for others.
 *
 * Relay's own note of how far it is stands in the store and would be too new: the copy gets the one of before.
 *
 * Errors by code: no_store, not_embedded, not_empty, unknown_format, disk_full.
 */
export async function backUp(options: BackupOptions): Promise<BackupManifest> {
  mustBeEmpty(options.to);
  try {
    return await copyRegistry(options);
  } catch (error) {
    // What is no whole backup must not look like the beginning of one.
    for (const part of ['store', 'broker']) rmSync(join(options.to, part), { recursive: true, force: true });
    throw error;
  }
}

async function copyRegistry({ data, to, now, version, onProgress, between }: BackupOptions): Promise<BackupManifest> {
  // Loaded here: no other command needs all of them.
  const [{ adoptCopiedBroker }, { copyLmdbFolder, openLmdbReader, openLmdbStore, START }] = await Promise.all([
    import('@openlnp/broker'),
    import('@openlnp/event-store'),
  ]);
  const [{ eventCodec }, { checkDataFolder, dataParts, RELAY_CHECKPOINT }] = await Promise.all([
    import('@openlnp/messages'),
    import('@openlnp/service'),
  ]);
  const source = dataParts(data);
  if (!existsSync(join(source.store, 'data.mdb')) && existsSync(join(source.broker, 'data.mdb'))) {
    throw new CommandError('not_embedded', `${data} has a broker and no store: its log is in a cluster`, {
      exitCode: 2,
      next: "back up the cluster with its own tools, and copy the data folder's broker with the registry stopped, before them",
    });
  }
  if (!existsSync(join(source.store, 'data.mdb'))) {
    throw new CommandError('no_store', `there is no registry's data in ${data}`, {
      exitCode: 2,
      next: 'set LNP_DATA or --data to the data folder of a registry',
    });
  }
  if (!existsSync(join(source.broker, 'data.mdb'))) {
    throw new CommandError('not_embedded', `${data} has a store and no broker: its requests wait in a Kafka`, {
      exitCode: 2,
      next: 'a store without the Kafka around it cannot be brought back safely: copy both with the registry stopped',
    });
  }
  const mark = checkDataFolder(data, version);
  const target = dataParts(to);
  mkdirSync(to, { recursive: true });
  const progress = passes(sizeIn(source.broker) + sizeIn(source.store), onProgress);
  const begunAt = now();

  const live = await openLmdbReader({ folder: source.store, codec: eventCodec });
  const published = (await live.loadCheckpoint(RELAY_CHECKPOINT)) ?? START;
  await live.close();
  await copyLmdbFolder({ from: source.broker, to: target.broker, onProgress: (done) => progress.at(done) });
  await between?.();
  const brokerBytes = sizeIn(target.broker);
  await copyLmdbFolder({ from: source.store, to: target.store, onProgress: (done) => progress.at(brokerBytes + done) });
  await adoptCopiedBroker(target.broker);
  const copied = await openLmdbStore({ folder: target.store, codec: eventCodec, now });
  await copied.saveCheckpoint(RELAY_CHECKPOINT, published);
  await copied.close();

  progress.next();
  const store = await openLmdbReader({ folder: target.store, codec: eventCodec });
  const replayed = await replay(store, { onProgress: (done, total) => progress.part(done / total) });
  await store.close();
  for (const part of [target.store, target.broker]) rmSync(join(part, 'lock.mdb'), { force: true });

  progress.next();
  const files = [];
  let hashed = 0;
  for (const path of [STORE_FILE, BROKER_FILE]) {
    const file = await hashOf(join(to, path), (chunk) => {
      hashed += chunk.length;
      progress.at(hashed);
    });
    files.push({ path, ...file });
  }
  progress.end();
  const manifest: BackupManifest = {
    backupFormat: BACKUP_FORMAT,
    data: { ...mark },
    begunAt: formatInstant(instant(begunAt)),
    endedAt: formatInstant(instant(now())),
    store: {
      head: String(replayed.position),
      events: replayed.events,
      downloads: replayed.downloads,
      numbers: replayed.numbers,
      digest: replayed.digest(),
    },
    files,
  };
  writeManifest(to, manifest);
  return manifest;
}

/** Throws CommandError not_empty. */
export function mustBeEmpty(folder: string): void {
  if (!existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0)) return;
  throw wrongUse('not_empty', `${folder} is not empty`, 'name a folder that is empty or not there yet');
}

const sizeIn = (folder: string): number => statSync(join(folder, 'data.mdb')).size;

/** Copy, fold and hash go over the same bytes once each: a third of the bar for each. */
function passes(bytes: number, tell: BackupOptions['onProgress'] = () => undefined) {
  let pass = 0;
  const part = (share: number): void => tell(Math.round((pass + Math.min(1, share)) * bytes), 3 * bytes);
  return {
    at: (done: number): void => part(bytes === 0 ? 1 : done / bytes),
    part,
    next: (): void => {
      pass += 1;
      part(0);
    },
    end: (): void => tell(3 * bytes, 3 * bytes),
  };
}
