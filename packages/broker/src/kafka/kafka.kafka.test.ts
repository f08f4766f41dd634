import { Kafka, logLevel } from 'kafkajs';
import { describeKafka } from '../../../../tests/support/kafka/describe-kafka';
import type { Subject } from '../contract/harness';
import { brokerContract } from '../contract/suite';
import { openKafkaBroker } from './kafka-broker';

async function openSubject(brokers: string[]): Promise<Subject> {
  const open = () => openKafkaBroker({ brokers, clientId: 'contract', sessionTimeoutMs: 6000 });
  let broker = await open();
  return {
    broker,
    restart: async () => {
      await broker.close();
      broker = await open();
      return broker;
    },
    expire: async (topic, partition) => {
      const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      // It does not load the topic's metadata by itself; this does, and -1 is the end.
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: '-1' }] });
      await admin.disconnect();
    },
    close: () => broker.close(),
  };
}

describeKafka('with a real Kafka,', (brokers) => {
  brokerContract('the Kafka broker', () => openSubject(brokers));
});
