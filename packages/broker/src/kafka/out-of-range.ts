import type { Broker, Cluster, Consumer } from 'kafkajs';
import { offsetOutOfRange } from '../errors';
import { outOfRangePlace } from './kafka-errors';

/**
 * When an offset is not kept any more, kafkajs commits the group's default offset and goes on there: records are skipped, or all of
 * them come again, and only its log knows. So the error is caught where it comes in: the partition is paused, the fault reported,
 * and the other partitions go on.
 */
export function reportOutOfRange(cluster: Cluster, consumer: Consumer, onError: (error: unknown) => void): void {
  const guarded = new WeakSet<Broker>();
  const findBroker = cluster.findBroker.bind(cluster);
  cluster.findBroker = async (node) => {
    const broker = await findBroker(node);
    if (!guarded.has(broker)) {
      guarded.add(broker);
      guardFetch(broker, consumer, onError);
    }
    return broker;
  };
}

function guardFetch(broker: Broker, consumer: Consumer, onError: (error: unknown) => void): void {
  const fetch = broker.fetch.bind(broker);
  broker.fetch = async (request) => {
    try {
      return await fetch(request);
    } catch (error) {
      const place = outOfRangePlace(error);
      if (!place) throw error;
      const { topic, partition } = place;
      consumer.pause([{ topic, partitions: [partition] }]);
      const asked = request.topics.find(
        (t) => t.topic === topic && t.partitions.some((p) => p.partition === partition),
      );
      const offset = asked?.partitions.find((p) => p.partition === partition)?.fetchOffset;
      onError(
        offsetOutOfRange(topic, partition, `the group's offset ${offset} is not kept, or not yet written`, error),
      );
      return { responses: [] };
    }
  };
}
