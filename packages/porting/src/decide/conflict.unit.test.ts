import { type Instant, instant, NPAC } from '@openlnp/numbering';
import { given, givenWith, type Scenario } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  CONFLICT_EXPIRY,
  cancel,
  DAY_BEFORE,
  DUE,
  DUE_DAY,
  deadline,
  disconnect,
  GAINER,
  HOLDER,
  intraSpCreate,
  LONG_WINDOW,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  ok,
  oldSpCreate,
  RESTRICTION,
  refusal,
  resolveConflict,
  setConflict,
  THIRD,
  TN,
} from '../testing/world';

const HOUR = 3_600_000;
const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const both = given(newSpCreate(), oldSpCreate());
const byNew = given(newSpCreate());
const cancelPending = both.and(cancel());
const conflict = both.and(setConflict());
/** The old service provider's cancellation that the new one did not acknowledge. */
const unanswered = (before: Scenario) =>
  before
    .and(cancel({ sender: HOLDER }))
    .and(deadline({ now: instant(DAY_BEFORE + 2 * LONG_WINDOW), kind: 'cancel_final_window' }));
const unacknowledged = unanswered(both);
/** Statuses in which no conflict begins; `conflict` itself is another. */
const others: readonly (readonly [string, Scenario])[] = [
  ['sending', both.and(activate())],
  ['active', both.and(activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]))],
  ['partial_failure', both.and(activate(), answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')]))],
  ['failed', both.and(activate(), answers(1, [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')]))],
  [
    'disconnect_pending',
    both
      .and(activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]))
      .and(disconnect({ effectiveReleaseDate: at('2026-02-01T00:00:00Z') })),
  ],
  ['canceled', byNew.and(cancel())],
  [
    'old',
    both
      .and(activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]))
      .and(disconnect(), answers(1, [ok(LSMS_A), ok(LSMS_B)], { broadcast: 2 })),
  ],
];

const conflictAt = (now: Instant, changes: object = {}) => ({
  type: 'SvConflictSet',
  data: {
    ...sv1,
    by: 'old',
    causeCode: 54,
    newSpMayResolveFrom: instant(now + RESTRICTION),
    expiresAt: instant(now + CONFLICT_EXPIRY),
    ...changes,
  },
});

describe('putting a version into conflict', () => {
  it('R5-44.1 R5-44.2 RR5-42.1 is the old service provider’s to do, with its instant and its cause', () => {
    const now = instant(DAY_BEFORE + HOUR);
    const outcome = both.when(setConflict({ now }));
    expect(outcome.events).toEqual([conflictAt(now)]);
    expect(outcome.sv(1)).toMatchObject({
      status: 'conflict',
      conflict: { by: 'old', causeCode: 54, since: now },
      conflictByOldSpAt: now,
      oldSide: { authorized: false, causeCode: 54 },
    });
  });

  it('R5-10.1 R5-42 NPAC personnel do it too, by number and by version id', () => {
    for (const svId of [null, 1]) {
      const outcome = both.when(setConflict({ sender: NPAC, svId }));
      expect(outcome.events).toEqual([conflictAt(DAY_BEFORE, { by: 'npac' })]);
    }
    both.when(setConflict({ svId: 7 })).thenRefused('no_such_version', 'R5-42', { field: 'svId', actual: '7' });
    given()
      .when(setConflict({ sender: NPAC }))
      .thenRefused('no_such_version', 'R5-42', { field: 'tn' });
  });

  it.each([GAINER, THIRD])('R5-43.1 is not for %s', (sender) => {
    const expected = 'the old service provider';
    both.when(setConflict({ sender })).thenRefused('not_authorized', 'R5-43.1', { expected, actual: sender });
  });

  it('R5-43.1 of an intra-SP port is for NPAC personnel only: it has no old side', () => {
    const move = given(intraSpCreate());
    move.when(setConflict()).thenRefused('not_authorized', 'R5-43.1');
    expect(move.when(setConflict({ sender: NPAC })).sv(1)).toMatchObject({ status: 'conflict', oldSide: null });
  });

  it('R5-43.1 is possible in pending and cancel-pending, which ends the cancellation', () => {
    for (const sender of [HOLDER, NPAC]) {
      expect(both.when(setConflict({ sender })).sv(1)).toMatchObject({ status: 'conflict' });
      const outcome = cancelPending.when(setConflict({ sender }));
      outcome.thenTypes('SvConflictSet');
      expect(outcome.sv(1)).toMatchObject({ status: 'conflict', conflict: { by: sender === NPAC ? 'npac' : 'old' } });
      // That it was asked for stays known (R5-74.3); a later cancellation by the other side is not agreed by that.
      expect(outcome.sv(1)).toMatchObject({ newSpCancellationAt: DAY_BEFORE, oldSpCancellationAt: null });
      const byOther = cancel({ sender: HOLDER, now: instant(DAY_BEFORE + HOUR) });
      cancelPending.and(setConflict({ sender })).when(byOther).thenTypes('SvCancelRequested');
    }
    expect(unacknowledged.state.versions[0]).toMatchObject({ status: 'conflict', oldSpCancellationAt: DAY_BEFORE });
  });

  it.each([['conflict', conflict] as const, ...others])('R5-43.1 is refused in %s', (status, scenario) => {
    for (const sender of [HOLDER, NPAC]) {
      scenario.when(setConflict({ sender, now: DUE_DAY })).thenRefused('cannot_be_put_into_conflict', 'R5-43.1', {
        actual: status,
        expected: 'pending or cancel_pending',
      });
    }
  });

  it.each([0, 1, 2, 49, 55])('R5-43.2 needs a cause from 50 to 54, not %d', (causeCode) => {
    for (const sender of [HOLDER, NPAC]) {
      both
        .when(setConflict({ sender, causeCode }))
        .thenRefused('invalid_cause_code', 'R5-43.2', { field: 'causeCode', actual: String(causeCode) });
    }
  });

  it.each([50, 51, 52, 53, 54])('R5-43.2 takes cause %d', (causeCode) => {
    expect(both.when(setConflict({ causeCode })).sv(1)).toMatchObject({ conflict: { causeCode } });
  });

  it('R5-43.1 is possible for an old service provider that has not created', () => {
    const outcome = byNew.when(setConflict());
    outcome.thenTypes('SvConflictSet');
    expect(outcome.sv(1)).toMatchObject({ status: 'conflict', oldSide: null, conflictByOldSpAt: DAY_BEFORE });
  });
});

describe('the one time of the old service provider', () => {
  const again = setConflict({ now: instant(DAY_BEFORE + HOUR) });

  it('RR5-42.1 its second conflict is refused, NPAC personnel’s is not', () => {
    const resolved = conflict.and(resolveConflict());
    resolved.when(again).thenRefused('conflict_already_used', 'RR5-42.1', {
      actual: 'conflict at 2026-01-05T14:30:00.000Z',
    });
    resolved.when({ ...again, sender: NPAC }).thenTypes('SvConflictSet');
  });

  it.each([
    ['first', given(oldSpCreate({ authorized: false, causeCode: 52 }), newSpCreate())],
    ['second', given(newSpCreate(), oldSpCreate({ authorized: false, causeCode: 52 }))],
  ])('RR5-42.1 RR5-2.1 its denied create counts, as the %s create', (_, denied) => {
    denied.and(resolveConflict()).when(again).thenRefused('conflict_already_used', 'RR5-42.1');
  });

  it('RR5-42.1 NPAC personnel’s conflict does not use it up', () => {
    both
      .and(setConflict({ sender: NPAC }), resolveConflict({ sender: NPAC }))
      .when(again)
      .thenTypes('SvConflictSet');
  });

  it('RR5-42.1 R5-27.4 a conflict from a missing acknowledgment does not count', () => {
    // In this world the restriction would begin before the windows of a cancellation are over.
    const created = givenWith({ conflictRestriction: () => null }, newSpCreate(), oldSpCreate());
    const resolved = unanswered(created).and(resolveConflict({ sender: NPAC }));
    resolved.when(setConflict({ now: instant(DAY_BEFORE + 3 * LONG_WINDOW) })).thenTypes('SvConflictSet');
  });
});

describe('the conflict restriction', () => {
  /** 18:00 UTC the day before the due date, in this world. */
  const RESTRICTED = instant(DUE - 6 * HOUR);
  const before = instant(RESTRICTED - 1);
  const closed = ['conflict_window_closed', 'RR5-51'] as const;
  const why = { expected: 'before 2026-01-05T18:00:00.000Z', actual: '2026-01-05T18:00:00.000Z' };

  it('RR5-42.2 RR5-50 binds the old service provider from its instant on, and not NPAC personnel', () => {
    both.when(setConflict({ now: RESTRICTED })).thenRefused(...closed, why);
    both.when(setConflict({ now: before })).thenTypes('SvConflictSet');
    both.when(setConflict({ now: RESTRICTED, sender: NPAC })).thenTypes('SvConflictSet');
    cancelPending.when(setConflict({ now: RESTRICTED })).thenRefused(...closed);
  });

  it('RR5-51 binds only when the final window is over as well: either alone does not', () => {
    const T2 = instant(DAY_BEFORE + 2 * LONG_WINDOW);
    const denial = (now: Instant) => oldSpCreate({ now, dueDate: DUE, authorized: false, causeCode: 53 });
    const restrictedFrom = (from: Instant) => givenWith({ conflictRestriction: () => from }, newSpCreate());
    // The windows run, and the restriction is reached.
    byNew.when(setConflict({ now: RESTRICTED })).thenTypes('SvConflictSet');
    byNew.when(denial(RESTRICTED)).thenTypes('SvSecondCreateReceived', 'SvConflictSet');
    byNew.when(setConflict({ now: instant(T2 - 1) })).thenTypes('SvInitialWindowExpired', 'SvConflictSet');
    // The final window is over, and the restriction is to come.
    restrictedFrom(instant(T2 + 1))
      .when(setConflict({ now: T2 }))
      .thenTypes('SvInitialWindowExpired', 'SvFinalWindowExpired', 'SvConflictSet');
    // Both.
    byNew.when(setConflict({ now: T2 })).thenRefused(...closed);
    restrictedFrom(T2)
      .when(setConflict({ now: T2 }))
      .thenRefused(...closed);
  });

  it('RR5-51 binds at once where both sides have created: no final window runs then', () => {
    expect(both.state.versions[0]).toMatchObject({ window: null });
    both.when(setConflict({ now: RESTRICTED })).thenRefused(...closed);
  });

  it('AR5-2 counts from the due date of the new service provider, by the timers of the version', () => {
    const conflictRestriction = jest.fn(() => null);
    const created = givenWith({ conflictRestriction }, newSpCreate(), oldSpCreate());
    const [first] = created.state.versions;
    expect(conflictRestriction.mock.calls).toEqual([[TN, DUE, first?.timerType, first?.businessType]]);
  });

  it('N385 RR5-42.2 is computed once: what the tunables say later neither opens nor closes it', () => {
    const asked = jest.fn(() => null);
    both.when(setConflict({ now: RESTRICTED }), { conflictRestriction: asked }).thenRefused(...closed, why);
    const never = givenWith({ conflictRestriction: () => null }, newSpCreate(), oldSpCreate());
    never.when(setConflict({ now: RESTRICTED }), { conflictRestriction: () => DAY_BEFORE }).thenTypes('SvConflictSet');
    expect(asked).not.toHaveBeenCalled();
  });

  it('RR5-42.2 N385 moves with the due date of the new service provider, and with no other', () => {
    const dueDate = at('2026-01-07T00:00:00Z');
    const moved = both.and(modify({ dueDate }));
    moved.when(setConflict({ now: RESTRICTED })).thenTypes('SvConflictSet');
    moved.when(setConflict({ now: instant(RESTRICTED + 24 * HOUR) })).thenRefused(...closed);
    both
      .and(modify({ sender: HOLDER, dueDate }))
      .when(setConflict({ now: RESTRICTED }))
      .thenRefused(...closed);
  });

  it('AR5-2 does not bind while the new service provider has not created, and so has no due date', () => {
    const T2 = instant(DAY_BEFORE + 2 * LONG_WINDOW);
    given(oldSpCreate())
      .when(setConflict({ now: T2 }))
      .thenTypes('SvInitialWindowExpired', 'SvFinalWindowExpired', 'SvConflictSet');
  });

  it('RR5-42.5 there is none with short timers', () => {
    const timersOf = () => ({ portIn: 'short', portOut: 'short', businessDays: 'short', medium: false }) as const;
    const created = given().when(newSpCreate(), { timersOf });
    const short = given()
      .andEvents(DAY_BEFORE, ...created.events)
      .and(oldSpCreate());
    expect(short.state.versions[0]).toMatchObject({ timerType: 'short' });
    short.when(setConflict({ now: instant(DUE_DAY + 24 * HOUR) })).thenTypes('SvConflictSet');
  });
});
