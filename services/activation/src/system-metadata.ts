import type { NewEvent } from '@openlnp/event-store';

/** Of events that no request caused. `occurredAt` in milliseconds since the epoch. */
export const systemMetadata = (occurredAt: number, viewPosition: string | null): NewEvent['metadata'] => ({
  occurredAt,
  requestId: null,
  actor: 'system',
  actingFor: null,
  traceparent: null,
  viewPosition,
});
