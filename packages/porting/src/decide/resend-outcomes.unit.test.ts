import { downloadOf } from '../downloads';
import { liveVersion } from '../queries';
import {
  active,
  KEPT,
  listOf,
  partly,
  pending,
  portedOn,
  refused,
  removing,
  sending,
  sv1,
  taken,
} from '../testing/numbers';
import {
  activate,
  answers,
  at,
  DUE_DAY,
  endOfWindow,
  LSMS_A,
  LSMS_B,
  LSMS_C,
  modify,
  ok,
  refusal,
  resend,
} from '../testing/world';

const later = at('2026-01-08T12:00:00Z');
const afterwards = at('2026-01-08T12:15:00Z');
const both = resend({ now: later, lsms: [LSMS_A, LSMS_B] });
const only = (spid: typeof LSMS_A) => resend({ now: later, lsms: [spid] });
const tell = (svId: number, broadcast: number, ...given: Parameters<typeof answers>[1]) =>
  answers(svId, given, { broadcast, now: later });

const failed = sending.and(answers(1, refused));
/** Of three LSMSs two have failed. */
const lackedByTwo = [ok(LSMS_A), refusal(LSMS_B, 'full'), refusal(LSMS_C, 'full')];

describe('a resent activation', () => {
  it('RR5-38.7 makes the version active when all take it', () => {
    const outcome = failed.and(both).when(tell(1, 3, ...taken));
    outcome.thenTypes('SvAnswersRecorded', 'SvActivated');
    expect(outcome.sv(1)).toMatchObject({ status: 'active', firstSuccessAt: later, activatedAt: DUE_DAY });
  });

  it('RR5-38.7 R5-59.2 makes the previous version old with the first success, as at first', () => {
    const onwards = portedOn(active, 2, refused).and(both);
    onwards.when(tell(2, 3, ok(LSMS_B))).thenTypes('SvAnswersRecorded', 'SvSuperseded');
    const outcome = onwards.when(tell(2, 3, ok(LSMS_B), refusal(LSMS_A, 'full')));
    outcome.thenTypes('SvAnswersRecorded', 'SvSuperseded', 'SvPartiallyFailed');
    expect(outcome.state.versions.map(({ status }) => status)).toEqual(['old', 'partial_failure']);
  });

  it('RR5-38.7 of a part of the list leaves the others on it', () => {
    const outcome = failed.and(only(LSMS_A)).when(tell(1, 3, ok(LSMS_A)));
    outcome.thenTypes('SvAnswersRecorded', 'SvPartiallyFailed');
    expect(outcome.sv(1)).toMatchObject({ status: 'partial_failure', failedSps: listOf(LSMS_B) });
  });

  it('RR5-38.7 fails again when none of those named takes it, and is taken back again', () => {
    const outcome = failed.and(only(LSMS_A)).when(tell(1, 3, refusal(LSMS_A, 'broken')));
    outcome.thenTypes('SvAnswersRecorded', 'SvFailed');
    const list = [...listOf(LSMS_B), { spid: LSMS_A, reason: 'broken' }];
    expect(outcome.events[1]).toMatchObject({
      data: { broadcast: 4, failedSps: list, download: { action: 'delete' } },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'failed', failedSps: list });
    const third = failed.and(only(LSMS_A), tell(1, 3, refusal(LSMS_A, 'broken'))).when(both);
    expect(third.events).toMatchObject([{ data: { broadcast: 5, targets: [LSMS_B, LSMS_A] } }]);
  });

  it('RR5-38.7 does not fail everywhere when one that was left out takes it after all', () => {
    const outcome = failed.and(only(LSMS_A), tell(1, 3, ok(LSMS_B))).when(tell(1, 3, refusal(LSMS_A, 'full')));
    outcome.thenTypes('SvAnswersRecorded', 'SvPartiallyFailed');
    expect(outcome.sv(1)).toMatchObject({ status: 'partial_failure', failedSps: listOf(LSMS_A) });
  });

  it('RR5-38.7 puts back the version that was live when it fails again', () => {
    const onwards = portedOn(active, 2, refused).and(both);
    const outcome = onwards.when(endOfWindow(2, { broadcast: 3, now: afterwards }));
    outcome.thenTypes('SvFailed');
    expect(outcome.events.map(downloadOf)).toMatchObject([{ action: 'activate', svId: 1 }]);
    expect(liveVersion(outcome.state)?.svId).toBe(1);
  });

  it('RR5-38.7 R5-60.8 ends with the response window, as at first', () => {
    const once = sending.and(answers(1, partly), only(LSMS_B));
    once.when(endOfWindow(1)).thenNothingHappens();
    const outcome = once.when(endOfWindow(1, { broadcast: 2, now: afterwards }));
    const failedSps = [{ spid: LSMS_B, reason: 'no_response' }];
    outcome.thenEvents({ type: 'SvPartiallyFailed', data: { ...sv1, failedSps } });
  });

  it('answers to what was put back in between, or before, do not count', () => {
    const again = failed.and(both);
    again.when(tell(1, 1, ...taken)).thenNothingHappens();
    again.when(tell(1, 2, ...taken)).thenNothingHappens();
    failed.when(tell(1, 2, ...taken)).thenNothingHappens();
  });
});

describe('late successes around a resend to a part of the list', () => {
  const { events } = pending.when(activate(), { lsmsTargets: () => [LSMS_A, LSMS_B, LSMS_C] });
  const partial = pending.andEvents(DUE_DAY, ...events).and(answers(1, lackedByTwo));
  const again = partial.and(only(LSMS_B));

  it('of who was left out count while it is on its way, and it is not on the list afterwards', () => {
    again
      .when(tell(1, 1, ok(LSMS_C)))
      .thenEvents({ type: 'SvAnswersRecorded', data: { ...sv1, broadcast: 2, answers: [ok(LSMS_C)] } });
    const outcome = again.and(tell(1, 1, ok(LSMS_C))).when(tell(1, 2, ok(LSMS_B)));
    outcome.thenTypes('SvAnswersRecorded', 'SvActivated');
    expect(outcome.sv(1)).toMatchObject({ status: 'active', failedSps: [] });
    again
      .and(tell(1, 1, ok(LSMS_C)))
      .when(tell(1, 1, ok(LSMS_C)))
      .thenNothingHappens();
  });

  it('of who was named count for what is repeated as well', () => {
    const outcome = again.when(tell(1, 1, ok(LSMS_B)));
    outcome.thenTypes('SvAnswersRecorded', 'SvPartiallyFailed');
    expect(outcome.sv(1)).toMatchObject({ status: 'partial_failure', failedSps: listOf(LSMS_C) });
  });

  it('refusals of who was left out, and old ones of who was named, do not', () => {
    again.when(tell(1, 2, refusal(LSMS_C, 'full'))).thenNothingHappens();
    again.when(tell(1, 1, refusal(LSMS_B, 'full'))).thenNothingHappens();
    again.when(tell(1, 2, ok(LSMS_A))).thenNothingHappens();
    again.when(tell(1, 3, ok(LSMS_B))).thenNothingHappens();
  });

  it('take who was left out off the list afterwards too', () => {
    const over = again.and(tell(1, 2, ok(LSMS_B)));
    expect(over.state.versions[0]).toMatchObject({ status: 'partial_failure', failedSps: listOf(LSMS_C) });
    over.when(tell(1, 1, ok(LSMS_C))).thenTypes('SvFailedSpsCleared', 'SvActivated');
  });
});

describe('a resent modification', () => {
  it('R5-58.1 counts as taken by who takes the first sending of it while it is sent again', () => {
    const lacksChange = active.and(change, answers(1, partly, { broadcast: 2 }));
    const outcome = lacksChange.and(only(LSMS_B)).when(tell(1, 2, ok(LSMS_B)));
    expect(outcome.sv(1)).toMatchObject({ status: 'active', failedSps: [] });
  });

  const change = modify({ now: DUE_DAY, route: { billingId: '7' } });
  const lacking = active.and(change, answers(1, refused, { broadcast: 2 }));

  it.each([
    ['all take it', taken, [], later],
    ['some take it', partly, listOf(LSMS_B), later],
    ['none takes it', refused, listOf(LSMS_A, LSMS_B), null],
  ])('RR5-38.10 leaves the version active when %s', (_what, given, failedSps, modifiedAt) => {
    const outcome = lacking.and(both).when(tell(1, 3, ...given));
    outcome.thenTypes('SvAnswersRecorded', 'SvModified');
    expect(outcome.sv(1)).toMatchObject({ status: 'active', failedSps, modifiedAt, modifyBroadcastAt: later });
  });

  it('RR5-38.10 R5-40.4 does not move the instant of the first success', () => {
    const some = active.and(change, answers(1, partly, { broadcast: 2 }), only(LSMS_B));
    expect(some.when(tell(1, 3, ok(LSMS_B))).sv(1)).toMatchObject({ modifiedAt: DUE_DAY, failedSps: [] });
  });

  it('RR5-38.10 is over with the response window', () => {
    const outcome = lacking.and(only(LSMS_A)).when(endOfWindow(1, { broadcast: 3, now: afterwards }));
    const failedSps = [...listOf(LSMS_B), { spid: LSMS_A, reason: 'no_response' }];
    outcome.thenEvents({ type: 'SvModified', data: { ...sv1, failedSps } });
  });
});

describe('a resent disconnect', () => {
  const notRemoved = removing.and(answers(1, refused, { broadcast: 2 }));
  const half = removing.and(answers(1, partly, { broadcast: 2 }));

  it('RR5-38.8 R5-66.3 makes a version old that was active, with one success', () => {
    const outcome = notRemoved.and(both).when(tell(1, 4, ...partly));
    outcome.thenTypes('SvAnswersRecorded', 'SvDisconnected');
    expect(outcome.sv(1)).toMatchObject({ status: 'old', failedSps: listOf(LSMS_B), endedAt: later, removedAt: later });
    expect(liveVersion(outcome.state)).toBeUndefined();
  });

  it('RR5-38.8 R5-67.1 leaves it active when it fails again, whoever was left out', () => {
    const outcome = notRemoved.and(only(LSMS_A)).when(tell(1, 4, refusal(LSMS_A, 'full')));
    outcome.thenTypes('SvAnswersRecorded', 'SvDisconnectFailed');
    expect(outcome.events[1]).toMatchObject({ data: { broadcast: 5, download: { action: 'activate', svId: 1 } } });
    expect(outcome.sv(1)).toMatchObject({ status: 'active', failedSps: listOf(LSMS_B, LSMS_A) });
    notRemoved
      .and(only(LSMS_A), tell(1, 4, refusal(LSMS_A, 'full')))
      .when(only(LSMS_B))
      .thenTypes('SvBroadcastStarted');
  });

  it('R5-67.3 answers to the first removal, or to what put the version back, do not count', () => {
    const again = notRemoved.and(both);
    again.when(tell(1, 2, ...taken)).thenNothingHappens();
    again.when(tell(1, 3, ...taken)).thenNothingHappens();
  });

  it('RR5-38.8 leaves an old version old, whoever fails, and keeps it no longer than before (R5-2.1)', () => {
    const kept = { status: 'old', endedAt: DUE_DAY, removedAt: DUE_DAY, retainUntil: KEPT };
    const done = half.and(only(LSMS_B)).when(tell(1, 3, ok(LSMS_B)));
    done.thenTypes('SvAnswersRecorded', 'SvDisconnected');
    expect(done.events[1]).toMatchObject({ data: { failedSps: [], retainUntil: KEPT } });
    expect(done.sv(1)).toMatchObject({ ...kept, failedSps: [] });
    const failedAgain = half.and(only(LSMS_B)).when(tell(1, 3, refusal(LSMS_B, 'full')));
    failedAgain.thenTypes('SvAnswersRecorded', 'SvDisconnected');
    expect(failedAgain.sv(1)).toMatchObject({ ...kept, failedSps: listOf(LSMS_B) });
  });

  it('of an old version makes it neither live nor pending while it is on its way, and holds up other ports', () => {
    const { state } = half.and(only(LSMS_B));
    expect(liveVersion(state)).toBeUndefined();
    half.and(only(LSMS_B)).when(activate()).thenRefused('not_pending', 'R5-52', { actual: 'sending' });
  });

  it('late successes with the removal itself take an LSMS off an old version’s list after a resend as well', () => {
    const failedAgain = half.and(only(LSMS_B), tell(1, 3, refusal(LSMS_B, 'full')));
    failedAgain.when(tell(1, 2, ok(LSMS_B))).thenTypes('SvFailedSpsCleared');
    failedAgain.when(tell(1, 1, ok(LSMS_B))).thenNothingHappens();
  });
});
