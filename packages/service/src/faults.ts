// An unreachable store or broker, or a lost race, is no fault of the record in hand: it waits, it is never dead-lettered (law 8).
const PASSING = new Set([
  'broker_unreachable',
  'store_unreachable',
  'wrong_expected_revision',
  'disk_full',
  'unknown_topic',
  'stopping',
]);

// The engine said no in a way that only a new process can clear up.
const FATAL = new Set(['store_failed', 'broker_failed']);

export const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
};

/** True when trying again later can help. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return (code !== undefined && PASSING.has(code)) || (error as { retriable?: unknown } | null)?.retriable === true;
}

/** True when this process can do nothing more: it must go down, and the record in hand waits for the next one (law 8). */
export function isFatal(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && FATAL.has(code);
}
