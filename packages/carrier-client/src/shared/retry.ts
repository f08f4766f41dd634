import { asCarrierError, CarrierError } from '../errors';
import { Backoff } from './backoff';
import type { Log } from './log';
import { linkedSignal, pause, type Timers } from './timers';

export interface CallOptions {
  /** Milliseconds from the call until it gives up with code deadline_exceeded; default 60,000. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

export interface Environment {
  readonly timers: Timers;
  readonly random: () => number;
  readonly log: Log;
  /** Milliseconds that one try may take. */
  readonly attemptMs: number;
}

const DEFAULT_DEADLINE_MS = 60_000;

/**
 * Calls until it succeeds, an error is not retriable, the deadline or the signal. An attempt gets a signal that is aborted when
 * its own time is over; it must end then.
 */
export async function withRetries<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  { timers, random, log, attemptMs }: Environment,
  { deadlineMs = DEFAULT_DEADLINE_MS, signal }: CallOptions,
): Promise<T> {
  const deadline = timers.now() + deadlineMs;
  const backoff = new Backoff({ random, firstMs: 250, mostMs: 10_000 });
  for (let tries = 1; ; tries += 1) {
    if (signal?.aborted) throw new CarrierError('aborted', 'the call was aborted');
    const limit = Math.max(1, Math.min(attemptMs, deadline - timers.now()));
    const outcome = await once(attempt, limit, timers, signal);
    if (outcome.ok) return outcome.value;
    const { error } = outcome;
    if (signal?.aborted) throw new CarrierError('aborted', 'the call was aborted', { cause: error });
    if (!error.retriable) throw error;
    const waitMs = Math.max(error.retryAfterMs ?? 0, backoff.next());
    if (timers.now() + waitMs >= deadline) {
      const message = `gave up after ${tries} tries in ${deadlineMs} ms; the last one: ${error.message}`;
      throw new CarrierError('deadline_exceeded', message, { cause: error });
    }
    log('retry', { tries, waitMs, code: error.code });
    await pause(timers, waitMs, signal);
  }
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CarrierError };

async function once<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  limitMs: number,
  timers: Timers,
  signal: AbortSignal | undefined,
): Promise<Outcome<T>> {
  const scope = linkedSignal(signal);
  let timedOut = false;
  const cancel = timers.after(limitMs, () => {
    timedOut = true;
    scope.abort();
  });
  try {
    return { ok: true, value: await attempt(scope.signal) };
  } catch (error) {
    if (!timedOut) return { ok: false, error: asCarrierError(error, 'unexpected_answer') };
    const message = `no answer within ${limitMs} ms`;
    return { ok: false, error: new CarrierError('timeout', message, { retriable: true, cause: error }) };
  } finally {
    cancel();
    scope.release();
  }
}
