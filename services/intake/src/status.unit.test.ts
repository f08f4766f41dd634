import type { Broker } from '@openlnp/broker';
import { HEADERS, lsmsResponsesTopic, TOPICS } from '@openlnp/messages';
import { instant, type Spid } from '@openlnp/numbering';
import type { AcknowledgementDoor } from './http/ports';
import { doneMessage, download, testBrokers, topic } from './http/testing/brokers';
import { LiveStatus } from './status';

const newBroker = testBrokers();
const A111 = 'A111' as Spid;
const B222 = 'B222' as Spid;
const NOW = Date.UTC(2026, 0, 5, 14, 30);

const position: AcknowledgementDoor['position'] = (spid) =>
  spid === A111
    ? Promise.resolve({ ok: true, value: { spid, acknowledgedThrough: 1, head: 2 } })
    : Promise.resolve({ ok: false, error: { code: 'service_unreachable' } });

const statusOf = (broker: Broker, head: bigint): LiveStatus =>
  new LiveStatus(
    { broker, store: { head: () => Promise.resolve(head) }, clock: { now: () => instant(NOW) } },
    {
      readiness: () => Promise.resolve({ ready: true, services: { relay: 'ready' } }),
      position,
      lsms: () => [A111, B222],
    },
  );

async function brokerWith(spec: Record<string, number>): Promise<Broker> {
  const broker = await newBroker();
  await broker.ensureTopics(Object.entries(spec).map(([name, partitions]) => ({ ...topic(name), partitions })));
  return broker;
}

const event = (position: number) => ({
  ...doneMessage(A111, String(position)),
  topic: TOPICS.registryEvents,
  headers: { [HEADERS.position]: String(position) },
});

function withResolvers() {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Reads a topic to its end in a group, and commits. */
async function readAll(broker: Broker, group: string, name: string, records: number): Promise<void> {
  let seen = 0;
  const done = withResolvers();
  const consumer = await broker.consume({
    group,
    topics: [name],
    fromBeginning: true,
    onBatch: async (batch) => {
      seen += batch.records.length;
      if (seen === records) done.resolve();
    },
    onError: done.reject,
  });
  await done.promise;
  await consumer.stop();
}

describe('the status', () => {
  it('tells lags of relay, of every group on every topic, and of every LSMS', async () => {
    const responses = lsmsResponsesTopic(A111);
    const broker = await brokerWith({
      [TOPICS.registryEvents]: 1,
      [TOPICS.lsmsDownloads]: 1,
      [TOPICS.portCommands]: 2,
      [responses]: 1,
      'soa.messages.A111': 1,
    });
    const command = { ...event(0), topic: TOPICS.portCommands };
    await broker.produce([event(0), event(1), event(2), download(1), download(2)]);
    await broker.produce([{ ...command, partition: 0 }, { ...command, partition: 1 }, command]);
    await readAll(broker, 'soa-notification', TOPICS.registryEvents, 3);

    expect(await statusOf(broker, 4n).status()).toEqual({
      now: '2026-01-05T14:30:00.000Z',
      ready: true,
      services: { relay: 'ready' },
      store: { head: '4', relayed: '2', lag: 2 },
      lastDownload: 2,
      consumers: [
        { group: 'lsms-broadcast-responses', topic: responses, lag: 0 },
        { group: 'activation', topic: TOPICS.portCommands, lag: 3 },
        { group: 'network-data', topic: TOPICS.portCommands, lag: 3 },
        { group: 'lsms-broadcast', topic: TOPICS.registryEvents, lag: 3 },
        { group: 'soa-notification', topic: TOPICS.registryEvents, lag: 0 },
      ],
      lsms: [
        { spid: A111, acknowledgedThrough: 1, lag: 1 },
        { spid: B222, acknowledgedThrough: null, lag: null },
      ],
    });
  });

  it('counts from zero before anything has happened', async () => {
    const broker = await brokerWith({ [TOPICS.registryEvents]: 1, [TOPICS.lsmsDownloads]: 1 });
    const status = new LiveStatus(
      { broker, store: { head: () => Promise.resolve(-1n) }, clock: { now: () => instant(NOW) } },
      { readiness: () => Promise.resolve({ ready: false, services: {} }), position, lsms: () => [] },
    );
    expect(await status.status()).toMatchObject({
      store: { head: '-1', relayed: '-1', lag: 0 },
      lastDownload: 0,
      lsms: [],
    });
  });

  it('says what it can while the broker is away, and fails for anything else', async () => {
    const failing = (code: string): Broker => {
      const fail = () => Promise.reject(Object.assign(new Error(code), { code }));
      return { listTopics: fail, offsets: fail } as unknown as Broker;
    };
    expect(await statusOf(failing('broker_unreachable'), 4n).status()).toMatchObject({
      store: { head: '4', relayed: null, lag: null },
      lastDownload: 2,
      consumers: null,
      lsms: [{ spid: A111, lag: 1 }, { spid: B222 }],
    });
    await expect(statusOf(failing('broker_failed'), 4n).status()).rejects.toMatchObject({ code: 'broker_failed' });
  });

  it('is made once for all who ask at the same time', async () => {
    const broker = await brokerWith({ [TOPICS.registryEvents]: 1, [TOPICS.lsmsDownloads]: 1 });
    const status = statusOf(broker, 0n);
    expect(status.status()).toBe(status.status());
    const first = await status.status();
    expect(await status.status()).not.toBe(first);
  });
});

describe('the topics', () => {
  it('come by name with what is kept and what each group has committed', async () => {
    const broker = await brokerWith({ [TOPICS.registryEvents]: 1, 'soa.messages.A111': 1 });
    await broker.produce([event(0), event(1)]);
    await readAll(broker, 'soa-notification', TOPICS.registryEvents, 2);
    expect(await statusOf(broker, 1n).topics()).toEqual([
      {
        name: TOPICS.registryEvents,
        partitions: [{ partition: 0, earliest: '0', end: '2' }],
        groups: [
          { group: 'lsms-broadcast', committed: [null], lag: 2 },
          { group: 'soa-notification', committed: ['2'], lag: 0 },
        ],
      },
      { name: 'soa.messages.A111', partitions: [{ partition: 0, earliest: '0', end: '0' }], groups: [] },
    ]);
  });
});
