import type { Readiness } from '@openlnp/intake-service';

/** A registry is ready when all its services are and there is room to write; what is not is told. */
export const readinessOf = (services: Readonly<Record<string, string>>, diskIsFull: boolean): Readiness => ({
  ready: !diskIsFull && Object.values(services).every((state) => state === 'ready'),
  services,
  ...(diskIsFull ? { reason: 'disk_full' } : {}),
});
