import { type AcceptedRequest, partitionOf, type RecordAnswers, TOPICS } from '@openlnp/messages';
import { npaNxxOf } from '@openlnp/numbering';
import type { RangeDecided } from '@openlnp/porting';
import { commandRecord } from '@openlnp/service';
import {
  ANNA,
  accepted,
  BERTA,
  coded,
  NOW,
  newEvent,
  newSpCreate,
  oldSpCreate,
  overStore,
  portOf,
  readToEnd,
  smallWorld,
  testDeps,
} from '../../../packages/service/src/testing';
import { command, deadLetters, outcomesOf, start } from './testing/owner';
import { jobsOf, rangeOf, tnAt, typesAt } from './testing/ranges';

const newDeps = testDeps();

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

    const halves = [`${tnAt(0)}-0079`, `${tnAt(80)}-0159`].map((tn) => accepted(BERTA, tn, 'Activate', { tn }));
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
  }, 60_000);
});

describe('a range decision that the store finds too large, however it writes it', () => {
  it('is refused to a carrier, and the numbers stay as they were', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const store = overStore(deps.store, {
      appendBatch: (appends) => {
        const runs = appends.flatMap(({ events }) =>
          events.flatMap(({ data }) => (data as Partial<RangeDecided>).runs ?? []),
        );
        return runs.length > 2 ? Promise.reject(coded('append_too_large')) : deps.store.appendBatch(appends);
      },
    });
    await start(deps, { store });
    // One after the other, so that their version ids do not count on.
    const singles = [2, 1, 0].flatMap((place) => portOf(String(tnAt(place))).slice(0, 2));
    const [whole, part] = [3, 2].map((count) => accepted(BERTA, `a${count}`, 'Activate', { tn: rangeOf(count) }));
    await command(deps, ...singles, whole as AcceptedRequest);
    expect((await outcomesOf(deps.store, [whole as AcceptedRequest]))[0]).toEqual([['RequestRefused', undefined]]);
    expect(await typesAt(deps.store, [0, 1, 2])).toEqual(Array(3).fill(['SvCreated', 'SvSecondCreateReceived']));
    await command(deps, part as AcceptedRequest);
    expect((await typesAt(deps.store, [0, 1])).map((types) => types.at(-1))).toEqual(
      Array(2).fill('SvBroadcastStarted'),
    );
    expect(await deadLetters(deps)).toEqual([]);
  });
});
