import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonCodec } from '../contract/json-codec';
import { eventStoreContract } from '../contract/suite';
import type { EventStore } from '../port';
import { openLmdbStore } from './store';

eventStoreContract('LMDB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lmdb-store-'));
  const open = (): Promise<EventStore> => openLmdbStore({ folder, codec: jsonCodec, now: Date.now });
  let store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
