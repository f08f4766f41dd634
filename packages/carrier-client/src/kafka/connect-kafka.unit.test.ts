import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, type OutgoingRecord, openEmbeddedBroker } from '@openlnp/broker';
import { carrierTopics, decodeWire, encodeWire, fromJson, sharedTopics } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import type { CarrierConnection, CarrierMessage, Download } from '../connection';
import { activation } from '../testing/downloads';
import { FakeRegistry, json } from '../testing/fake-registry';
import { ManualTimers } from '../testing/manual-timers';
import { connectKafka } from './connect-kafka';

const SPID = '2222' as Spid;
const ACTIVATE = { kind: 'Activate', tn: '3035550100' };

let folder: string;
let broker: Broker;
let timers: ManualTimers;
let carrier: CarrierConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrier-'));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
beforeEach(async () => {
  count += 1;
  broker = await openEmbeddedBroker({ folder: join(folder, String(count)), now: () => 0 });
  await broker.ensureTopics([...sharedTopics(), ...carrierTopics(SPID, { soa: true, lsms: true })]);
  timers = new ManualTimers();
  carrier = await connectKafka({ broker, spid: SPID, timers, random: () => 0, newId: () => 'new' });
});

afterEach(async () => {
  await carrier.close();
  expect(timers.pending).toEqual([]);
  await broker.close();
});

const recordOf = (topic: string, value: Uint8Array, headers: Record<string, string>): OutgoingRecord => ({
  topic,
  partition: 0,
  key: null,
  value,
  headers,
});

function download(number: number): OutgoingRecord {
  const record = fromJson('openlnp.download.SvDownload', activation(number));
  if (!record.ok) throw new Error(JSON.stringify(record.errors));
  const value = encodeWire('openlnp.download.SvDownload', record.data);
  return recordOf('lsms.downloads', value, { number: String(number), 'message-id': `d${number}` });
}

const message = (id: string, type: string, data: object): OutgoingRecord =>
  recordOf('soa.messages.2222', encodeWire(`openlnp.message.${type}`, data), { 'message-id': id });

const done = (messageId: string): OutgoingRecord =>
  message(`done-${messageId}`, 'RequestDone', {
    requestId: `2222-${messageId}`,
    messageId,
    kind: 'Activate',
    tn: '3035550100',
    svIds: [7],
    occurredAt: 0,
  });

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

async function downloadsUntil(last: number, after: number, connection = carrier): Promise<Download[]> {
  const controller = new AbortController();
  const got: Download[] = [];
  await connection.downloads({
    after,
    signal: controller.signal,
    onDownloads: (batch) => {
      got.push(...batch);
      if (batch.some(({ number }) => number === last)) controller.abort();
    },
  });
  return got;
}

async function messagesUntil(id: string, after?: string): Promise<CarrierMessage[]> {
  const controller = new AbortController();
  const got: CarrierMessage[] = [];
  await carrier.messages({
    ...(after !== undefined && { after }),
    signal: controller.signal,
    onMessage: (incoming) => {
      got.push(incoming);
      if (incoming.id === id) controller.abort();
    },
  });
  return got;
}

describe('send over Kafka', () => {
  it('puts the request on the topic of its SPID, with its message id', async () => {
    await expect(carrier.send(ACTIVATE, { messageId: 'a' })).resolves.toEqual({ requestId: '2222-a', messageId: 'a' });
    const [record] = await broker.fetch('soa.requests.2222', 0, 0n, 10);
    expect(record?.headers).toEqual({ 'message-id': 'a' });
    expect(decodeWire(record?.value ?? new Uint8Array())).toMatchObject({
      type: 'Activate',
      data: { tn: '3035550100' },
    });
  });

  it('says for which client a bureau sends it', async () => {
    const { end } = await broker.offsets('soa.requests.2222', 0);
    await carrier.send(ACTIVATE, { messageId: 'for', actingFor: '3333' });
    const [record] = await broker.fetch('soa.requests.2222', 0, end, 1);
    expect(record?.headers).toEqual({ 'message-id': 'for', 'acting-for': '3333' });
  });

  it('refuses by itself what has the wrong form', async () => {
    await expect(carrier.send({ kind: 'Sell' })).rejects.toMatchObject({ code: 'unknown_kind' });
    await expect(carrier.send(ACTIVATE, { messageId: 'a b' })).rejects.toMatchObject({ code: 'invalid_message_id' });
    await expect(carrier.send({ kind: 'OldSpCreate', tns: '1' })).rejects.toMatchObject({
      code: 'missing_required_field',
      errors: expect.arrayContaining([expect.objectContaining({ field: 'tn', missing: true })]),
    });
    expect(await broker.fetch('soa.requests.2222', 0, 0n, 10)).toEqual([]);
  });

  it('repeats while the broker is away, under the same id', async () => {
    const { produce } = broker;
    let tries = 0;
    broker.produce = (records) => {
      tries += 1;
      if (tries === 3) return produce.call(broker, records);
      return Promise.reject(Object.assign(new Error('away'), { code: 'broker_unreachable', retriable: true }));
    };
    const sent = carrier.send(ACTIVATE);
    await timers.fire(250);
    await timers.fire(500);
    await sent;
    expect((await broker.fetch('soa.requests.2222', 0, 0n, 10)).map(({ headers }) => headers['message-id'])).toEqual([
      'new',
    ]);
  });

  it('rejects a SPID that is none', async () => {
    await expect(connectKafka({ broker, spid: '22' })).rejects.toMatchObject({ code: 'malformed_spid' });
    await expect(connectKafka({ spid: SPID })).rejects.toMatchObject({ code: 'no_brokers' });
  });
});

describe('messages over Kafka', () => {
  it('come once, in JSON form, from the first kept or behind a place', async () => {
    await broker.produce([done('a'), done('a'), done('b'), done('c')]);
    const got = await messagesUntil('done-c');
    expect(got.map(({ id }) => id)).toEqual(['done-a', 'done-b', 'done-c']);
    expect(got[0]).toMatchObject({ type: 'RequestDone', data: { svIds: [7], occurredAt: '1970-01-01T00:00:00.000Z' } });
    expect((await messagesUntil('done-c', got[1]?.place)).map(({ id }) => id)).toEqual(['done-c']);
  });

  it('that cannot be read are named so and do not stop the feed', async () => {
    await broker.produce([
      recordOf('soa.messages.2222', Buffer.from([0, 0, 0, 9, 9, 1]), { 'message-id': 'x' }),
      done('a'),
    ]);
    expect((await messagesUntil('done-a'))[0]).toEqual({
      ...{ id: 'x', place: '0', type: 'UnreadableMessage', priority: null },
      data: {},
    });
  });

  it('give the reply that is waited for, even when it was there before the wait', async () => {
    await broker.produce([done('old')]);
    await carrier.send(ACTIVATE, { messageId: 'a' });
    await broker.produce([done('a')]);
    await expect(carrier.waitForReply('a', { timeoutMs: 5_000 })).resolves.toMatchObject({
      requestId: '2222-a',
      status: 'done',
      svIds: [7],
      errors: [],
    });
    const never = expect(carrier.waitForReply('never', { timeoutMs: 4_000 })).rejects.toMatchObject({
      code: 'reply_timeout',
    });
    await timers.fire(4_000);
    await never;
  });
});

describe('downloads over Kafka', () => {
  const numbersOf = (downloads: readonly Download[]): number[] => downloads.map(({ number }) => number);

  it('start behind a number, without repeats, and go on live', async () => {
    await broker.produce([...upTo(1, 900), ...upTo(850, 1_000)].map(download));
    const following = downloadsUntil(1_002, 880);
    await broker.produce([...upTo(998, 1_002)].map(download));
    const got = await following;
    expect(numbersOf(got)).toEqual(upTo(881, 1_002));
    expect(got[0]).toEqual({ number: 881, type: 'SvDownload', data: activation(881) });
  });

  it('look further back before they believe a jump', async () => {
    // A relay that woke up late repeated more than the window holds; what follows 1,500 stands far in front of it.
    await broker.produce([...upTo(1, 1_600), ...upTo(200, 1_400), 1_601].map(download));
    expect(numbersOf(await downloadsUntil(1_601, 1_500))).toEqual(upTo(1_501, 1_601));
  });

  it('pass on a jump that is one', async () => {
    await broker.produce([...upTo(1, 5), 7].map(download));
    expect(numbersOf(await downloadsUntil(7, 3))).toEqual([4, 5, 7]);
    expect(numbersOf(await downloadsUntil(7, 5))).toEqual([7]);
  });

  it('end when the log has never come so far', async () => {
    await broker.produce([1, 2].map(download));
    await expect(downloadsUntil(1, 9)).rejects.toMatchObject({ code: 'beyond_log' });
  });

  it('go on after the broker was away', async () => {
    await broker.produce([1, 2].map(download));
    const { read } = broker;
    let tries = 0;
    broker.read = (options) => {
      tries += 1;
      if (tries > 1) return read.call(broker, options);
      return Promise.reject(Object.assign(new Error('away'), { code: 'broker_unreachable', retriable: true }));
    };
    const got = downloadsUntil(2, 0);
    await timers.fire(1_000);
    expect(numbersOf(await got)).toEqual([1, 2]);
  });

  it('skip a kind of record made after this library, but never a newer version of one that it knows', async () => {
    const registry = await FakeRegistry.start();
    const named = (name: string) => json(200, { schema: JSON.stringify({ type: 'record', name, fields: [] }) });
    registry.on('/schemas/ids/9001', named('BlockDownload'));
    registry.on('/schemas/ids/9002', named('SvDownload'));
    const unknown = (number: number, schemaId: number): OutgoingRecord => {
      const value = Buffer.alloc(6);
      value.writeUInt32BE(schemaId, 1);
      return recordOf('lsms.downloads', value, { number: String(number) });
    };
    await broker.produce([download(1), unknown(2, 9001)]);
    await expect(downloadsUntil(2, 0)).rejects.toMatchObject({ code: 'unknown_schema_id' });

    const knowing = await connectKafka({ broker, spid: SPID, timers, schemasUrl: registry.url });
    expect((await downloadsUntil(2, 0, knowing)).at(-1)).toEqual({ number: 2, type: 'BlockDownload', data: {} });
    await broker.produce([unknown(3, 9002)]);
    await expect(downloadsUntil(3, 2, knowing)).rejects.toMatchObject({ code: 'unknown_schema_id' });
    await broker.produce([unknown(4, 9003)]);
    await expect(downloadsUntil(4, 3, knowing)).rejects.toMatchObject({ code: 'unknown_schema_id' });
    await knowing.close();
    await registry.stop();
  });
});

describe('acknowledgements over Kafka', () => {
  it('go to the topic of the LSMS', async () => {
    const acknowledgement = { after: 2, through: 5, refused: [{ number: 4, code: 'full' }] };
    await expect(carrier.acknowledge(acknowledgement)).resolves.toBeUndefined();
    const [record] = await broker.fetch('lsms.responses.2222', 0, 0n, 10);
    expect(record?.headers).toEqual({ 'message-id': 'new' });
    expect(decodeWire(record?.value ?? new Uint8Array())).toMatchObject({
      type: 'DownloadsAcknowledged',
      data: { after: 2, through: 5, refused: [{ number: 4, code: 'full', text: null }] },
    });
  });

  it('are refused by messages, those from before left out', async () => {
    const refusal = (id: string, after: number): OutgoingRecord =>
      message(id, 'AcknowledgementRefused', { after, through: 9, code: 'ack_gap', expectedAfter: 4, occurredAt: 0 });
    await broker.produce([refusal('r1', 1)]);
    const heard: unknown[] = [];
    const controller = new AbortController();
    const ready = new Promise<void>((resolve) => {
      void carrier.refusedAcknowledgements?.({
        ready: resolve,
        signal: controller.signal,
        onRefused: (refused) => {
          heard.push(refused);
          controller.abort();
        },
      });
    });
    await ready;
    await broker.produce([done('a'), refusal('r2', 2)]);
    while (!controller.signal.aborted) await new Promise(setImmediate);
    expect(heard).toEqual([{ after: 2, through: 9, code: 'ack_gap', expectedAfter: 4 }]);
  });
});
