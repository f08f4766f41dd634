import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { carrierTopics, decodeWire, encodeWire, TOPICS } from '@openlnp/messages';
import {
  ANNA,
  BERTA,
  CARLA,
  eventually,
  failingProduce,
  newSpCreate,
  overBroker,
  overStore,
  testDeps,
} from '../../../packages/service/src/testing';
import { createQuota } from './http/quota';
import { KafkaDoor } from './kafka-door';
import { PendingRequests } from './pending';
import { deadReasons, inTopic, KNOWN, open, outcomes, record, send, unlimited } from './testing/topic-requests';

const newDeps = testDeps();

describe('requests from the carriers’ topics', () => {
  it('the topic is the sender (law 4), and the order of a topic is kept', async () => {
    const deps = await newDeps();
    await open(deps);
    const ids = Array.from({ length: 50 }, (_, n) => `m${n}`);
    await send(deps, ...ids.map((id) => record(BERTA, id)), record(ANNA, 'm0'));
    const requests = await inTopic(deps);
    expect(requests.filter(({ sender }) => sender === BERTA).map(({ messageId }) => messageId)).toEqual(ids);
    expect(requests.filter(({ sender }) => sender === ANNA).map(({ requestId }) => requestId)).toEqual(['A111-m0']);
    expect(requests[0]).toMatchObject({ origin: 'kafka', acceptedAt: deps.clock.now(), kind: 'Activate' });
  });

  it('the order of a topic is kept where a store answers in any order', async () => {
    const deps = await newDeps();
    let [count, most] = [0, 0];
    const asked: (() => void)[] = [];
    const store = overStore(deps.store, {
      readStream: async (stream, options) => {
        count += 1;
        // Those that were asked for last answer first, when nobody asks for more.
        if (asked.length === 0)
          setImmediate(() => {
            most = Math.max(most, asked.length);
            for (const answer of asked.splice(0).reverse()) answer();
          });
        await new Promise<void>((resolve) => asked.push(resolve));
        return deps.store.readStream(stream, options);
      },
    });
    await open({ ...deps, store });
    const ids = Array.from({ length: 20 }, (_, n) => `m${n}`);
    await send(deps, ...ids.map((id) => record(BERTA, id)));
    expect((await inTopic(deps)).map(({ messageId }) => messageId)).toEqual(ids);
    expect([count, most]).toEqual([20, 20]);
  });

  it('a record sent again goes in once', async () => {
    const deps = await newDeps();
    await open(deps);
    await send(deps, record(BERTA, 'm1'), record(BERTA, 'm1'));
    await send(deps, record(BERTA, 'm1'));
    expect(await inTopic(deps)).toHaveLength(1);
    expect(await deadReasons(deps)).toEqual([]);
  });

  it('what cannot be a request goes to the dead letters, each with its reason, and the rest goes on', async () => {
    const deps = await newDeps();
    await open(deps);
    const good = record(BERTA, 'm1');
    await send(
      deps,
      record(BERTA, undefined),
      record(BERTA, 'no good id'),
      record(BERTA, 'x'.repeat(70_000)),
      { ...good, value: Buffer.from('garbage') },
      { ...good, value: Buffer.from([0, 0, 0, 255, 255, 1]) },
      { ...good, value: good.value.subarray(0, good.value.length - 3) },
      {
        ...good,
        value: encodeWire('openlnp.acknowledgement.DownloadsAcknowledged', { after: 0, through: 0, refused: [] }),
      },
      { ...good, value: Buffer.alloc(1_048_000) },
      good,
      record(BERTA, 'm1', 'Activate', { tn: '3035550002', svId: null }),
    );
    expect((await inTopic(deps)).map(({ requestId }) => requestId)).toEqual(['B222-m1']);
    expect((await deadReasons(deps)).sort()).toEqual(
      [
        'message_id_missing',
        'message_id_invalid',
        'message_id_invalid',
        'not_wire_format',
        'unknown_schema_id',
        'malformed_avro',
        'unexpected_message',
        'body_too_large',
        'message_id_reused',
      ].sort(),
    );
  });

  it('one that can be read but is not well-formed gets its one final reply, however often it comes', async () => {
    const deps = await newDeps();
    await open(deps);
    const wrong = record(BERTA, 'm1', 'NewSpCreate', { ...newSpCreate('1115550001'), oldSp: 'a' });
    await send(deps, wrong, wrong);
    await send(deps, wrong);
    expect(await outcomes(deps, 'B222-m1')).toEqual([['RequestRefused', ['invalid_tn', 'malformed_spid']]]);
    expect(await inTopic(deps)).toEqual([]);
    expect(await deadReasons(deps)).toEqual([]);
    // Another request under its id is not answered by it.
    await send(deps, record(BERTA, 'm1', 'Activate', { tn: '2', svId: null }));
    await send(deps, record(BERTA, 'm1'));
    expect(await outcomes(deps, 'B222-m1')).toHaveLength(1);
    expect(await deadReasons(deps)).toEqual(['message_id_reused', 'message_id_reused']);
  });

  it('a repeat may come under a newer version of its schema', async () => {
    const deps = await newDeps();
    await open(deps);
    const golden = resolve(__dirname, '../../../tests/golden/openlnp.request.Activate/v1.hex');
    const [line = ''] = readFileSync(golden, 'utf8').split('\n');
    const old = Buffer.from(line, 'hex');
    const newest = encodeWire('openlnp.request.Activate', decodeWire<object>(old).data);
    expect(newest.equals(old)).toBe(false);
    const as = (value: Buffer) => ({ ...record(BERTA, 'm1'), value });
    await send(deps, as(old), as(newest));
    await send(deps, as(newest), as(old));
    expect((await inTopic(deps)).map(({ requestId }) => requestId)).toEqual(['B222-m1']);
    expect(await deadReasons(deps)).toEqual([]);
  });

  it.each([
    ['a request corrected', '3035550001'],
    ['another one that is not well-formed', '1115550002'],
  ])('%s under the message id of one refused is none, also right behind it', async (_, second) => {
    const deps = await newDeps();
    await open(deps);
    const create = (tn: string) => record(BERTA, 'm1', 'NewSpCreate', newSpCreate(tn));
    await send(deps, create('1115550001'), create(second), record(BERTA, 'm2'));
    expect(await outcomes(deps, 'B222-m1')).toEqual([['RequestRefused', ['invalid_tn']]]);
    expect((await inTopic(deps)).map(({ requestId }) => requestId)).toEqual(['B222-m2']);
    expect(await deadReasons(deps)).toEqual(['message_id_reused']);
  });

  it('waits for a broker that is away', async () => {
    const deps = await newDeps();
    const failing = failingProduce(deps.broker, TOPICS.portRequests);
    failing.failures = 2;
    await open(deps, { changes: { broker: failing.broker } });
    await send(deps, record(BERTA, 'm1'), record(BERTA, 'm2'));
    expect((await inTopic(deps)).map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
    expect(await deadReasons(deps)).toEqual([]);
  });

  it('a service provider over its quota waits on its own topic; the others go on', async () => {
    const deps = await newDeps();
    let now = 0;
    await open(deps, { quota: createQuota({ perSecond: 1000, burst: 3 }, () => now) });
    await deps.broker.produce(Array.from({ length: 10 }, (_, n) => record(BERTA, `m${n}`)));
    await eventually('Berta’s burst', async () => (await inTopic(deps)).length >= 3);
    await send(deps, record(ANNA, 'm0'));
    const sent = await inTopic(deps);
    expect(sent.filter(({ sender }) => sender === BERTA)).toHaveLength(3);
    expect(sent.filter(({ sender }) => sender === ANNA)).toHaveLength(1);
    await eventually('the rest, as time goes on', async () => {
      now += 1;
      return (await inTopic(deps)).length === 11;
    });
    const bertas = (await inTopic(deps)).filter(({ sender }) => sender === BERTA);
    expect(bertas.map(({ messageId }) => messageId)).toEqual(Array.from({ length: 10 }, (_, n) => `m${n}`));
  });

  it('who joins is followed, and two who join at once make one consumer', async () => {
    const deps = await newDeps();
    await deps.broker.ensureTopics(
      [ANNA, BERTA, CARLA].flatMap((spid) => carrierTopics(spid, { soa: true, lsms: false })),
    );
    let consumers = 0;
    const broker = overBroker(deps.broker, {
      consume: (options) => {
        consumers += 1;
        return deps.broker.consume(options);
      },
    });
    const door = new KafkaDoor({ ...deps, broker }, new PendingRequests(), unlimited, KNOWN);
    await Promise.all([door.follow([ANNA]), door.follow([ANNA, BERTA]), door.follow([ANNA, BERTA, CARLA])]);
    await send(deps, record(ANNA, 'm'), record(BERTA, 'm'), record(CARLA, 'm'));
    expect((await inTopic(deps)).map(({ requestId }) => requestId).sort()).toEqual(['A111-m', 'B222-m', 'C333-m']);
    expect(consumers).toBe(1);
    await door.stop();
  });
});
