import { join } from 'node:path';
import { openKafkaBroker } from '@openlnp/broker';
import { openLmdbStore } from '@openlnp/event-store';
import { hashToken } from '@openlnp/intake-service';
import { eventCodec, sharedTopics } from '@openlnp/messages';
import { createLog } from '@openlnp/service';
import type { ChildConfig } from './child-config';
import type { Config } from './config';
import { startLocalKafka } from './local-kafka';
import type { RunningRegistry } from './running-registry';
import { SERVICE_NAMES, type ServiceName } from './service-names';
import { freePort, startSupervisor } from './supervisor';

/** One process for each service, around a Kafka, on the embedded store. */
export async function runOnKafka(config: Config, token: string, say: (text: string) => void): Promise<RunningRegistry> {
  const kafka = config.brokers.length === 0 ? await startLocalKafka(config.data, say) : undefined;
  const brokers = [...(kafka?.brokers ?? config.brokers)];
  try {
    await prepare(config, brokers);
    const ports = Object.fromEntries(
      await Promise.all(SERVICE_NAMES.map(async (name) => [name, await freePort()] as const)),
    ) as Record<ServiceName, number>;
    const port = config.port === 0 ? await freePort() : config.port;
    const child: ChildConfig = {
      storeFolder: join(config.data, 'store'),
      brokers,
      ports,
      port,
      host: config.host,
      sandbox: config.sandbox,
      responseWindow: config.responseWindow,
      quotaPerSecond: config.quotaPerSecond,
      quotaBurst: config.quotaBurst,
      sessionTimeout: config.sessionTimeout,
      logLevel: config.logLevel,
      operatorTokenHash: hashToken(token),
    };
    const supervisor = startSupervisor({ config: child, say });
    await supervisor.ready;
    return {
      port,
      parts: [
        ['services', SERVICE_NAMES.map((name) => `${name} ${supervisor.pid(name)}`).join(', ')],
        ['event store', `LMDB in ${child.storeFolder}`],
        ['Kafka', `${brokers.join(', ')}${kafka === undefined ? '' : ` (local, in ${join(config.data, 'kafka')})`}`],
      ],
      stop: async () => {
        await supervisor.stop();
        await kafka?.stop();
      },
    };
  } catch (error) {
    await kafka?.stop();
    throw error;
  }
}

/** Makes the store and the shared topics before eight processes ask for them at once. */
async function prepare(config: Config, brokers: string[]): Promise<void> {
  const store = await openLmdbStore({ folder: join(config.data, 'store'), codec: eventCodec, now: Date.now });
  await store.close();
  const broker = await openKafkaBroker({ brokers, clientId: 'lnp-supervisor', log: createLog(config.logLevel) });
  await broker.ensureTopics(sharedTopics());
  await broker.close();
}
