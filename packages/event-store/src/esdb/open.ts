import type { EventStore } from '../port';
import type { EsdbStoreOptions } from './store';

/** As `openEsdbStore` of store.ts. The client takes 0.1 s and 25 MB to load: only who uses it pays for it. */
export async function openEsdbStore(options: EsdbStoreOptions): Promise<EventStore> {
  // Not `import()`: of a relative path it needs the extension of the output, which the tests on the sources do not have.
  const store = require('./store') as typeof import('./store');
  return store.openEsdbStore(options);
}
