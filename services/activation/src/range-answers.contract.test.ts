import { type DeadlineTick, partitionOf, type RecordAnswers, TOPICS } from '@openlnp/messages';
import { NPAC, npaNxxOf, type Spid, type Tn } from '@openlnp/numbering';
import type { RangeDecided } from '@openlnp/porting';
import { commandRecord } from '@openlnp/service';
import {
  ANNA,
  accepted,
  BERTA,
  logOf,
  NOW,
  newSpCreate,
  oldSpCreate,
  portOf,
  readToEnd,
  smallWorld,
  type TestDeps,
  testDeps,
} from '../../../packages/service/src/testing';
import { command, deadLetters, outcomesOf, start, typesOf } from './testing/owner';

const newDeps = testDeps();

const RANGE = '3035550000-0002';
const TNS = ['3035550000', '3035550001', '3035550002'];
const FIRST = { firstTn: 3035550000 as Tn, lastTn: 3035550002 as Tn };
const to = { partition: partitionOf(npaNxxOf(FIRST.firstTn)), key: '303555' };
const took = (spid: Spid) => ({ spid, ok: true, code: null });
const refused = (spid: Spid) => ({ spid, ok: false, code: 'full' });

async function own(deps: TestDeps, kind: 'RecordAnswers' | 'DeadlineTick', data: RecordAnswers | DeadlineTick) {
  await deps.broker.produce([commandRecord(kind, data, { ...to, kind, id: data.commandId })]);
  await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
}

const answered = (
  deps: TestDeps,
  commandId: string,
  ...results: readonly Partial<RecordAnswers['results'][number]>[]
) =>
  own(deps, 'RecordAnswers', {
    commandId,
    at: NOW,
    results: results.map((result) => ({ ...FIRST, svId: 1001, broadcast: 1, answers: [], ...result })),
  });

const each = async (deps: TestDeps) => Promise.all(TNS.map((tn) => typesOf(deps.store, `tn-${tn}`)));
const lastOfEach = async (deps: TestDeps) => (await each(deps)).map((types) => types.at(-1));

async function partlyFailed(): Promise<TestDeps> {
  const deps = await newDeps();
  await smallWorld(deps.store);
  await start(deps);
  await command(deps, ...portOf(RANGE));
  // Anna's is the one that takes it; Berta's refuses.
  await answered(deps, 'first', { answers: [took(ANNA), refused(BERTA)] });
  expect(await lastOfEach(deps)).toEqual(TNS.map(() => 'SvPartiallyFailed'));
  return deps;
}

describe('what LSMSs answer about a range', () => {
  it('may be about several of its broadcasts at once: each is recorded, and nothing stands still', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    await command(deps, ...portOf(RANGE));
    await answered(deps, 'activation', { answers: [took(ANNA), took(BERTA)] });
    await command(deps, accepted(BERTA, 'modify', 'Modify', { tn: RANGE, status: 'active', billingId: '6' }));
    await answered(deps, 'refusals', { broadcast: 2, answers: [refused(ANNA), refused(BERTA)] });
    await command(deps, accepted(NPAC, 'again', 'Resend', { tn: RANGE, lsms: [ANNA, BERTA] }));
    // One LSMS has caught up with the first sending, the other one with the second, and both are told together.
    const caughtUp = [
      { broadcast: 2, answers: [took(ANNA)] },
      { broadcast: 3, answers: [took(BERTA)] },
    ];
    await answered(deps, 'both', ...caughtUp);
    expect(await lastOfEach(deps)).toEqual(TNS.map(() => 'SvModified'));
    await command(deps, accepted(BERTA, 'next', 'Modify', { tn: RANGE, status: 'active', billingId: '7' }));
    expect(await lastOfEach(deps)).toEqual(TNS.map(() => 'SvBroadcastStarted'));
    expect(await deadLetters(deps)).toEqual([]);
  });

  it('comes again, and then finds more to do: that is a job of its own', async () => {
    const deps = await partlyFailed();
    const more = { answers: [took(ANNA), took(BERTA)] };
    await answered(deps, 'first', more);
    expect(await lastOfEach(deps)).toEqual(TNS.map(() => 'SvActivated'));
    await answered(deps, 'first', more);
    const jobs = (await logOf(deps.store)).filter(({ type }) => type === 'RangeDecided');
    const ids = jobs.map(({ data }) => (data as RangeDecided).jobId).filter((jobId) => jobId.startsWith('first'));
    expect([ids.length, new Set(ids).size]).toEqual([2, 2]);
    expect(await deadLetters(deps)).toEqual([]);
  });
});

describe('a resend of a range', () => {
  const outcome = async (deps: TestDeps, lsms: readonly Spid[], messageId = 'again', more = {}) => {
    const request = accepted(NPAC, messageId, 'Resend', { tn: RANGE, lsms, ...more });
    await command(deps, request);
    const [event] = await deps.store.readStream(`request-${request.requestId}`);
    return event?.data;
  };

  it('RR5-38.1.2 means the numbers whose lists have LSMSs that it names', async () => {
    const deps = await partlyFailed();
    await answered(deps, 'one', { firstTn: 3035550000 as Tn, lastTn: 3035550000 as Tn, answers: [took(BERTA)] });
    expect(await outcome(deps, [BERTA])).toMatchObject({ svIds: [1002] });
    expect(await lastOfEach(deps)).toEqual(['SvActivated', 'SvBroadcastStarted', 'SvBroadcastStarted']);
  });

  it('RR5-38.2 is refused when one that it names is on no list, and when none is on any', async () => {
    const deps = await partlyFailed();
    const notFailed = [{ code: 'lsms_not_failed', rule: 'RR5-38.2', actual: ANNA, tn: null, tns: [RANGE] }];
    expect(await outcome(deps, [BERTA, ANNA])).toMatchObject({ errors: notFailed });
    await answered(deps, 'all', { answers: [took(BERTA)] });
    const none = [{ code: 'no_failed_lsms', rule: 'RR5-38.3', tn: null, tns: [RANGE] }];
    expect(await outcome(deps, [BERTA], 'later')).toMatchObject({ errors: none });
  });

  it('RR5-38.1.1 by the id of its first version is refused where the ids of the others do not count on', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    const single = (tn: string) => [
      accepted(BERTA, `n-${tn}`, 'NewSpCreate', newSpCreate(tn)),
      accepted(ANNA, `o-${tn}`, 'OldSpCreate', oldSpCreate(tn)),
    ];
    const backwards = [...TNS].reverse().flatMap(single);
    await command(deps, ...backwards, accepted(BERTA, 'a', 'Activate', { tn: RANGE }));
    expect((await outcomesOf(deps.store, [accepted(BERTA, 'a', 'Activate', {})]))[0]).toHaveLength(1);
    for (const [place, tn] of TNS.entries()) {
      const [firstTn, lastTn] = [Number(tn) as Tn, Number(tn) as Tn];
      await answered(deps, tn, { firstTn, lastTn, svId: 1003 - place, answers: [took(ANNA), refused(BERTA)] });
    }
    expect(await lastOfEach(deps)).toEqual(TNS.map(() => 'SvPartiallyFailed'));
    const errors = [{ code: 'no_such_version', rule: 'RR5-38.1.1', field: 'svId' }, { code: 'no_such_version' }];
    expect(await outcome(deps, [BERTA], 'by-id', { svId: 1003 })).toMatchObject({ errors });
  });
});
