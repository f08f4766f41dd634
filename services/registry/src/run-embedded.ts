import { openEmbeddedBroker } from '@openlnp/broker';
import { openLmdbStore } from '@openlnp/event-store';
import { hashToken } from '@openlnp/intake-service';
import { eventCodec, sharedTopics } from '@openlnp/messages';
import {
  addProcessMetrics,
  addSizeMetrics,
  createLog,
  createMetrics,
  dataParts,
  randomIds,
  ShiftableClock,
  steadyTime,
} from '@openlnp/service';
import type { Config } from './config';
import { watchDisk } from './disk-watch';
import { observed } from './observed';
import { startOneProcess } from './one-process';
import type { RunningRegistry } from './running-registry';

/** Everything in this process: embedded store, embedded broker, all services. */
export async function runEmbedded(
  config: Config,
  token: string,
  fatal: (error: unknown) => void,
): Promise<RunningRegistry> {
  const log = createLog(config.logLevel);
  const clock = new ShiftableClock(steadyTime());
  const { store: storeFolder, broker: brokerFolder } = dataParts(config.data);
  // The machine's time, as a Kafka's: moving the sandbox's clock must not take away what has not been read yet. Steady, so that a
  // jump of the machine's clock does not either.
  const broker = await openEmbeddedBroker({ folder: brokerFolder, now: steadyTime() });
  const store = await openLmdbStore({ folder: storeFolder, codec: eventCodec, now: () => clock.now() }).catch(
    async (error: unknown) => {
      await broker.close();
      throw error;
    },
  );
  const close = async (): Promise<void> => {
    await broker.close();
    await store.close();
  };
  const metrics = createMetrics();
  addProcessMetrics(metrics, 'registry');
  addSizeMetrics(metrics, { data: config.data, store: storeFolder, broker: brokerFolder });
  const disk = watchDisk(config.data);
  const deps = observed({ store, broker, clock, ids: randomIds, log, metrics, fatal }, disk);
  try {
    await broker.ensureTopics(sharedTopics());
    const registry = await startOneProcess(deps, { ...config, operatorTokenHash: hashToken(token) }, () => disk.isFull);
    return {
      port: registry.port,
      parts: [
        ['services', 'all in this process'],
        ['event store', `LMDB in ${storeFolder}`],
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
