import { asCarrierError, CarrierError } from '../errors';
import { type Linked, linkedSignal, type Timers } from '../shared/timers';
import { networkError, problemOf } from './answer';
import { type SseEvent, SseParser } from './sse-parser';

export interface StreamOptions {
  readonly fetch: typeof fetch;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timers: Timers;
  /** Milliseconds without a byte, heartbeats included, after which the line counts as dead. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** One answer of an SSE endpoint, from its first byte to its end. */
export interface SseStream {
  /** What came next (no events: only a heartbeat), or undefined at the end of the stream. Throws when the line breaks. */
  next(): Promise<readonly SseEvent[] | undefined>;
  readonly retryMs: number | undefined;
  /** True once an event or a heartbeat has come: more than an answer's head. */
  readonly proven: boolean;
  close(): Promise<void>;
}

/** Throws a CarrierError, retriable where trying again may help. */
export async function openSseStream(options: StreamOptions): Promise<SseStream> {
  const { timers, idleMs } = options;
  const scope = linkedSignal(options.signal);
  let idle = false;
  /** Gives up on the line when nothing comes for too long. Time that the reader's own handler takes does not count. */
  const awake = async <T>(work: Promise<T>): Promise<T> => {
    const cancel = timers.after(idleMs, () => {
      idle = true;
      scope.abort();
    });
    try {
      const result = await work;
      if (!idle) return result;
      throw new Error('cut off');
    } catch (error) {
      if (idle) throw new CarrierError('timeout', `nothing came for ${idleMs} ms`, { retriable: true });
      throw asCarrierError(error, 'network_error', { retriable: true });
    } finally {
      cancel();
    }
  };

  try {
    const answer = options.fetch(options.url, { headers: options.headers, signal: scope.signal, redirect: 'error' });
    const response = await awake(answer.catch(networkError));
    if (response.status !== 200) throw await awake(problemOf(response));
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/event-stream') || response.body === null) {
      await response.body?.cancel();
      throw new CarrierError('unexpected_answer', `a feed was asked for, ${type || 'nothing'} came`, { status: 200 });
    }
    return overBody(response.body.getReader(), awake, scope);
  } catch (error) {
    scope.abort();
    scope.release();
    throw error;
  }
}

function overBody(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  awake: <T>(work: Promise<T>) => Promise<T>,
  scope: Linked,
): SseStream {
  // Node 20's fetch holds on to its signal weakly: once garbage has been collected it may not hear of an abort, and the read would
  // go on until the next heartbeat, or for ever on a dead line. So the reader is told as well; what it waits for ends then.
  const cutOff = (): void => void reader.cancel().catch(() => undefined);
  scope.signal.addEventListener('abort', cutOff, { once: true });
  const parser = new SseParser();
  const decoder = new TextDecoder();
  let events = 0;
  return {
    get proven() {
      return events > 0 || parser.heartbeats > 0;
    },
    get retryMs() {
      return parser.retryMs;
    },
    next: async () => {
      const { done, value } = await awake(reader.read().catch(networkError));
      if (done) return undefined;
      const found = parser.push(decoder.decode(value, { stream: true }));
      events += found.length;
      return found;
    },
    close: async () => {
      scope.release();
      await reader.cancel().catch(() => undefined);
    },
  };
}
