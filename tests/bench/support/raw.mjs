// The physical limit beside a lifecycle: the same events and records, with their keys and bytes, in as many transactions, and
// nothing else. No decision, no reader, no codec.

import messages from '@openlnp/messages';
import kafkajs from 'kafkajs';
import { open } from 'lmdb';
import { newFolder } from './registries.mjs';

const { eventCodec } = messages;
const { CompressionTypes, Kafka, logLevel } = kafkajs;
const STORE_HEADER_BYTES = 16;

/** Seconds to append the store's events and to write the broker's records at the same time, as the registry does. */
export async function rawSeconds(store, broker, kafkaBrokers) {
  const loops = [
    await rawStore(store),
    kafkaBrokers === undefined ? await rawBroker(broker) : await rawKafka(broker, kafkaBrokers),
  ];
  const startedAt = performance.now();
  await Promise.all(loops.map(({ run }) => run()));
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { close } of loops) await close();
  return seconds;
}

/** Event by position, and the head of its stream: what the event store writes. */
export async function rawStore({ items, transactions }) {
  const heads = items.map(([, value]) => Buffer.from(eventCodec.decode(value.subarray(STORE_HEADER_BYTES), 0n).stream));
  const head = Buffer.alloc(20);
  return rawLmdb(items.length, transactions, (root) => {
    const log = root.openDB({ name: 'log', encoding: 'binary', keyEncoding: 'binary' });
    const headsTable = root.openDB({ name: 'heads', encoding: 'binary', keyEncoding: 'binary' });
    return (index) => {
      const [key, value] = items[index];
      log.putSync(key, value, { append: true });
      headsTable.putSync(heads[index], head);
    };
  });
}

const rawBroker = ({ items, transactions }) =>
  rawLmdb(items.length, transactions, (root) => {
    const records = root.openDB({ name: 'records', encoding: 'binary', keyEncoding: 'binary' });
    return (index) => records.putSync(...items[index]);
  });

/** `count` writes in `transactions` durable transactions of about the same size, one after another. */
async function rawLmdb(count, transactions, prepare) {
  const { folder, remove } = newFolder();
  const root = open({
    path: folder,
    noSubdir: false,
    encoding: 'binary',
    maxDbs: 4,
    mapSize: 2 ** 40,
    overlappingSync: false,
  });
  const write = prepare(root);
  const perTransaction = count / Math.max(1, transactions);
  return {
    run: async () => {
      let next = 0;
      for (let transaction = 1; next < count; transaction += 1) {
        const end = Math.min(count, Math.round(transaction * perTransaction));
        if (end === next) continue;
        await root.transaction(() => {
          for (; next < end; next += 1) write(next);
        });
      }
    },
    close: async () => {
      await root.close();
      remove();
    },
  };
}

/**
 * A producer for each family of topics (port.requests; soa.messages.*), all at once, each one request in flight with one batch
 * for each partition, in as many batches as stand in the run's segment files; and one consumer that reads it all.
 */
async function rawKafka({ topics }, brokers) {
  const kafka = new Kafka({ clientId: 'lnp-bench-raw', brokers, logLevel: logLevel.NOTHING });
  const families = familiesOf(topics);
  const prefix = `bench.raw.${process.pid}.${Math.round(performance.now())}`;
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    waitForLeaders: true,
    topics: families.map(({ name, partitions }) => ({ topic: `${prefix}.${name}`, numPartitions: partitions })),
  });
  const producers = await Promise.all(
    families.map(async () => {
      const producer = kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner:
          () =>
          ({ message }) =>
            message.partition ?? 0,
      });
      await producer.connect();
      return producer;
    }),
  );
  const wanted = families.reduce((sum, { records }) => sum + records, 0);
  let consumed = 0;
  let allConsumed = () => undefined;
  const consumer = kafka.consumer({ groupId: prefix });
  await consumer.connect();
  await consumer.subscribe({ topics: families.map(({ name }) => `${prefix}.${name}`), fromBeginning: true });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    eachBatch: async ({ batch }) => {
      consumed += batch.messages.length;
      if (consumed >= wanted) allConsumed();
    },
  });
  await joined;
  return {
    run: async () => {
      const done = new Promise((resolve) => {
        allConsumed = resolve;
        if (wanted === 0) resolve();
      });
      await Promise.all(
        families.map((family, index) => produceFamily(producers[index], `${prefix}.${family.name}`, family)),
      );
      await done;
    },
    close: async () => {
      await consumer.disconnect();
      await Promise.all(producers.map((producer) => producer.disconnect()));
      await admin.deleteTopics({ topics: families.map(({ name }) => `${prefix}.${name}`) });
      await admin.disconnect();
    },
  };
}

async function produceFamily(producer, topic, { partitions, records, batches, bytes }) {
  const value = Buffer.alloc(Math.max(1, Math.round(bytes / Math.max(1, records))));
  const requests = Math.max(1, Math.round(batches / partitions));
  let sent = 0;
  for (let request = 1; request <= requests; request += 1) {
    const end = Math.round((request * records) / requests);
    const messagesOf = Array.from({ length: end - sent }, (_, index) => ({
      value,
      partition: (sent + index) % partitions,
    }));
    sent = end;
    if (messagesOf.length === 0) continue;
    await producer.sendBatch({
      acks: -1,
      compression: CompressionTypes.None,
      topicMessages: [{ topic, messages: messagesOf }],
    });
  }
}

/** Topics with one partition for each service provider count as partitions of one topic. */
function familiesOf(topics) {
  const families = new Map();
  for (const [name, { records, batches, bytes, partitions = 1 }] of Object.entries(topics)) {
    if (records === 0) continue;
    const family = /^(soa\.requests|soa\.messages|lsms\.responses)\./.exec(name)?.[1] ?? name;
    const known = families.get(family) ?? { name: family, partitions: 0, records: 0, batches: 0, bytes: 0 };
    known.partitions += partitions;
    known.records += records;
    known.batches += batches;
    known.bytes += bytes;
    families.set(family, known);
  }
  return [...families.values()];
}
