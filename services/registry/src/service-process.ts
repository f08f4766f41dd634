// One service as a process of its own: node service-process.js NAME, configured by the supervisor through the environment.
import { openKafkaBroker, type Reader } from '@openlnp/broker';
import { openLmdbStore } from '@openlnp/event-store';
import type { ReadSide } from '@openlnp/intake-service';
import type { LsmsBroadcast } from '@openlnp/lsms-broadcast-service';
import { eventCodec } from '@openlnp/messages';
import type { Routing } from '@openlnp/routing-service';
import {
  addProcessMetrics,
  addSizeMetrics,
  createLog,
  createMetrics,
  followSandboxClock,
  type RpcMethod,
  type RunningService,
  randomIds,
  type ServiceDeps,
  ShiftableClock,
  startServiceServer,
  steadyTime,
} from '@openlnp/service';
import { type ChildConfig, childConfigFrom } from './child-config';
import { watchDisk } from './disk-watch';
import { observed } from './observed';
import { remoteSiblings } from './remote-siblings';
import { isServiceName, type ServiceName } from './service-names';
import { acknowledgementDoor, startService } from './start-service';

/** Longest that a service without its supervisor takes to stop, in milliseconds. */
const ORPHAN_MS = 2_000;

async function main(name: ServiceName, config: ChildConfig): Promise<void> {
  const log = createLog(config.logLevel, { service: name });
  const clock = new ShiftableClock(steadyTime());
  const fatal = (error: unknown): void => {
    log.error({ err: error }, 'the service goes down and is started again');
    setImmediate(() => process.exit(1));
  };
  const store = await openLmdbStore({ folder: config.storeFolder, codec: eventCodec, now: () => clock.now() });
  const broker = await openKafkaBroker({
    brokers: config.brokers,
    clientId: `lnp-${name}`,
    sessionTimeoutMs: config.sessionTimeout,
    log,
  });
  const metrics = createMetrics();
  addProcessMetrics(metrics, name);
  // Asked once for the whole registry, by whoever answers /metrics.
  if (name === 'intake') addSizeMetrics(metrics, { data: config.storeFolder, store: config.storeFolder });
  const disk = watchDisk(config.storeFolder);
  const deps = observed({ store, broker, clock, ids: randomIds, log, metrics, fatal }, disk);
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
  process.on('SIGINT', () => log.debug({}, 'Ctrl-C reaches the whole group; the supervisor decides when each stops'));
  // The supervisor is gone and may be back already: whoever lingers keeps its partitions from the next ones.
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), ORPHAN_MS);
    void stop();
  });

  const server = await startServiceServer({
    port: config.ports[name],
    methods: methodsOf(() => service, deps),
    ready: () => service !== undefined,
    metrics: () => deps.metrics.registry.metrics(),
  });
  clockReader = config.sandbox ? await followSandboxClock(deps) : undefined;
  service = await startService(name, deps, config, () => remoteSiblings(config, metrics, () => disk.isFull));
  process.send?.({ ready: name });
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
    telephoneNumber: async ({ identity, tn }: never) => queries().telephoneNumber(identity, tn),
    history: async ({ identity, tn }: never) => queries().history(identity, tn),
    digest: async () => queries().digest(),
    acknowledge: async ({ spid, input }: never) => door().acknowledge(spid, input),
    position: async ({ spid }: never) => door().position(spid),
  };
}

const name = process.argv[2] ?? '';
if (!isServiceName(name)) {
  process.stderr.write(`usage: service-process NAME (started by the supervisor)\n`);
  process.exit(2);
}
main(name, childConfigFrom(process.env)).catch((error: unknown) => {
  process.stderr.write(`${name} could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
