import { instant } from '@openlnp/numbering';
import { decisionInstant } from './decide/decision';
import type { SvStatus } from './state';
import {
  active,
  goingBack,
  partly,
  pending,
  portedOn,
  portOn,
  refused,
  removing,
  sending,
  taken,
} from './testing/numbers';
import { given, type Scenario } from './testing/scenario';
import {
  acknowledgeCancel,
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
  exclude,
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
  RETENTION,
  resend,
  resolveConflict,
  setConflict,
  THIRD,
  undoCancel,
} from './testing/world';
import { TRANSITIONS, type TransitionId, transition } from './transitions';
import { stepsOf } from './transitions/steps';

const STATUSES: SvStatus[] = [
  'active',
  'cancel_pending',
  'canceled',
  'conflict',
  'disconnect_pending',
  'failed',
  'old',
  'partial_failure',
  'pending',
  'sending',
];
const later = at('2026-02-01T00:00:00Z');
const after = (windows: number) => instant(DAY_BEFORE + windows * LONG_WINDOW);
const conflict = pending.and(setConflict());
const cancelPending = pending.and(cancel());
const byOld = pending.and(cancel({ sender: HOLDER }));
const waiting = active.and(disconnect({ effectiveReleaseDate: later }));
const change = modify({ now: DUE_DAY, route: { billingId: '7' } });
const denial = { authorized: false, causeCode: 54 };
const second = deadline({ now: after(2), kind: 'cancel_final_window' });
const first = deadline({ now: after(1), kind: 'cancel_initial_window' });
const failed = sending.and(answers(1, refused));
const all = resend({ lsms: [LSMS_A, LSMS_B] });

type Command = Parameters<Scenario['when']>[0];
const ROWS: [TransitionId, Scenario, Command][] = [
  ['T01', given(), newSpCreate()],
  ['T02', given(), oldSpCreate()],
  ['T03', given(), oldSpCreate(denial)],
  ['T04', given(), intraSpCreate()],
  ['T05', given(newSpCreate()), oldSpCreate()],
  ['T06', given(newSpCreate()), oldSpCreate(denial)],
  ['T07', given(newSpCreate()), deadline()],
  ['T08', given(newSpCreate()).and(deadline()), deadline({ now: after(2), kind: 'final_window' })],
  ['T09', given(oldSpCreate()).and(deadline()), deadline({ now: after(2), kind: 'final_window' })],
  ['T10', pending, setConflict()],
  ['T10', cancelPending, setConflict()],
  ['T10', pending, modify({ sender: HOLDER, ...denial })],
  ['T11', conflict, resolveConflict()],
  ['T12', conflict, resolveConflict({ sender: GAINER, now: DUE_DAY })],
  ['T13', conflict, deadline({ now: instant(DAY_BEFORE + CONFLICT_EXPIRY), kind: 'conflict_expiry' })],
  ['T14', given(newSpCreate()), cancel()],
  ['T14', given(oldSpCreate(denial)), cancel({ sender: HOLDER })],
  ['T15', given(intraSpCreate()), cancel({ sender: HOLDER })],
  ['T16', pending, cancel()],
  ['T16', conflict, cancel()],
  ['T17', cancelPending, first],
  ['T18', cancelPending, acknowledgeCancel()],
  ['T18', cancelPending, cancel({ sender: HOLDER })],
  ['T19', cancelPending.and(first), second],
  ['T20', byOld.and(first), second],
  ['T21', cancelPending, undoCancel()],
  ['T22', byOld.and(first, second), cancel({ now: after(2) })],
  ['T23', pending, deadline({ now: instant(DUE + RETENTION.pending), kind: 'pending_retention' })],
  ['T24', pending, activate()],
  ['T24', goingBack, activate({ sender: HOLDER })],
  ['T25', sending, answers(1, taken)],
  ['T25', goingBack.and(activate({ sender: HOLDER })), answers(2, taken)],
  ['T26', sending, answers(1, partly)],
  ['T27', sending, answers(1, refused)],
  ['T28', failed, all],
  ['T29', sending.and(answers(1, partly)), resend({ lsms: [LSMS_B] })],
  ['T30', sending.and(answers(1, partly)), answers(1, [ok(LSMS_B)])],
  ['T30', goingBack.and(activate({ sender: HOLDER }), answers(2, partly)), answers(2, taken)],
  ['T30', sending.and(answers(1, partly)), exclude({ lsms: [LSMS_B] })],
  ['T31', failed.and(all), answers(1, taken, { broadcast: 3 })],
  ['T31', failed.and(all), answers(1, partly, { broadcast: 3 })],
  ['T31', failed.and(all), answers(1, refused, { broadcast: 3 })],
  ['T32', active, change],
  ['T33', active.and(change), answers(1, refused, { broadcast: 2 })],
  ['T34', active, disconnect()],
  ['T35', active, disconnect({ effectiveReleaseDate: later })],
  ['T36', waiting, deadline({ now: later, kind: 'effective_release' })],
  ['T37', waiting, cancel({ now: DUE_DAY })],
  ['T38', waiting, modify({ now: DUE_DAY, effectiveReleaseDate: DUE_DAY })],
  ['T38', waiting, modify({ now: DUE_DAY, effectiveReleaseDate: instant(later + 1) })],
  ['T39', removing, answers(1, partly, { broadcast: 2 })],
  ['T40', removing, answers(1, refused, { broadcast: 2 })],
  ['T41', active.and(...portOn, activate({ sender: THIRD })), answers(2, [ok(LSMS_A)])],
  ['T43', removing.and(answers(1, partly, { broadcast: 2 })), resend({ lsms: [LSMS_B] })],
  ['T44', removing.and(answers(1, refused, { broadcast: 2 })), all],
  ['T44', active.and(change, answers(1, refused, { broadcast: 2 })), all],
];

describe('the transition table', () => {
  it('has the rows T01 to T44, in order', () => {
    expect(TRANSITIONS.map(({ id }) => id)).toEqual(
      Array.from({ length: 44 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`),
    );
    for (const row of TRANSITIONS) expect(transition(row.id)).toBe(row);
  });

  it('R5-1.1 leads to each of the ten statuses, and from each to an end', () => {
    const reached = new Set(TRANSITIONS.flatMap(({ to }) => to));
    expect([...reached].sort()).toEqual([...STATUSES, 'purged'].sort());
    const left = new Set(TRANSITIONS.flatMap(({ from }) => from));
    expect([...left].sort()).toEqual(STATUSES);
  });

  it.each(ROWS)('%s, R5-1.1, is taken by the code, from and to what it says', (id, scenario, command) => {
    const { events } = scenario.when(command);
    const { steps } = stepsOf(scenario.state, events, decisionInstant(command, scenario.state));
    const step = steps.find((taken) => taken.transition === id);
    if (step === undefined) throw new Error(`${id} was not taken, but ${JSON.stringify(steps)}`);
    const row = transition(id);
    expect(row.to).toContain(step.to);
    expect(row.from).toEqual(step.from === null ? [] : expect.arrayContaining([step.from]));
  });

  it('has no row that the examples above leave out, but for the end of the retention (T42)', () => {
    const shown = new Set(ROWS.map(([id]) => id));
    expect(TRANSITIONS.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual(['T42']);
  });
});

describe('the steps of a decision', () => {
  const of = (scenario: Scenario, command: Command) =>
    stepsOf(scenario.state, scenario.when(command).events, decisionInstant(command, scenario.state));

  it('are one for each version and change, in order', () => {
    const nextSending = active.and(...portOn, activate({ sender: THIRD }));
    expect(of(nextSending, answers(2, taken)).steps).toEqual([
      { svId: 2, from: 'sending', to: 'sending', transition: null },
      { svId: 1, from: 'active', to: 'old', transition: 'T41' },
      { svId: 2, from: 'sending', to: 'active', transition: 'T25' },
    ]);
  });

  it('take a denial and the conflict that it makes as one', () => {
    expect(of(given(), oldSpCreate(denial)).steps).toEqual([
      { svId: 1, from: null, to: 'conflict', transition: 'T03' },
    ]);
  });

  it('name no row where only data change', () => {
    expect(of(pending, modify({ dueDate: DUE_DAY })).steps).toEqual([
      { svId: 1, from: 'pending', to: 'pending', transition: null },
    ]);
  });

  it('lead to the state that the events lead to', () => {
    const scenario = portedOn(active, 2);
    const command = { ...change, sender: THIRD };
    expect(of(scenario, command).after).toEqual(scenario.when(command).state);
  });
});
