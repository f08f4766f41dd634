import { openEmbeddedBroker } from '@openlnp/broker';
import { hashToken } from '@openlnp/intake-service';
import { sharedTopics } from '@openlnp/messages';
import {
  addProcessMetrics,
  addSizeMetrics,
  createLog,
  createMetrics,
  dataParts,
  describeStore,
  openStore,
  randomIds,
  ShiftableClock,
  steadyTime,
} from '@openlnp/service';
import type { Config } from './config';
import { watchDisk } from './disk-watch';
import { observed } from './observed';
import { startOneProcess } from './one-process';
import type { RunningRegistry } from './running-registry';
import { storeFolderOf } from './store-folder';

/** Everything in this process: all services, the embedded broker, and the embedded store unless a cluster is named. */
export async function runEmbedded(
  config: Config,
  token: string,
  fatal: (error: unknown) => void,
): Promise<RunningRegistry> {
  const log = createLog(config.logLevel);
  const clock = new ShiftableClock(steadyTime());
  const { broker: brokerFolder } = dataParts(config.data);
  // The machine's time, as a Kafka's: moving the sandbox's clock must not take away what has not been read yet. Steady, so that a
  // jump of the machine's clock does not either.
  const broker = await openEmbeddedBroker({ folder: brokerFolder, now: steadyTime() });
  const store = await openStore(config.eventStore, { now: () => clock.now(), log }).catch(async (error: unknown) => {
    await broker.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await broker.close();
    await store.close();
  };
  const metrics = createMetrics();
  addProcessMetrics(metrics, 'registry');
  addSizeMetrics(metrics, { data: config.data, store: storeFolderOf(config), broker: brokerFolder });
  const disk = watchDisk(config.data);
  const { regions } = config.regions;
  const embedded = { disk, store: config.eventStore.kind === 'embedded', broker: true };
  const deps = observed({ store, broker, clock, ids: randomIds, log, metrics, regions, fatal }, embedded);
  try {
    await broker.ensureTopics(sharedTopics());
    const registry = await startOneProcess(deps, { ...config, operatorTokenHash: hashToken(token) }, () => disk.isFull);
    return {
      port: registry.port,
      parts: [
        ['services', 'all in this process'],
        ['event store', describeStore(config.eventStore)],
        ['broker', `embedded, in ${brokerFolder}`],
      ],
      stop: async () => {
        await registry.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
