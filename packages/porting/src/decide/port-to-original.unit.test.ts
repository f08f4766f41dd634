import { instant, NPAC } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import { blockingVersion, currentSp, isPendingLike, liveVersion } from '../queries';
import {
  active,
  goingBack,
  KEPT,
  listOf,
  partly,
  pending,
  portedOn,
  refused,
  sv1,
  sv2back,
  taken,
} from '../testing/numbers';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  CODE_EFFECTIVE,
  DUE_DAY,
  endOfWindow,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  resend,
  routeBy,
  THIRD,
} from '../testing/world';

const code = { codeOf: () => ({ spid: HOLDER, effectiveAt: CODE_EFFECTIVE }) };
const start = activate({ sender: HOLDER });
const sending = goingBack.and(start);
const removal = {
  ...{ action: 'delete', svId: 1, tn: sv1.tn, spid: GAINER, lnpType: 'lspp', route: null, activatedAt: DUE_DAY },
} as const;
const tell = (...given: Parameters<typeof answers>[1]) => answers(2, given);
const statuses = ({ state }: { state: { versions: readonly { status: string }[] } }) =>
  state.versions.map(({ status }) => status);

describe('the activation of a port to original', () => {
  it('RR5-21 sends the LSMSs the removal of the version that is live, and never a route', () => {
    const later = at('2026-01-07T09:00:00Z');
    const outcome = goingBack.when({ ...start, now: later });
    outcome.thenTypes('SvBroadcastStarted');
    expect(outcome.events).toMatchObject([
      { data: { ...sv2back, broadcast: 1, purpose: 'port_to_original', supersedes: 1, resend: false } },
    ]);
    expect(outcome.events).toHaveProperty('0.data.download', removal);
    expect(outcome.sv(2)).toMatchObject({
      status: 'sending',
      activatedAt: later,
      route: null,
      portingToOriginal: true,
    });
  });

  it('RR5-21 R5-68.5 R5-68.6 gives LSMSs the time that a disconnect gives them, sent again as well', () => {
    const minutes = { activation: 6, modification: 10, disconnect: 15 };
    const responseWindowMs: PortingFacts['responseWindowMs'] = (_tn, _start, kind) => minutes[kind] * 60_000;
    const respondBy = DUE_DAY + minutes.disconnect * 60_000;
    expect(goingBack.when(start, { responseWindowMs }).events).toMatchObject([{ data: { respondBy } }]);
    const lacked = sending.and(tell(...partly));
    expect(lacked.when(resend({ lsms: [LSMS_B] }), { responseWindowMs }).events).toMatchObject([
      { data: { purpose: 'port_to_original', respondBy } },
    ]);
  });

  it('RR5-21 whichever side came first', () => {
    const back = { newSp: HOLDER, oldSp: GAINER, now: DUE_DAY, dueDate: DUE_DAY };
    const secondCreate = newSpCreate({ ...back, sender: HOLDER, portingToOriginal: true, route: null });
    const oldFirst = active.and(oldSpCreate(back), secondCreate);
    expect(oldFirst.state.versions[1]).toMatchObject({ status: 'pending', portingToOriginal: true });
    expect(oldFirst.when(start).events).toMatchObject([{ data: { purpose: 'port_to_original', download: removal } }]);
  });

  it('RR5-21 needs no LRN, and is refused as any other activation', () => {
    goingBack.when(start, { lrnOwner: () => undefined }).thenTypes('SvBroadcastStarted');
    goingBack.when({ ...start, sender: GAINER }).thenRefused('not_authorized', 'R5-51.1');
    goingBack.when({ ...start, sender: NPAC }).thenTypes('SvBroadcastStarted');
    sending.when(start).thenRefused('not_pending', 'R5-52', { actual: 'sending' });
  });

  it('RR5-68.1 RR5-68.3 leaves the version live that routed before, until all LSMSs are through', () => {
    const half = sending.and(tell(ok(LSMS_A)));
    expect(half.state.versions).toMatchObject([{ status: 'active' }, { status: 'sending', firstSuccessAt: DUE_DAY }]);
    expect(liveVersion(half.state)?.svId).toBe(1);
    expect(currentSp(half.state, code)).toBe(GAINER);
    const outcome = half.when(tell(ok(LSMS_B)));
    outcome.thenTypes('SvAnswersRecorded', 'SvSuperseded', 'SvPortedToOriginal');
  });

  it('R5-66.2 RR5-68.2 RR5-68.3 RR5-70 is old when all took it, and the version before as well', () => {
    const outcome = sending.when(tell(...taken));
    outcome.thenEvents(
      { type: 'SvAnswersRecorded', data: { ...sv2back, broadcast: 1, answers: taken } },
      { type: 'SvSuperseded', data: { ...sv1, bySvId: 2, retainUntil: KEPT } },
      { type: 'SvPortedToOriginal', data: { ...sv2back, failedSps: [], retainUntil: KEPT } },
    );
    expect(outcome.sv(1)).toMatchObject({ status: 'old', supersededBy: 2, failedSps: [] });
    // R5-66.2: the download that took its route away was a removal of it.
    expect(outcome.sv(1)).toMatchObject({ disconnectBroadcastAt: DUE_DAY, removedAt: DUE_DAY });
    expect(outcome.sv(2)).toMatchObject({ status: 'old', supersededBy: null, failedSps: [], retainUntil: KEPT });
    expect(liveVersion(outcome.state)).toBeUndefined();
    expect(currentSp(outcome.state, code)).toBe(HOLDER);
  });

  it('R5-51.2 R5-66.2 has the times of the first LSMS that took it, and so has the version before', () => {
    const [first, last] = [instant(DUE_DAY + 1_000), instant(DUE_DAY + 2_000)];
    const half = sending.and({ ...tell(ok(LSMS_A)), now: first });
    const outcome = half.when({ ...tell(ok(LSMS_B)), now: last });
    expect(outcome.sv(1)).toMatchObject({ disconnectBroadcastAt: DUE_DAY, removedAt: first, endedAt: last });
    expect(outcome.sv(2)).toMatchObject({ status: 'old', firstSuccessAt: first, endedAt: last });
    const lacked = half.and({ ...tell(refusal(LSMS_B, 'full')), now: last });
    expect(lacked.state.versions).toMatchObject([{ removedAt: first }, { firstSuccessAt: first }]);
    const late = lacked.when({ ...tell(ok(LSMS_B)), now: instant(last + 1_000) });
    expect(late.sv(2)).toMatchObject({ status: 'old', firstSuccessAt: first, endedAt: last + 1_000 });
  });

  it('RR5-68.2 RR5-68.3 RR5-70 is a partial failure when some did, with those that did not on its own list', () => {
    const outcome = sending.when(tell(...partly));
    outcome.thenTypes('SvAnswersRecorded', 'SvSuperseded', 'SvPartiallyFailed');
    expect(outcome.sv(1)).toMatchObject({ status: 'old', supersededBy: 2, failedSps: [] });
    expect(outcome.sv(2)).toMatchObject({ status: 'partial_failure', failedSps: listOf(LSMS_B) });
  });

  it('RR5-68.2 RR5-68.3 RR5-70 is failed when none did, and the version before is put back, active as it was', () => {
    const outcome = sending.and(tell(refusal(LSMS_A, 'full'))).when(endOfWindow(2));
    const failedSps = [...listOf(LSMS_A), { spid: LSMS_B, reason: 'no_response' }];
    outcome.thenTypes('SvFailed');
    expect(outcome.events).toMatchObject([
      {
        data: {
          ...sv2back,
          failedSps,
          broadcast: 2,
          download: { action: 'activate', svId: 1, route: routeBy(GAINER_LRN) },
        },
      },
    ]);
    expect(outcome.sv(2)).toMatchObject({ status: 'failed', failedSps });
    expect(outcome.sv(1)).toEqual(goingBack.state.versions[0]);
  });

  it('RR5-68.2 is old at once where no LSMS takes downloads', () => {
    const outcome = goingBack.when(start, { lsmsTargets: () => [] });
    outcome.thenTypes('SvBroadcastStarted', 'SvSuperseded', 'SvPortedToOriginal');
    expect(statuses(outcome)).toEqual(['old', 'old']);
  });

  it('R5-19.2 gives the number back, to be ported again', () => {
    const back = sending.and(tell(...taken));
    const again = { now: DUE_DAY, dueDate: DUE_DAY };
    back.when(newSpCreate({ ...again, sender: GAINER })).thenTypes('SvCreated');
    back
      .when(newSpCreate({ ...again, oldSp: GAINER, newSp: THIRD, route: routeBy(HOLDER_LRN) }))
      .thenRefused('lrn_not_owned', 'R5-18.6');
    back.when(oldSpCreate({ ...again, oldSp: GAINER, newSp: THIRD })).thenRefused('wrong_old_sp', 'R5-19.2');
  });
});

describe('a port to original that some LSMSs have not taken', () => {
  it('RR5-38.4 is sent again as the removal of the version that it ended, not of an older one', () => {
    const back = { newSp: HOLDER, oldSp: THIRD, now: DUE_DAY, dueDate: DUE_DAY };
    const lacked = portedOn(active, 2).and(
      newSpCreate({ ...back, sender: HOLDER, portingToOriginal: true, route: null }),
      oldSpCreate({ ...back, sender: THIRD }),
      start,
      answers(3, partly),
    );
    expect(lacked.state.versions.map(({ status }) => status)).toEqual(['old', 'old', 'partial_failure']);
    const [sent] = lacked.when(resend({ lsms: [LSMS_B] })).events;
    expect(sent).toMatchObject({ type: 'SvBroadcastStarted', data: { download: { action: 'delete', svId: 2 } } });
  });

  const partial = sending.and(tell(...partly));
  const nowhere = sending.and(tell(...refused));

  it('routes nothing and is not on its way, but no other version may be made (RN5-1)', () => {
    expect(liveVersion(partial.state)).toBeUndefined();
    expect(partial.state.versions.filter(isPendingLike)).toEqual([]);
    expect(blockingVersion(partial.state)?.svId).toBe(2);
    expect(currentSp(partial.state, code)).toBe(HOLDER);
  });

  it('RR5-70 RR5-68.2 is old with the last one that takes it late', () => {
    const outcome = partial.when(tell(ok(LSMS_B)));
    outcome.thenEvents(
      {
        type: 'SvFailedSpsCleared',
        data: { ...sv2back, status: 'partial_failure', cleared: [LSMS_B], remaining: [], excluded: false },
      },
      { type: 'SvPortedToOriginal', data: { ...sv2back, failedSps: [], retainUntil: KEPT } },
    );
    expect(statuses(outcome)).toEqual(['old', 'old']);
  });

  it('RR5-38.4 RR5-38.7 is sent again as the same removal', () => {
    const outcome = partial.when(resend({ lsms: [LSMS_B] }));
    expect(outcome.events).toMatchObject([
      { data: { svId: 2, broadcast: 2, purpose: 'port_to_original', targets: [LSMS_B], supersedes: null } },
    ]);
    expect(outcome.events).toHaveProperty('0.data.download', removal);
    const again = partial.and(resend({ lsms: [LSMS_B] }));
    const tellAgain = (given: typeof taken) => answers(2, given, { broadcast: 2 });
    again.when(tellAgain([ok(LSMS_B)])).thenTypes('SvAnswersRecorded', 'SvPortedToOriginal');
    again.when(tellAgain([refusal(LSMS_B, 'full')])).thenTypes('SvAnswersRecorded', 'SvPartiallyFailed');
  });

  it('RR5-38.4 RR5-38.7 RR5-68.3 is sent again when it failed everywhere, with all that follows', () => {
    const again = nowhere.and(resend({ lsms: [LSMS_A, LSMS_B] }));
    const [sent] = nowhere.when(resend({ lsms: [LSMS_A, LSMS_B] })).events;
    expect(sent).toMatchObject({ data: { svId: 2, broadcast: 3, purpose: 'port_to_original', supersedes: 1 } });
    expect(sent).toHaveProperty('data.download', removal);
    const outcome = again.when(answers(2, partly, { broadcast: 3 }));
    outcome.thenTypes('SvAnswersRecorded', 'SvSuperseded', 'SvPartiallyFailed');
    expect(statuses(outcome)).toEqual(['old', 'partial_failure']);
    again.when(answers(2, refused, { broadcast: 3 })).thenTypes('SvAnswersRecorded', 'SvFailed');
  });

  it('RR5-38.3 the version before has no list of its own', () => {
    partial.when(resend({ svId: 1, lsms: [LSMS_B] })).thenRefused('no_failed_lsms', 'RR5-38.3', { actual: 'old' });
  });
});

describe('a modification of a port to original', () => {
  const dueDate = at('2026-01-09T00:00:00Z');
  const byNew = modify({ sender: HOLDER, now: DUE_DAY, status: 'pending' });

  it('R5-27.2 changes the new service provider’s due date', () => {
    const outcome = goingBack.when({ ...byNew, dueDate });
    expect(outcome.sv(2)).toMatchObject({
      status: 'pending',
      newSide: { dueDate, route: null },
      oldSide: { dueDate: DUE_DAY },
    });
    goingBack.when({ ...byNew, sender: NPAC, side: 'new', dueDate }).thenTypes('SvPendingModified');
  });

  it('R5-27.2 changes no routing data, of which it has none', () => {
    const bad = ['field_not_modifiable', 'R5-27.2'] as const;
    goingBack.when({ ...byNew, dueDate, route: { lrn: HOLDER_LRN } }).thenRefused(...bad, { field: 'lrn' });
    goingBack.when({ ...byNew, route: { billingId: '7' } }).thenRefused(...bad, { field: 'billingId' });
    goingBack
      .when({ ...byNew, sender: NPAC, route: { classPointCode: null } })
      .thenRefused(...bad, { field: 'classPointCode' });
  });

  it('R5-27.3 changes the old one’s half as that of any port', () => {
    const byOld = modify({ sender: GAINER, now: DUE_DAY, status: 'pending', dueDate });
    expect(goingBack.when(byOld).sv(2)).toMatchObject({ oldSide: { dueDate } });
    goingBack
      .when({ ...byOld, customerDisconnectDate: dueDate })
      .thenRefused('field_not_modifiable', 'R5-27.3', { field: 'customerDisconnectDate' });
  });
});

it('an ordinary port of a number that was never ported is none', () => {
  expect(pending.state.versions[0]).toMatchObject({ portingToOriginal: false });
  expect(given(oldSpCreate(), newSpCreate()).state.versions[0]).toMatchObject({ portingToOriginal: false });
});
