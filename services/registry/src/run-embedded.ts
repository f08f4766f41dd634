import { join } from 'node:path';
import { openEmbeddedBroker } from '@openlnp/broker';
import { openLmdbStore } from '@openlnp/event-store';
import { hashToken } from '@openlnp/intake-service';
import { eventCodec, sharedTopics } from '@openlnp/messages';
import { createLog, createMetrics, randomIds, type ServiceDeps, ShiftableClock } from '@openlnp/service';
import type { Config } from './config';
import { startOneProcess } from './one-process';
import type { RunningRegistry } from './running-registry';

/** Everything in this process: embedded store, embedded broker, all services. */
export async function runEmbedded(
  config: Config,
  token: string,
  fatal: (error: unknown) => void,
): Promise<RunningRegistry> {
  const log = createLog(config.logLevel);
  const clock = new ShiftableClock();
  const storeFolder = join(config.data, 'store');
  const brokerFolder = join(config.data, 'broker');
  // The machine's time, as a Kafka's: moving the sandbox's clock must not take away what has not been read yet.
  const broker = await openEmbeddedBroker({ folder: brokerFolder, now: Date.now });
  const store = await openLmdbStore({ folder: storeFolder, codec: eventCodec, now: () => clock.now() });
  const close = async (): Promise<void> => {
    await broker.close();
    await store.close();
  };
  const deps: ServiceDeps = { store, broker, clock, ids: randomIds, log, metrics: createMetrics(), fatal };
  try {
    await broker.ensureTopics(sharedTopics());
    const registry = await startOneProcess(deps, { ...config, operatorTokenHash: hashToken(token) });
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
