import { join } from 'node:path';
import { openKafkaBroker } from '@openlnp/broker';
import { sharedTopics } from '@openlnp/messages';
import { createLog, describeStore, openStore } from '@openlnp/service';
import { type Config, serviceEnvironment } from './config';
import { startLocalKafka } from './local-kafka';
import type { RunningRegistry } from './running-registry';
import { SERVICE_NAMES, type ServiceName } from './service-names';
import { freePort, startSupervisor } from './supervisor';

/** One process for each service, around a Kafka, on the embedded store or a cluster. */
export async function runOnKafka(config: Config, say: (text: string) => void): Promise<RunningRegistry> {
  const kafka = config.brokers.length === 0 ? await startLocalKafka(config.data, say) : undefined;
  const brokers = [...(kafka?.brokers ?? config.brokers)];
  try {
    await prepare(config, brokers);
    const ports = Object.fromEntries(
      await Promise.all(SERVICE_NAMES.map(async (name) => [name, await freePort()] as const)),
    ) as Record<ServiceName, number>;
    const port = config.port === 0 ? await freePort() : config.port;
    const serviceUrls = new Map(SERVICE_NAMES.map((name) => [name, `http://127.0.0.1:${ports[name]}`]));
    const of = { ...config, brokers, port, serviceHost: '127.0.0.1', serviceUrls };
    const env = (name: ServiceName) => serviceEnvironment({ ...of, servicePort: ports[name] });
    const supervisor = startSupervisor({ ports, env, say });
    await supervisor.ready;
    return {
      port,
      parts: [
        ['services', SERVICE_NAMES.map((name) => `${name} ${supervisor.pid(name)}`).join(', ')],
        ['event store', describeStore(config.eventStore)],
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
  const log = createLog(config.logLevel);
  const store = await openStore(config.eventStore, { now: Date.now, log });
  await store.close();
  const broker = await openKafkaBroker({ brokers, clientId: 'lnp-supervisor', log });
  await broker.ensureTopics(sharedTopics());
  await broker.close();
}
