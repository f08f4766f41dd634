// Processes that die: Kafka itself, and a member of a group. The Kafka here is one of this test's own, because it is killed.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { describeKafka } from '../../../../tests/support/kafka/describe-kafka';
import { eventually, freshName, freshTopic, Inbox, numbered, produceTexts, record, textOf } from '../contract/harness';
import type { Broker } from '../port';
import { openKafkaBroker } from './kafka-broker';

const KAFKA = join(__dirname, '../../../../infra/kafka/kafka.mjs');
const BUILD = join(__dirname, '../../dist/index.js');

async function kafka(command: string, data: string): Promise<{ brokers: string[]; pid: number }> {
  const parent = command === 'start' ? ['--with-parent', String(process.pid)] : [];
  const { stdout } = await promisify(execFile)(process.execPath, [KAFKA, command, '--data', data, ...parent]);
  return JSON.parse(stdout);
}

/** Joins a group, says so, and holds what it is given for ever. */
const HOLD_FOREVER = `
  const { openKafkaBroker } = require(${JSON.stringify(BUILD)});
  const [brokers, group, topic] = process.argv.slice(1);
  (async () => {
    const broker = await openKafkaBroker({ brokers: brokers.split(','), clientId: 'victim', sessionTimeoutMs: 6000 });
    await broker.consume({
      group, topics: [topic], fromBeginning: true, onError: console.error,
      onAssigned: (places) => console.log(JSON.stringify(places)),
      onBatch: () => new Promise(() => {}),
    });
  })();`;

jest.setTimeout(90_000);

describeKafka('with a Kafka that is killed,', () => {
  let data: string;
  let brokers: string[];
  let broker: Broker;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'lnp-outage-'));
    ({ brokers } = await kafka('start', data));
    broker = await openKafkaBroker({ brokers, clientId: 'outage', sessionTimeoutMs: 6000 });
  });

  afterAll(async () => {
    await broker?.close();
    await kafka('stop', data);
    await rm(data, { recursive: true });
  });

  it('producers are told that it is away, and nothing that was answered is lost to consumers and readers', async () => {
    const topic = await freshTopic(broker);
    const group = freshName('group');
    const [consumed, read] = [new Inbox(), new Inbox()];
    const consumer = await broker.consume({ group, topics: [topic], fromBeginning: true, ...consumed });
    const reader = await broker.read({ topic, partition: 0, from: 0n, ...read });
    await produceTexts(broker, topic, 0, numbered(0, 10));
    await consumed.holds(10);
    await read.holds(10);

    const { pid } = await kafka('status', data);
    process.kill(pid, 'SIGKILL');
    const away = produceTexts(broker, topic, 0, ['away']);
    await expect(away).rejects.toMatchObject({ code: 'broker_unreachable', retriable: true });
    expect(await kafka('start', data)).toMatchObject({ brokers });

    for (const text of numbered(10, 20)) {
      await eventually(`an answer for ${text}`, () =>
        produceTexts(broker, topic, 0, [text]).then(
          () => true,
          () => false,
        ),
      );
    }
    await eventually('the consumer has them', () => consumed.texts().includes('19'));
    await eventually('the reader has them', () => read.texts().includes('19'));
    await consumer.stop();
    await reader.stop();
    const once = (inbox: Inbox) => [...new Set(inbox.texts())].filter((t) => t !== 'away');
    expect(once(consumed)).toEqual(numbered(0, 20));
    expect(once(read)).toEqual(numbered(0, 20));
    expect([...consumed.errors, ...read.errors]).toEqual([]);
    const { end } = await broker.offsets(topic, 0);
    expect(await broker.committed(group, topic, 0)).toBe(end);
  });

  it('a producer that failed does not let Kafka take its next records for repeats', async () => {
    const topic = await freshTopic(broker);
    await produceTexts(broker, topic, 0, numbered(0, 5));
    const { pid } = await kafka('status', data);
    // Stopped, Kafka's sockets still take the request; it is worked off on waking, after the caller was given an error.
    process.kill(pid, 'SIGSTOP');
    const unanswered = produceTexts(broker, topic, 0, ['lost?']);
    const failed = expect(unanswered).rejects.toMatchObject({ code: 'broker_unreachable' });
    await failed;
    process.kill(pid, 'SIGCONT');
    await eventually('an answer', () =>
      broker.produce([record(topic, 0, 'kept')]).then(
        () => true,
        () => false,
      ),
    );
    const { end } = await broker.offsets(topic, 0);
    const texts = (await broker.fetch(topic, 0, 0n, Number(end))).map(textOf);
    expect(texts.filter((t) => t !== 'lost?' && t !== 'kept')).toEqual(numbered(0, 5));
    expect(texts).toContain('kept');
  });

  it('a member that was killed is missed within its session, and its partitions are taken over', async () => {
    const topic = await freshTopic(broker, 4);
    const group = freshName('group');
    const inbox = new Inbox();
    const assigned: number[] = [];
    const consumer = await broker.consume({
      group,
      topics: [topic],
      fromBeginning: true,
      ...inbox,
      onAssigned: (places) => assigned.push(...places.map((p) => p.partition)),
    });
    const victim = spawn(process.execPath, ['-e', HOLD_FOREVER, brokers.join(','), group, topic], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: victim.stdout });
    const given = await new Promise<{ partition: number }[]>((resolve) => {
      lines.on('line', (line) => resolve(JSON.parse(line)));
    });
    expect(given).toHaveLength(2);
    for (const partition of [0, 1, 2, 3]) await produceTexts(broker, topic, partition, ['x']);
    await inbox.holds(2);
    assigned.length = 0;
    const killed = performance.now();
    victim.kill('SIGKILL');
    await eventually('the rest', () => given.every((p) => assigned.includes(p.partition)));
    const missed = performance.now() - killed;
    await inbox.holds(4);
    await consumer.stop();
    expect(missed).toBeLessThan(12_000);
  });
});

describeKafka('without a Kafka behind the address,', () => {
  it('the broker does not open, and says that it may later', async () => {
    const opening = openKafkaBroker({ brokers: ['127.0.0.1:1'], clientId: 'nobody' });
    await expect(opening).rejects.toMatchObject({ code: 'broker_unreachable', retriable: true });
  });
});
