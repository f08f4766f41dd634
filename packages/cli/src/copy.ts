import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Broker } from '@openlnp/broker';
import { version } from '../package.json';
import { type CopiedLog, copyLog } from './copy-log';
import { CommandError, wrongUse } from './shared/command-error';
import { openToAppend, openToRead, type StoreAddress, storeError } from './stores';

export interface CopyOptions {
  readonly from: StoreAddress;
  readonly to: StoreAddress;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Who handles what a registry has accepted, by the beginning of the topic's name. What they have not handled is not in the log. */
const HANDLERS: readonly (readonly [topic: string, groups: readonly string[]])[] = [
  ['soa.requests.', ['intake']],
  ['lsms.responses.', ['lsms-broadcast-responses']],
  ['port.requests', ['validation']],
  ['port.commands', ['activation', 'network-data']],
];

/**
 * Copies the log of a registry that does not run to another event store (copy-log.ts), and looks first whether that is safe: the
 * registry must be stopped, everything that it has accepted decided, and the target's data folder without a broker, whose topics
 * would name positions of another store. A registry on a Kafka or on a cluster cannot be looked at from here; a source that grows
 * meanwhile is found out.
 *
 * Errors by code: data_in_use, not_drained, not_empty, same_store, no_store, other_events, source_changed, target_changed,
 * digest_mismatch, and those of the stores.
 */
export async function copyRegistry({ from, to, onProgress }: CopyOptions): Promise<CopiedLog> {
  if (JSON.stringify(from) === JSON.stringify(to)) throw wrongUse('same_store', '--from and --to name the same store');
  const release: (() => Promise<void> | void)[] = [];
  try {
    const source = await openToRead(from);
    release.push(() => source.close());
    if (from.kind === 'embedded') release.push(...(await holdSource(from.folder)));
    const settle = to.kind === 'embedded' ? await holdTarget(to.folder, release) : () => undefined;
    const clock = { now: 0 };
    const target = await openToAppend(to, () => clock.now);
    release.push(() => target.close());
    const copied = await copyLog({ source, target, clock, ...(onProgress === undefined ? {} : { onProgress }) });
    settle();
    return copied;
  } catch (error) {
    throw inUse(storeError(error));
  } finally {
    for (const letGo of release.reverse()) await letGo();
  }
}

/** Keeps a registry from starting on the source, and sees that it has left nothing undone in the embedded broker. */
async function holdSource(folder: string): Promise<(() => Promise<void> | void)[]> {
  const { dataParts, markRunning } = await import('@openlnp/service');
  const unmark = markRunning(folder);
  const parts = dataParts(folder);
  if (!existsSync(join(parts.broker, 'data.mdb'))) return [unmark];
  try {
    const { openEmbeddedBroker } = await import('@openlnp/broker');
    // The time of no record is asked for: nothing is produced here. Its lock is held until the copy is done.
    const broker = await openEmbeddedBroker({ folder: parts.broker, now: Date.now });
    await mustBeDrained(broker).catch(async (error: unknown) => {
      await broker.close();
      throw error;
    });
    return [unmark, () => broker.close()];
  } catch (error) {
    unmark();
    throw error;
  }
}

async function mustBeDrained(broker: Broker): Promise<void> {
  let waiting = 0;
  for (const { name, partitions } of await broker.listTopics()) {
    const groups = HANDLERS.find(([topic]) => name.startsWith(topic))?.[1] ?? [];
    for (let partition = 0; partition < partitions; partition += 1) {
      const { earliest, end } = await broker.offsets(name, partition);
      for (const group of groups) {
        const handled = (await broker.committed(group, name, partition)) ?? earliest;
        waiting += Number(end - (handled > earliest ? handled : earliest));
      }
    }
  }
  if (waiting === 0) return;
  throw new CommandError(
    'not_drained',
    `${waiting} accepted records are not handled yet, and would not be in the copy`,
    {
      next: 'start the registry, wait until "lnp status" says that nobody is behind, stop it and copy then',
    },
  );
}

/** Marks the folder, so that no registry starts on half a copy; the returned function says that it is whole. */
async function holdTarget(folder: string, release: (() => void)[]): Promise<() => void> {
  const { BEING_COPIED, checkDataFolder, dataParts, markRunning } = await import('@openlnp/service');
  const { broker, restoring } = dataParts(folder);
  if (existsSync(broker)) {
    const next = 'name a folder that is empty or not there yet';
    throw wrongUse('not_empty', `${folder} has a broker, whose topics belong to another log`, next);
  }
  mkdirSync(folder, { recursive: true });
  release.push(markRunning(folder));
  writeFileSync(restoring, BEING_COPIED, { flush: true });
  return () => {
    rmSync(restoring);
    checkDataFolder(folder, version);
  };
}

function inUse(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (code !== 'broker_locked' && code !== 'data_in_use') return error;
  return new CommandError('data_in_use', `a registry runs on that folder: ${String(message)}`, {
    next: 'stop it first',
  });
}
