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
});
