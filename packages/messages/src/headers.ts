/** Names of the record headers; values are text. */
export const HEADERS = {
  /** The same for every repeat of a record: readers drop what they have seen (law 1). */
  messageId: 'message-id',
  /** Id of the request that it belongs to. */
  correlationId: 'correlation-id',
  /** SPID of the associated service provider that a service bureau sends a request for. */
  actingFor: 'acting-for',
  /** W3C trace context. */
  traceparent: 'traceparent',
  /** Instant of the decision, milliseconds since the epoch in decimal. */
  occurredAt: 'occurred-at',
  /** Position in the store's log, in decimal. */
  position: 'position',
  /** What a notification is to its recipient: high, medium or low (N329). */
  priority: 'priority',
  /** Download number, in decimal. */
  number: 'number',
} as const;
