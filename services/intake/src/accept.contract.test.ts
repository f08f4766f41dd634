import { type AcceptedRequest, encodeWire, TOPICS } from '@openlnp/messages';
import { doneAppend, requestStream, type ServiceDeps } from '@openlnp/service';
import {
  accepted,
  append,
  BERTA,
  coded,
  failingProduce,
  gate,
  messagesOf,
  overBroker,
  requestRecord,
  type TestDeps,
  testDeps,
} from '../../../packages/service/src/testing';
import { accept as acceptWith, decodeJsonRequest, type Incoming, knownStatus } from './accept';
import { PendingRequests } from './pending';

const newDeps = testDeps();

const TN = '3035550001';

const incoming = (messageId: string, tn = TN): Incoming => ({
  sender: BERTA,
  actingFor: null,
  user: null,
  messageId,
  origin: 'http',
  kind: 'Activate',
  request: encodeWire('openlnp.request.Activate', { tn, svId: null }),
  traceparent: null,
});

/** As a door does it that had nothing to resolve. */
const accept = (deps: ServiceDeps, pending: PendingRequests, request: Incoming) =>
  acceptWith(deps, pending, request, request);

const inTopic = async (deps: TestDeps) =>
  (await messagesOf(deps.broker, TOPICS.portRequests)).map(({ data }) => (data as AcceptedRequest).requestId);

const answer = async (deps: TestDeps, messageId: string): Promise<void> => {
  const { events } = doneAppend(accepted(BERTA, messageId, 'Activate', { tn: TN }), [7]);
  await append(deps.store, requestStream(`B222-${messageId}`), ...events);
};

const PENDING = { ok: true, value: { id: 'B222-m1', status: 'pending', tn: TN, completedAt: null } };

describe('taking a request in (law 2)', () => {
  it('makes it durable before it answers, and keeps it as pending', async () => {
    const deps = await newDeps();
    const pending = new PendingRequests();
    expect(await accept(deps, pending, incoming('m1'))).toMatchObject(PENDING);
    expect(await inTopic(deps)).toEqual(['B222-m1']);
    expect(await knownStatus(deps, pending, 'B222-m1')).toMatchObject({ status: 'pending' });
    expect(await deps.metrics.accepted.get()).toMatchObject({ values: [{ value: 1 }] });
  });

  it('answers a repeat from what it knows: one record, before and after the outcome', async () => {
    const deps = await newDeps();
    const pending = new PendingRequests();
    await accept(deps, pending, incoming('m1'));
    expect(await accept(deps, pending, incoming('m1'))).toMatchObject(PENDING);
    await answer(deps, 'm1');
    const done = { ok: true, value: { id: 'B222-m1', status: 'done', svIds: [7] } };
    pending.remove('B222-m1');
    expect(await accept(deps, pending, incoming('m1'))).toMatchObject(done);
    expect(await accept(deps, new PendingRequests(), incoming('m1'))).toMatchObject(done);
    expect(await inTopic(deps)).toEqual(['B222-m1']);
    expect(pending.size).toBe(0);
    expect(await deps.metrics.accepted.get()).toMatchObject({ values: [{ value: 1 }] });
  });

  it('the same id with another content is refused, before and after the outcome', async () => {
    const deps = await newDeps();
    const pending = new PendingRequests();
    const reused = { ok: false, error: { code: 'message_id_reused' } };
    await accept(deps, pending, incoming('m1'));
    expect(await accept(deps, pending, incoming('m1', '3035550002'))).toMatchObject(reused);
    await answer(deps, 'm1');
    pending.remove('B222-m1');
    expect(await accept(deps, pending, incoming('m1', '3035550002'))).toMatchObject(reused);
    expect(await inTopic(deps)).toEqual(['B222-m1']);
    expect(pending.size).toBe(0);
  });

  it('of many at the same time one goes in; those with another content are refused', async () => {
    const deps = await newDeps();
    const pending = new PendingRequests();
    const answers = await Promise.all([
      accept(deps, pending, incoming('m1')),
      accept(deps, pending, incoming('m1', '3035550002')),
      accept(deps, pending, incoming('m1')),
      accept(deps, pending, incoming('m1')),
      accept(deps, pending, incoming('m2')),
    ]);
    expect(answers.map((one) => (one.ok ? one.value.id : one.error.code))).toEqual([
      'B222-m1',
      'message_id_reused',
      'B222-m1',
      'B222-m1',
      'B222-m2',
    ]);
    expect((await inTopic(deps)).sort()).toEqual(['B222-m1', 'B222-m2']);
  });

  it('nobody is told that it is accepted before it is durable, not even a repeat', async () => {
    const deps = await newDeps();
    const held = gate();
    const broker = overBroker(deps.broker, {
      produce: async (records) => {
        await held.opened;
        return deps.broker.produce(records);
      },
    });
    const pending = new PendingRequests();
    let answered = 0;
    const asked = [0, 1].map(() =>
      accept({ ...deps, broker }, pending, incoming('m1')).then((result) => {
        answered += 1;
        return result;
      }),
    );
    await deps.store.head();
    expect([pending.size, answered]).toEqual([1, 0]);
    held.open();
    expect(await Promise.all(asked)).toMatchObject([PENDING, PENDING]);
    expect(await inTopic(deps)).toEqual(['B222-m1']);
  });

  it('what could not be made durable is not pending, and may be sent again, with another content too', async () => {
    const deps = await newDeps();
    const failing = failingProduce(deps.broker, TOPICS.portRequests);
    failing.failures = 1;
    const away: ServiceDeps = { ...deps, broker: failing.broker };
    const pending = new PendingRequests();
    const [first, repeat] = await Promise.all([
      accept(away, pending, incoming('m1')),
      accept(away, pending, incoming('m1')),
    ]);
    for (const one of [first, repeat])
      expect(one).toEqual({ ok: false, error: { code: 'broker_unreachable', retryAfter: 1 } });
    expect(pending.size).toBe(0);
    expect(await accept(away, pending, incoming('m1', '3035550002'))).toMatchObject({ ok: true });
    expect(await inTopic(deps)).toEqual(['B222-m1']);
    expect(await deps.metrics.accepted.get()).toMatchObject({ values: [{ value: 1 }] });
  });

  it('a fault that no repeat mends is an error, and leaves nothing behind', async () => {
    const deps = await newDeps();
    const pending = new PendingRequests();
    const broker = overBroker(deps.broker, { produce: () => Promise.reject(coded('record_too_large')) });
    await expect(accept({ ...deps, broker }, pending, incoming('m1'))).rejects.toMatchObject({
      code: 'record_too_large',
    });
    expect(pending.size).toBe(0);
  });

  it.each(['', 'a b', 'a/b', 'x'.repeat(65), 'ä'])('%j is no message id', async (messageId) => {
    const deps = await newDeps();
    expect(await accept(deps, new PendingRequests(), incoming(messageId))).toMatchObject({
      ok: false,
      error: { code: 'message_id_invalid' },
    });
    expect(await inTopic(deps)).toEqual([]);
  });

  it('places a request by its number', async () => {
    const deps = await newDeps();
    const pending = new PendingRequests();
    await accept(deps, pending, incoming('m1'));
    const { partition } = requestRecord(accepted(BERTA, 'm1', 'Activate', { tn: TN }));
    expect(await deps.broker.fetch(TOPICS.portRequests, partition, 0n, 10)).toHaveLength(1);
    expect(partition).toBe(303555 % 12);
  });
});

describe('what is pending after a restart', () => {
  it('is what stands behind its readers in both topics and has no outcome; what cannot be read is passed over', async () => {
    const deps = await newDeps();
    const ids = ['in-requests', 'in-commands', 'answered'];
    const [inRequests, inCommands, answered] = ids.map((id) => accepted(BERTA, id, 'Activate', { tn: TN })) as [
      AcceptedRequest,
      AcceptedRequest,
      AcceptedRequest,
    ];
    const garbage = { ...requestRecord(inRequests, TOPICS.portRequests), value: Buffer.from('garbage') };
    await deps.broker.produce([
      garbage,
      requestRecord(inRequests, TOPICS.portRequests),
      requestRecord(answered, TOPICS.portRequests),
      requestRecord(inCommands),
    ]);
    await answer(deps, 'answered');
    const again = await deps.restart();
    const pending = await PendingRequests.rebuild(again.broker, again.store);
    expect(pending.size).toBe(2);
    expect(pending.get('B222-in-requests')).toBeDefined();
    expect(await accept(again, pending, incoming('in-commands'))).toMatchObject({ value: { status: 'pending' } });
    expect(await accept(again, pending, incoming('answered'))).toMatchObject({ value: { status: 'done' } });
    expect(await accept(again, pending, incoming('in-requests', '3035550002'))).toMatchObject({
      error: { code: 'message_id_reused' },
    });
    expect((await inTopicOf(again)).length).toBe(3);
  });

  it('leaves out what its readers have committed', async () => {
    const deps = await newDeps();
    await deps.broker.produce(['m1', 'm2'].map((id) => requestRecord(accepted(BERTA, id, 'Activate', { tn: TN }))));
    for (const group of ['activation', 'network-data']) {
      const consumer = await deps.broker.consume({
        group,
        topics: [TOPICS.portCommands],
        fromBeginning: true,
        onError: deps.fatal,
        maxRecords: 1,
        onBatch: async ({ records: [record] }) =>
          record?.offset === 0n || record === undefined ? undefined : { next: record.offset, pauseMs: 60_000 },
      });
      while ((await deps.broker.committed(group, TOPICS.portCommands, 303555 % 12)) !== 1n) await deps.store.head();
      await consumer.stop();
    }
    const pending = await PendingRequests.rebuild(deps.broker, deps.store);
    expect([pending.size, pending.get('B222-m1'), pending.get('B222-m2') !== undefined]).toEqual([1, undefined, true]);
  });
});

const inTopicOf = async (deps: TestDeps) => deps.broker.fetch(TOPICS.portRequests, 303555 % 12, 0n, 100);

describe('the JSON form of a request', () => {
  it.each([
    ['null', null, 'malformed_json'],
    ['a list', [], 'malformed_json'],
    ['a text', 'Activate', 'malformed_json'],
    ['no kind', { tn: TN }, 'unknown_kind'],
    ['a kind that is none', { kind: 'Destroy' }, 'unknown_kind'],
    ['a kind of ours', { kind: 'RecordAnswers', results: [] }, 'unknown_kind'],
    ['no number', { kind: 'Activate' }, 'missing_required_field'],
    ['a field too many', { kind: 'Activate', tn: TN, extra: 1 }, 'invalid_request'],
    ['a number that is none', { kind: 'Activate', tn: '1035550001' }, 'invalid_tn'],
    ['a range that runs backwards', { kind: 'Activate', tn: '3035550101-0100' }, 'invalid_tn_range'],
  ])('%s is refused', (_what, body, code) => {
    expect(decodeJsonRequest(body)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([TN, '3035550001-0100'])('a good one becomes its record, of one number and of a range: %s', (tn) => {
    expect(decodeJsonRequest({ kind: 'Activate', tn })).toEqual({
      ok: true,
      value: { kind: 'Activate', request: encodeWire('openlnp.request.Activate', { tn }) },
    });
  });
});
