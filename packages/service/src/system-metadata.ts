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

/**
 * Of an event that took place at `own`, from the metadata of what it was decided with. What fell due earlier is nobody's doing, whoever's
 * request found it; at the very same instant it counts as the request's.
 */
export const metadataAt = (own: number, decided: NewEvent['metadata']): NewEvent['metadata'] =>
  own < decided.occurredAt ? { ...decided, ...systemMetadata(own, decided.viewPosition) } : decided;
