import type { EventStore } from '@openlnp/event-store';
import type { NpaNxx } from '@openlnp/numbering';
import type { RangeDecided, SvCreated } from '@openlnp/porting';
import { spanningEvents } from '@openlnp/service';
import {
  ANNA,
  accepted,
  append,
  BERTA,
  CARLA,
  CODE,
  join,
  logOf,
  NOW,
  newSpCreate,
  oldSpCreate,
  oneByOneStore,
  openCode,
  portOf,
  smallWorld,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { FirstUses } from './first-uses';
import { command, outcomesOf, start, typesOf } from './testing/owner';

const newDeps = testDeps();

const OTHER_CODE = 303556 as NpaNxx;
const RANGE = '3035550000-0003';
const creates = (tn: string) => portOf(tn).slice(0, 1);
const rangeCreate = (tn: string, messageId = `n-${tn}`) => accepted(BERTA, messageId, 'NewSpCreate', newSpCreate(tn));

/** Number and first use of every create in the log, range decisions aside. */
const usesIn = async (store: EventStore) =>
  (await logOf(store))
    .filter(({ type }) => type === 'SvCreated')
    .map(({ data }) => data as SvCreated)
    .map(({ tn, firstUse }) => [tn, firstUse === null ? null : firstUse.tell] as const);
const decidedIn = async (store: EventStore) => (await logOf(store)).filter(({ type }) => type === 'RangeDecided');

const EVERYBODY = [ANNA, BERTA, CARLA];

describe('the first use of a code', () => {
  it('RR5-3 is that of the first create alone, though both come in one batch', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await openCode(deps.store, OTHER_CODE);
    await start(deps);
    await command(deps, ...['3035550001', '3035550002', '3035560001'].flatMap(creates));
    const uses = await usesIn(deps.store);
    expect(new Map(uses)).toEqual(
      new Map([
        [3035550001, EVERYBODY],
        [3035550002, null],
        [3035560001, EVERYBODY],
      ]),
    );
  });

  it('RR5-3 tells every service provider with a SOA or an LSMS, once each, and says whose the code is', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await join(deps.store, 'D444' as never, null, 'http');
    await join(deps.store, '0555' as never, 'kafka', null);
    await start(deps);
    await command(deps, ...creates('3035550001'));
    const firstUse = {
      codeHolder: ANNA,
      codeEffectiveAt: TODAY,
      usableFrom: NOW,
      tell: ['0555', ...EVERYBODY, 'D444'],
    };
    expect(await deps.store.readStream('tn-3035550001')).toMatchObject([{ data: { firstUse } }]);
  });

  it('RR5-3 is known after the batch, before relay has told it', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    await command(deps, ...creates('3035550001'));
    await command(deps, ...creates('3035550002'));
    expect(await usesIn(deps.store)).toEqual([
      [3035550001, EVERYBODY],
      [3035550002, null],
    ]);
  });

  it('RR5-3 is known to the next owner', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    await command(deps, ...creates('3035550001'));
    const again = await deps.restart();
    await start(again);
    await command(again, ...creates('3035550002'));
    expect(await usesIn(again.store)).toEqual([
      [3035550001, EVERYBODY],
      [3035550002, null],
    ]);
  });

  it('RR5-3 is not used up by a create that is refused', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    const refused = accepted(BERTA, 'wrong', 'NewSpCreate', { ...newSpCreate('3035550009'), oldSp: CARLA });
    await command(deps, refused, ...creates('3035550001'));
    expect(await outcomesOf(deps.store, [refused])).toEqual([[['RequestRefused', undefined]]]);
    expect(await usesIn(deps.store)).toEqual([[3035550001, EVERYBODY]]);
  });
});

describe('the first use of a code by a range', () => {
  it('RR5-3 is the same for all of its numbers, which stay one run', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    await command(deps, rangeCreate(RANGE), ...creates('3035550009'));
    const decided = await decidedIn(deps.store);
    expect(decided.map(({ data }) => (data as RangeDecided).runs.length)).toEqual([1]);
    expect(await usesIn(deps.store)).toEqual([
      ...[0, 1, 2, 3].map((place) => [3035550000 + place, EVERYBODY]),
      [3035550009, null],
    ]);
  });

  it('RR5-3 is not the range’s when a number before it in the batch was first', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    await command(deps, ...creates('3035550009'), rangeCreate(RANGE));
    expect(await usesIn(deps.store)).toEqual([
      [3035550009, EVERYBODY],
      ...[0, 1, 2, 3].map((place) => [3035550000 + place, null]),
    ]);
  });

  it('RR5-3 counts from its commit on: what a crash left to be carried out is no longer to come', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    await command(deps, rangeCreate(RANGE));
    const log = await logOf(deps.store);
    const committed = log.findIndex(({ type }) => type === 'RangeDecided');
    const uses = new FirstUses();
    for (const event of log.slice(0, committed)) uses.apply(event);
    expect(uses.of(CODE)).toBeUndefined();
    const [decided] = log.slice(committed, committed + 1);
    if (decided === undefined) throw new Error('no range was decided');
    uses.apply(decided);
    expect(uses.of(CODE)).toEqual({ at: spanningEvents(decided)[0]?.occurredAt, usableFrom: NOW });
    expect(uses.of(CODE)?.at).toBe(NOW);
  });
});

describe('the first-usage window', () => {
  const fiveDays = (store: EventStore) =>
    append(store, 'tunable-all', {
      type: 'TunableChanged',
      data: { name: 'first_usage_window', region: null, value: '5', previousValue: null, effectiveFrom: TODAY },
    });
  /** Five business days after Monday, 5 January 2026. */
  const LAST_DAY = Date.UTC(2026, 0, 12);
  const late = { dueDate: LAST_DAY };

  it('N394 makes creates wait, then the activation, by the tunable and the calendar', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await fiveDays(deps.store);
    await start(deps);
    const tn = '3035550001';
    const early = creates(tn);
    const port = [
      accepted(BERTA, 'n', 'NewSpCreate', { ...newSpCreate(tn), ...late }),
      accepted(ANNA, 'o', 'OldSpCreate', { ...oldSpCreate(tn), ...late }),
      // On the due day, an hour before the window is over, and then.
      { ...accepted(BERTA, 'a1', 'Activate', { tn }), acceptedAt: LAST_DAY + 13.5 * 3_600_000 },
      { ...accepted(BERTA, 'a2', 'Activate', { tn }), acceptedAt: LAST_DAY + 14.5 * 3_600_000 },
    ];
    await command(deps, ...early, ...port);
    expect((await outcomesOf(deps.store, [...early, ...port])).map(([outcome]) => outcome?.[0])).toEqual([
      ...['RequestRefused', 'RequestDone', 'RequestDone', 'RequestRefused', 'RequestDone'],
    ]);
    const refusals = (await logOf(deps.store)).filter(({ type }) => type === 'RequestRefused');
    expect(refusals.map(({ data }) => (data as { errors: object[] }).errors)).toMatchObject([
      [{ code: 'due_date_before_first_usage_window', number: 4040, rule: 'N394' }],
      [{ code: 'network_data_not_ready', rule: 'N394' }],
    ]);
  });

  it('N394 makes nobody wait unless somebody sets it', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    await command(deps, ...portOf('3035550001'));
    expect(await typesOf(deps.store)).toEqual(['SvCreated', 'SvSecondCreateReceived', 'SvBroadcastStarted']);
  });
});

describe('a store that writes a batch in parts', () => {
  it('RR5-3 keeps the heads-up with the create that was written, when what came behind it is lost', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const store = oneByOneStore(deps.store);
    await start(deps, { store });
    store.lose.after = 1;
    await command(deps, ...creates('3035550001'), ...creates('3035550002'));
    expect(store.lose.after).toBeUndefined();
    expect(await usesIn(deps.store)).toEqual([
      [3035550001, EVERYBODY],
      [3035550002, null],
    ]);
  });
});
