import type { EventStore, NewEvent, RecordedEvent } from '@openlnp/event-store';
import { TOPICS } from '@openlnp/messages';
import { instant } from '@openlnp/numbering';
import type { PortingEvent } from '@openlnp/porting';
import {
  ANNA,
  accepted,
  BERTA,
  coded,
  eventually,
  logOf,
  metadata,
  NOW,
  newSpCreate,
  oneByOneStore,
  overStore,
  portOf,
  readToEnd,
  requestRecord,
  smallWorld,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { OwnedNumbers } from './numbers';
import { carryOut, commitOf, OpenJobs } from './range-jobs';
import { runsOf } from './range-runs';
import { command, deadLetters, outcomesOf, start } from './testing/owner';
import { jobsOf, rangeOf, streamAt, tnAt, typesAt } from './testing/ranges';

const newDeps = testDeps();

const created = (place: number): PortingEvent => ({
  type: 'SvCreated',
  data: {
    ...{ svId: 7 + place, tn: tnAt(place), newSp: BERTA, oldSp: ANNA, lnpType: 'lspp', createdBy: 'old' },
    ...{ dueDate: TODAY, route: null, timerType: 'long', businessType: 'short', initialWindowEndsAt: TODAY },
    ...{
      authorized: true,
      causeCode: null,
      mediumTimer: false,
      portingToOriginal: false,
      pendingRetentionEndsAt: TODAY,
      firstUse: null,
      conflictRestrictedFrom: null,
    },
  },
});

const PLACES = [0, 1, 2, 3];

async function committed(store: EventStore): Promise<NewEvent> {
  const at = instant(NOW);
  const commit = commitOf({
    jobId: 'B222-n1',
    kind: 'OldSpCreate',
    range: { first: tnAt(0), last: tnAt(3) },
    runs: runsOf(PLACES.map((place) => ({ tn: tnAt(place), events: [{ event: created(place), at }] }))),
    at,
    metadata: metadata('B222-n1'),
  });
  await store.append(commit);
  return commit.events[0] as NewEvent;
}

const expectDone = async (store: EventStore): Promise<void> => {
  for (const place of PLACES) {
    expect(await store.readStream(streamAt(place))).toMatchObject([
      { ...created(place), metadata: { occurredAt: NOW, requestId: 'B222-n1', jobId: 'B222-n1' } },
    ]);
  }
  expect((await jobsOf(store)).map(({ type }) => type)).toEqual(['RangeDecided', 'RangeCompleted']);
};

describe('a range decision that is committed', () => {
  it('R5-5 gives each number a version and events of its own, and is closed', async () => {
    const { store } = await newDeps();
    await carryOut(store, new OwnedNumbers(store), await committed(store));
    await expectDone(store);
  });

  it.each([0, 1, 3])('goes on where a crash left it after %i numbers, and doubles nothing', async (after) => {
    const { store } = await newDeps();
    const commit = await committed(store);
    const dying = oneByOneStore(store);
    dying.lose.after = after;
    await expect(carryOut(dying, new OwnedNumbers(dying), commit)).rejects.toThrow('store_unreachable');
    expect((await typesAt(store, PLACES)).filter(({ length }) => length === 1)).toHaveLength(after);
    await carryOut(store, new OwnedNumbers(store), commit);
    await expectDone(store);
  });

  it('that only was not closed is closed', async () => {
    const { store } = await newDeps();
    const commit = await committed(store);
    const dying = overStore(store, { append: () => Promise.reject(coded('store_unreachable')) });
    await expect(carryOut(dying, new OwnedNumbers(dying), commit)).rejects.toThrow('store_unreachable');
    await carryOut(store, new OwnedNumbers(store), commit);
    await expectDone(store);
  });

  it('is open until the log says that it is done, for the owner of its numbers', async () => {
    const { store } = await newDeps();
    const open = new OpenJobs();
    await committed(store);
    for (const event of await logOf(store)) open.apply(event);
    expect(open.of(() => false)).toEqual([]);
    expect(open.of(({ first, last }) => first === tnAt(0) && last === tnAt(3))).toHaveLength(1);
    open.apply({ ...((await jobsOf(store))[0] as RecordedEvent), type: 'RangeCompleted', data: { jobId: 'B222-n1' } });
    expect(open.of(() => true)).toEqual([]);
  });

  it('is carried out by the process that comes next, before anything else of its partition', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    // The commit, which holds the outcome too, is the last thing that this process gets into the store.
    let failures = 0;
    const store = overStore(deps.store, {
      appendBatch: async (appends) => {
        const commits = appends.some(({ events }) => events.some(({ type }) => type === 'RangeDecided'));
        if (commits) return deps.store.appendBatch(appends);
        failures += 1;
        throw coded('store_unreachable');
      },
    });
    const create = accepted(BERTA, 'n1', 'NewSpCreate', newSpCreate(rangeOf(4)));
    const other = portOf('3035559999')[0] as ReturnType<typeof accepted>;
    await start(deps, { store });
    await deps.broker.produce([requestRecord(create)]);
    await eventually('the commit alone', () => failures > 0);
    expect(await typesAt(deps.store, PLACES)).toEqual([[], [], [], []]);
    const again = await deps.restart();
    await again.broker.produce([requestRecord(other)]);
    await start(again);
    await readToEnd(again.broker, 'activation', TOPICS.portCommands);
    expect(await typesAt(again.store, PLACES)).toEqual(PLACES.map(() => ['SvCreated']));
    expect((await jobsOf(again.store)).map(({ type }) => type)).toEqual(['RangeDecided', 'RangeCompleted']);
    expect(await outcomesOf(again.store, [create])).toEqual([[['RequestDone', [1001]]]]);
    const log = (await logOf(again.store)).map(({ stream }) => stream);
    expect(log.indexOf(streamAt(3))).toBeLessThan(log.indexOf('tn-3035559999'));
  });
});

describe('a range decision that another process left open', () => {
  it('is carried out soon after a start, with no other command behind it: the broker may be another one', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await committed(deps.store);
    await start(deps);
    await eventually('its numbers have their events', async () => (await jobsOf(deps.store)).length === 2);
    await expectDone(deps.store);
    expect(await deadLetters(deps)).toEqual([]);
  });
});

describe('a range in one decision', () => {
  it('is decided once, told once and counted once', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    const create = accepted(BERTA, 'n1', 'NewSpCreate', newSpCreate(rangeOf(20)));
    await command(deps, create, create);
    await command(deps, create);
    expect((await jobsOf(deps.store)).map(({ type }) => type)).toEqual(['RangeDecided', 'RangeCompleted']);
    expect(await outcomesOf(deps.store, [create])).toEqual([[['RequestDone', [1001]]]]);
    const { values } = await deps.metrics.done.get();
    expect(values.map(({ labels, value }) => [labels.kind, value])).toEqual([['NewSpCreate', 1]]);
  });
});

describe('a range of which numbers fail', () => {
  it('is refused whole, and the refusal names every one of them, however many', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: null });
    await start(deps);
    const singles = [5, 6, 300].map((place) =>
      accepted(BERTA, `n-${place}`, 'NewSpCreate', newSpCreate(String(tnAt(place)))),
    );
    const too = accepted(BERTA, 'all', 'NewSpCreate', newSpCreate(rangeOf(1_000)));
    const none = accepted(BERTA, 'none', 'Activate', { tn: `${tnAt(400)}-0799` });
    await command(deps, ...singles, too, none);
    const errorsOf = async ({ requestId }: typeof too) =>
      (await deps.store.readStream(`request-${requestId}`)).map(({ data }) => (data as { errors: object[] }).errors);
    expect(await errorsOf(too)).toMatchObject([
      [{ code: 'already_created', tn: null, tns: ['3035550005-0006', '3035550300'] }],
    ]);
    expect(await errorsOf(none)).toMatchObject([[{ code: 'no_such_version', tn: null, tns: ['3035550400-0799'] }]]);
    expect(await typesAt(deps.store, [0, 5, 999])).toEqual([[], ['SvCreated'], []]);
    const { values } = await deps.metrics.refused.get();
    expect(Object.fromEntries(values.map(({ labels, value }) => [labels.code, value]))).toEqual({
      already_created: 3,
      no_such_version: 400,
    });
  });
});

describe('a modification of a range', () => {
  const [active, ...rest] = [0, 1, 2].map((place) => String(tnAt(place))) as [string, string, string];
  const changes = { tn: rangeOf(3), billingId: 'B7' };
  /** The numbers of `rest`. */
  const pending = `${rest[0]}-${rest[1].slice(-4)}`;

  /** The first of three numbers is active, the others pending. */
  async function mixed() {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: null });
    await start(deps);
    await command(
      deps,
      ...portOf(active),
      ...rest.map((tn) => accepted(BERTA, `n-${tn}`, 'NewSpCreate', newSpCreate(tn))),
    );
    const types = () => typesAt(deps.store, [0, 1, 2]);
    const modify = async (id: string, fields: object) => {
      const request = accepted(BERTA, id, 'Modify', { ...changes, ...fields });
      await command(deps, request);
      return (await deps.store.readStream(`request-${request.requestId}`)).map(({ type, data }) => ({ type, data }));
    };
    return { deps, types, modify, before: await types() };
  }

  it('R5-26 R5-35 is told which numbers are in which status where they are in several, and changes none of them', async () => {
    const { deps, types, modify, before } = await mixed();
    const missing = { code: 'status_missing', rule: 'R5-26', field: 'status' };
    const errors = [
      { ...missing, actual: 'active', tn: active },
      { ...missing, actual: 'pending', tn: null, tns: [pending] },
    ];
    expect(await modify('unsaid', {})).toMatchObject([{ type: 'RequestRefused', data: { errors } }]);
    expect(await types()).toEqual(before);
    // Alike, nothing can be hit by mistake.
    await command(deps, ...rest.flatMap((tn) => portOf(tn).slice(1)));
    expect(await modify('alike', {})).toMatchObject([{ type: 'RequestDone' }]);
  });

  it('R5-26 R5-30.2 R5-39.2 names a status, which chooses no numbers: those in another one are told, none is changed', async () => {
    const { types, modify, before } = await mixed();
    const wrong = { code: 'wrong_status', rule: 'R5-25' };
    const othersPending = [{ ...wrong, expected: 'active', actual: 'pending', tn: null, tns: [pending] }];
    const otherActive = [{ ...wrong, expected: 'pending', actual: 'active', tn: active }];
    expect(await modify('active', { status: 'active' })).toMatchObject([{ data: { errors: othersPending } }]);
    expect(await modify('pending', { status: 'pending' })).toMatchObject([{ data: { errors: otherActive } }]);
    expect(await types()).toEqual(before);
    // What the refusals say does help: the numbers of a status alone, or the id of the first version.
    expect(await modify('split', { tn: pending })).toMatchObject([{ type: 'RequestDone' }]);
    expect(await modify('by id', { svId: 1001, billingId: 'B8' })).toMatchObject([{ type: 'RequestDone' }]);
  });
});
