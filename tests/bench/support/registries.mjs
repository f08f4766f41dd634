// The registries that the benches drive: all services in this process, or real processes around a real Kafka.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import brokers from '@openlnp/broker';
import cli from '@openlnp/cli';
import stores from '@openlnp/event-store';
import intake from '@openlnp/intake-service';
import messages from '@openlnp/messages';
import registry from '@openlnp/registry-service';
import service from '@openlnp/service';
import { start as startKafka } from '../../../infra/kafka/kafka.mjs';
import { world } from './world.mjs';

const MAIN = resolve(dirname(fileURLToPath(import.meta.url)), '../../../services/registry/dist/main.js');
const NO_QUOTA = 1_000_000_000;
const SESSION_TIMEOUT_MS = 6_000;

/** A folder of its own under the system's temporary one (TMPDIR chooses the disk that is measured); never left behind. */
export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'lnp-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    folder,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
}

/**
 * A running, empty registry: `broker` is the carriers' line to it, `url` and `operatorToken` its HTTP door, `storeFolder` its
 * LMDB, `brokerFolder` the embedded broker's LMDB or Kafka's data, `pids` its processes by name.
 */
export async function openRegistry({ kafka }) {
  const { folder, remove } = newFolder();
  try {
    const opened = kafka ? await openProcesses(folder) : await openEmbedded(folder);
    return {
      ...opened,
      kafka,
      storeFolder: join(folder, 'store'),
      stop: async () => {
        await opened.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Service providers, codes and LRNs, over the operator's HTTP door; carriers and LSMSs speak on topics of the broker. */
export async function furnish({ url, operatorToken, storeFolder }) {
  const client = cli.registryClient(url, operatorToken);
  return cli.seed(client, world, { transport: 'kafka', tokenFolder: join(dirname(storeFolder), 'tokens') });
}

async function openEmbedded(folder) {
  const brokerFolder = join(folder, 'broker');
  const clock = new service.ShiftableClock();
  const operatorToken = service.randomIds.secret();
  const broker = await brokers.openEmbeddedBroker({ folder: brokerFolder, now: () => clock.now() });
  const store = await stores.openLmdbStore({
    folder: join(folder, 'store'),
    codec: messages.eventCodec,
    now: () => clock.now(),
  });
  await broker.ensureTopics(messages.sharedTopics());
  const running = await registry.startOneProcess(
    {
      store,
      broker,
      clock,
      ids: service.randomIds,
      log: service.createLog('error'),
      metrics: service.createMetrics(),
      regions: service.readRegions('').regions,
      fatal: (error) => {
        process.stderr.write(`the registry goes down: ${error?.stack ?? error}\n`);
        process.exit(1);
      },
    },
    {
      port: 0,
      host: '127.0.0.1',
      sandbox: false,
      responseWindow: 900,
      quotaPerSecond: NO_QUOTA,
      quotaBurst: NO_QUOTA,
      operatorTokenHash: intake.hashToken(operatorToken),
    },
  );
  return {
    broker,
    brokerFolder,
    operatorToken,
    url: `http://127.0.0.1:${running.port}`,
    pids: { 'one process, load generator included': process.pid },
    stop: async () => {
      await running.stop();
      await broker.close();
      await store.close();
    },
  };
}

async function openProcesses(folder) {
  const brokerFolder = join(folder, 'kafka');
  mkdirSync(folder, { recursive: true });
  const kafka = await startKafka({ data: brokerFolder });
  let main;
  try {
    main = await startMain(['--kafka', '--data', folder], { LNP_KAFKA_BROKERS: kafka.brokers.join(',') });
    const broker = await brokers.openKafkaBroker({
      brokers: kafka.brokers,
      clientId: 'lnp-bench',
      log: service.createLog('error'),
    });
    return {
      broker,
      brokers: kafka.brokers,
      brokerFolder,
      operatorToken: readFileSync(join(folder, 'operator.token'), 'utf8').trim(),
      url: main.url,
      pids: { kafka: kafka.pid, ...main.pids },
      stop: async () => {
        await broker.close();
        await main.stop();
        await kafka.stop();
      },
    };
  } catch (error) {
    await main?.stop();
    await kafka.stop();
    throw error;
  }
}

/** npm start's own process, on any port: resolves when it says that it runs, with its services' process ids where it has them. */
export async function startMain(args, env = {}) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], {
    env: {
      ...process.env,
      LNP_LOG_LEVEL: 'error',
      LNP_QUOTA_PER_SECOND: String(NO_QUOTA),
      LNP_QUOTA_BURST: String(NO_QUOTA),
      LNP_KAFKA_SESSION_TIMEOUT_MS: String(SESSION_TIMEOUT_MS),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let said = '';
  const url = await new Promise((done, fail) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /HTTP\s+(http:\/\/[^\s(]+)/.exec(said)?.[1];
      if (found !== undefined && said.includes('Ctrl-C')) done(found);
    });
    child.once('exit', (code) => fail(new Error(`the registry ended with ${code}: ${said}`)));
  });
  const services = /services\s+(.*)/.exec(said)?.[1] ?? '';
  const pids = Object.fromEntries(
    [...services.matchAll(/([a-z-]+) (\d+)/g)].map(([, name, pid]) => [name, Number(pid)]),
  );
  return {
    url,
    startedAt,
    pids: { main: child.pid, ...pids },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
