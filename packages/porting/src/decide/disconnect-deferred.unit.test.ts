import { instant, NPAC } from '@openlnp/numbering';
import { downloadOf } from '../downloads';
import { liveVersion } from '../queries';
import { active, KEPT, listOf, partly, portOn, refused, removing, sv1, taken } from '../testing/numbers';
import {
  activate,
  answers,
  at,
  cancel,
  DUE,
  DUE_DAY,
  deadline,
  disconnect,
  endOfWindow,
  GAINER_LRN,
  HOLDER,
  LSMS_A,
  LSMS_B,
  modify,
  ok,
  routeBy,
  WINDOW,
} from '../testing/world';

const ERD = at('2026-01-20T06:00:00Z');
const later = disconnect({ effectiveReleaseDate: ERD });
const waiting = active.and(later);
const theDate = deadline({ now: ERD, kind: 'effective_release' });
const dates = { customerDisconnectDate: DUE, effectiveReleaseDate: ERD };
const calledOff = cancel({ now: DUE_DAY });

describe('a disconnect with an effective release date', () => {
  it('RR5-24 leaves who has not taken the last modification on the failed-SP list', () => {
    const change = modify({ now: DUE_DAY, route: { billingId: '7' } });
    const lacksChange = active.and(change, answers(1, partly, { broadcast: 2 }));
    expect(lacksChange.when(later).sv(1)).toMatchObject({ status: 'disconnect_pending', failedSps: listOf(LSMS_B) });
  });

  it('RR5-23.2 RR5-24 waits for it, and nothing goes to the LSMSs yet', () => {
    const outcome = active.when(later);
    outcome.thenEvents({
      type: 'SvDisconnectRequested',
      data: { ...sv1, ...dates, donorSp: HOLDER, copySvId: 2, retainUntil: KEPT, failedSps: [] },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'disconnect_pending', disconnect: dates });
    expect(outcome.events.map(downloadOf)).toEqual([undefined]);
    expect(liveVersion(outcome.state)?.svId).toBe(1);
  });

  it('RR5-23.2 is accepted without one, and then nothing is kept of it', () => {
    expect(active.when(disconnect()).sv(1)).toMatchObject({
      status: 'sending',
      disconnect: { customerDisconnectDate: DUE, effectiveReleaseDate: null },
    });
  });

  it('RR5-48 RR5-49 leaves an old copy as well', () => {
    expect(waiting.state.versions[1]).toMatchObject({
      ...{ svId: 2, status: 'old', copyOf: 1, endedAt: DUE_DAY, retainUntil: KEPT, disconnect: null },
      route: routeBy(GAINER_LRN),
    });
  });

  it('RR5-24 R5-65.1 goes out at once when that date is not to come', () => {
    for (const effectiveReleaseDate of [DUE_DAY, DUE]) {
      const outcome = active.when(disconnect({ effectiveReleaseDate }));
      outcome.thenTypes('SvDisconnectRequested', 'SvBroadcastStarted');
      expect(outcome.sv(1)).toMatchObject({ status: 'sending', disconnect: { effectiveReleaseDate: null } });
    }
    const next = instant(DUE_DAY + 1);
    active.when(disconnect({ effectiveReleaseDate: next })).thenTypes('SvDisconnectRequested');
  });

  it('RR5-23.2 may be for service that ends later, but not for a number taken away before that', () => {
    const customerDisconnectDate = instant(ERD - 1);
    active.when({ ...later, customerDisconnectDate }).thenTypes('SvDisconnectRequested');
    active.when({ ...later, customerDisconnectDate: ERD }).thenTypes('SvDisconnectRequested');
    active
      .when({ ...later, customerDisconnectDate: instant(ERD + 1) })
      .thenRefused('release_date_before_disconnect_date', 'RR5-23.2', { field: 'effectiveReleaseDate' });
  });

  it('R5-65.2 RR5-25.2 R5-65.4 tells the donor and takes the number away when the date has come, not before', () => {
    waiting.when({ ...theDate, now: instant(ERD - 1) }).thenNothingHappens();
    const outcome = waiting.when(theDate);
    const removal = { action: 'delete', svId: 1, route: null };
    outcome.thenTypes('SvReleaseDateReached', 'SvBroadcastStarted');
    expect(outcome.events).toMatchObject([
      { data: { ...sv1, ...dates, donorSp: HOLDER }, at: ERD },
      {
        data: { purpose: 'disconnect', broadcast: 2, respondBy: ERD + WINDOW, resend: false, download: removal },
        at: ERD,
      },
    ]);
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', broadcast: { startedAt: ERD }, disconnect: dates });
  });

  it('R5-65.2 does so however late that is noticed, as of that date (law 6)', () => {
    const late = instant(ERD + 5 * WINDOW);
    const outcome = waiting.when({ ...later, now: late });
    outcome.thenRefused('not_active', 'R5-63', { actual: 'sending' });
    const told = waiting.when({ ...theDate, now: late }, { clock: late });
    expect(told.sv(1)).toMatchObject({ status: 'sending', broadcast: { startedAt: ERD, respondBy: late + WINDOW } });
    waiting.and(theDate).when(theDate).thenNothingHappens();
  });

  it('R5-65.2 makes the version old on that date where no LSMS takes downloads', () => {
    const outcome = waiting.when(theDate, { lsmsTargets: () => [] });
    outcome.thenTypes('SvReleaseDateReached', 'SvBroadcastStarted', 'SvDisconnected');
    expect(outcome.sv(1)).toMatchObject({ status: 'old', endedAt: ERD, removedAt: ERD });
  });

  it('R5-67.1 that fails everywhere on its date leaves the version active', () => {
    const outcome = waiting.and(theDate).when(endOfWindow(1, { broadcast: 2, now: instant(ERD + WINDOW) }));
    outcome.thenTypes('SvDisconnectFailed');
    expect(outcome.sv(1)).toMatchObject({ status: 'active', failedOperation: 'disconnect', disconnect: dates });
  });

  it('RN5-1 stands in the way of any other version, and of another disconnect', () => {
    const blocked = ['version_exists_in_blocking_status', 'RN5-1', { actual: 'disconnect_pending' }] as const;
    waiting.when(portOn[0]).thenRefused('version_exists_in_blocking_status', 'RN5-1');
    waiting.when(portOn[1]).thenRefused(...blocked);
    waiting.when({ ...portOn[0], sender: NPAC }).thenRefused(...blocked);
    waiting.when(disconnect()).thenRefused('not_active', 'R5-63', { actual: 'disconnect_pending' });
    waiting.when(activate({ svId: 1 })).thenRefused('not_pending', 'R5-52', { actual: 'disconnect_pending' });
  });
});

describe('a disconnect that is called off', () => {
  it('R5-71.10 leaves the version as it was, and its date passes', () => {
    const outcome = waiting.when(calledOff);
    expect(outcome.sv(1)).toMatchObject({ status: 'active', disconnect: null, failedSps: [], failedOperation: null });
    waiting.and(calledOff).when(theDate).thenNothingHappens();
  });

  const change = modify({ now: DUE_DAY, route: { billingId: '7' } });
  const lacking = active.and(change, answers(1, partly, { broadcast: 2 }), later);

  it('keeps the failed-SP list of the modification before it', () => {
    expect(lacking.state.versions[0]).toMatchObject({ status: 'disconnect_pending', failedSps: listOf(LSMS_B) });
    expect(active.and(change, answers(1, partly, { broadcast: 2 })).when(later).events).toMatchObject([
      { type: 'SvDisconnectRequested', data: { failedSps: listOf(LSMS_B) } },
    ]);
    const outcome = lacking.when(calledOff);
    expect(outcome.sv(1)).toMatchObject({ failedSps: listOf(LSMS_B), failedOperation: 'modify' });
    // Who is told that it is active again hears that some LSMSs lack the modification.
    expect(outcome.events).toMatchObject([{ data: { failedSps: listOf(LSMS_B) } }]);
  });

  it('RR6-63 while it waits, who takes that modification late leaves the list, which is told', () => {
    const late = answers(1, [ok(LSMS_B), ok(LSMS_A)], { broadcast: 2 });
    lacking.when(late).thenEvents({
      type: 'SvFailedSpsCleared',
      data: { ...sv1, status: 'disconnect_pending', cleared: [LSMS_B], remaining: [], excluded: false },
    });
    lacking.and(late).when(late).thenNothingHappens();
    lacking.when(answers(1, [ok(LSMS_B)])).thenNothingHappens();
    expect(lacking.and(late).when(calledOff).sv(1)).toMatchObject({ failedSps: [], failedOperation: null });
  });

  it('who caught up so before that was told has left the list as well', () => {
    const data = { ...sv1, broadcast: 2, answers: [ok(LSMS_B), { spid: LSMS_A, ok: false, code: 'full' }] };
    const [sv] = lacking.andEvents(DUE_DAY, { type: 'SvAnswersRecorded', data }).state.versions;
    expect(sv).toMatchObject({ status: 'disconnect_pending', failedSps: [], changedAt: DUE_DAY });
  });

  it('gives no second life to a disconnect that had failed before', () => {
    const failedBefore = removing.and(answers(1, refused, { broadcast: 2 }), later);
    expect(failedBefore.state.versions[0]).toMatchObject({ status: 'disconnect_pending', failedSps: [] });
    expect(failedBefore.when(calledOff).sv(1)).toMatchObject({
      failedSps: [],
      failedOperation: null,
      disconnect: null,
    });
  });

  it('never uses a broadcast’s number twice: the one that put it back has one too', () => {
    const failedBefore = removing.and(answers(1, refused, { broadcast: 2 }), later);
    expect(failedBefore.when(theDate).events[1]).toMatchObject({ data: { broadcast: 4 } });
    const again = failedBefore.and(calledOff).when({ ...change, route: { billingId: '8' } });
    expect(again.events[1]).toMatchObject({ data: { broadcast: 4 } });
    expect(again.state.versions[0]?.status).toBe('sending');
    failedBefore
      .and(theDate)
      .when(answers(1, taken, { broadcast: 3, now: ERD }))
      .thenNothingHappens();
  });
});

it('R5-68.6 RR5-67.1 the version stays in sending until the last answer', () => {
  expect(removing.when(answers(1, [ok(LSMS_A)], { broadcast: 2 })).sv(1).status).toBe('sending');
  expect(removing.when(answers(1, taken, { broadcast: 2 })).sv(1).status).toBe('old');
});
