import type { EventStore, NewEvent, RecordedEvent } from '@openlnp/event-store';
import { partitionOf, type RecordAnswers, TOPICS } from '@openlnp/messages';
import { instant, npaNxxOf, type Tn } from '@openlnp/numbering';
import type { PortingEvent, RangeDecided } from '@openlnp/porting';
import { commandRecord } from '@openlnp/service';
import {
  ANNA,
  accepted,
  BERTA,
  coded,
  eventually,
  logOf,
  metadata,
  NOW,
  newEvent,
  newSpCreate,
  oldSpCreate,
  oneByOneStore,
  overStore,
  portOf,
  readToEnd,
  requestRecord,
  smallWorld,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { OwnedNumbers, tnStream } from './numbers';
import { carryOut, commitOf, OpenJobs } from './range-jobs';
import { runsOf } from './range-runs';
import { command, deadLetters, outcomesOf, start, typesOf } from './testing/owner';

const newDeps = testDeps();

const FIRST = 3035550000;
const tnAt = (place: number): Tn => (FIRST + place) as Tn;
const streamAt = (place: number): string => tnStream(tnAt(place));
const rangeOf = (count: number): string => `${FIRST}-${String(count - 1).padStart(4, '0')}`;

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

const jobsOf = async (store: EventStore): Promise<RecordedEvent[]> =>
  (await logOf(store)).filter(({ type }) => type.startsWith('Range'));
const typesAt = (store: EventStore, places: readonly number[]) =>
  Promise.all(places.map((place) => typesOf(store, streamAt(place))));

describe('a range decision that is committed', () => {
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
  it('R5-26 R5-35 says which status it means where the versions are in several, and changes none of them else', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: null });
    await start(deps);
    const [active, pending] = [String(tnAt(0)), String(tnAt(1))];
    await command(deps, ...portOf(active), accepted(BERTA, 'n', 'NewSpCreate', newSpCreate(pending)));
    const before = await typesAt(deps.store, [0, 1]);
    const changes = { tn: rangeOf(2), billingId: 'B7' };
    const unsaid = accepted(BERTA, 'm1', 'Modify', changes);
    await command(deps, unsaid);
    const [refused] = await deps.store.readStream(`request-${unsaid.requestId}`);
    expect(refused?.data).toMatchObject({
      errors: [{ code: 'status_missing', rule: 'R5-26', actual: 'active, pending', tns: [rangeOf(2)] }],
    });
    expect(await typesAt(deps.store, [0, 1])).toEqual(before);
    // Alike, nothing can be hit by mistake.
    await command(deps, ...portOf(pending).slice(1));
    const again = accepted(BERTA, 'm2', 'Modify', changes);
    await command(deps, again);
    expect(await outcomesOf(deps.store, [again])).toEqual([[['RequestDone', expect.any(Array)]]]);
  });
});

describe('a range that is too varied for one decision', () => {
  /** With so many LSMSs an event of one number takes kilobytes; two numbers that differ share none. */
  const LSMSS = Array.from({ length: 1000 }, (_, n) => `L${String(n).padStart(3, '0')}`);
  const COUNT = 160;
  const places = Array.from({ length: COUNT }, (_, place) => place);

  it('is refused to a carrier; the registry’s own command goes in halves', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: null });
    const lsms = { spType: 'wireline', soa: null, lsms: 'http', portInTimer: null, portOutTimer: null };
    await deps.store.appendBatch(
      LSMSS.map((spid) => {
        const data = { spid, name: spid, ...lsms, businessDays: null };
        const event = newEvent(`sp-${spid}`, 0, { type: 'ServiceProviderCreated', data });
        return { stream: `sp-${spid}`, expectedRevision: -1, events: [event] };
      }),
    );
    await start(deps);
    const creates = places.map((place) => {
      const tn = String(tnAt(place));
      return accepted(BERTA, `n-${tn}`, 'NewSpCreate', { ...newSpCreate(tn), billingId: `B${place % 2}` });
    });
    await command(deps, ...creates, accepted(ANNA, 'o', 'OldSpCreate', oldSpCreate(rangeOf(COUNT))));

    const whole = accepted(BERTA, 'a', 'Activate', { tn: rangeOf(COUNT) });
    await command(deps, whole);
    const [refused, ...more] = await deps.store.readStream(`request-${whole.requestId}`);
    expect(more).toEqual([]);
    const errors = [{ code: 'range_too_varied', field: 'tn', tns: [rangeOf(COUNT)] }];
    expect(refused).toMatchObject({ type: 'RequestRefused', data: { errors } });
    const pending = ['SvCreated', 'SvSecondCreateReceived'];
    expect(await typesAt(deps.store, places)).toEqual(places.map(() => pending));

    const halves = [`${FIRST}-0079`, `${FIRST + 80}-0159`].map((tn) => accepted(BERTA, tn, 'Activate', { tn }));
    await command(deps, ...halves);
    expect((await outcomesOf(deps.store, halves)).map(([outcome]) => outcome?.[0])).toEqual([
      'RequestDone',
      'RequestDone',
    ]);

    const answer = async (commandId: string, results: RecordAnswers['results']): Promise<void> => {
      const to = { partition: partitionOf(npaNxxOf(tnAt(0))), key: '303555', kind: 'RecordAnswers', id: commandId };
      await deps.broker.produce([commandRecord('RecordAnswers', { commandId, at: NOW, results }, to)]);
      await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    };
    const answers = LSMSS.map((spid) => ({ spid: spid as typeof ANNA, ok: true, code: null }));
    const result = (first: number, last: number, count: number) => ({
      firstTn: tnAt(first),
      lastTn: tnAt(last),
      svId: 1001 + first,
      broadcast: 1,
      answers: answers.slice(0, count),
    });
    const odd = places.filter((place) => place % 2 === 1);
    await answer(
      'early',
      odd.map((place) => result(place, place, 1)),
    );
    const before = (await jobsOf(deps.store)).length;
    await answer('all', [result(0, COUNT - 1, LSMSS.length)]);
    const jobs = (await jobsOf(deps.store)).slice(before);
    expect(jobs.map(({ type }) => type)).toEqual(['RangeDecided', 'RangeCompleted', 'RangeDecided', 'RangeCompleted']);
    const decided = jobs.filter(({ type }) => type === 'RangeDecided').map(({ data }) => data as RangeDecided);
    expect(decided.map(({ jobId }) => jobId.slice(0, 11))).toEqual(['all-1001-a-', 'all-1001-b-']);
    expect(decided.map(({ runs }) => [runs[0]?.firstTn, runs.at(-1)?.lastTn])).toEqual([
      [tnAt(0), tnAt(79)],
      [tnAt(80), tnAt(159)],
    ]);
    const last = (await typesAt(deps.store, places)).map((types) => types.at(-1));
    expect(last).toEqual(places.map(() => 'SvActivated'));
    expect(await deadLetters(deps)).toEqual([]);
  });
});
