import { toBrokerError } from './kafka-errors';

/** Parts of kafkajs that it does not export, which throw what its clients then hand on. */
const Broker = require('kafkajs/src/broker');
const Cluster = require('kafkajs/src/cluster');
const errors = require('kafkajs/src/errors');
const createTopics = require('kafkajs/src/protocol/requests/createTopics/v0/response');

const logger = { namespace: () => logger, debug: () => undefined };

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('what kafkajs throws', () => {
  const cluster = (): Record<string, (...args: unknown[]) => unknown> =>
    new Cluster({ logger, brokers: ['127.0.0.1:9'], socketFactory: () => undefined, offsets: new Map() });

  it('passes when a broker counts as connected before it has said what it knows', async () => {
    const broker = new Broker({ connectionPool: { host: '127.0.0.1', port: 9, isConnected: () => true }, logger });
    const error: unknown = await broker.metadata([]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: 'Broker not connected' });
    expect(toBrokerError(error)).toMatchObject({ code: 'broker_unreachable', retriable: true });
  });

  it('passes when it reads metadata that it has just thrown away', () => {
    const error = thrownBy(() => cluster().findTopicPartitionMetadata?.('some-topic'));
    expect(toBrokerError(error)).toMatchObject({ code: 'broker_unreachable', retriable: true });
  });

  it.each(['KafkaJSGroupCoordinatorNotFound', 'KafkaJSTimeout', 'KafkaJSLockTimeout'])('passes: %s', (name) => {
    const error = new errors[name]('too late');
    expect(toBrokerError(error)).toMatchObject({ code: 'broker_unreachable', retriable: true });
  });

  it.each([
    ['in time', [7], 'broker_unreachable'],
    ['in time, beside one that stands', [7, 36], 'broker_unreachable'],
    ['in time, nor may another at all', [7, 29], 'not_authorized'],
    ['in time, nor another with that many partitions', [7, 37], 'broker_failed'],
  ])('tells topics that could not be made %s', async (_, errorCodes, code) => {
    const topicErrors = errorCodes.map((errorCode, n) => ({ topic: `topic-${n}`, errorCode }));
    const error: unknown = await createTopics.parse({ topicErrors }).catch((thrown: unknown) => thrown);
    expect(toBrokerError(error)).toMatchObject({ code, retriable: code === 'broker_unreachable' });
  });

  it.each([new TypeError('of our own'), new Error('Broker not connected'), new Error('anything else')])(
    'does not pass for %p of this project',
    (error) => {
      expect(toBrokerError(error)).toMatchObject({ code: 'broker_failed', retriable: false });
    },
  );
});
