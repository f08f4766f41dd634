import { instant, NPAC, type Spid, type Tn } from '@openlnp/numbering';
import { decide, evolve, initial } from '@openlnp/porting';
import { facts, modify } from '../../../packages/porting/src/testing/world';
import { ANNA, append, BERTA, CARLA, NOW, smallWorld, TODAY, testDeps } from '../../../packages/service/src/testing';
import { created, DAY, denied, failedSps, routing, STAGES, sending, stages, tnOf } from './testing/versions';

const newDeps = testDeps();

function answered(answer: object): { readonly subscriptionVersions: readonly object[] } {
  if (!('value' in answer)) throw new Error(JSON.stringify(answer));
  return answer.value as { readonly subscriptionVersions: readonly object[] };
}

describe('a query of subscription versions', () => {
  it('R5-74.1 R5-74.2 gives those of one status or of several, and else all of the number', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await stages(deps.store);
    const { ask, idsOf } = await routing(deps);
    for (const [at, [status]] of STAGES.entries()) {
      const { versions } = await ask({ statuses: [status] });
      expect(versions).toMatchObject([{ svId: 1001 + at, tn: String(tnOf(at)), status }]);
    }
    expect(await idsOf({ statuses: ['conflict', 'active'] })).toEqual([1002, 1006]);
    const last = String(tnOf(7));
    // The old copy of what is to be disconnected is a version of the number too.
    await append(deps.store, `tn-${last}`, created({ tn: tnOf(7), svId: 1600, newSp: CARLA, oldSp: BERTA }));
    expect(await idsOf({ tn: last })).toEqual([1008, 1508, 1600]);
    expect(await idsOf({ tn: last, statuses: ['old'] })).toEqual([1508]);
  });

  it('RR5-39 RN5-6 shows a version to its parties and NPAC; to others only while it has a public status', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await stages(deps.store);
    const { idsOf, queries } = await routing(deps);
    const all = [1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1508];
    for (const spid of [NPAC, ANNA, BERTA]) expect(await idsOf({}, spid)).toEqual(all);
    const publicOnes = [1004, 1006, 1007, 1008, 1508];
    expect(await idsOf({}, CARLA)).toEqual(publicOnes);
    expect(await idsOf({ statuses: ['pending', 'conflict', 'cancel_pending', 'sending'] }, CARLA)).toEqual([]);
    // One by one, and in the answer about the number, the same is seen.
    for (const svId of all) {
      expect(await queries.subscriptionVersion({ spid: CARLA }, svId)).toMatchObject({ ok: publicOnes.includes(svId) });
    }
  });

  it('RN5-4 shows a service provider what it may not change', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await stages(deps.store);
    const { idsOf } = await routing(deps);
    expect(await idsOf({ statuses: ['active'] }, CARLA)).toEqual([1006]);
    const tn = tnOf(5) as Tn;
    const events = await deps.store.readStream(`tn-${tn}`);
    const number = events.reduce((before, event) => evolve(before, event as never, instant(NOW)), initial(tn));
    const change = (sender: Spid) =>
      modify({ tn, sender, now: instant(NOW), status: 'active', route: { billingId: '7' } });
    expect(decide(change(CARLA), number, facts())).toMatchObject({ errors: [{ code: 'not_authorized' }] });
    expect(decide(change(BERTA), number, facts())).toMatchObject({ outcome: 'done' });
  });

  it('R5-73 finds by number and status, or by version id; a range and everything else narrow it further', async () => {
    const deps = await newDeps();
    const { store, time } = deps;
    await smallWorld(store);
    await append(store, `tn-${tnOf(0)}`, created({ tn: tnOf(0), svId: 1001, dueDate: TODAY + 2 * DAY }));
    await append(store, `tn-${tnOf(1)}`, created({ tn: tnOf(1), svId: 1002, newSp: CARLA }));
    await append(store, 'tn-7205550001', created({ tn: 7205550001, svId: 1003, newSp: ANNA, oldSp: CARLA }));
    await append(store, `tn-${tnOf(1)}`, sending({ tn: tnOf(1), svId: 1002, newSp: CARLA }));
    time.now += DAY;
    const { idsOf } = await routing(deps);
    expect(await idsOf({ svId: 1002 })).toEqual([1002]);
    expect(await idsOf({ svId: 1002, statuses: ['pending'] })).toEqual([]);
    expect(await idsOf({ tn: '3035550002' })).toEqual([1002]);
    expect(await idsOf({ tn: '3035550001-0002' })).toEqual([1001, 1002]);
    expect(await idsOf({ spid: CARLA })).toEqual([1002, 1003]);
    expect(await idsOf({ newSp: CARLA })).toEqual([1002]);
    expect(await idsOf({ oldSp: ANNA })).toEqual([1001, 1002]);
    expect(await idsOf({ due: { from: TODAY + DAY } })).toEqual([1001]);
    expect(await idsOf({ due: { to: TODAY } })).toEqual([1002, 1003]);
    expect(await idsOf({ activated: { from: NOW, to: NOW } })).toEqual([1002]);
    expect(await idsOf({ activated: {} })).toEqual([1002]);
    expect(await idsOf({ created: { from: NOW, to: NOW } })).toEqual([1001, 1002, 1003]);
    expect(await idsOf({ changed: { from: NOW + 1 } })).toEqual([]);
    expect(await idsOf({ spid: CARLA, statuses: ['pending'], oldSp: CARLA })).toEqual([1003]);
  });

  it('R5-75 says that nothing was found: a list of none', async () => {
    const deps = await newDeps();
    const { ask, queries } = await routing(deps);
    for (const query of [{}, { tn: '3035550001' }, { svId: 99 }, { statuses: ['active'] }]) {
      expect(await ask(query)).toEqual({ versions: [], next: null });
    }
    expect(await queries.subscriptionVersion({ spid: NPAC }, 99)).toEqual({ ok: false, error: { code: 'not_found' } });
  });

  it('RR5-40 finds what is retained, and no longer', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await stages(deps.store);
    const { idsOf, queries } = await routing(deps);
    deps.time.now = NOW + 90 * DAY - 1;
    expect(await idsOf({ statuses: ['canceled', 'old'] })).toEqual([1004, 1508]);
    deps.time.now += 1;
    expect(await idsOf({ statuses: ['canceled', 'old'] })).toEqual([1508]);
    expect(await queries.subscriptionVersion({ spid: NPAC }, 1004)).toMatchObject({ ok: false });
    // Its history is shown no longer either, but to NPAC personnel.
    const historyOf = async (spid: Spid) => {
      const answer = await queries.history({ spid }, String(tnOf(3)));
      return answer.ok ? (answer.value as { events: object[] }).events.length : answer;
    };
    for (const spid of [ANNA, BERTA, CARLA]) expect(await historyOf(spid)).toBe(0);
    expect(await historyOf(NPAC)).toBe(3);
    deps.time.now -= 1;
    for (const spid of [ANNA, BERTA, CARLA]) expect(await historyOf(spid)).toBe(3);
    deps.time.now = NOW + 540 * DAY;
    expect(await idsOf({})).toEqual([1001, 1002, 1003, 1005, 1006, 1007, 1008]);
  });

  it('R5-74.3 tells of each version what there is to tell', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await stages(deps.store);
    const { ask } = await routing(deps);
    const of = async (status: string) => (await ask({ statuses: [status] })).versions[0];
    expect(await of('conflict')).toMatchObject({
      ...{ svId: 1002, tn: '3035550002', status: 'conflict', lnpType: 'lspp', portingToOriginal: false },
      ...{ newSp: BERTA, oldSp: ANNA, newSpDueDate: '2026-01-05T00:00:00.000Z', oldSpDueDate: null },
      ...{ lrn: '3039870000', classPointCode: { dpc: '123004005', ssn: 0 }, billingId: 'ACME' },
      ...{ causeCode: 51, conflictAt: '2026-01-05T14:30:00.000Z', timerType: 'long', businessType: 'short' },
      ...{ createdAt: '2026-01-05T14:30:00.000Z', newSpCreatedAt: '2026-01-05T14:30:00.000Z', oldSpCreatedAt: null },
      ...{ activatedAt: null, broadcastAt: null, failedSps: [], canceledAt: null, preCancellationStatus: null },
    });
    expect(await of('cancel_pending')).toMatchObject({
      ...{
        preCancellationStatus: 'pending',
        newSpCancellationAt: '2026-01-05T14:30:00.000Z',
        oldSpCancellationAt: null,
      },
    });
    expect(await of('canceled')).toMatchObject({
      ...{ preCancellationStatus: 'pending', canceledAt: '2026-01-05T14:30:00.000Z' },
    });
    expect(await of('partial_failure')).toMatchObject({
      ...{ failedSps, activatedAt: '2026-01-05T14:30:00.000Z', broadcastAt: '2026-01-05T14:30:00.000Z' },
    });
    expect(await of('disconnect_pending')).toMatchObject({
      ...{ customerDisconnectDate: '2026-01-05T00:00:00.000Z', effectiveReleaseDate: '2026-01-14T00:00:00.000Z' },
    });
    expect(await of('old')).toMatchObject({ copyOf: 1008, endedAt: '2026-01-05T14:30:00.000Z', supersededBy: null });
  });

  it('answers about every other number where the events of one do not follow one another', async () => {
    const deps = await newDeps();
    await append(deps.store, `tn-${tnOf(0)}`, denied({ tn: tnOf(0), svId: 1001 }));
    await append(deps.store, `tn-${tnOf(1)}`, created({ tn: tnOf(1), svId: 1002 }));
    const { idsOf } = await routing(deps);
    expect(await idsOf({})).toEqual([1002]);
  });

  it('R5-74.4 R5-13 N399 tells an LSMS what LSMSs know, and nothing else', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await stages(deps.store);
    const { ask } = await routing(deps);
    const { versions } = await ask({ svId: 1006, view: 'lsms' }, CARLA);
    expect(versions).toEqual([
      {
        ...{ svId: 1006, tn: '3035550006', lrn: '3039870000', newSp: BERTA, lnpType: 'lspp' },
        ...{ activatedAt: '2026-01-05T14:30:00.000Z', customerDisconnectDate: null },
        ...{ classPointCode: { dpc: '123004005', ssn: 0 }, lidbPointCode: null, cnamPointCode: null },
        ...{ isvmPointCode: null, wsmscPointCode: null },
        ...{ endUserLocationValue: null, endUserLocationType: null, billingId: 'ACME' },
        ...{ svType: null, optionalData: null },
      },
    ]);
    const [leaving] = (await ask({ svId: 1008, view: 'lsms' }, CARLA)).versions;
    expect(leaving).toMatchObject({ customerDisconnectDate: '2026-01-05T00:00:00.000Z' });
    // RR5-39 holds here too.
    expect((await ask({ svId: 1001, view: 'lsms' }, CARLA)).versions).toEqual([]);
    const [first] = await deps.store.readStream(`sp-${CARLA}`);
    const profile = { ...first?.data, wsmscSupported: false };
    await append(deps.store, `sp-${CARLA}`, { type: 'ServiceProviderModified', data: profile });
    expect((await ask({ svId: 1006, view: 'lsms' }, CARLA)).versions[0]).not.toHaveProperty('wsmscPointCode');
  });

  it('R5-74.3 R5-74.4 N399 N400 N432 N436 N438 tells SOA and LSMS what each of them takes', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const wsmscPointCode = { dpc: '123004005', ssn: 0 };
    const data = {
      ...{ altSpid: ANNA, lastAltSpid: CARLA, altEndUserLocationValue: '303', altEndUserLocationType: '01' },
      ...{ altBillingId: 'ALT', voiceUri: 'sip:voice', mmsUri: 'sip:mms', pocUri: 'sip:poc' },
      ...{ presenceUri: 'sip:presence', smsUri: 'sip:sms' },
    };
    const more = { wsmscPointCode, svType: 'vowifi', optionalData: data };
    await append(deps.store, `tn-${tnOf(0)}`, created({ tn: tnOf(0), svId: 1001, more }));
    const { ask, queries } = await routing(deps);
    const asSoa = async (spid: typeof BERTA) => {
      const one = await queries.subscriptionVersion({ spid }, 1001);
      const ofNumber = await queries.telephoneNumber({ spid }, String(tnOf(0)));
      const answers = [...(await ask({}, spid)).versions, answered(one), ...answered(ofNumber).subscriptionVersions];
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
      return answers[0];
    };
    const asLsms = async (spid: typeof BERTA) => (await ask({ view: 'lsms' }, spid)).versions[0];
    for (const spid of [NPAC, BERTA]) {
      expect(await asSoa(spid)).toMatchObject(more);
      expect(await asLsms(spid)).toMatchObject(more);
    }
    const [first] = await deps.store.readStream(`sp-${BERTA}`);
    const become = (change: object) =>
      append(deps.store, `sp-${BERTA}`, { type: 'ServiceProviderModified', data: { ...first?.data, ...change } });
    for (const [field, value] of Object.entries(data)) {
      const [mine, others] = [[field], ['svType', ...Object.keys(data).filter((other) => other !== field)]];
      const { [field]: _, ...rest } = data as Record<string, string>;
      await become({ soaOptionalFields: mine, lsmsOptionalFields: others });
      expect(await asSoa(BERTA)).toMatchObject({ lrn: '3039870000', optionalData: { [field]: value } });
      expect(await asSoa(BERTA)).toHaveProperty('optionalData', { [field]: value });
      expect(await asSoa(BERTA)).not.toHaveProperty('svType');
      expect(await asLsms(BERTA)).toHaveProperty('optionalData', rest);
      expect(await asLsms(BERTA)).toMatchObject({ svType: 'vowifi' });
    }
    await become({ soaOptionalFields: ['svType'], lsmsOptionalFields: [], wsmscSupported: false });
    for (const field of ['optionalData', 'wsmscPointCode']) {
      expect(await asSoa(BERTA)).not.toHaveProperty(field);
      expect(await asLsms(BERTA)).not.toHaveProperty(field);
    }
    expect(await asSoa(BERTA)).toMatchObject({ svType: 'vowifi', billingId: 'ACME' });
    expect(await asLsms(BERTA)).not.toHaveProperty('svType');
    // A history is the log itself.
    expect(await queries.history({ spid: BERTA }, String(tnOf(0)))).toMatchObject({
      value: { events: [{ data: { route: more } }] },
    });
    // The other party sees what its own profile says.
    expect(await asSoa(ANNA)).toMatchObject(more);
  });

  it('R5-58.1 R5-58.5 R5-58.2 shows what LSMSs answered, for as long as the log of it is kept', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const made = { tn: tnOf(0), svId: 1001 };
    const answers = [
      { spid: ANNA, ok: true, code: null },
      { spid: BERTA, ok: false, code: 'busy' },
    ];
    const recorded = { ...made, newSp: BERTA, oldSp: ANNA, broadcast: 1, answers };
    const list = [{ spid: BERTA, reason: 'busy' }];
    const later = { ...made, newSp: BERTA, oldSp: ANNA, status: 'partial_failure', cleared: [BERTA], remaining: [] };
    await append(
      deps.store,
      `tn-${made.tn}`,
      ...[created(made), sending(made), { type: 'SvAnswersRecorded', data: recorded }],
      { type: 'SvPartiallyFailed', data: { ...made, newSp: BERTA, oldSp: ANNA, failedSps: list } },
      { type: 'SvFailedSpsCleared', data: later },
    );
    const { queries } = await routing(deps);
    const common = { svId: 1001, broadcast: 1, answeredAt: '2026-01-05T14:30:00.000Z' };
    // Who is on the failed-SP list and takes it after all answers too (R5-58.1).
    const afterAll = { ...common, broadcast: null, spid: BERTA, ok: true, code: null };
    const told = { tn: String(made.tn), answers: [...answers.map((answer) => ({ ...common, ...answer })), afterAll] };
    const of = (tn: string) => queries.lsmsAnswers(tn);
    deps.time.now = NOW + 90 * DAY - 3_600_000 - 1;
    expect(await of(String(made.tn))).toEqual({ ok: true, value: told });
    // By the clocks of the region, which have been put forward since.
    deps.time.now += 1;
    expect(await of(String(made.tn))).toEqual({ ok: true, value: { ...told, answers: [] } });
    expect(await of('1')).toMatchObject({ ok: false, error: { code: 'invalid_tn' } });
  });
});
