import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonCodec } from '../contract/json-codec';
import { eventStoreContract } from '../contract/suite';
import type { EventStore } from '../port';
import { openLmdbStore } from './store';

eventStoreContract('LMDB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lmdb-store-'));
  const stores: EventStore[] = [];
  const open = async (): Promise<EventStore> => {
    const store = await openLmdbStore({ folder, codec: jsonCodec, now: Date.now });
    stores.push(store);
    return store;
  };
  const store = await open();
  return {
    store,
    hooks: { openAnother: open },
    reopen: async () => {
      await stores.at(-1)?.close();
      return open();
    },
    dispose: async () => {
      await Promise.all(stores.map((one) => one.close()));
      await rm(folder, { recursive: true });
    },
  };
}, ['openAnother']);
