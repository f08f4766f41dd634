// An unreachable store or broker, or a lost race, is no fault of the record in hand: it waits, it is never dead-lettered (law 8).
const PASSING = new Set([
  'broker_unreachable',
  'store_unreachable',
  'wrong_expected_revision',
  'disk_full',
  'unknown_topic',
  'not_authorized',
  'stopping',
  'broker_closed',
  'store_closed',
]);

// An engine that gave up works again in a new process only. No record is to blame for that either.
const ENGINE_FAILED = new Set([
  'store_failed',
  'store_corrupt',
  'broker_failed',
  // A server that refuses for good: what was accepted waits until somebody has put it right.
  'event_store_unauthorized',
  'event_store_failed',
]);

export const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
};

/** True when trying again later can help. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return (code !== undefined && PASSING.has(code)) || (error as { retriable?: unknown } | null)?.retriable === true;
}

/** True when store or broker must be opened anew by a new process. */
export const isEngineFailure = (error: unknown): boolean => ENGINE_FAILED.has(codeOf(error) ?? '');
