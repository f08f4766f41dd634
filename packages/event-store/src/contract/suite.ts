import type { EventStore } from '../port';
import { appendingContract } from './appending';
import type { OpenedStore, OpenStore } from './kit';
import { lastingContract } from './lasting';
import { racingContract } from './racing';
import { readingContract } from './reading';
import { subscribingContract } from './subscribing';

export type { OpenedStore, OpenStore } from './kit';

/**
 * What every EventStore keeps, for any adapter: positions may have gaps, batches need not be atomic, and the store may already
 * hold other events, but nobody else appends while the suite runs. Call it at the top of a jest test file; `open` is called
 * before each test, `dispose` after it.
 */
export function eventStoreContract(name: string, open: OpenStore): void {
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
  });
}
