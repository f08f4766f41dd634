import type { EventStore } from '../port';
import { appendingContract } from './appending';
import { batchesContract } from './batches';
import { dropsContract, lostAnswersContract } from './failing';
import type { HookOf, OpenedStore, OpenStore, StoreHooks } from './kit';
import { lastingContract } from './lasting';
import { racingContract } from './racing';
import { readingContract } from './reading';
import { foreignContract, writersContract } from './sharing';
import { subscribingContract } from './subscribing';

export type { OpenedStore, OpenStore, StoreHooks } from './kit';

/**
 * What every EventStore keeps, for any adapter: positions may have gaps, batches need not be atomic, and the store may already
 * hold other events, but nobody else appends while the suite runs. Call it at the top of a jest test file; `open` is called
 * before each test, `dispose` after it. `announced` are the hooks that `open` gives: what cannot be done to an engine is not
 * tested on it.
 */
export function eventStoreContract(name: string, open: OpenStore, announced: readonly (keyof StoreHooks)[] = []): void {
  describe(`event store contract: ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(async () => {
      await opened.dispose();
    });
    const store = (): EventStore => opened.store;
    appendingContract(store);
    racingContract(store);
    readingContract(store);
    subscribingContract(store);
    lastingContract(() => opened);
    batchesContract(store);
    const hooks: HookOf = (hook) => {
      const found = opened.hooks?.[hook];
      if (found === undefined) throw new Error(`${name} announces ${hook} and has it not`);
      return found;
    };
    if (announced.includes('openAnother')) writersContract(store, hooks);
    if (announced.includes('writeForeign')) foreignContract(() => opened, hooks);
    if (announced.includes('loseNextAnswer')) lostAnswersContract(store, hooks);
    if (announced.includes('dropReads')) dropsContract(store, hooks);
  });
}
