import { z } from 'zod';
import { SERVICE_NAMES, type ServiceName } from './service-names';

const port = z.number().int().min(0).max(65_535);

/** What the supervisor tells each service's process, as JSON in one variable. */
const schema = z.strictObject({
  storeFolder: z.string(),
  brokers: z.array(z.string()).min(1),
  /** Loopback port of each service's own small server. */
  ports: z.object(Object.fromEntries(SERVICE_NAMES.map((name) => [name, port])) as Record<ServiceName, typeof port>),
  port,
  host: z.string(),
  sandbox: z.boolean(),
  responseWindow: z.number(),
  quotaPerSecond: z.number(),
  quotaBurst: z.number(),
  sessionTimeout: z.number(),
  logLevel: z.string(),
  operatorTokenHash: z.string(),
});

export type ChildConfig = z.output<typeof schema>;

export const CHILD_CONFIG_VARIABLE = 'LNP_SERVICE_CONFIG';

export const childConfigFrom = (env: NodeJS.ProcessEnv): ChildConfig =>
  schema.parse(JSON.parse(env[CHILD_CONFIG_VARIABLE] ?? '{}'));
