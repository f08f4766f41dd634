import { jsonTextCodec } from '../../contract/json-codec';
import { ids, newEvents, streamName } from '../../contract/kit';
import { type EventStore, NO_STREAM, type StreamAppend } from '../../port';
import { openEsdbStore } from '../open';
import type { EsdbStoreOptions } from '../store';
import { type EsdbServer, type EsdbServerOptions, startEsdbServer } from './server';

/** Stand-ins and stores for the tests of a file. Each test closes its own, the last one first. */
export function serversAndStores() {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });
  return {
    cleanUps,
    start: async (options: EsdbServerOptions = {}): Promise<EsdbServer> => {
      const server = await startEsdbServer(options);
      cleanUps.push(() => server.stop());
      return server;
    },
    open: async (url: string, options: Partial<EsdbStoreOptions> = {}): Promise<EventStore> => {
      const store = await openEsdbStore({ url, codec: jsonTextCodec, now: Date.now, deadlineMs: 6000, ...options });
      cleanUps.push(() => store.close());
      return store;
    },
  };
}

/** The first append of a stream. */
export const first = (stream = streamName(), events = newEvents(1)): StreamAppend => ({
  stream,
  expectedRevision: NO_STREAM,
  events,
});
export const firsts = (count: number): StreamAppend[] => Array.from({ length: count }, () => first());

export async function expectEachOnce(store: EventStore, appends: readonly StreamAppend[]): Promise<void> {
  for (const { stream, events } of appends) expect(ids(await store.readStream(stream))).toEqual(ids(events));
}
