import type { FeedState, OnState } from '../connection';
import { asCarrierError } from '../errors';
import { Backoff } from '../shared/backoff';
import type { Log } from '../shared/log';
import { newcomersPatience } from '../shared/patience';
import { pause, type Timers } from '../shared/timers';
import type { SseEvent } from './sse-parser';
import { openSseStream, type SseStream } from './sse-stream';

export interface FollowOptions {
  readonly fetch: typeof fetch;
  /** Asked anew for every connection: it says from where. */
  readonly request: () => { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** Whole events, at least one; nothing more is read until it resolves. What it throws ends the feed with that error. */
  readonly onEvents: (events: readonly SseEvent[]) => Promise<void> | void;
  readonly onState?: OnState | undefined;
  readonly timers: Timers;
  readonly random: () => number;
  readonly idleMs: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Follows an SSE feed over as many connections as it takes. Resolves when the signal is aborted; rejects with what waiting does
 * not cure (any 4xx but 408 and 429). Waits 1 s, or what the feed's `retry` says, doubling up to 30 s, and from the start again
 * after the first event or heartbeat.
 */
export async function followSse(options: FollowOptions): Promise<void> {
  const { timers, random, log, signal } = options;
  const backoff = new Backoff({ random });
  const bearable = newcomersPatience(timers);
  const tell = (state: FeedState, detail: { retryInMs?: number; error?: unknown } = {}): void => {
    if (!signal.aborted) options.onState?.(state, detail);
  };

  while (!signal.aborted) {
    tell('connecting');
    const error = await oneConnection(options, backoff, tell);
    if (signal.aborted) return;
    if (error !== undefined && !error.retriable && !bearable(error)) throw error;
    const retryInMs = Math.max(error?.retryAfterMs ?? 0, backoff.next());
    log('feed_interrupted', { retryInMs, code: error?.code ?? 'ended' });
    tell('waiting', { retryInMs, error });
    await pause(timers, retryInMs, signal);
  }
}

/** From opening to the end. Answers what broke the line, undefined for an orderly end; throws only what onEvents threw. */
async function oneConnection(options: FollowOptions, backoff: Backoff, tell: (state: FeedState) => void) {
  const { fetch, request, timers, idleMs, signal } = options;
  let stream: SseStream | undefined;
  try {
    stream = await openSseStream({ fetch, ...request(), timers, idleMs, signal });
  } catch (error) {
    return asCarrierError(error, 'network_error', { retriable: true });
  }
  tell('live');
  try {
    while (!signal.aborted) {
      let events: readonly SseEvent[] | undefined;
      try {
        events = await stream.next();
      } catch (error) {
        return asCarrierError(error, 'network_error', { retriable: true });
      }
      if (stream.retryMs !== undefined) backoff.startFrom(stream.retryMs);
      if (events === undefined) return undefined;
      if (stream.proven) backoff.reset();
      if (events.length > 0) await options.onEvents(events);
    }
    return undefined;
  } finally {
    await stream.close();
  }
}
