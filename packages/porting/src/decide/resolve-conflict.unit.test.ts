import { type Instant, instant, NPAC } from '@openlnp/numbering';
import { given, type Scenario } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  CONFLICT_EXPIRY,
  cancel,
  DAY_BEFORE,
  DUE_DAY,
  deadline,
  disconnect,
  GAINER,
  HOLDER,
  LONG_WINDOW,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  RESTRICTION,
  refusal,
  resolveConflict,
  setConflict,
  THIRD,
  TN,
  undoCancel,
} from '../testing/world';

const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const both = given(newSpCreate(), oldSpCreate());
const byNew = given(newSpCreate());
const cancelPending = both.and(cancel());
const conflict = both.and(setConflict());
/** The old service provider's cancellation that the new one did not acknowledge. */
const unacknowledged = both
  .and(cancel({ sender: HOLDER }))
  .and(deadline({ now: instant(DAY_BEFORE + 2 * LONG_WINDOW), kind: 'cancel_final_window' }));
/** Other statuses, in which there is no conflict to end. */
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

describe('ending a conflict', () => {
  const RESOLVABLE = instant(DAY_BEFORE + RESTRICTION);

  it.each([
    [HOLDER, 'old', DAY_BEFORE],
    [NPAC, 'npac', DAY_BEFORE],
    [GAINER, 'new', RESOLVABLE],
  ])('R5-46 R5-50.1 RR5-14 by %s makes the version pending and authorized', (sender, by, now) => {
    for (const svId of [null, 1]) {
      const outcome = conflict.when(resolveConflict({ sender, svId, now }));
      expect(outcome.events).toEqual([{ type: 'SvConflictResolved', data: { ...sv1, by } }]);
      expect(outcome.sv(1)).toMatchObject({
        status: 'pending',
        conflictResolvedAt: now,
        oldSide: { authorized: true, causeCode: null },
      });
    }
  });

  it('R5-46 is refused to a stranger, and for a version that is not there', () => {
    conflict.when(resolveConflict({ sender: THIRD })).thenRefused('not_authorized', 'R5-46', { actual: THIRD });
    conflict.when(resolveConflict({ svId: 2 })).thenRefused('no_such_version', 'R5-46', { field: 'svId' });
    given().when(resolveConflict()).thenRefused('no_such_version', 'R5-46', { field: 'tn' });
  });

  it.each([['pending', both] as const, ['cancel_pending', cancelPending] as const, ...others])(
    'R5-47 is refused in %s',
    (status, scenario) => {
      for (const sender of [HOLDER, GAINER, NPAC]) {
        scenario
          .when(resolveConflict({ sender, now: DUE_DAY }))
          .thenRefused('not_in_conflict', 'R5-47', { actual: status });
      }
    },
  );

  it('RR5-12.3 makes the new service provider wait, by the timers of the version, and nobody else', () => {
    const early = instant(RESOLVABLE - 1);
    conflict
      .when(resolveConflict({ sender: GAINER, now: early }))
      .thenRefused('conflict_resolution_too_early', 'RR5-12.3', { expected: '2026-01-05T20:30:00.000Z or later' });
    conflict.when(resolveConflict({ sender: GAINER, now: RESOLVABLE })).thenTypes('SvConflictResolved');
    const windowEnd = jest.fn((_tn, start: Instant) => instant(start + 1));
    both.when(setConflict(), { windowEnd });
    const [first] = both.state.versions;
    expect(windowEnd.mock.calls).toEqual([
      [TN, DAY_BEFORE, 'conflict_resolution', first?.timerType, first?.businessType],
    ]);
  });

  it.each([50, 51])('N375 with cause %d is never the new service provider’s', (causeCode) => {
    const reserved = both.and(setConflict({ causeCode }));
    const now = instant(DAY_BEFORE + CONFLICT_EXPIRY - 1);
    reserved
      .when(resolveConflict({ sender: GAINER, now }))
      .thenRefused('conflict_not_resolvable', 'N375', { actual: `cause ${causeCode}` });
    for (const sender of [HOLDER, NPAC]) {
      reserved.when(resolveConflict({ sender, now })).thenTypes('SvConflictResolved');
    }
  });

  it.each([52, 53, 54])('N375 with cause %d is after the restriction', (causeCode) => {
    both
      .and(setConflict({ causeCode }))
      .when(resolveConflict({ sender: GAINER, now: RESOLVABLE }))
      .thenTypes('SvConflictResolved');
  });

  it('R5-50.1 one from a missing acknowledgment ends like any other', () => {
    const since = instant(DAY_BEFORE + 2 * LONG_WINDOW);
    for (const sender of [HOLDER, NPAC]) {
      unacknowledged.when(resolveConflict({ sender, now: since })).thenTypes('SvConflictResolved');
    }
    unacknowledged
      .when(resolveConflict({ sender: GAINER, now: since }))
      .thenRefused('conflict_resolution_too_early', 'RR5-12.3');
    unacknowledged
      .when(resolveConflict({ sender: GAINER, now: instant(since + RESTRICTION) }))
      .thenTypes('SvConflictResolved');
  });

  it('R5-50.1 of a port that the old service provider has not created keeps waiting for it', () => {
    const outcome = byNew.and(setConflict()).when(resolveConflict());
    expect(outcome.sv(1)).toMatchObject({ status: 'pending', oldSide: null, window: { phase: 'initial' } });
  });

  it('RR5-12.3 the restriction is the one of the conflict, also after a cancellation that was undone', () => {
    const undone = conflict.and(cancel(), undoCancel());
    undone
      .when(resolveConflict({ sender: GAINER, now: instant(RESOLVABLE - 1) }))
      .thenRefused('conflict_resolution_too_early', 'RR5-12.3');
    undone.when(resolveConflict({ sender: GAINER, now: RESOLVABLE })).thenTypes('SvConflictResolved');
  });
});

it('R5-10.2 a version in conflict is not activated, however due', () => {
  conflict.when(activate()).thenRefused('in_conflict', 'R5-10.2', { actual: 'conflict' });
});
