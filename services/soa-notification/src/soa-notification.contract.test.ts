import { eventCodec, HEADERS, messageIdOf, soaMessagesTopic, TOPICS } from '@openlnp/messages';
import { NPAC } from '@openlnp/numbering';
import {
  ANNA,
  append,
  BERTA,
  CARLA,
  failingProduce,
  logOf,
  readToEnd,
  recordsOf,
  smallWorld,
  type TestDeps,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { startSoaNotification } from './soa-notification';

const newDeps = testDeps();

const created = {
  type: 'SvCreated',
  data: {
    svId: 7,
    tn: 3035550001,
    newSp: BERTA,
    oldSp: ANNA,
    lnpType: 'lspp',
    createdBy: 'old',
    dueDate: TODAY,
    route: null,
    timerType: 'long',
    businessType: 'short',
    initialWindowEndsAt: TODAY,
  },
};
const activated = { type: 'SvActivated', data: { svId: 7, tn: 3035550001, newSp: BERTA, oldSp: ANNA } };

async function relay(deps: TestDeps): Promise<void> {
  await deps.broker.produce(
    (await logOf(deps.store)).map((event) => ({
      topic: TOPICS.registryEvents,
      partition: 0,
      key: null,
      value: eventCodec.encode(event),
      headers: { [HEADERS.position]: String(event.position) },
    })),
  );
  await readToEnd(deps.broker, 'soa-notification', TOPICS.registryEvents);
}

const messages = async (deps: TestDeps, spid: typeof ANNA) =>
  (await recordsOf(deps.broker, soaMessagesTopic(spid))).map(({ key, value, headers }) => ({
    key,
    value: Buffer.from(value).toString('hex'),
    headers,
  }));

describe('messages to the service providers', () => {
  it('go to the topics of those concerned, in the store’s order, with ids made from their event', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await append(deps.store, 'tn-3035550001', created, activated);
    await deps.running(startSoaNotification(deps));
    await relay(deps);
    const events = (await logOf(deps.store)).slice(-2);
    const types = ['SvObjectCreation', 'SvStatusAttributeValueChange'];
    // The place among the messages of the same event belongs to the id: a range makes several of one type for one recipient.
    for (const [place, spid] of [BERTA, ANNA].entries()) {
      expect((await messages(deps, spid)).map(({ headers }) => headers)).toMatchObject(
        events.map(({ id, position }, index) => ({
          [HEADERS.messageId]: messageIdOf(id, spid, `${types[index]}/${place}`),
          [HEADERS.position]: String(position),
        })),
      );
    }
    expect(await messages(deps, CARLA)).toEqual([]);
  });

  it('a repeat is the same byte for byte, whenever and by whomever it is made', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await append(deps.store, 'tn-3035550001', created);
    await deps.running(startSoaNotification(deps));
    await relay(deps);
    const again = await deps.restart();
    again.time.now += 3_600_000;
    await again.running(startSoaNotification(again));
    await relay(again);
    const [first, second, ...others] = await messages(again, ANNA);
    expect(first).toBeDefined();
    expect(second).toEqual(first);
    expect(others).toEqual([]);
  });

  it('a service provider’s topic is there from its first day, the operator’s from the start', async () => {
    const deps = await newDeps();
    await deps.running(startSoaNotification(deps));
    const names = async () => (await deps.broker.listTopics()).map(({ name }) => name);
    expect(await names()).toContain(soaMessagesTopic(NPAC));
    await smallWorld(deps.store);
    await relay(deps);
    expect(await names()).toEqual(expect.arrayContaining([ANNA, BERTA, CARLA].map(soaMessagesTopic)));
  });

  it('waits for a broker that is away and leaves nobody out', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await append(deps.store, 'tn-3035550001', created);
    const failing = failingProduce(deps.broker, soaMessagesTopic(BERTA));
    failing.failures = 2;
    await deps.running(startSoaNotification({ ...deps, broker: failing.broker }));
    await relay(deps);
    expect([await messages(deps, ANNA), await messages(deps, BERTA)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('N329 N333 follow the profile as it was when things happened, however often they are made', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const [created2, activated2] = [created, activated].map(({ type, data }) => ({ type, data: { ...data, svId: 8 } }));
    await append(deps.store, 'tn-3035550001', created, activated);
    const joined = (await deps.store.readStream(`sp-${ANNA}`))[0]?.data as object;
    const silent = { notificationPriorities: [{ notification: 'SvObjectCreation', priority: 'none' }] };
    await append(deps.store, `sp-${ANNA}`, { type: 'ServiceProviderModified', data: { ...joined, ...silent } });
    await append(deps.store, 'tn-3035550001', created2 as typeof created, activated2 as typeof activated);
    const loud = { notificationPriorities: [{ notification: 'SvObjectCreation', priority: 'high' }] };
    await deps.running(startSoaNotification(deps));
    await relay(deps);
    await append(deps.store, `sp-${ANNA}`, { type: 'ServiceProviderModified', data: { ...joined, ...loud } });
    await append(deps.store, 'tn-3035550001', { ...created, data: { ...created.data, svId: 9 } });
    await relay(deps);
    const said = async (from: TestDeps) =>
      (await messages(from, ANNA)).map(({ headers }) => [headers[HEADERS.messageId], headers[HEADERS.priority]]);
    const first = await said(deps);
    // The relay repeats what it had published: the messages of the first three events came twice, and are the same.
    expect(first.slice(0, 3).map(([, priority]) => priority)).toEqual(['medium', 'medium', 'medium']);
    expect(first.slice(3, 6)).toEqual(first.slice(0, 3));
    expect(first.slice(6).map(([, priority]) => priority)).toEqual(['high']);
    expect((await messages(deps, BERTA)).length).toBe(4 + 5);
    const again = await deps.restart();
    await again.running(startSoaNotification(again));
    await relay(again);
    expect((await said(again)).slice(first.length)).toEqual(first.slice(3));
  });
});
