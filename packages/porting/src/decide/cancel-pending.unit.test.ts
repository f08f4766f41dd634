import { type Instant, instant, NPAC } from '@openlnp/numbering';
import { given, type Scenario } from '../testing/scenario';
import {
  acknowledgeCancel,
  activate,
  answers,
  at,
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
  RETENTION,
  refusal,
  setConflict,
  THIRD,
  TN,
  undoCancel,
} from '../testing/world';

const HOUR = 3_600_000;
const LATER = instant(DAY_BEFORE + HOUR);
const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const byNew = given(newSpCreate());
const both = given(newSpCreate(), oldSpCreate());
const conflict = both.and(setConflict({ causeCode: 53 }));
const canceledByNew = both.and(cancel());
const canceledByOld = both.and(cancel({ sender: HOLDER }));
const unacknowledged = canceledByOld.and(
  deadline({ now: instant(DAY_BEFORE + 2 * LONG_WINDOW), kind: 'cancel_final_window' }),
);
const active = both.and(activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]));
const RELEASE = at('2026-02-01T00:00:00Z');
const disconnectPending = active.and(disconnect({ effectiveReleaseDate: RELEASE }));
const uncancelable: readonly (readonly [string, Scenario])[] = [
  ['sending', both.and(activate())],
  ['active', active],
  ['partial_failure', both.and(activate(), answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')]))],
  ['failed', both.and(activate(), answers(1, [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')]))],
  ['canceled', byNew.and(cancel())],
  ['old', active.and(disconnect(), answers(1, [ok(LSMS_A), ok(LSMS_B)], { broadcast: 2 }))],
];

type From = 'pending' | 'conflict';
const canceled = (by: string, from: From = 'pending', now: Instant = DAY_BEFORE, causeCode: number | null = null) => ({
  type: 'SvCanceled',
  data: { ...sv1, by, causeCode, from, retainUntil: now + RETENTION[`canceled_from_${from}`] },
});

describe('an acknowledgment', () => {
  it.each([
    ['RR5-30', canceledByNew, HOLDER, 'old', { newSpCancellationAt: DAY_BEFORE, oldSpCancellationAt: LATER }],
    ['RR5-31', canceledByOld, GAINER, 'new', { newSpCancellationAt: LATER, oldSpCancellationAt: DAY_BEFORE }],
  ] as const)('RR5-28.1 %s from the other side ends the version', (_rule, scenario, sender, by, times) => {
    const other = by === 'new' ? 'old' : 'new';
    for (const command of [
      acknowledgeCancel({ sender, now: LATER }),
      acknowledgeCancel({ sender: NPAC, side: by, now: LATER, svId: 1 }),
    ]) {
      const outcome = scenario.when(command);
      expect(outcome.events).toEqual([
        { type: 'SvCancelAcknowledged', data: { ...sv1, by } },
        canceled(other, 'pending', LATER),
      ]);
      expect(outcome.sv(1)).toMatchObject({ status: 'canceled', canceledAt: LATER, canceledBy: other, ...times });
    }
  });

  it.each([
    ['RR5-31', canceledByNew, GAINER, { newSpCancellationAt: LATER, oldSpCancellationAt: null }],
    ['RR5-30', canceledByOld, HOLDER, { newSpCancellationAt: null, oldSpCancellationAt: LATER }],
  ] as const)('RR5-28.1 %s N263 from who canceled is recorded, once', (rule, scenario, sender, times) => {
    const outcome = scenario.when(acknowledgeCancel({ sender, now: LATER }));
    outcome.thenTypes('SvCancelAcknowledged');
    expect(outcome.sv(1)).toMatchObject({ status: 'cancel_pending', ...times });
    scenario
      .and(acknowledgeCancel({ sender, now: LATER }))
      .when(acknowledgeCancel({ sender, now: instant(LATER + 1) }))
      .thenRefused('already_acknowledged', rule, { actual: 'acknowledged at 2026-01-05T15:30:00.000Z' });
    // At its very instant it would say nothing new.
    scenario.when(acknowledgeCancel({ sender })).thenNothingHappens();
  });

  it('N388 R5-70 a cancellation by the other side is one; by the same side it is refused', () => {
    for (const command of [cancel({ sender: HOLDER }), cancel({ sender: NPAC, side: 'old' })]) {
      const outcome = canceledByNew.when(command);
      expect(outcome.events).toEqual([{ type: 'SvCancelAcknowledged', data: { ...sv1, by: 'old' } }, canceled('new')]);
    }
    canceledByOld.when(cancel()).thenTypes('SvCancelAcknowledged', 'SvCanceled');
    for (const command of [cancel(), cancel({ sender: NPAC, side: 'new' })]) {
      canceledByNew.when(command).thenRefused('cannot_be_canceled', 'R5-70', { actual: 'cancel_pending' });
    }
    canceledByNew.when(cancel({ sender: NPAC })).thenRefused('side_missing', 'N388');
  });

  it('R5-3.4 what was in conflict when it was canceled is kept as such', () => {
    const outcome = conflict.and(cancel()).when(acknowledgeCancel());
    expect(outcome.events[1]).toEqual(canceled('new', 'conflict'));
  });

  it('RR5-28.1 is for the two parties, of a version that is canceled', () => {
    canceledByNew.when(acknowledgeCancel({ sender: THIRD })).thenRefused('not_authorized', 'RR5-28.1');
    canceledByNew.when(acknowledgeCancel({ sender: NPAC })).thenRefused('side_missing', 'RR5-28.1');
    canceledByNew.when(acknowledgeCancel({ svId: 4 })).thenRefused('no_such_version', 'RR5-28.1');
    given().when(acknowledgeCancel()).thenRefused('no_such_version', 'RR5-28.1');
  });

  it.each([
    ['pending', both] as const,
    ['conflict', unacknowledged] as const,
    ['disconnect_pending', disconnectPending] as const,
    ...uncancelable,
  ])('RR5-28.1 means nothing in %s', (status, scenario) => {
    const now = instant(DUE_DAY + 10 * 24 * HOUR);
    scenario.when(acknowledgeCancel({ now })).thenRefused('not_cancel_pending', 'RR5-28.1', { actual: status });
  });
});

describe('taking a cancellation back', () => {
  it.each([
    [GAINER, canceledByNew, 'new'],
    [NPAC, canceledByNew, 'new'],
    [HOLDER, canceledByOld, 'old'],
    [NPAC, canceledByOld, 'old'],
  ] as const)('N388 by %s makes the version pending again', (sender, scenario, by) => {
    const outcome = scenario.when(undoCancel({ sender }));
    expect(outcome.events).toEqual([
      { type: 'SvCancelUndone', data: { ...sv1, by, status: 'pending', causeCode: null } },
    ]);
    const before = both.state.versions[0];
    expect(outcome.sv(1)).toEqual(before);
  });

  it('N388 makes it what it was: a conflict with its own times', () => {
    const outcome = conflict.and(cancel()).when(undoCancel());
    expect(outcome.events).toMatchObject([{ data: { status: 'conflict', causeCode: 53 } }]);
    expect(outcome.sv(1)).toEqual(conflict.state.versions[0]);
  });

  it('N388 is for who canceled only, or NPAC personnel', () => {
    canceledByNew.when(undoCancel({ sender: HOLDER })).thenRefused('undo_not_allowed', 'N388', {
      expected: 'the new service provider, which canceled',
      actual: HOLDER,
    });
    canceledByOld.when(undoCancel()).thenRefused('undo_not_allowed', 'N388');
    canceledByNew.when(undoCancel({ sender: THIRD })).thenRefused('not_authorized', 'N388');
    both
      .and(cancel({ sender: NPAC, side: 'new' }))
      .when(undoCancel())
      .thenTypes('SvCancelUndone');
  });

  it.each([
    ['pending', both] as const,
    ['conflict', conflict] as const,
    ['disconnect_pending', disconnectPending] as const,
    ...uncancelable,
  ])('N388 means nothing in %s', (status, scenario) => {
    for (const sender of [GAINER, NPAC]) {
      scenario.when(undoCancel({ sender, now: DUE_DAY })).thenRefused('not_cancel_pending', 'N388', { actual: status });
    }
  });

  it('N388 needs a version', () => {
    given().when(undoCancel()).thenRefused('no_such_version', 'N388', { field: 'tn' });
    canceledByNew.when(undoCancel({ svId: 3 })).thenRefused('no_such_version', 'N388', { field: 'svId' });
  });

  it('N388 the other side may cancel then, and the first one again', () => {
    const undone = canceledByNew.and(undoCancel());
    undone.when(cancel({ sender: HOLDER })).thenTypes('SvCancelRequested');
    undone.when(cancel()).thenTypes('SvCancelRequested');
  });
});
