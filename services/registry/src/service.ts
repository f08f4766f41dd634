// One service as a process of its own: node service.js NAME, configured by the environment; the supervisor's child, or a container.
import { openKafkaBroker, type Reader } from '@openlnp/broker';
import { hashToken, type ReadSide } from '@openlnp/intake-service';
import type { LsmsBroadcast } from '@openlnp/lsms-broadcast-service';
import { sharedTopics } from '@openlnp/messages';
import type { Routing } from '@openlnp/routing-service';
import {
  addProcessMetrics,
  addSizeMetrics,
  checkDataFolder,
  codeOf,
  createLog,
  createMetrics,
  followSandboxClock,
  isPassing,
  openStore,
  type RpcMethod,
  type RunningService,
  randomIds,
  type ServiceDeps,
  ShiftableClock,
  startServiceServer,
  steadyTime,
} from '@openlnp/service';
import { version } from '../package.json';
import { type Config, readServiceConfig, SERVICE_HELP } from './config';
import { watchDisk } from './disk-watch';
import { observed } from './observed';
import { operatorToken } from './operator-token';
import { remoteSiblings } from './remote-siblings';
import { isServiceName, type ServiceName } from './service-names';
import { acknowledgementDoor, startService } from './start-service';
import { storeFolderOf } from './store-folder';
import { WriteStuckError } from './stuck-watch';

/** Longest that a service without its supervisor takes to stop, in milliseconds. */
const ORPHAN_MS = 2_000;
const isSupervised = process.send !== undefined;

async function main(name: ServiceName, config: Config): Promise<void> {
  const log = createLog(config.logLevel, { service: name });
  const clock = new ShiftableClock(steadyTime());
  const fatal = (error: unknown): void => {
    log.error({ err: error }, 'the service goes down and is started again');
    // An orderly end would wait for the same write.
    setImmediate(() => (error instanceof WriteStuckError ? process.kill(process.pid, 'SIGKILL') : process.exit(1)));
  };
  const operatorTokenHash = name === 'intake' ? operatorHash(config.data) : '';
  const store = await openStore(config.eventStore, { now: () => clock.now(), log });
  const broker = await openKafkaBroker({
    brokers: config.brokers,
    clientId: `lnp-${name}`,
    sessionTimeoutMs: config.sessionTimeout,
    log,
  });
  // The supervisor has made them before its children came.
  if (!isSupervised) await broker.ensureTopics(sharedTopics());
  const metrics = createMetrics();
  addProcessMetrics(metrics, name);
  const storeFolder = storeFolderOf(config);
  // Asked once for the whole registry, by whoever answers /metrics.
  if (name === 'intake') addSizeMetrics(metrics, { data: storeFolder ?? config.data, store: storeFolder });
  const disk = storeFolder === undefined ? undefined : watchDisk(storeFolder);
  const { regions } = config.regions;
  const embedded = disk === undefined ? undefined : { disk, store: true, broker: false };
  const deps = observed({ store, broker, clock, ids: randomIds, log, metrics, regions, fatal }, embedded);
  let service: RunningService | undefined;
  let clockReader: Reader | undefined;
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // Still starting: nothing is in hand, and the store and the broker survive worse.
    if (service === undefined) process.exit(0);
    await service.stop();
    await clockReader?.stop();
    await server.close();
    await broker.close();
    await store.close();
    process.exit(0);
  };
  // Before anything that takes time, so that no service outlives its supervisor.
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => {
    if (!isSupervised) void stop();
    else log.debug({}, 'Ctrl-C reaches the whole group; the supervisor decides when each stops');
  });
  // The supervisor is gone and may be back already: whoever lingers keeps its partitions from the next ones.
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), ORPHAN_MS);
    void stop();
  });

  const server = await startServiceServer({
    port: config.servicePort,
    host: config.serviceHost,
    methods: methodsOf(() => service, deps),
    ready: () => service !== undefined,
    metrics: () => deps.metrics.registry.metrics(),
  });
  clockReader = config.sandbox ? await followSandboxClock(deps) : undefined;
  const urlOf = (other: ServiceName) => config.serviceUrls.get(other) ?? `http://${other}:${config.servicePort}`;
  service = await startService(name, deps, { ...config, operatorTokenHash }, () =>
    remoteSiblings(urlOf, metrics, () => disk?.isFull ?? false),
  );
  process.send?.({ ready: name });
}

function operatorHash(folder: string): string {
  checkDataFolder(folder, version);
  return hashToken(operatorToken(folder, () => randomIds.secret()).token);
}

/** What siblings may ask of this service. */
function methodsOf(service: () => RunningService | undefined, deps: ServiceDeps): Record<string, RpcMethod> {
  const ready = <T>(): T => {
    const running = service();
    if (running === undefined) throw new Error('not ready yet');
    return running as T;
  };
  const queries = (): ReadSide => ready<Routing>().queries;
  const door = () => acknowledgementDoor(ready<LsmsBroadcast>());
  return {
    metrics: async () => deps.metrics.registry.getMetricsAsJSON(),
    subscriptionVersion: async ({ identity, svId }: never) => queries().subscriptionVersion(identity, svId),
    subscriptionVersions: async ({ identity, query }: never) => queries().subscriptionVersions(identity, query),
    telephoneNumber: async ({ identity, tn }: never) => queries().telephoneNumber(identity, tn),
    history: async ({ identity, tn }: never) => queries().history(identity, tn),
    lsmsAnswers: async ({ tn }: never) => queries().lsmsAnswers(tn),
    digest: async () => queries().digest(),
    acknowledge: async ({ spid, input, holder }: never) => door().acknowledge(spid, input, holder),
    position: async ({ spid }: never) => door().position(spid),
  };
}

function run(): Promise<void> {
  const [name = '', ...more] = process.argv.slice(2);
  if (name === '--help' || name === '-h') {
    process.stdout.write(SERVICE_HELP);
    return Promise.resolve();
  }
  if (isServiceName(name) && more.length === 0) {
    const config = readServiceConfig(process.env);
    return main(name, config).catch((error: unknown) => {
      // What may pass is for whoever starts it again; the text says what is missing.
      const why = isPassing(error) || codeOf(error) !== undefined ? (error as Error).message : undefined;
      process.stderr.write(
        `${name} could not start: ${why ?? (error instanceof Error ? error.stack : String(error))}\n`,
      );
      process.exit(1);
    });
  }
  throw new Error(`no service ${JSON.stringify(name)} (see --help)`);
}

try {
  void run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
