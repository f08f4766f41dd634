import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Broker, IncomingRecord } from '@openlnp/broker';
import type { DoorOptions } from '../options';
import type { DoorDeps } from '../ports';

/** One partition of a topic as server-sent events. */
export interface FeedSource {
  readonly topic: string;
  /** First offset to read. */
  readonly from: bigint;
  /** The event's text, or undefined to skip the record. What it throws ends the feed; the reader connects again. */
  readonly frame: (record: IncomingRecord) => string | undefined;
  /** Asked at each heartbeat; false ends the feed. */
  readonly allowed: () => boolean;
}

export type FeedOptions = Pick<DoorOptions, 'heartbeatMs' | 'stalledMs' | 'retryMs'>;

/** Written to the socket at once; more is not held while the reader is slow, but for one record. */
const CHUNK = 32_768;

/** One event. `data` is a line of JSON. */
export function sseEvent(id: string, event: string, data: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
}

/**
 * Writes the feed until the reader leaves, its right ends, `closing` is aborted, or something fails; resolves when its broker
 * reader has stopped. Nothing is read from the broker while the socket is full.
 */
export async function runFeed(
  response: ServerResponse,
  source: FeedSource,
  deps: Pick<DoorDeps, 'monotonicMs' | 'log'> & { readonly broker: Broker },
  options: FeedOptions,
  closing: AbortSignal,
): Promise<void> {
  const { log, monotonicMs } = deps;
  const over = new AbortController();
  let fullSince: number | undefined;

  const finish = (): void => {
    if (over.signal.aborted) return;
    over.abort();
    // A socket that its reader does not empty would keep the door from closing.
    if (response.writableNeedDrain) response.destroy();
    else response.end();
  };
  const fail = (error: unknown): void => {
    if (!over.signal.aborted) log.warn({ err: error, topic: source.topic }, 'a feed failed and was ended');
    finish();
  };

  const write = async (text: string): Promise<void> => {
    if (over.signal.aborted || text === '' || response.write(text)) return;
    fullSince ??= monotonicMs();
    await once(response, 'drain', { signal: over.signal }).catch(() => undefined);
  };

  const onRecords = async (records: readonly IncomingRecord[]): Promise<void> => {
    try {
      let chunk = '';
      for (const record of records) {
        if (over.signal.aborted) return;
        chunk += source.frame(record) ?? '';
        if (chunk.length < CHUNK) continue;
        await write(chunk);
        chunk = '';
      }
      await write(chunk);
    } catch (error) {
      fail(error);
    }
  };

  const beat = (): void => {
    if (!source.allowed()) finish();
    else if (response.writableNeedDrain) {
      fullSince ??= monotonicMs();
      if (monotonicMs() - fullSince >= options.stalledMs) fail(new Error('the reader does not read'));
    } else response.write(': heartbeat\n\n');
  };

  response.on('drain', () => {
    fullSince = undefined;
  });
  response.once('close', finish);
  response.on('error', finish);
  closing.addEventListener('abort', finish, { once: true });
  const heartbeat = setInterval(beat, options.heartbeatMs);
  try {
    // Its own connection: when the feed ends, so does the socket, and a closing door need not wait for it to fall idle.
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'close',
    });
    response.write(`retry: ${options.retryMs}\n\n`);
    if (closing.aborted) finish();
    const reading = deps.broker.read({
      topic: source.topic,
      partition: 0,
      from: source.from,
      onRecords,
      onError: fail,
    });
    reading.catch(fail);
    if (!over.signal.aborted) await once(over.signal, 'abort');
    const reader = await reading.catch(() => undefined);
    await reader?.stop();
  } finally {
    clearInterval(heartbeat);
    closing.removeEventListener('abort', finish);
    finish();
  }
}
