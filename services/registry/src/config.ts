import { parseArgs } from 'node:util';
import { z } from 'zod';

/** How a registry runs. Flags say what a person chooses, the environment what an installation fixes; flags win. */
const schema = z.strictObject({
  /** HTTP door; 0 takes any free port. */
  port: z.coerce.number().int().min(0).max(65_535),
  host: z.string().min(1),
  /** Folder of everything that lasts. */
  data: z.string().min(1),
  /** One process for each service, around a Kafka. */
  kafka: z.boolean(),
  /** host:port, comma separated; a Kafka of its own when empty. */
  brokers: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(z.string().regex(/^[^\s:]+:\d+$/, 'expected host:port'))),
  sandbox: z.boolean(),
  /** Seconds that LSMSs have to answer a download (15 minutes in practice). */
  responseWindow: z.coerce.number().positive(),
  /** Requests per second of each SPID, and how many it may save up. */
  quotaPerSecond: z.coerce.number().positive(),
  quotaBurst: z.coerce.number().int().min(1),
  /** Kafka group membership, in milliseconds; a killed process's partitions wait for this. */
  sessionTimeout: z.coerce.number().int().min(1_000),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
});

export type Config = z.output<typeof schema>;

export const HELP = `Runs an OpenLNP registry.

  npm start -- [options]

  --port N        HTTP port (default 8080, LNP_PORT; 0 for any)
  --host ADDRESS  address to listen on (default 127.0.0.1, LNP_HOST)
  --data FOLDER   where everything lasting is kept (default ./data, LNP_DATA)
  --kafka         one process for each service, around a Kafka: the one in LNP_KAFKA_BROKERS, else a local one (LNP_KAFKA=1)
  --sandbox       with POST /sandbox/clock, to move time (LNP_SANDBOX=1)
  --help          this text

Environment: LNP_RESPONSE_WINDOW_SECONDS (900), LNP_QUOTA_PER_SECOND (200), LNP_QUOTA_BURST (1000),
             LNP_KAFKA_SESSION_TIMEOUT_MS (30000), LNP_LOG_LEVEL (warn)

Examples:
  npm start                              everything in one process, on port 8080
  npm start -- --port 0 --data /tmp/lnp  a throw-away registry
  npm start -- --kafka                   the same services as processes around a local Kafka
`;

/** The configuration, or undefined when only help was asked for. Throws an Error whose text says what to change. */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv): Config | undefined {
  // A variable that is set to nothing says as little as one that is not set.
  const from = (name: string, otherwise: string): string => env[name] || otherwise;
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      kafka: { type: 'boolean' },
      sandbox: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return undefined;
  const parsed = schema.safeParse({
    port: values.port ?? from('LNP_PORT', '8080'),
    host: values.host ?? from('LNP_HOST', '127.0.0.1'),
    data: values.data ?? from('LNP_DATA', './data'),
    kafka: values.kafka ?? env.LNP_KAFKA === '1',
    brokers: from('LNP_KAFKA_BROKERS', ''),
    sandbox: values.sandbox ?? env.LNP_SANDBOX === '1',
    responseWindow: from('LNP_RESPONSE_WINDOW_SECONDS', '900'),
    quotaPerSecond: from('LNP_QUOTA_PER_SECOND', '200'),
    quotaBurst: from('LNP_QUOTA_BURST', '1000'),
    sessionTimeout: from('LNP_KAFKA_SESSION_TIMEOUT_MS', '30000'),
    logLevel: from('LNP_LOG_LEVEL', 'warn'),
  });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`the configuration does not fit: ${faults.join('; ')} (see --help)`);
}
