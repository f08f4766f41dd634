import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { jsonTextCodec } from '../contract/json-codec';
import { eventStoreContract, type OpenedStore } from '../contract/suite';
import type { EventStore } from '../port';
import { openEsdbStore } from './open';
import { type AppendFault, startEsdbServer } from './testing';

const REAL_SERVER = process.env.LNP_EVENTSTORE_TEST_URL;
/** A server may hold what other runs left; these are the names that the suite uses. */
const STREAM_PREFIXES = ['contract-', 'tn-contract-', 'request-contract-', 'job-contract-'];
/** Short enough for a call that hangs to be given up within a test. */
const DEADLINE_MS = 9000;
const LOST: readonly AppendFault[] = ['applied-timeout', 'applied-dropped', 'applied-unanswered'];

async function openedOn(url: string, deadlineMs: number, dispose: () => Promise<void>): Promise<OpenedStore> {
  const stores: EventStore[] = [];
  const open = async (): Promise<EventStore> => {
    const options = { url, codec: jsonTextCodec, now: Date.now, streamPrefixes: STREAM_PREFIXES, deadlineMs };
    const store = await openEsdbStore(options);
    stores.push(store);
    return store;
  };
  const foreign = EventStoreDBClient.connectionString(url);
  const writeForeign = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      // Names of other applications, and one that begins as ours do but was not written by us.
      const stream = ['others-1', 'tn-contract-by-hand', '$$others-1'][n % 3] ?? '';
      await foreign.appendToStream(stream, jsonEvent({ type: 'Foreign', data: { n } }));
    }
  };
  const store = await open();
  return {
    store,
    hooks: { openAnother: open, writeForeign },
    reopen: async () => {
      await stores.at(-1)?.close();
      return open();
    },
    dispose: async () => {
      await Promise.all(stores.map((one) => one.close()));
      await foreign.dispose();
      await dispose();
    },
  };
}

eventStoreContract('EventStoreDB adapter on the stand-in server', async () => {
  const server = await startEsdbServer();
  const opened = await openedOn(server.url, DEADLINE_MS, () => server.stop());
  let lost = 0;
  const loseNextAnswer = (): void => {
    server.faults.nextAppends(LOST[lost % LOST.length] ?? 'applied-timeout');
    lost += 1;
  };
  const dropReads = (afterEvents: number, times: number): void => server.faults.dropReads({ afterEvents, times });
  const dispose = async (): Promise<void> => {
    await opened.dispose();
    // A fault that met no call has tested nothing.
    expect(server.faults.pending).toBe(0);
  };
  return { ...opened, hooks: { ...opened.hooks, loseNextAnswer, dropReads }, dispose };
}, ['openAnother', 'writeForeign', 'loseNextAnswer', 'dropReads']);

if (REAL_SERVER === undefined) {
  process.stderr.write(
    'tests on a real EventStoreDB skipped: set LNP_EVENTSTORE_TEST_URL=esdb://... (22.10 or newer)\n',
  );
}
(REAL_SERVER === undefined ? describe.skip : describe)('with LNP_EVENTSTORE_TEST_URL', () => {
  eventStoreContract(
    'EventStoreDB adapter on a real server',
    () => openedOn(REAL_SERVER ?? '', 10_000, () => Promise.resolve()),
    ['openAnother', 'writeForeign'],
  );
});
