import { type Instant, instant, NPAC } from '@openlnp/numbering';
import { given, givenWith } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  CONFLICT_EXPIRY,
  cancel,
  DAY_BEFORE,
  DUE,
  deadline,
  disconnect,
  endOfWindow,
  GAINER,
  HOLDER,
  LONG_WINDOW,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  RESTRICTION,
  RETENTION,
  resolveConflict,
  setConflict,
  TN,
  undoCancel,
  WINDOW,
} from '../testing/world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const after = (ms: number): Instant => instant(DAY_BEFORE + ms);
const justBefore = (end: Instant): Instant => instant(end - 1);
const both = given(newSpCreate(), oldSpCreate());

const canceled = (from: 'pending' | 'conflict', end: Instant) => ({
  type: 'SvCanceled',
  data: { ...sv1, by: 'system', causeCode: 1, from, retainUntil: end + RETENTION[`canceled_from_${from}`] },
  at: end,
});

describe('the end of a conflict', () => {
  const conflict = both.and(setConflict());
  const END = after(CONFLICT_EXPIRY);
  const tick = deadline({ kind: 'conflict_expiry', now: END });

  it('R5-45.4 R5-45.5 cancels the version at its own instant, not before, and once', () => {
    conflict.when({ ...tick, now: justBefore(END) }).thenNothingHappens();
    const outcome = conflict.when({ ...tick, now: instant(END + DAY) });
    expect(outcome.events).toEqual([canceled('conflict', END)]);
    expect(outcome.sv(1)).toMatchObject({ status: 'canceled', canceledAt: END, canceledBy: 'system', causeCode: 1 });
    conflict.and(tick).when(tick).thenNothingHappens();
  });

  it('R5-45.4 does nothing to one that was resolved in time; exactly at the end is too late', () => {
    const inTime = resolveConflict({ now: justBefore(END) });
    conflict.and(inTime).when(tick).thenNothingHappens();
    conflict.when(resolveConflict({ now: END })).thenRefused('not_in_conflict', 'R5-47', { actual: 'canceled' });
  });

  it('R5-45.4 a cancellation holds it up; taken back too late, the version is canceled then', () => {
    const late = instant(END + HOUR);
    const long = { windowEnd: (_tn: number, start: Instant) => instant(start + 60 * DAY) };
    const asked = conflict.when(cancel(), long);
    const waits = given()
      .andEvents(DAY_BEFORE, ...given().when(newSpCreate()).events)
      .and(oldSpCreate(), setConflict())
      .andEvents(DAY_BEFORE, ...asked.events);
    waits.when(tick).thenNothingHappens();
    const undone = waits.and(undoCancel({ now: late }));
    expect(undone.state.versions[0]).toMatchObject({ status: 'conflict' });
    expect(undone.when(tick).events).toEqual([canceled('conflict', late)]);
  });
});

describe('the windows of a cancellation', () => {
  const CANCELED_AT = after(HOUR);
  const T1 = instant(CANCELED_AT + LONG_WINDOW);
  const T2 = instant(T1 + LONG_WINDOW);
  const byNew = both.and(cancel({ now: CANCELED_AT }));
  const byOld = both.and(cancel({ now: CANCELED_AT, sender: HOLDER }));
  const tick = deadline({ kind: 'cancel_initial_window', now: T1 });
  const end = deadline({ kind: 'cancel_final_window', now: T2 });
  const reminder = (waitingFor: 'new' | 'old') => ({
    type: 'SvCancelWindowExpired',
    data: { ...sv1, waitingFor, finalWindowEndsAt: T2 },
    at: T1,
  });

  it.each([
    ['old', byNew],
    ['new', byOld],
  ] as const)(
    'RR5-34 RR5-33.1 at the end of the first one the %s side is asked, and the second runs',
    (side, scenario) => {
      scenario.when({ ...tick, now: justBefore(T1) }).thenNothingHappens();
      const outcome = scenario.when({ ...tick, now: instant(T1 + HOUR) });
      expect(outcome.events).toEqual([reminder(side)]);
      expect(outcome.sv(1)).toMatchObject({
        status: 'cancel_pending',
        cancellation: { window: { phase: 'final', endsAt: T2 } },
      });
      scenario.and(tick).when(tick).thenNothingHappens();
    },
  );

  it('RR5-33.1 the second one is asked for by the timers of the version, from the end of the first', () => {
    const windowEnd = jest.fn((_tn, start: Instant) => instant(start + 10 * DAY));
    byNew.when({ ...tick, now: T2 }, { windowEnd });
    const [first] = both.state.versions;
    expect(windowEnd.mock.calls).toEqual([[TN, T1, 'cancel_final', first?.timerType, first?.businessType]]);
  });

  it('RR5-35.2 N388 at the end of the second one the version is canceled when the old side was silent', () => {
    const outcome = byNew.and(tick).when({ ...end, now: instant(T2 + HOUR) });
    expect(outcome.events).toEqual([canceled('pending', T2)]);
    byNew
      .and(tick)
      .when({ ...end, now: justBefore(T2) })
      .thenNothingHappens();
  });

  it('RR5-35.1 N138 and in conflict with cause 2 when the new side was', () => {
    const outcome = byOld.and(tick).when(end);
    const [newSpMayResolveFrom, expiresAt] = [T2 + RESTRICTION, T2 + CONFLICT_EXPIRY];
    expect(outcome.events).toEqual([
      { type: 'SvConflictSet', data: { ...sv1, by: 'system', causeCode: 2, newSpMayResolveFrom, expiresAt }, at: T2 },
    ]);
    expect(outcome.sv(1)).toMatchObject({
      status: 'conflict',
      conflict: { by: 'system', since: T2 },
      conflictByOldSpAt: null,
      oldSide: { authorized: true },
    });
  });

  it('RR5-34 RR5-35.2 both are over when that is noticed late, each at its own instant', () => {
    expect(byNew.when({ ...end, now: instant(T2 + DAY) }).events).toEqual([reminder('old'), canceled('pending', T2)]);
  });

  it('RR5-34 an acknowledgment by who canceled stops nothing', () => {
    const now = instant(CANCELED_AT + 1);
    const said = byNew.when({
      type: 'AcknowledgeCancel',
      now,
      sender: GAINER,
      tn: TN,
      svId: 1,
      side: null,
    });
    said.thenTypes('SvCancelAcknowledged');
    expect(byNew.andEvents(now, ...said.events).when(tick).events).toEqual([reminder('old')]);
  });

  it('RR5-28.1 an acknowledgment exactly at the end of the second one is too late', () => {
    const late = { type: 'AcknowledgeCancel', sender: HOLDER, tn: TN, svId: null, side: null } as const;
    byNew.when({ ...late, now: T2 }).thenRefused('not_cancel_pending', 'RR5-28.1', { actual: 'canceled' });
    byNew
      .when({ ...late, now: justBefore(T2) })
      .thenTypes('SvCancelWindowExpired', 'SvCancelAcknowledged', 'SvCanceled');
  });

  it('R5-3.4 RR5-35.2 what was in conflict before counts as canceled from conflict', () => {
    const was = both.and(setConflict(), cancel({ now: CANCELED_AT }), tick);
    expect(was.when(end).events).toEqual([canceled('conflict', T2)]);
  });

  it('RR5-35.1 N138 N375 the conflict has the cause of the cancellation, whatever an earlier one had', () => {
    const again = both.and(setConflict({ causeCode: 50 }), cancel({ now: CANCELED_AT, sender: HOLDER }), tick, end);
    again.when(resolveConflict({ sender: GAINER, now: instant(T2 + RESTRICTION) })).thenTypes('SvConflictResolved');
  });

  it('RR5-35.1 every conflict is over in its own time: an earlier one’s does not end the later one', () => {
    const again = both.and(setConflict(), cancel({ now: CANCELED_AT, sender: HOLDER }), tick, end);
    const expiry = (now: Instant) => deadline({ kind: 'conflict_expiry', now });
    again.when(expiry(after(CONFLICT_EXPIRY))).thenNothingHappens();
    const END = instant(T2 + CONFLICT_EXPIRY);
    expect(again.when(expiry(END)).events).toEqual([canceled('conflict', END)]);
  });
});

describe('a version that nobody activates', () => {
  const END = instant(DUE + RETENTION.pending);
  const tick = deadline({ kind: 'pending_retention', now: END });

  it('RR5-1.4 is canceled once its retention is over, not before, with the cause of an automatic cancellation', () => {
    both.when({ ...tick, now: justBefore(END) }).thenNothingHappens();
    expect(both.when(tick).events).toEqual([canceled('pending', END)]);
    both.and(tick).when(tick).thenNothingHappens();
  });

  it('RR5-1.4 is canceled before it could be activated at that instant', () => {
    both.when(activate({ now: END })).thenRefused('not_pending', 'R5-52', { actual: 'canceled' });
    both.when(activate({ now: justBefore(END) })).thenTypes('SvBroadcastStarted');
  });

  it('RR5-1.4 speaks of pending ones: a conflict holds it up until it ends', () => {
    const started = instant(END - HOUR);
    const disputed = both.and(setConflict({ now: started, sender: NPAC }));
    disputed.when(tick).thenNothingHappens();
    const late = instant(END + DAY);
    const resolved = disputed.and(resolveConflict({ now: late, sender: NPAC }));
    expect(resolved.state.versions[0]).toMatchObject({ status: 'pending' });
    expect(resolved.when(tick).events).toMatchObject([{ type: 'SvCanceled', at: late }]);
  });

  it('RR5-1.4 says nothing to a version that was activated', () => {
    both.and(activate()).when(tick).thenNothingHappens();
  });

  it('RR5-1.4 N240 also when the new service provider never created, after the old one’s due date', () => {
    const events = given(oldSpCreate()).when(tick).events;
    expect(events.map(({ type }) => type)).toEqual(['SvInitialWindowExpired', 'SvFinalWindowExpired', 'SvCanceled']);
    expect(events.at(-1)).toEqual(canceled('pending', END));
  });
});

describe('the effective release date', () => {
  const RELEASE = at('2026-02-01T00:00:00Z');
  const active = both.and(activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]));
  const waiting = active.and(disconnect({ effectiveReleaseDate: RELEASE }));
  const tick = deadline({ kind: 'effective_release', now: RELEASE });

  it('R5-65.2 RR5-25.2 tells the donor and sends the removal, at its own instant and not before', () => {
    waiting.when({ ...tick, now: justBefore(RELEASE) }).thenNothingHappens();
    const noticedAt = instant(RELEASE + HOUR);
    const outcome = waiting.when({ ...tick, now: noticedAt }, { clock: noticedAt });
    expect(outcome.events).toMatchObject([
      { type: 'SvReleaseDateReached', data: { ...sv1, donorSp: HOLDER, effectiveReleaseDate: RELEASE }, at: RELEASE },
      {
        type: 'SvBroadcastStarted',
        data: {
          ...sv1,
          purpose: 'disconnect',
          broadcast: 2,
          respondBy: noticedAt + WINDOW,
          download: { action: 'delete' },
        },
        at: RELEASE,
      },
    ]);
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', purpose: 'disconnect' });
    waiting.and(tick).when(tick).thenNothingHappens();
  });

  it('R5-65.2 the version is old at once where there is no LSMS', () => {
    const outcome = waiting.when(tick, { lsmsTargets: () => [] });
    outcome.thenTypes('SvReleaseDateReached', 'SvBroadcastStarted', 'SvDisconnected');
    expect(outcome.sv(1)).toMatchObject({ status: 'old', endedAt: RELEASE });
  });

  it('R5-65.2 the response window of the removal is the LSMSs’ own', () => {
    waiting
      .and(tick)
      .when(endOfWindow(1, { now: instant(RELEASE + WINDOW), broadcast: 2 }))
      .thenTypes('SvDisconnectFailed');
  });

  it('R5-71.10 a cancellation exactly at the release date is too late', () => {
    waiting.when(cancel({ now: RELEASE })).thenRefused('cannot_be_canceled', 'R5-70', { actual: 'sending' });
    waiting.when(cancel({ now: justBefore(RELEASE) })).thenTypes('SvDisconnectCanceled');
  });
});

describe('several deadlines', () => {
  it('RR5-1.4 come in the order of their instants, not in that of their kinds', () => {
    const soon = after(1);
    const short = givenWith({ retentionEnd: () => soon }, newSpCreate());
    short
      .when(deadline({ now: after(30 * DAY) }))
      .thenEvents(expect.objectContaining({ type: 'SvCanceled', at: soon }));
  });

  it('come in the order of their instants, whoever they are noticed by (law 6)', () => {
    const byNew = given(newSpCreate({ dueDate: instant(DUE + 365 * DAY) }));
    const [T1, T2] = [after(LONG_WINDOW), after(2 * LONG_WINDOW)];
    // In conflict from before the end of the first window until its own expiry.
    const disputed = byNew.and(setConflict());
    const END = after(CONFLICT_EXPIRY);
    const outcome = disputed.when(cancel({ now: instant(END + DAY), svId: 1, sender: NPAC }));
    outcome.thenRefused('cannot_be_canceled', 'R5-70', { actual: 'canceled' });
    const events = disputed.when(deadline({ now: instant(END + DAY) })).events;
    expect(events.map(({ type, at: own }) => [type, own])).toEqual([
      ['SvInitialWindowExpired', T1],
      ['SvFinalWindowExpired', T2],
      ['SvCanceled', END],
    ]);
  });

  it('that come together all take place: the end of a window before the end of the version', () => {
    const T1 = after(LONG_WINDOW);
    const created = given().when(newSpCreate(), { retentionEnd: () => T1 });
    const number = given().andEvents(DAY_BEFORE, ...created.events);
    number.when(deadline({ now: T1 })).thenTypes('SvInitialWindowExpired', 'SvCanceled');
  });
});
