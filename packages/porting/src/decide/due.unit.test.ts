import { type Instant, instant, NPAC } from '@openlnp/numbering';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  DAY_BEFORE,
  DUE_DAY,
  deadline,
  GAINER,
  HOLDER,
  intraSpCreate,
  LONG_WINDOW,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  resolveConflict,
  SHORT_WINDOW,
  TN,
} from '../testing/world';

const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const after = (ms: number): Instant => instant(DAY_BEFORE + ms);
const T1 = after(LONG_WINDOW);
const T2 = after(2 * LONG_WINDOW);
/** A port that is due late enough for both windows to end before it. */
const dueDate = after(3 * LONG_WINDOW);
const byNew = given(newSpCreate({ dueDate }));
const byOld = given(oldSpCreate({ dueDate }));

const expired = (waitingFor: 'new' | 'old') => {
  const said = { dueDate, createdAt: DAY_BEFORE, timerType: 'long', businessType: 'short' } as const;
  const authorization = waitingFor === 'new' ? { authorized: true } : { authorized: null };
  return { ...sv1, waitingFor, announced: true, ...said, ...authorization, causeCode: null };
};
const initialExpired = (waitingFor: 'new' | 'old') =>
  ({ type: 'SvInitialWindowExpired', data: { ...expired(waitingFor), finalWindowEndsAt: T2 }, at: T1 }) as const;
const finalExpired = (waitingFor: 'new' | 'old') =>
  ({ type: 'SvFinalWindowExpired', data: expired(waitingFor), at: T2 }) as const;

describe('the windows of a port', () => {
  it('R5-21.1 the initial window runs from the first create on', () => {
    expect(byNew.state.versions[0]).toMatchObject({ window: { phase: 'initial', endsAt: T1 } });
  });

  it('the calendar is asked with what the version says', () => {
    const asked: unknown[] = [];
    const windowEnd = (...question: unknown[]) => {
      asked.push(question);
      return instant(Number(question[1]) + SHORT_WINDOW);
    };
    const timersOf = () => ({ portIn: 'short', portOut: 'short', businessDays: 'long', medium: false }) as const;
    const outcome = given().when(newSpCreate({ dueDate }), { timersOf, windowEnd });
    given()
      .andEvents(DAY_BEFORE, ...outcome.events)
      .when(deadline(), { windowEnd })
      .thenTypes('SvInitialWindowExpired', 'SvFinalWindowExpired');
    expect(asked).toEqual([
      [TN, DAY_BEFORE, 'initial', 'short', 'long'],
      [TN, DAY_BEFORE + SHORT_WINDOW, 'final', 'short', 'long'],
    ]);
  });
});

describe('the end of the initial window', () => {
  it('R5-22 asks the side that has not created, and starts the final window', () => {
    byNew.when(deadline()).thenEvents(initialExpired('old'));
    const outcome = byOld.when(deadline());
    outcome.thenEvents(initialExpired('new'));
    expect(outcome.sv(1)).toMatchObject({ status: 'pending', window: { phase: 'final', endsAt: T2 } });
  });

  it('has come only when the window has run out', () => {
    byNew.when(deadline({ now: after(LONG_WINDOW - 1) })).thenNothingHappens();
  });

  it('told again changes nothing', () => {
    byNew.and(deadline()).when(deadline()).thenNothingHappens();
  });

  it('R5-23.1 the final window counts from there, however late that is noticed (law 6)', () => {
    byNew.when(deadline({ now: after(LONG_WINDOW + 60_000) })).thenEvents(initialExpired('old'));
  });
});

describe('the end of the final window', () => {
  const end = deadline({ now: T2, kind: 'final_window' });

  it('N240 RR5-23.3 leaves the version pending, whichever side was silent', () => {
    for (const [number, side] of [[byNew, 'old'] as const, [byOld, 'new'] as const]) {
      const outcome = number.and(deadline()).when(end);
      outcome.thenEvents(finalExpired(side));
      expect(outcome.sv(1)).toMatchObject({ status: 'pending', window: { phase: 'over', endedAt: T2 } });
    }
  });

  it('comes with the initial one when both are noticed late, each at its own instant', () => {
    const outcome = byNew.when({ ...end, now: instant(T2 + 60_000) });
    outcome.thenEvents(initialExpired('old'), finalExpired('old'));
    expect(outcome.state.lastInstant).toBe(T2);
  });

  it('told again, or for a version that was activated since, changes nothing', () => {
    byNew.and(end).when(end).thenNothingHappens();
    byNew
      .and(activate({ now: dueDate }))
      .when(end)
      .thenNothingHappens();
    given().when(end).thenNothingHappens();
  });
});

describe('a window that ends while the version is in conflict', () => {
  const denied = given(oldSpCreate({ dueDate, authorized: false, causeCode: 52 }));

  it('R5-22 RR5-23.3 is over like any other, and nobody is told', () => {
    const silently = (event: ReturnType<typeof initialExpired> | ReturnType<typeof finalExpired>) => ({
      ...event,
      data: { ...event.data, announced: false, authorized: false, causeCode: 52 },
    });
    const outcome = denied.when(deadline({ now: T2 }));
    expect(outcome.events).toEqual([silently(initialExpired('new')), silently(finalExpired('new'))]);
    expect(outcome.sv(1)).toMatchObject({ status: 'conflict', window: { phase: 'over', endedAt: T2 } });
  });

  it('R5-22 is told again once the conflict is resolved', () => {
    denied
      .and(resolveConflict())
      .when(deadline({ now: T2 }))
      .thenEvents(initialExpired('new'), finalExpired('new'));
  });
});

describe('the second create', () => {
  it.each([
    ['in the initial window', after(1)],
    ['in the final window', instant(T1 + 1)],
    ['after the final window', instant(T2 + 1)],
  ])('R5-21.1 R5-23.1 stops the windows: %s', (_, now) => {
    for (const [first, second] of [
      [byNew, oldSpCreate({ dueDate, now })] as const,
      [byOld, newSpCreate({ dueDate, now })] as const,
    ]) {
      const outcome = first.when(second);
      expect(outcome.events.at(-1)?.type).toBe('SvSecondCreateReceived');
      expect(outcome.sv(1)).toMatchObject({ window: null });
      first
        .and(second)
        .when(deadline({ now: instant(T2 + 2) }))
        .thenNothingHappens();
    }
  });

  it('that comes when a window is over is decided behind its end (law 6)', () => {
    const late = byNew.when(oldSpCreate({ dueDate, now: T1 }));
    late.thenTypes('SvInitialWindowExpired', 'SvSecondCreateReceived');
    expect(late.events[0]).toEqual(initialExpired('old'));
    byNew.when(oldSpCreate({ dueDate, now: instant(T1 - 1) })).thenTypes('SvSecondCreateReceived');
  });
});

describe('activation without the old service provider', () => {
  it('R5-23.5 takes place from the due date on, once the final window is over', () => {
    const outcome = byNew.when(activate({ now: dueDate }));
    outcome.thenTypes('SvInitialWindowExpired', 'SvFinalWindowExpired', 'SvBroadcastStarted');
    expect(outcome.events.map(({ at }) => at)).toEqual([T1, T2, undefined]);
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', changedAt: dueDate });
    byNew
      .and(deadline({ now: T2 }))
      .when(activate({ now: dueDate }))
      .thenTypes('SvBroadcastStarted');
  });

  it('R5-53.3 is refused before the due date though the final window is over', () => {
    byNew.when(activate({ now: instant(dueDate - 1) })).thenRefused('due_date_not_reached', 'R5-53.3');
  });

  it('R5-23.6 is refused until the final window is over, to the millisecond', () => {
    const dueEarly = given(newSpCreate());
    const why = (phase: string, until: string) => ({ actual: `${phase} window until ${until}` });
    const code = 'old_sp_concurrence_missing';
    dueEarly.when(activate({ now: DUE_DAY })).thenRefused(code, 'R5-23.6', why('initial', '2026-01-07T14:30:00.000Z'));
    dueEarly
      .when(activate({ now: instant(T2 - 1) }))
      .thenRefused(code, 'R5-23.6', why('final', '2026-01-09T14:30:00.000Z'));
    dueEarly
      .when(activate({ now: T2 }))
      .thenTypes('SvInitialWindowExpired', 'SvFinalWindowExpired', 'SvBroadcastStarted');
  });

  it('R5-53.1 is refused without the new service provider, however long the windows are over', () => {
    byOld.when(activate({ now: dueDate })).thenRefused('new_sp_create_missing', 'R5-53.1');
    byOld
      .and(newSpCreate({ dueDate, now: T2 }))
      .when(activate({ now: dueDate }))
      .thenTypes('SvBroadcastStarted');
  });
});

describe('a refusal', () => {
  it('changes nothing: the ends of windows that were due come with the next command, and say the same', () => {
    byNew.when(activate({ now: dueDate, sender: HOLDER })).thenRefused('not_authorized', 'R5-51.1');
    byNew.when(deadline({ now: dueDate })).thenEvents(initialExpired('old'), finalExpired('old'));
  });
});

it('windows are over for the numbers that wait only', () => {
  const live = given(newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]));
  live.when(deadline({ now: T2 })).thenNothingHappens();
  given(intraSpCreate({ sender: NPAC }))
    .when(deadline({ now: T2 }))
    .thenNothingHappens();
});
