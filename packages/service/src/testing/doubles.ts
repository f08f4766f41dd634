import type { Broker } from '@openlnp/broker';
import type { EventStore } from '@openlnp/event-store';

/** The same store, but for what is given. */
export const overStore = (store: EventStore, changes: Partial<EventStore>): EventStore => ({
  atomicBatches: store.atomicBatches,
  append: (append) => store.append(append),
  appendBatch: (appends) => store.appendBatch(appends),
  readStream: (stream, options) => store.readStream(stream, options),
  readAll: (after, limit) => store.readAll(after, limit),
  head: () => store.head(),
  subscribe: (options) => store.subscribe(options),
  saveCheckpoint: (name, position) => store.saveCheckpoint(name, position),
  loadCheckpoint: (name) => store.loadCheckpoint(name),
  close: () => store.close(),
  ...changes,
});

/** The same broker, but for what is given. */
export const overBroker = (broker: Broker, changes: Partial<Broker>): Broker => ({
  ensureTopics: (topics) => broker.ensureTopics(topics),
  listTopics: () => broker.listTopics(),
  produce: (records) => broker.produce(records),
  consume: (options) => broker.consume(options),
  read: (options) => broker.read(options),
  fetch: (topic, partition, from, limit) => broker.fetch(topic, partition, from, limit),
  offsets: (topic, partition) => broker.offsets(topic, partition),
  committed: (group, topic, partition) => broker.committed(group, topic, partition),
  close: () => broker.close(),
  ...changes,
});

export const coded = (code: string): Error => Object.assign(new Error(code), { code });

/**
 * A store whose batches are written stream by stream. `lose.after` streams of a batch it fails once, as an engine that dies in the
 * middle of it; undefined lets batches pass.
 */
export function oneByOneStore(store: EventStore): EventStore & { readonly lose: { after: number | undefined } } {
  const lose: { after: number | undefined } = { after: undefined };
  const appendBatch: EventStore['appendBatch'] = async (appends) => {
    const results = [];
    for (const [index, append] of appends.entries()) {
      if (lose.after === index) {
        lose.after = undefined;
        throw coded('store_unreachable');
      }
      results.push(await store.append(append));
    }
    return results;
  };
  return { ...overStore(store, { appendBatch, atomicBatches: false }), lose };
}

/** A broker that fails the next `failures` produces to a topic, before it has taken anything. */
export function failingProduce(broker: Broker, topic: string): { readonly broker: Broker; failures: number } {
  const failing = {
    failures: 0,
    broker: overBroker(broker, {
      produce: async (records) => {
        if (failing.failures > 0 && records.some((record) => record.topic === topic)) {
          failing.failures -= 1;
          throw coded('broker_unreachable');
        }
        return broker.produce(records);
      },
    }),
  };
  return failing;
}

/** A promise that is resolved from outside. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
