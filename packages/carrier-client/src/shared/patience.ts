import type { CarrierError } from '../errors';
import type { Timers } from './timers';

/** Milliseconds. */
const PATIENCE_MS = 30_000;
const NOT_YET = new Set(['not_found', 'unknown_topic']);

/** A provider that has only just been entered may be ahead of its own feed: what is not there yet may come a moment later. */
export function newcomersPatience(timers: Timers): (error: CarrierError) => boolean {
  const since = timers.now();
  return (error) => NOT_YET.has(error.code) && timers.now() - since < PATIENCE_MS;
}
