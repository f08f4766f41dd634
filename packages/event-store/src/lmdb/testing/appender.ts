import { randomBytes, randomUUID } from 'node:crypto';
import { jsonCodec } from '../../contract/json-codec';
import { newEvent } from '../../contract/kit';
import { type EventStore, NO_STREAM } from '../../port';
import { openLmdbStore } from '../store';

/**
 * A process of its own that appends to a store, started by the tests: node appender.js FOLDER MODE SHARED-STREAM COUNT.
 * Mode `race` appends COUNT events to the shared stream against everybody else and ends; mode `forever` appends to COUNT
 * streams of its own at the same time until it is killed. Each answered append is told to the parent.
 */
export interface Acknowledged {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly id: string;
}

const isWrongRevision = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === 'wrong_expected_revision';

async function appendOne(store: EventStore, stream: string, n: number): Promise<void> {
  const event = { ...newEvent(n), id: randomBytes(16).toString('hex') };
  for (;;) {
    const [last] = await store.readStream(stream, { direction: 'backward', limit: 1 });
    try {
      const append = { stream, expectedRevision: last?.revision ?? NO_STREAM, events: [event] };
      const { revision, position } = await store.append(append);
      process.send?.({ stream, revision, position: position.toString(), id: event.id } satisfies Acknowledged);
      return;
    } catch (error) {
      if (!isWrongRevision(error)) throw error;
    }
  }
}

async function appendForever(store: EventStore, stream: string): Promise<never> {
  for (let n = 0; ; n += 1) await appendOne(store, stream, n);
}

async function main([folder = '', mode = '', shared = '', count = '0']: readonly string[]): Promise<void> {
  const store = await openLmdbStore({ folder, codec: jsonCodec, now: Date.now });
  if (mode === 'race') {
    for (let n = 0; n < Number(count); n += 1) await appendOne(store, shared, n);
    await store.close();
    if (process.connected) process.disconnect();
    return;
  }
  await Promise.all(Array.from({ length: Number(count) }, () => appendForever(store, `own-${randomUUID()}`)));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
