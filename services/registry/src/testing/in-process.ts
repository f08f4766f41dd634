import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedBroker, openEmbeddedBroker } from '@openlnp/broker';
import { type RegistryClient, registryClient, seed, WORLD, type World } from '@openlnp/cli';
import { type EventStore, openLmdbStore } from '@openlnp/event-store';
import { hashToken } from '@openlnp/intake-service';
import { eventCodec, sharedTopics } from '@openlnp/messages';
import { createMetrics, type Log, type Metrics, randomIds, readRegions, ShiftableClock } from '@openlnp/service';
import { DiskWatch } from '../disk-watch';
import { observed } from '../observed';
import { startOneProcess } from '../one-process';

/** NPAC personnel's token. */
export const OPERATOR_TOKEN = 'operator';

/** A registry in the test's own process, so that the test can look into its store and broker and set its clock. */
export interface InProcess {
  readonly url: string;
  readonly store: EventStore;
  readonly broker: EmbeddedBroker;
  readonly metrics: Metrics;
  /** Lines of the log, and what would have ended the process. */
  readonly lines: readonly Record<string, unknown>[];
  readonly operator: RegistryClient;
  /** Loads the small world of `lnp seed`, or another one. */
  seed(world?: World): Promise<void>;
  /** The token of a service provider of that world. */
  token(spid: string): string;
  client(spid: string): RegistryClient;
  stop(): Promise<void>;
}

export interface InProcessOptions {
  /** The machine's time, in milliseconds since the epoch. */
  readonly now?: () => number;
  /** In seconds. */
  readonly responseWindow?: number;
  /** Whether its clock can be moved over HTTP. */
  readonly sandbox?: boolean;
}

export async function startInProcess(
  folder: string,
  { now = Date.now, responseWindow = 900, sandbox = false }: InProcessOptions = {},
): Promise<InProcess> {
  const clock = new ShiftableClock(now);
  const lines: Record<string, unknown>[] = [];
  const line = (fields: object, text: string) => void lines.push({ ...fields, text });
  const log: Log = { debug: line, info: line, warn: line, error: line, child: () => log };
  const broker = await openEmbeddedBroker({ folder: join(folder, 'broker'), now });
  const store = await openLmdbStore({ folder: join(folder, 'store'), codec: eventCodec, now: () => clock.now() });
  await broker.ensureTopics(sharedTopics());
  const metrics = createMetrics();
  const { regions } = readRegions('');
  const fatal = (error: unknown) => void lines.push({ fatal: String(error) });
  const disk = new DiskWatch(
    () => Number.POSITIVE_INFINITY,
    () => performance.now(),
  );
  const deps = observed(
    { store, broker, clock, ids: randomIds, log, metrics, regions, fatal },
    {
      disk,
      store: true,
      broker: true,
    },
  );
  const registry = await startOneProcess(deps, {
    port: 0,
    host: '127.0.0.1',
    sandbox,
    quotaPerSecond: 1_000,
    quotaBurst: 1_000,
    responseWindow,
    operatorTokenHash: hashToken(OPERATOR_TOKEN),
  });
  const url = `http://127.0.0.1:${registry.port}`;
  const tokenFolder = join(folder, 'tokens');
  const operator = registryClient(url, OPERATOR_TOKEN);
  const token = (spid: string): string => readFileSync(join(tokenFolder, `${spid}.token`), 'utf8').trim();
  return {
    url,
    store,
    broker,
    metrics,
    lines,
    operator,
    seed: async (world = WORLD) => void (await seed(operator, world, { transport: 'http', tokenFolder })),
    token,
    client: (spid) => registryClient(url, token(spid)),
    stop: async () => {
      await registry.stop();
      await broker.close();
      await store.close();
    },
  };
}
