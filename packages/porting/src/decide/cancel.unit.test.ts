import { type Instant, instant, NPAC } from '@openlnp/numbering';
import { given, type Scenario } from '../testing/scenario';
import {
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
  intraSpCreate,
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
} from '../testing/world';

const HOUR = 3_600_000;
const LATER = instant(DAY_BEFORE + HOUR);
const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const byNew = given(newSpCreate());
const byOld = given(oldSpCreate());
const both = given(newSpCreate(), oldSpCreate());
const denied = given(oldSpCreate({ authorized: false, causeCode: 52 }));
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

describe('a cancellation of what one side has created', () => {
  it.each([
    ['R5-71.3', HOLDER, 'old', byOld, 'pending'],
    ['R5-71.3', HOLDER, 'old', denied, 'conflict'],
    ['R5-71.4', GAINER, 'new', byNew, 'pending'],
    ['R5-71.4', GAINER, 'new', byNew.and(setConflict({ sender: NPAC })), 'conflict'],
  ] as const)('%s R5-71.2 by %s, the %s side, is the end at once', (_rule, sender, by, scenario, from) => {
    const outcome = scenario.when(cancel({ sender, now: LATER }));
    expect(outcome.events).toEqual([canceled(by, from, LATER)]);
    expect(outcome.sv(1)).toMatchObject({ status: 'canceled', canceledAt: LATER, canceledBy: by, causeCode: null });
  });

  it('R5-71.5 is refused to the side that has not created', () => {
    for (const [scenario, sender, side] of [
      [byNew, HOLDER, 'old'],
      [byOld, GAINER, 'new'],
      [denied, GAINER, 'new'],
    ] as const) {
      const expected = `a create by the ${side} service provider`;
      scenario.when(cancel({ sender })).thenRefused('cancel_not_allowed', 'R5-71.5', { expected });
      scenario.when(cancel({ sender: NPAC, side })).thenRefused('cancel_not_allowed', 'R5-71.5', { expected });
    }
  });

  it('R5-12 R5-69 NPAC personnel need not say for which side, by number and by version id', () => {
    for (const scenario of [byNew, byOld]) {
      for (const svId of [null, 1]) {
        expect(scenario.when(cancel({ sender: NPAC, svId })).events).toEqual([canceled('npac')]);
      }
    }
    expect(byOld.when(cancel({ sender: NPAC, side: 'old' })).events).toEqual([canceled('npac')]);
  });
});

describe('a cancellation of what both sides have created', () => {
  it.each([
    [GAINER, 'new', { newSpCancellationAt: LATER, oldSpCancellationAt: null }],
    [HOLDER, 'old', { newSpCancellationAt: null, oldSpCancellationAt: LATER }],
  ] as const)('R5-71.6 by %s, the %s side, waits for the other one', (sender, by, times) => {
    const outcome = both.when(cancel({ sender, now: LATER }));
    const initialWindowEndsAt = LATER + LONG_WINDOW;
    expect(outcome.events).toEqual([
      { type: 'SvCancelRequested', data: { ...sv1, by, npac: false, initialWindowEndsAt } },
    ]);
    expect(outcome.sv(1)).toMatchObject({
      status: 'cancel_pending',
      ...times,
      cancellation: { by, requestedAt: LATER, window: { phase: 'initial', endsAt: initialWindowEndsAt } },
    });
  });

  it('R5-71.6 R5-12 NPAC personnel say for which side', () => {
    both.when(cancel({ sender: NPAC })).thenRefused('side_missing', 'R5-71.6', { field: 'side' });
    for (const side of ['new', 'old'] as const) {
      expect(both.when(cancel({ sender: NPAC, side })).events).toMatchObject([{ data: { by: side, npac: true } }]);
    }
  });

  it('R5-71.6 a carrier speaks for itself, whatever it says', () => {
    expect(both.when(cancel({ side: 'old' })).events).toMatchObject([{ data: { by: 'new' } }]);
  });

  it('R5-71.6 waits likewise in conflict, and for a port to original', () => {
    expect(conflict.when(cancel()).sv(1)).toMatchObject({
      status: 'cancel_pending',
      cancellation: { conflict: { causeCode: 53 } },
    });
    const back = { now: DUE_DAY, oldSp: GAINER, newSp: HOLDER, dueDate: DUE_DAY };
    const home = active.and(newSpCreate({ ...back, route: null, portingToOriginal: true }), oldSpCreate(back));
    const outcome = home.when(cancel({ sender: HOLDER, now: DUE_DAY }));
    outcome.thenTypes('SvCancelRequested');
    expect(outcome.sv(2)).toMatchObject({ status: 'cancel_pending', portingToOriginal: true });
  });

  it('RR5-32.1 the window is asked for by the timers of the version', () => {
    const windowEnd = jest.fn((_tn, start: Instant) => instant(start + 1));
    both.when(cancel({ now: LATER }), { windowEnd });
    const [first] = both.state.versions;
    expect(windowEnd.mock.calls).toEqual([[TN, LATER, 'cancel_initial', first?.timerType, first?.businessType]]);
  });
});

describe('a cancellation by anybody, of anything', () => {
  it('RR5-27 is refused to a stranger, who learns no status', () => {
    for (const scenario of [both, conflict, canceledByNew, disconnectPending, active]) {
      scenario
        .when(cancel({ sender: THIRD, now: DUE_DAY }))
        .thenRefused('not_authorized', 'RR5-27', { expected: 'the new or the old service provider', actual: THIRD });
    }
  });

  it('R5-69 needs a version', () => {
    given().when(cancel()).thenRefused('no_such_version', 'R5-69', { field: 'tn' });
    both.when(cancel({ svId: 2 })).thenRefused('no_such_version', 'R5-69', { field: 'svId' });
  });

  it.each(uncancelable)('R5-70 is refused in %s', (status, scenario) => {
    for (const sender of [GAINER, HOLDER, NPAC]) {
      scenario.when(cancel({ sender, now: DUE_DAY })).thenRefused('wrong_status', 'R5-70', {
        actual: status,
        expected: 'pending, conflict or disconnect_pending',
      });
    }
  });

  it('R5-71.11 ends an intra-SP port at once, also in conflict', () => {
    const move = given(intraSpCreate());
    const own = { ...sv1, newSp: HOLDER };
    for (const [sender, by] of [
      [HOLDER, 'new'],
      [NPAC, 'npac'],
    ] as const) {
      const { type, data } = canceled(by);
      expect(move.when(cancel({ sender })).events).toEqual([{ type, data: { ...data, ...own } }]);
    }
    const outcome = move.and(setConflict({ sender: NPAC })).when(cancel({ sender: HOLDER }));
    outcome.thenTypes('SvCanceled');
    expect(outcome.sv(1)).toMatchObject({ canceledFrom: 'conflict', canceledBy: 'new' });
    move.when(cancel({ sender: GAINER })).thenRefused('not_authorized', 'RR5-27');
  });
});

describe('a cancellation of a disconnect that waits', () => {
  it.each([
    [GAINER, 'new'],
    [NPAC, 'npac'],
  ] as const)('R5-71.10 by %s makes the version active, and its release date passes', (sender, by) => {
    const outcome = disconnectPending.when(cancel({ sender, now: DUE_DAY }));
    expect(outcome.events).toEqual([{ type: 'SvDisconnectCanceled', data: { ...sv1, by, failedSps: [] } }]);
    expect(outcome.sv(1)).toMatchObject({ status: 'active', disconnect: null });
    disconnectPending
      .and(cancel({ sender, now: DUE_DAY }))
      .when(deadline({ now: RELEASE, kind: 'effective_release' }))
      .thenNothingHappens();
  });

  it('R5-71.10 is not for who lost the number to it', () => {
    const expected = 'the current service provider';
    disconnectPending
      .when(cancel({ sender: HOLDER, now: DUE_DAY }))
      .thenRefused('not_authorized', 'R5-71.10', { expected });
  });
});

describe('a cancellation of a conflict from a missing acknowledgment', () => {
  const now = instant(DAY_BEFORE + 2 * LONG_WINDOW + HOUR);

  it('R5-71.8 by the new service provider is the end at once', () => {
    expect(unacknowledged.when(cancel({ now })).events).toEqual([canceled('new', 'conflict', now)]);
    const forIt = cancel({ now, sender: NPAC, side: 'new' });
    expect(unacknowledged.when(forIt).events).toEqual([canceled('npac', 'conflict', now)]);
  });

  it('R5-71.9 by the old one is refused', () => {
    const expected = 'the new service provider';
    for (const command of [cancel({ now, sender: HOLDER }), cancel({ now, sender: NPAC, side: 'old' })]) {
      unacknowledged.when(command).thenRefused('cancel_not_allowed', 'R5-71.9', { expected, actual: HOLDER });
    }
    unacknowledged.when(cancel({ now, sender: NPAC })).thenRefused('side_missing', 'R5-71.6');
  });

  it('R5-71.9 is refused for that reason only: another conflict waits for the other side', () => {
    conflict.when(cancel({ sender: HOLDER })).thenTypes('SvCancelRequested');
    both
      .and(setConflict({ sender: NPAC }))
      .when(cancel({ sender: HOLDER }))
      .thenTypes('SvCancelRequested');
  });
});

it('R5-70 a number whose version was canceled gets another one, and that one is meant by a cancellation', () => {
  const next = byNew.and(cancel(), newSpCreate({ now: LATER }));
  expect(next.when(cancel({ now: LATER })).sv(2)).toMatchObject({ status: 'canceled' });
  next.when(cancel({ svId: 1, now: LATER })).thenRefused('wrong_status', 'R5-70', { actual: 'canceled' });
});
