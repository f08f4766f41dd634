import type { Broker, OutgoingRecord } from '@openlnp/broker';
import { tracedRecord } from '@openlnp/service';

/** Told of what a process produces, and of what it could not. */
export interface ProduceObserver {
  /** Before anybody knows what becomes of it; it has its own handling of what it rejects with. */
  begun?(work: Promise<unknown>): void;
  produced?(records: readonly OutgoingRecord[]): void;
  failed?(error: unknown): void;
}

/**
 * The broker as the services of this process see it: every record they produce is a hop of its trace, and what became of it is
 * told to the observers. So the services need not know that they are watched.
 */
export function observedBroker(broker: Broker, observers: readonly ProduceObserver[]): Broker {
  return {
    produce: async (records) => {
      const traced = records.map(tracedRecord);
      const result = broker.produce(traced);
      for (const observer of observers) observer.begun?.(result);
      try {
        await result;
      } catch (error) {
        for (const observer of observers) observer.failed?.(error);
        throw error;
      }
      for (const observer of observers) observer.produced?.(traced);
    },
    ensureTopics: (topics) => broker.ensureTopics(topics),
    listTopics: () => broker.listTopics(),
    consume: (options) => broker.consume(options),
    read: (options) => broker.read(options),
    fetch: (topic, partition, from, limit) => broker.fetch(topic, partition, from, limit),
    offsets: (topic, partition) => broker.offsets(topic, partition),
    committed: (group, topic, partition) => broker.committed(group, topic, partition),
    close: () => broker.close(),
  };
}
