import { setTimeout as delay } from 'node:timers/promises';
import type { Kafka, Producer, RecordMetadata } from 'kafkajs';
import { brokerClosed, unknownTopic } from '../errors';
import { checkedRecordBytes } from '../limits';
import type { OutgoingRecord } from '../port';
import { placeKey } from '../spread';
import { disconnectQuietly, FEW_RETRIES } from './client';
import { toBrokerError } from './kafka-errors';
import { toMessage } from './records';

/** A partition's part of one request is one Kafka batch, which must stay below max.message.bytes; a larger record goes alone. */
const PARTITION_BYTES = 1_000_000;
const REQUEST_BYTES = 8_000_000;
const REQUEST_RECORDS = 10_000;
/** Trying ends after this, or once the request then under way has failed. */
const GIVE_UP_MS = 6000;
const RETRY_MS = 100;
/** How long Kafka waits for its replicas; below the client's own timeout, so that the answer is Kafka's. */
const REPLICAS_TIMEOUT_MS = 4000;
/** Lengths, offsets and the like around each record. */
const RECORD_OVERHEAD = 64;

interface Call {
  readonly records: readonly OutgoingRecord[];
  readonly bytes: readonly number[];
  /** Records already handed to a request. */
  sent: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Request {
  readonly records: OutgoingRecord[];
  readonly calls: Set<Call>;
}

/**
 * Gathers what is produced while a request is under way into the next one: kafkajs has no linger, and one request at a time keeps
 * the order. All replicas acknowledge; the producer is idempotent, so that kafkajs' own repeats double nothing.
 */
export class BatchingProducer {
  #waiting: Call[] = [];
  #producer: Producer | undefined;
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(private readonly client: Kafka) {}

  send(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.#closed) return Promise.reject(brokerClosed());
    return new Promise((resolve, reject) => {
      const bytes = records.map((r) => checkedRecordBytes(r) + RECORD_OVERHEAD + 16 * Object.keys(r.headers).length);
      this.#waiting.push({ records, bytes, sent: 0, resolve, reject });
      this.#start();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    await this.#discard();
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#waiting.length > 0) this.#start();
    });
  }

  async #run(): Promise<void> {
    // Everything that is produced in this turn of the event loop goes into the same request.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const request = this.#nextRequest();
      try {
        await this.#sendPatiently(request.records);
      } catch (error) {
        // The next records would be given the sequence numbers of these. Had Kafka taken these after all, it would drop the next
        // ones as repeats and answer that all is well. A new producer has numbers of its own.
        await this.#discard();
        for (const call of request.calls) call.reject(toBrokerError(error));
        this.#waiting = this.#waiting.filter((call) => !request.calls.has(call));
        continue;
      }
      for (const call of request.calls) if (call.sent === call.records.length) call.resolve();
      this.#waiting = this.#waiting.filter((call) => call.sent < call.records.length);
    }
  }

  #nextRequest(): Request {
    const request: Request = { records: [], calls: new Set() };
    const bytesOf = new Map<string, number>();
    let total = 0;
    for (const call of this.#waiting) {
      for (; call.sent < call.records.length; call.sent += 1) {
        const record = call.records[call.sent] as OutgoingRecord;
        const bytes = call.bytes[call.sent] as number;
        const place = placeKey(record.topic, record.partition);
        const before = bytesOf.get(place) ?? 0;
        const full = total + bytes > REQUEST_BYTES || request.records.length === REQUEST_RECORDS;
        if (full || (before > 0 && before + bytes > PARTITION_BYTES)) return request;
        bytesOf.set(place, before + bytes);
        total += bytes;
        request.records.push(record);
        request.calls.add(call);
      }
      request.calls.add(call);
    }
    return request;
  }

  /**
   * Repeats a request for some seconds, with the same producer: the same records get the same sequence numbers, and those that
   * Kafka has already it does not write again. Not left to kafkajs, whose retries against a Kafka that hangs take minutes, and go
   * on behind the back of a caller who was given an error.
   */
  async #sendPatiently(records: readonly OutgoingRecord[]): Promise<void> {
    const deadline = performance.now() + GIVE_UP_MS;
    for (;;) {
      try {
        await this.#sendRequest(records);
        return;
      } catch (error) {
        if (!toBrokerError(error).retriable || performance.now() > deadline) throw error;
        await delay(RETRY_MS);
      }
    }
  }

  async #sendRequest(records: readonly OutgoingRecord[]): Promise<void> {
    const byTopic = new Map<string, OutgoingRecord[]>();
    for (const record of records) {
      const list = byTopic.get(record.topic);
      if (list) list.push(record);
      else byTopic.set(record.topic, [record]);
    }
    const producer = await this.#connected();
    const topicMessages = [...byTopic].map(([topic, list]) => ({ topic, messages: list.map(toMessage) }));
    const answers = await producer.sendBatch({ acks: -1, timeout: REPLICAS_TIMEOUT_MS, topicMessages });
    checkAnswers(records, answers);
  }

  async #connected(): Promise<Producer> {
    if (this.#producer) return this.#producer;
    const producer = this.client.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
      // The fewest that kafkajs allows an idempotent producer; unasked it would retry without end.
      retry: { retries: FEW_RETRIES },
    });
    // Known before it is connected, so that a failed start is disconnected too.
    this.#producer = producer;
    await producer.connect();
    return producer;
  }

  async #discard(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    if (producer) await disconnectQuietly(producer);
  }
}

/** kafkajs leaves out, without a word, the records for a partition that the topic does not have. */
function checkAnswers(records: readonly OutgoingRecord[], answers: readonly RecordMetadata[]): void {
  const answered = new Set(answers.map((a) => placeKey(a.topicName, a.partition)));
  for (const { topic, partition } of records) {
    if (!answered.has(placeKey(topic, partition))) throw unknownTopic(topic, partition);
  }
}
