import { KEPT } from '../testing/numbers';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  DUE_DAY,
  endOfWindow,
  GAINER,
  GAINER_LRN,
  HOLDER,
  LSMS_A,
  LSMS_B,
  LSMS_C,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  routeBy,
  THIRD,
  THIRD_LRN,
  TN,
} from '../testing/world';

const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const sending = given(newSpCreate(), oldSpCreate(), activate());

/** The number is active with GAINER and being sent to the LSMSs as THIRD's. */
const onwards = { newSp: THIRD, oldSp: GAINER, now: DUE_DAY };
const resending = sending
  .and(answers(1, [ok(LSMS_A), ok(LSMS_B)]))
  .and(newSpCreate({ ...onwards, route: routeBy(THIRD_LRN) }), oldSpCreate(onwards))
  .and(activate({ sender: THIRD }));
const sv2 = { svId: 2, tn: TN, newSp: THIRD, oldSp: GAINER };

describe('answers of LSMSs', () => {
  it('R5-58.1 are recorded, and the version stays in sending until all have answered (R5-60.9)', () => {
    const outcome = sending.when(answers(1, [ok(LSMS_A)]));
    outcome.thenEvents({ type: 'SvAnswersRecorded', data: { ...sv1, broadcast: 1, answers: [ok(LSMS_A)] } });
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', answers: [ok(LSMS_A)] });
  });

  it('R5-58.1 of an LSMS that refused and then succeeded, its success is what counts', () => {
    const refusedFirst = sending.and(answers(1, [refusal(LSMS_A, 'full')]));
    const outcome = refusedFirst.when(answers(1, [ok(LSMS_A)]));
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', answers: [ok(LSMS_A)] });
    const over = refusedFirst.and(answers(1, [ok(LSMS_A)])).when(answers(1, [ok(LSMS_B)]));
    expect(over.sv(1)).toMatchObject({ status: 'active', failedSps: [] });
  });

  it('R5-51.2 R5-59.1 the first success completes the broadcast, the last makes the version active', () => {
    const first = at('2026-01-06T15:00:01Z');
    const outcome = sending
      .and(answers(1, [ok(LSMS_B)], { now: first }))
      .when(answers(1, [ok(LSMS_A)], { now: at('2026-01-06T15:00:09Z') }));
    outcome.thenTypes('SvAnswersRecorded', 'SvActivated');
    expect(outcome.sv(1)).toMatchObject({ status: 'active', firstSuccessAt: first });
  });

  it('R5-59.2 R5-60.12 the first success makes the previous version old, not before and only once', () => {
    resending.when(answers(2, [refusal(LSMS_A, 'full')])).thenTypes('SvAnswersRecorded');
    const outcome = resending.when(answers(2, [ok(LSMS_A)]));
    outcome.thenTypes('SvAnswersRecorded', 'SvSuperseded');
    expect(outcome.events[1]).toEqual({ type: 'SvSuperseded', data: { ...sv1, bySvId: 2, retainUntil: KEPT } });
    expect(outcome.sv(1)).toMatchObject({ status: 'old', supersededBy: 2, endedAt: DUE_DAY });
    resending
      .and(answers(2, [ok(LSMS_A)]))
      .when(answers(2, [ok(LSMS_B)]))
      .thenTypes('SvAnswersRecorded', 'SvActivated');
  });

  it('R5-60.12 the previous version becomes old with the first of many, even when the rest fail', () => {
    const outcome = resending.when(answers(2, [ok(LSMS_A), refusal(LSMS_B, 'full')]));
    outcome.thenTypes('SvAnswersRecorded', 'SvSuperseded', 'SvPartiallyFailed');
    expect(outcome.state.versions.map((sv) => sv.status)).toEqual(['old', 'partial_failure']);
  });

  it('R5-60.11 some failures make a partial failure that lists who failed and why', () => {
    const outcome = sending.when(answers(1, [refusal(LSMS_B, 'full'), ok(LSMS_A)]));
    expect(outcome.events.at(-1)).toEqual({
      type: 'SvPartiallyFailed',
      data: { ...sv1, failedSps: [{ spid: LSMS_B, reason: 'full' }] },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'partial_failure', failedSps: [{ spid: LSMS_B, reason: 'full' }] });
  });

  it('R5-61.1 failures everywhere make it failed, and a download takes back what the log holds', () => {
    const outcome = sending.when(answers(1, [refusal(LSMS_B, 'full'), refusal(LSMS_A, 'broken')]));
    expect(outcome.events.at(-1)).toEqual({
      type: 'SvFailed',
      data: {
        ...sv1,
        failedSps: [
          { spid: LSMS_A, reason: 'broken' },
          { spid: LSMS_B, reason: 'full' },
        ],
        broadcast: 2,
        targets: [LSMS_A, LSMS_B],
        download: {
          action: 'delete',
          svId: 1,
          tn: TN,
          spid: GAINER,
          lnpType: 'lspp',
          route: null,
          activatedAt: DUE_DAY,
        },
      },
    });
  });

  it('R5-61.1 failures everywhere leave the previous version live, and the download puts it back', () => {
    const later = resending.and(answers(2, [refusal(LSMS_A, 'full')]));
    const outcome = later.when(answers(2, [refusal(LSMS_B, 'full')]));
    expect(outcome.events.at(-1)).toMatchObject({
      type: 'SvFailed',
      data: {
        ...sv2,
        broadcast: 2,
        download: { action: 'activate', svId: 1, spid: GAINER, route: routeBy(GAINER_LRN), activatedAt: DUE_DAY },
      },
    });
    expect(outcome.state.versions.map((sv) => sv.status)).toEqual(['active', 'failed']);
  });

  it('count once: a repeat, another reason, and a refusal of what was applied change nothing', () => {
    const refusing = sending.and(answers(1, [refusal(LSMS_A, 'full')]));
    refusing.when(answers(1, [refusal(LSMS_A, 'full')])).thenNothingHappens();
    refusing.when(answers(1, [refusal(LSMS_A, 'broken')])).thenNothingHappens();
    sending
      .and(answers(1, [ok(LSMS_A)]))
      .when(answers(1, [refusal(LSMS_A, 'full')]))
      .thenNothingHappens();
  });

  it('a success while the version is being sent makes up for an earlier refusal', () => {
    const recorded = { type: 'SvAnswersRecorded', data: { ...sv1, broadcast: 1, answers: [ok(LSMS_A)] } } as const;
    const refusing = sending.and(answers(1, [refusal(LSMS_A, 'full')]));
    refusing.when(answers(1, [ok(LSMS_A)])).thenEvents(recorded);
    sending.when(answers(1, [refusal(LSMS_A, 'full'), ok(LSMS_A)])).thenEvents(recorded);
    sending.when(answers(1, [ok(LSMS_A), refusal(LSMS_A, 'full')])).thenEvents(recorded);
    refusing
      .and(answers(1, [ok(LSMS_A)]))
      .when(answers(1, [ok(LSMS_B)]))
      .thenTypes('SvAnswersRecorded', 'SvActivated');
  });

  it('of an LSMS that is no target, to another broadcast or about an unknown version, change nothing', () => {
    sending.when(answers(1, [ok(LSMS_C)])).thenNothingHappens();
    sending.when(answers(1, [ok(LSMS_A)], { broadcast: 2 })).thenNothingHappens();
    sending.when(answers(99, [ok(LSMS_A)])).thenNothingHappens();
    given(newSpCreate())
      .when(answers(1, [ok(LSMS_A)]))
      .thenNothingHappens();
  });

  it('to the restoring broadcast of a failed version, or late to the failed one, change nothing', () => {
    const failed = sending.and(answers(1, [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')]));
    failed.when(answers(1, [ok(LSMS_A), ok(LSMS_B)], { broadcast: 2 })).thenNothingHappens();
    failed.when(answers(1, [ok(LSMS_A), ok(LSMS_B)])).thenNothingHappens();
  });

  it('about an active or an old version change nothing', () => {
    const active = sending.and(answers(1, [ok(LSMS_A), ok(LSMS_B)]));
    active.when(answers(1, [refusal(LSMS_A, 'full')])).thenNothingHappens();
    resending
      .and(answers(2, [ok(LSMS_A)]))
      .when(answers(1, [ok(LSMS_A)]))
      .thenNothingHappens();
  });
});

describe('the failed-SP list', () => {
  const status = 'partial_failure';
  const three = { lsmsTargets: () => [LSMS_A, LSMS_B, LSMS_C] };
  const ready = given(newSpCreate(), oldSpCreate());
  const partial = ready
    .andEvents(DUE_DAY, ...ready.when(activate(), three).events)
    .and(answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')]), endOfWindow(1));

  it('R5-60.8 holds who refused and who did not respond', () => {
    expect(partial.state.versions[0]).toMatchObject({
      status: 'partial_failure',
      failedSps: [
        { spid: LSMS_B, reason: 'full' },
        { spid: LSMS_C, reason: 'no_response' },
      ],
    });
  });

  it('is left by catching up', () => {
    const remaining = [{ spid: LSMS_B, reason: 'full' }];
    const outcome = partial.when(answers(1, [ok(LSMS_C), ok(LSMS_A)]));
    outcome.thenEvents({
      type: 'SvFailedSpsCleared',
      data: { ...sv1, status, cleared: [LSMS_C], remaining, excluded: false },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'partial_failure', failedSps: remaining });
  });

  it('R5-59.1 makes the version active when the last has left it', () => {
    const outcome = partial.and(answers(1, [ok(LSMS_C)])).when(answers(1, [ok(LSMS_B)]));
    outcome.thenEvents(
      { type: 'SvFailedSpsCleared', data: { ...sv1, status, cleared: [LSMS_B], remaining: [], excluded: false } },
      { type: 'SvActivated', data: sv1 },
    );
    expect(outcome.sv(1).status).toBe('active');
  });

  it('is not touched by failing again, by who is not on it, or by another broadcast', () => {
    partial.when(answers(1, [refusal(LSMS_C, 'full'), ok(LSMS_A)])).thenNothingHappens();
    partial.when(answers(1, [ok(LSMS_C)], { broadcast: 2 })).thenNothingHappens();
    partial
      .and(answers(1, [ok(LSMS_C)]))
      .when(answers(1, [ok(LSMS_C)]))
      .thenNothingHappens();
  });
});
