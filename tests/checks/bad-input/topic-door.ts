import { type Broker, type IncomingRecord, openKafkaBroker } from '@openlnp/broker';
import { decodeWire, encodeWire, fromJson, HEADERS, TOPICS } from '@openlnp/messages';
import { type IHeaders, Kafka, logLevel, type Producer } from 'kafkajs';
import { eventually } from '../../support/eventually';

export interface RawRecord {
  readonly topic: string;
  readonly value: Buffer | null;
  readonly headers?: IHeaders;
}

const FATE_MS = 8_000;
const SPID = 'A111';
const REQUESTS = `soa.requests.${SPID}`;
const MESSAGES = `soa.messages.${SPID}`;
const RESPONSES = `lsms.responses.${SPID}`;

interface Message {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly id: string;
}

/** Anna's topics, for whatever a Kafka client may put there. */
export class TopicDoor {
  private readonly seen = new Map<string, Promise<readonly IncomingRecord[]>>();

  private constructor(
    private readonly kafka: Kafka,
    private readonly producer: Producer,
    private readonly broker: Broker,
  ) {}

  static async open(brokers: string): Promise<TopicDoor> {
    const kafka = new Kafka({ brokers: [brokers], clientId: 'bad-input', logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new TopicDoor(kafka, producer, await openKafkaBroker({ brokers: [brokers], clientId: 'bad-input' }));
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
    await this.broker.close();
  }

  async makeTopic(topic: string): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
    await admin.disconnect();
  }

  /** Where it stands now, as `dead-letter-source` names it; Kafka's own word when it does not take it. */
  async put({ topic, value, headers = {} }: RawRecord): Promise<string> {
    const [answer] = await this.producer.send({ topic, acks: -1, messages: [{ key: null, value, headers }] });
    return `${topic}/0/${answer?.baseOffset}`;
  }

  /** A request in the wire form from its JSON form. */
  static encode(kind: string, json: object): Buffer {
    const subject = `openlnp.request.${kind}`;
    const record = fromJson(subject, json);
    if (!record.ok) throw new Error(JSON.stringify(record.errors));
    return encodeWire(subject, record.data);
  }

  /** Puts a record and gives what became of it: `dead` with its reason, or its final reply. */
  async fate(value: Buffer | null, headers: IHeaders): Promise<string> {
    const source = await this.put({ topic: REQUESTS, value, headers });
    return this.eventualFate(
      async () => (await this.deadReason(source)) ?? this.summary(`${SPID}-${headers[HEADERS.messageId]}`),
    );
  }

  /** The same for a record whose message id has had its reply before: that says nothing of this one. */
  async laterFate(value: Buffer, messageId: string): Promise<string> {
    const source = await this.put({ topic: REQUESTS, value, headers: { [HEADERS.messageId]: messageId } });
    return this.eventualFate(() => this.deadReason(source));
  }

  /** The final reply to a request that was put before. */
  reply(requestId: string): Promise<string> {
    return this.eventualFate(() => this.summary(requestId));
  }

  private async summary(requestId: string): Promise<string | undefined> {
    const [reply] = await this.replies(requestId);
    return reply === undefined ? undefined : summaryOf(reply);
  }

  /** What became of an acknowledgement of Anna's LSMS that does not fit. */
  async ackFate(value: Buffer): Promise<string> {
    const before = (await this.messages()).length;
    const source = await this.put({ topic: RESPONSES, value, headers: { [HEADERS.messageId]: `ack-${before}` } });
    return this.eventualFate(async () => {
      const refusal = (await this.messages()).slice(before).find(({ type }) => type === 'AcknowledgementRefused');
      return (await this.deadReason(source)) ?? (refusal === undefined ? undefined : `refused ${refusal.data.code}`);
    });
  }

  async acknowledge(value: Buffer): Promise<void> {
    await this.put({ topic: RESPONSES, value, headers: { [HEADERS.messageId]: 'ack' } });
  }

  private async eventualFate(look: () => Promise<string | undefined>): Promise<string> {
    const looking = async (): Promise<string> => {
      const fate = await look();
      if (fate === undefined) throw new Error('nothing yet');
      return fate;
    };
    return eventually(looking, FATE_MS).catch(() => 'nothing');
  }

  private async deadReason(source: string): Promise<string | undefined> {
    const letter = (await this.read(TOPICS.deadLetters)).find(
      ({ headers }) => headers['dead-letter-source'] === source,
    );
    return letter === undefined ? undefined : `dead ${letter.headers['dead-letter-reason']}`;
  }

  async deadLetters(): Promise<number> {
    return (await this.read(TOPICS.deadLetters)).length;
  }

  /** Distinct final replies, to one request or to all. */
  async replies(requestId?: string): Promise<Message[]> {
    const final = (await this.messages()).filter(({ type }) => type === 'RequestDone' || type === 'RequestRefused');
    const wanted = requestId === undefined ? final : final.filter(({ data }) => data.requestId === requestId);
    return [...new Map(wanted.map((message) => [message.id, message])).values()];
  }

  private async messages(): Promise<Message[]> {
    return (await this.read(MESSAGES)).map(({ value, headers }) => {
      const { type, data } = decodeWire<Record<string, unknown>>(value);
      return { type, data, id: headers[HEADERS.messageId] ?? '' };
    });
  }

  /** All records of a partition; what was read before is not fetched again. */
  read(topic: string, partition = 0): Promise<readonly IncomingRecord[]> {
    const place = `${topic}/${partition}`;
    // One after another: two at once would both add the same records.
    const reading = (this.seen.get(place) ?? Promise.resolve([])).then(async (before) => {
      const records = [...before];
      const { end } = await this.broker.offsets(topic, partition);
      for (let next = behind(records); next < end; next = behind(records)) {
        records.push(...(await this.broker.fetch(topic, partition, next, 10_000)));
      }
      return records;
    });
    this.seen.set(place, reading);
    // Begun anew after a failure.
    reading.catch(() => this.seen.delete(place));
    return reading;
  }

  /** Puts everything that stands in the topic there again. */
  async replay(topic: string, partitions = 1): Promise<void> {
    for (let partition = 0; partition < partitions; partition += 1) {
      for (const { key, value, headers } of await this.read(topic, partition)) {
        const message = { key, value: Buffer.from(value), headers: { ...headers }, partition };
        await this.producer.send({ topic, acks: -1, messages: [message] });
      }
    }
  }
}

const behind = (records: readonly IncomingRecord[]): bigint => (records.at(-1)?.offset ?? -1n) + 1n;

const summaryOf = ({ type, data }: Message): string =>
  type === 'RequestDone'
    ? 'done'
    : ['refused', ...(data.errors as { code: string }[]).map(({ code }) => code)].join(' ');
