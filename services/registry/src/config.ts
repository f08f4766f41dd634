import { parseArgs } from 'node:util';
import { parseStoreAddress, type RegionSource, readRegions, type StoreAddress } from '@openlnp/service';
import { z } from 'zod';
import { isServiceName, SERVICE_NAMES, type ServiceName } from './service-names';

const port = z.coerce.number('expected a number from 0 to 65535').int().min(0).max(65_535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Texts come from the environment; what a function may throw is said as what does not fit. */
const readBy = <T>(read: (text: string) => T) =>
  z.string().transform((text, context): T => {
    try {
      return read(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

const serviceUrls = list.transform((entries, context): ReadonlyMap<ServiceName, string> => {
  const urls = new Map<ServiceName, string>();
  for (const entry of entries) {
    const [name = '', url = ''] = entry.split(/=(.*)/s);
    if (isServiceName(name) && /^https?:\/\/[^/]+$/.test(url)) urls.set(name, url);
    else context.addIssue({ code: 'custom', message: `${entry}: expected NAME=http://HOST:PORT` });
  }
  return urls;
});

/** How a registry runs: of npm start, and of each service alone. Flags win over the environment. */
const fields = z.strictObject({
  /** HTTP door; 0 takes any free port. */
  port,
  host: z.string().min(1),
  /** Folder of everything that lasts here: with servers for store and broker only the operator's token. */
  data: z.string().min(1),
  eventStore: readBy<StoreAddress>(parseStoreAddress),
  /** A file of the registry's regions; without one they are those of the United States. */
  regions: readBy<RegionSource>(readRegions),
  /** One process for each service, around a Kafka. */
  kafka: z.boolean(),
  /** host:port, comma separated; a Kafka of its own when empty. */
  brokers: list.pipe(z.array(z.string().regex(/^[^\s:]+:\d+$/, 'expected host:port'))),
  sandbox: z.boolean(),
  /** Seconds that LSMSs have to answer a download, whatever the tunables say: in a sandbox only; undefined when they say it. */
  responseWindow: z.union([z.literal('').transform(() => undefined), z.coerce.number().positive()]),
  /** Requests per second of each SPID, and how many it may save up. */
  quotaPerSecond: z.coerce.number().positive(),
  quotaBurst: z.coerce.number().int().min(1),
  /** Kafka group membership, in milliseconds; a killed process's partitions wait for this. */
  sessionTimeout: z.coerce.number().int().min(1_000),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  /** Where a service alone answers the others: health, metrics and their questions. */
  servicePort: port,
  serviceHost: z.string().min(1),
  /** Where the others answer, for those that are not at http://NAME:PORT with the own port. */
  serviceUrls,
});

/** The tunables must be the truth wherever numbers are really ported. */
const schema = fields.refine(({ responseWindow, sandbox }) => sandbox || responseWindow === undefined, {
  path: ['responseWindow'],
  message: 'in a sandbox only; set the tunables subscription_..._retry_attempts and _interval',
});

export type Config = z.output<typeof schema>;

/** The variables, and what counts where one is missing or empty. */
const VARIABLES = {
  port: ['LNP_PORT', '8080'],
  host: ['LNP_HOST', '127.0.0.1'],
  data: ['LNP_DATA', './data'],
  eventStore: ['LNP_EVENTSTORE', ''],
  regions: ['LNP_REGIONS', ''],
  kafka: ['LNP_KAFKA', ''],
  brokers: ['LNP_KAFKA_BROKERS', ''],
  sandbox: ['LNP_SANDBOX', ''],
  responseWindow: ['LNP_RESPONSE_WINDOW_SECONDS', ''],
  quotaPerSecond: ['LNP_QUOTA_PER_SECOND', '200'],
  quotaBurst: ['LNP_QUOTA_BURST', '1000'],
  sessionTimeout: ['LNP_KAFKA_SESSION_TIMEOUT_MS', '30000'],
  logLevel: ['LNP_LOG_LEVEL', 'warn'],
  servicePort: ['LNP_SERVICE_PORT', '8081'],
  serviceHost: ['LNP_SERVICE_HOST', '127.0.0.1'],
  serviceUrls: ['LNP_SERVICE_URLS', ''],
} as const satisfies Record<keyof Config, readonly [string, string]>;

/** Every variable that a registry or one of its services reads. */
export const CONFIG_VARIABLES: readonly string[] = Object.values(VARIABLES).map(([name]) => name);

export const HELP = `Runs an OpenLNP registry.

  npm start -- [options]

  --port N          HTTP port (default 8080, LNP_PORT; 0 for any)
  --host ADDRESS    address to listen on (default 127.0.0.1, LNP_HOST)
  --data FOLDER     where everything lasting is kept (default ./data, LNP_DATA)
  --eventstore URL  lmdb:FOLDER (default: the data folder), or esdb://USER:PASSWORD@HOST:2113?tls=true for a cluster
                    (LNP_EVENTSTORE: keeps the password out of the list of processes)
  --kafka           one process for each service, around a Kafka: the one in LNP_KAFKA_BROKERS, else a local one
                    (LNP_KAFKA=1)
  --sandbox         with POST /sandbox/clock, to move time (LNP_SANDBOX=1)
  --help            this text

Environment: LNP_QUOTA_PER_SECOND (200), LNP_QUOTA_BURST (1000), LNP_KAFKA_SESSION_TIMEOUT_MS (30000), LNP_LOG_LEVEL (warn),
             LNP_REGIONS (a file of time zones, holidays and area codes; without one, the United States in one region);
             with --sandbox LNP_RESPONSE_WINDOW_SECONDS (as the tunables say)

Examples:
  npm start                              everything in one process, on port 8080
  npm start -- --port 0 --data /tmp/lnp  a throw-away registry
  npm start -- --kafka                   the same services as processes around a local Kafka
  LNP_EVENTSTORE='esdb+discover://lnp:secret@events.example:2113?tls=true' npm start
                                         the same on an EventStoreDB or KurrentDB cluster
`;

export const SERVICE_HELP = `Runs one service of an OpenLNP registry, around a Kafka: a container each, or whatever looks after processes.

  node services/registry/dist/service.js NAME

  NAME  ${SERVICE_NAMES.join(', ')}

Environment, of each of them:
  LNP_KAFKA_BROKERS             host:port, comma separated; needed
  LNP_REGIONS                   file of the registry's regions, the same for all (the United States in one region)
  LNP_EVENTSTORE                esdb://... for a cluster; lmdb:FOLDER only where all services are on one machine
  LNP_SERVICE_HOST              address for /healthz, /readyz, /metrics and the other services (127.0.0.1)
  LNP_SERVICE_PORT              and its port (8081). Keep it from everybody else: it asks for no token
  LNP_KAFKA_SESSION_TIMEOUT_MS  (30000), LNP_LOG_LEVEL (warn), LNP_SANDBOX (1 to move time)
of intake, which is the HTTP door:
  LNP_HOST, LNP_PORT            (127.0.0.1, 8080)
  LNP_DATA                      folder of operator.token, which is made at the first start (./data)
  LNP_SERVICE_URLS              NAME=http://HOST:PORT, comma separated, of services that are not at http://NAME:LNP_SERVICE_PORT
  LNP_QUOTA_PER_SECOND (200), LNP_QUOTA_BURST (1000)
of activation and intake, with LNP_SANDBOX=1 only:
  LNP_RESPONSE_WINDOW_SECONDS   (as the tunables say: attempts times interval)

One process of each; one that ends with an exit code other than 0 must be started again. SIGTERM stops it.
`;

/** The configuration, or undefined when only help was asked for. Throws an Error whose text says what to change. */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv): Config | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      eventstore: { type: 'string' },
      kafka: { type: 'boolean' },
      sandbox: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return undefined;
  const { help: _help, eventstore, ...given } = values;
  return parsed({ ...given, ...(eventstore === undefined ? {} : { eventStore: eventstore }) }, env);
}

/** The same for a service alone, which has no flags: its Kafka must be named. */
export function readServiceConfig(env: NodeJS.ProcessEnv): Config {
  const config = parsed({ kafka: true }, env);
  if (config.brokers.length === 0) throw new Error(`${NOT_FITTING}: LNP_KAFKA_BROKERS is missing (see --help)`);
  return config;
}

/** The environment that gives a service this configuration. */
export function serviceEnvironment(config: Config): Record<string, string> {
  const { eventStore: store, regions } = config;
  const texts: Record<keyof Config, string> = {
    ...(Object.fromEntries(
      Object.entries(config).map(([name, value]) => [
        name,
        value === true ? '1' : value === false || value === undefined ? '' : String(value),
      ]),
    ) as Record<keyof Config, string>),
    eventStore: store.kind === 'embedded' ? `lmdb:${store.folder}` : store.url,
    regions: regions.file,
    serviceUrls: [...config.serviceUrls].map(([name, url]) => `${name}=${url}`).join(),
  };
  return Object.fromEntries(
    Object.entries(VARIABLES).map(([name, [variable]]) => [variable, texts[name as keyof Config]]),
  );
}

const NOT_FITTING = 'the configuration does not fit';

function parsed(given: Partial<Record<keyof Config, string | boolean>>, env: NodeJS.ProcessEnv): Config {
  const texts = Object.fromEntries(
    // A variable that is set to nothing says as little as one that is not set.
    Object.entries(VARIABLES).map(([name, [variable, otherwise]]) => [name, env[variable] || otherwise]),
  );
  const data = given.data ?? texts.data;
  const result = schema.safeParse({
    ...texts,
    kafka: texts.kafka === '1',
    sandbox: texts.sandbox === '1',
    eventStore: texts.eventStore || `lmdb:${data || '.'}`,
    ...given,
  });
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`${NOT_FITTING}: ${faults.join('; ')} (see --help)`);
}
