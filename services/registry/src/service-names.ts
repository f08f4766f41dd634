/** Every service, in the order they start: who answers a door comes last, so that the door opens on a working house. */
export const SERVICE_NAMES = [
  'relay',
  'network-data',
  'validation',
  'activation',
  'lsms-broadcast',
  'soa-notification',
  'routing',
  'intake',
] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];

export const isServiceName = (text: string): text is ServiceName => (SERVICE_NAMES as readonly string[]).includes(text);
