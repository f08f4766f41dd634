import type { OutgoingRecord } from '@openlnp/broker';
import type { RecordedEvent } from '@openlnp/event-store';
import { encodeWire, HEADERS, lsmsResponsesTopic, TOPICS } from '@openlnp/messages';
import type { Spid, Tn } from '@openlnp/numbering';
import {
  ANNA,
  append,
  BERTA,
  CARLA,
  eventually,
  join,
  logOf,
  readToEnd,
  recordsOf,
  smallWorld,
  testDeps,
} from '../../../packages/service/src/testing';
import { LsmsAcknowledgements } from './acknowledgements';
import { AnswerCollector } from './answers';
import { DownloadIndex } from './download-index';
import { startLsmsBroadcast } from './lsms-broadcast';

import { answersOf, broadcastAll, failed, relay, TNS } from './testing/broadcasts';
import { startedWithDownloads } from './testing/started';

const newDeps = testDeps();

describe('acknowledgements in, answers out', () => {
  const withDownloads = async (count: number) => startedWithDownloads(await newDeps(), count);

  it('tells the owner what an LSMS took and what it refused', async () => {
    const { deps, service, acks, published } = await withDownloads(3);
    expect(service.head()).toBe(3);
    const refused = [{ number: 2, code: 'no_room', text: 'full' }];
    expect(await acks.acknowledge(ANNA, { after: 0, through: 3, refused })).toEqual({
      ok: true,
      acknowledgedThrough: 3,
    });
    await published();
    const [command, ...others] = await answersOf(deps);
    expect(others).toEqual([]);
    expect(command?.results).toEqual([
      {
        firstTn: 3035550001,
        lastTn: 3035550001,
        svId: 1,
        broadcast: 1,
        answers: [{ spid: ANNA, ok: true, code: null }],
      },
      {
        firstTn: 3035550002,
        lastTn: 3035550002,
        svId: 2,
        broadcast: 1,
        answers: [{ spid: ANNA, ok: false, code: 'no_room' }],
      },
      {
        firstTn: 3035550003,
        lastTn: 3035550003,
        svId: 3,
        broadcast: 1,
        answers: [{ spid: ANNA, ok: true, code: null }],
      },
    ]);
    expect(await acks.acknowledgedThrough(ANNA)).toBe(3);
    expect(await acks.acknowledgedThrough(BERTA)).toBe(0);
  });

  it('one that is no target may read and acknowledge, and decides nothing; nor does a restoring download', async () => {
    const { deps, acks, published } = await withDownloads(1);
    await append(deps.store, 'tn-3035550001', failed(3035550001));
    await published();
    await acks.acknowledge(CARLA, { after: 0, through: 2, refused: [] });
    await acks.acknowledge(BERTA, { after: 0, through: 2, refused: [] });
    await published();
    expect((await answersOf(deps)).flatMap(({ results }) => results)).toEqual([
      {
        firstTn: 3035550001,
        lastTn: 3035550001,
        svId: 1,
        broadcast: 1,
        answers: [{ spid: BERTA, ok: true, code: null }],
      },
    ]);
  });

  it('a repeat is taken without a word; what does not fit is refused, and kept once however often it is said', async () => {
    const { deps, acks } = await withDownloads(3);
    const take = (after: number, through: number) => acks.acknowledge(ANNA, { after, through, refused: [] });
    await take(0, 2);
    expect(await take(0, 2)).toEqual({ ok: true, acknowledgedThrough: 2 });
    const gap = { ok: false, code: 'ack_gap', acknowledgedThrough: 2 };
    expect([await take(1, 3), await take(1, 3)]).toEqual([gap, gap]);
    expect(await take(2, 9)).toMatchObject({ ok: false, code: 'ack_beyond_log' });
    expect(await take(2, 3)).toEqual({ ok: true, acknowledgedThrough: 3 });
    expect((await deps.store.readStream('lsms-A111')).map(({ type, data }) => [type, data])).toMatchObject([
      ['LsmsAcknowledged', { after: 0, through: 2 }],
      ['LsmsAcknowledgementRefused', { after: 1, through: 3, code: 'ack_gap', expectedAfter: 2 }],
      ['LsmsAcknowledgementRefused', { after: 2, through: 9, code: 'ack_beyond_log', expectedAfter: 2 }],
      ['LsmsAcknowledged', { after: 2, through: 3 }],
    ]);
  });

  it('records who says it for whom, be it taken, refused or a repair (law 4)', async () => {
    const { deps, acks } = await withDownloads(2);
    const refused = [{ number: 1, code: 'no_room', text: null }];
    await acks.acknowledge(ANNA, { after: 0, through: 1, refused }, CARLA);
    await acks.acknowledge(ANNA, { after: 0, through: 2, refused: [] }, CARLA);
    await acks.acknowledge(ANNA, { after: 0, through: 1, refused: [] }, CARLA);
    await acks.acknowledge(ANNA, { after: 1, through: 2, refused: [] }, ANNA);
    const events = await deps.store.readStream('lsms-A111');
    expect(events.map(({ type, metadata: { actor, actingFor } }) => [type, actor, actingFor])).toEqual([
      ['LsmsAcknowledged', CARLA, ANNA],
      ['LsmsAcknowledgementRefused', CARLA, ANNA],
      ['LsmsRepaired', CARLA, ANNA],
      ['LsmsAcknowledged', ANNA, null],
    ]);
  });

  it('takes what one LSMS says at the same time one after the other, also through two instances', async () => {
    const { deps, acks } = await withDownloads(3);
    const other = new LsmsAcknowledgements(deps.store, deps.clock, deps.ids, () => 3);
    const answers = await Promise.all([
      acks.acknowledge(ANNA, { after: 0, through: 1, refused: [] }),
      acks.acknowledge(ANNA, { after: 1, through: 2, refused: [] }),
      other.acknowledge(ANNA, { after: 0, through: 1, refused: [] }),
      acks.acknowledge(ANNA, { after: 2, through: 3, refused: [] }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(await acks.acknowledgedThrough(ANNA)).toBe(3);
    const taken = (await deps.store.readStream('lsms-A111')).map(({ data }) => (data as { through: number }).through);
    expect(taken).toEqual([1, 2, 3]);
  });

  it('knows what an old download was about, from the store when it is not at hand', async () => {
    const { deps } = await withDownloads(5);
    const index = new DownloadIndex(deps.store, 2);
    for (const event of await logOf(deps.store)) index.apply(event);
    expect(index.count).toBe(5);
    const { range, svId, broadcast, targets } = await index.subject(1);
    expect([range.first, svId, broadcast, [...targets]]).toEqual([3035550001, 1, 1, [ANNA, BERTA]]);
    await expect(index.subject(6)).rejects.toThrow('download 6 does not exist');
    await expect(index.subject(0)).rejects.toThrow('download 0 does not exist');
    const collector = new AnswerCollector(index);
    await collector.add({ type: 'LsmsAcknowledged', data: { spid: ANNA, after: 0, through: 5, refused: [] } });
    const [last] = (await logOf(deps.store)).slice(-1) as [RecordedEvent];
    expect(collector.commands(0n, last)).toHaveLength(1);
  });

  it('the same in a store whose positions have gaps, and which reads only from the position of an event', async () => {
    const { deps } = await withDownloads(5);
    const apart = ({ position, ...event }: RecordedEvent): RecordedEvent => ({
      ...event,
      position: 100n * position + 7n,
    });
    const readAll = async (after: bigint, limit: number) => {
      if (after !== -1n && after % 100n !== 7n) throw new Error(`no event ends at ${after}`);
      return (await deps.store.readAll(after === -1n ? after : after / 100n, limit)).map(apart);
    };
    const index = new DownloadIndex({ readAll }, 1);
    for (const event of await logOf(deps.store)) index.apply(apart(event));
    const subjects = await Promise.all([1, 2, 3, 4, 5].map((number) => index.subject(number)));
    expect(subjects.map(({ range }) => range.first)).toEqual([1, 2, 3, 4, 5].map((n) => 3035550000 + n));
  });

  it('a newcomer that acknowledges a long log at once leaves others their turn', async () => {
    const subject = { range: { first: 3035550000 as Tn, last: 3035550000 as Tn }, svId: 1, broadcast: 1 };
    const index = { subject: async () => ({ ...subject, targets: new Set<Spid>() }) } as unknown as DownloadIndex;
    let turns = 0;
    const counting = (): void => {
      turns += 1;
      next = setImmediate(counting);
    };
    let next = setImmediate(counting);
    await new AnswerCollector(index).add({
      type: 'LsmsAcknowledged',
      data: { spid: ANNA, after: 0, through: 100_000, refused: [] },
    });
    clearImmediate(next);
    expect(turns).toBeGreaterThan(300);
  });

  it('no command grows beyond a record, and none says something else under the id of another', async () => {
    const { deps } = await withDownloads(250);
    const index = new DownloadIndex(deps.store);
    for (const event of await logOf(deps.store)) index.apply(event);
    const last = (await logOf(deps.store)).at(-1) as RecordedEvent;
    const commandsOf = async (through: number, first: bigint) => {
      const collector = new AnswerCollector(index);
      await collector.add({ type: 'LsmsAcknowledged', data: { spid: ANNA, after: 0, through, refused: [] } });
      return collector.commands(first, last).map(({ headers, value }) => [headers[HEADERS.messageId], value.length]);
    };
    expect(await commandsOf(250, 0n)).toHaveLength(3);
    expect(await commandsOf(250, 0n)).toEqual(await commandsOf(250, 0n));
    const ids = [...(await commandsOf(250, 0n)), ...(await commandsOf(200, 7n))].map(([id]) => id);
    expect(new Set(ids).size).toBe(5);
  });
});

describe('acknowledgements over Kafka', () => {
  const ack = (topic: string, after: number, through: number, code = 'no_room'): OutgoingRecord => ({
    topic,
    partition: 0,
    key: null,
    value: encodeWire('openlnp.acknowledgement.DownloadsAcknowledged', {
      after,
      through,
      refused: [{ number: through, code, text: null }],
    }),
    headers: {},
  });

  it('the topic says whose they are; who joins later is followed too; garbage goes to the dead letters', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: 'kafka' });
    await broadcastAll(deps, TNS);
    await deps.running(startLsmsBroadcast(deps));
    const DORA = 'D444' as typeof ANNA;
    await join(deps.store, DORA, null, 'kafka');
    await relay(deps);
    await eventually('Dora’s topic', async () =>
      (await deps.broker.listTopics()).some(({ name }) => name === lsmsResponsesTopic(DORA)),
    );
    const topics = [ANNA, DORA].map(lsmsResponsesTopic) as [string, string];
    await deps.broker.produce([
      ack(topics[0], 0, 2, 'x'.repeat(5000)),
      { ...ack(topics[0], 0, 0), value: Buffer.from('garbage') },
      { ...ack(topics[0], 0, 0), value: encodeWire('openlnp.request.Activate', { tn: '3035550001' }) },
      ack(topics[0], 2, 3),
      ack(topics[0], 2, 3),
      ack(topics[1], 0, 1),
    ]);
    await eventually('all of it', async () => (await deps.store.readStream('lsms-D444')).length > 0);
    await readToEnd(deps.broker, 'lsms-broadcast-responses', topics[0]);
    const taken = (await deps.store.readStream('lsms-A111')).map(({ data }) => data);
    expect(taken).toMatchObject([{ through: 2, refused: [{ number: 2, code: 'x'.repeat(64) }] }, { through: 3 }]);
    const letters = await recordsOf(deps.broker, TOPICS.deadLetters);
    expect(letters.map(({ headers }) => headers['dead-letter-reason'])).toEqual([
      'not_wire_format',
      'unexpected_message',
    ]);
  });
});
