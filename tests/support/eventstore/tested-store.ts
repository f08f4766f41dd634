import { openStore, parseStoreAddress } from '@openlnp/service';
import { type EsdbServer, startEsdbServer } from './stand-in';

/** The server that a run was told to use; undefined for the stand-in. */
export const givenUrl = (): string | undefined => process.env.LNP_EVENTSTORE_TEST_URL || undefined;

/** For the names of tests: what they ran against. */
export const testedStoreName = (): string =>
  givenUrl() === undefined ? 'the EventStoreDB stand-in' : 'the EventStoreDB of LNP_EVENTSTORE_TEST_URL';

/** LNP_EVENTSTORE of the server that a run was told to use, else of a stand-in of its own. */
export async function testedStore(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const url = givenUrl();
  if (url !== undefined) {
    await mustHoldNoRegistry(url);
    return { url, stop: async () => undefined };
  }
  const server: EsdbServer = await startEsdbServer({});
  return { url: server.url, stop: () => server.stop() };
}

/** The stories begin with an empty registry; events of others, such as those of the contract suite, do not disturb them. */
async function mustHoldNoRegistry(url: string): Promise<void> {
  const store = await openStore(parseStoreAddress(url), { now: Date.now });
  const found = (await store.head()) >= 0n;
  await store.close();
  if (found) throw new Error('the server of LNP_EVENTSTORE_TEST_URL holds a registry: name one that holds none');
}
