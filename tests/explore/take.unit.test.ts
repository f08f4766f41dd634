import { instant } from '@openlnp/numbering';
import { type Actor, decide, type Step, type Sv, type TnState } from '@openlnp/porting';
import { actorsOf } from '../../packages/porting/src/testing/actors';
import {
  activate,
  answers,
  cancel,
  DAY_BEFORE,
  deadline,
  GAINER,
  HOLDER,
  LSMS_A,
  newSpCreate,
  ok,
  oldSpCreate,
  setConflict,
  TN,
} from '../../packages/porting/src/testing/world';
import { noneTwiceNoneLost, stepIsInTheTable } from './checks';
import { having, invariants, nothing, worse } from './given';
import { type Decider, type Known, take } from './take';

describe('a decision is found wrong', () => {
  const pending = having(newSpCreate(), oldSpCreate());
  const sending = having(newSpCreate(), oldSpCreate(), activate());

  it('when it writes to the state', () => {
    const decider: Decider = {
      decide: (command, state, facts) => {
        (state as { tn: number }).tn = 0;
        return decide(command, state, facts);
      },
    };
    expect(invariants(pending, cancel(), decider)).toEqual(['decide throws nothing']);
  });

  it('when its events cannot follow', () => {
    const decider = worse('Cancel', (decision) =>
      decision.outcome === 'done' ? { ...decision, events: [...decision.events, ...decision.events] } : decision,
    );
    expect(invariants(pending, cancel(), decider)).toEqual(['evolve takes what decide gives']);
  });

  it('when somebody does what is not for them', () => {
    const decider: Decider = {
      decide: (command, state, facts) =>
        decide(command.type === 'Activate' ? { ...command, sender: GAINER } : command, state, facts),
    };
    expect(invariants(pending, activate({ sender: HOLDER }), decider)).toEqual([
      'every status change is a row of the table',
    ]);
  });

  it('when it makes a second version of a number', () => {
    const decider: Decider = {
      decide: (command, state, facts) => decide(command, { ...state, versions: [] }, { ...facts, nextSvId: () => 9 }),
    };
    expect(invariants(pending, newSpCreate(), decider)).toEqual(['RN5-1', 'told twice it changes nothing']);
  });

  it('when an event does not fit its schema', () => {
    const decider = worse('SetConflict', (decision) =>
      decision.outcome === 'done'
        ? {
            ...decision,
            events: decision.events.map((event) => ({ ...event, data: { ...event.data, causeCode: 'late' } })),
          }
        : decision,
    );
    expect(invariants(pending, setConflict(), decider)).toEqual(['stored events give the same state']);
  });

  it('when answers told again are recorded again', () => {
    const again = {
      type: 'SvAnswersRecorded',
      data: { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER, broadcast: 1, answers: [ok(LSMS_A)] },
    };
    const decider = worse('RecordAnswers', () => ({ outcome: 'done', events: [again], svIds: [1] }));
    expect(invariants(sending, answers(1, [ok(LSMS_A)]), decider)).toEqual(['told twice it changes nothing']);
  });

  it('when a carrier that asks again is done with more', () => {
    const again: Decider = {
      decide: (command, state, facts) => decide(command, command.type === 'Cancel' ? pending.state : state, facts),
    };
    expect(invariants(pending, cancel(), again)).toEqual(['told twice it changes nothing']);
  });

  it('when a version is no longer there', () => {
    const two = having(newSpCreate(), cancel(), newSpCreate(), oldSpCreate());
    const versionsNow = (versions: readonly Sv[]) => noneTwiceNoneLost(two.state, { ...two.state, versions });
    expect(versionsNow(two.state.versions)).toBeUndefined();
    expect(versionsNow(two.state.versions.slice(1))).toMatch('version 1 is no longer there');
    expect(versionsNow([...two.state.versions, ...two.state.versions.slice(1)])).toMatch('2 pending, 2 pending');
    const live = sending.state.versions;
    expect(noneTwiceNoneLost(sending.state, { ...sending.state, versions: [...live, ...live] })).toMatch('1 sending');
  });

  it('when a late timer changes an outcome', () => {
    const late = instant(DAY_BEFORE + 100 * 3_600_000);
    const decider: Decider = {
      decide: (command, state, facts) => {
        const decision = decide(command, state, facts);
        const due =
          command.type !== 'ReachDeadline' &&
          state.versions.some((sv) => 'window' in sv && sv.window?.phase === 'initial');
        return due && decision.outcome === 'done' ? { ...decision, events: [] } : decision;
      },
    };
    expect(invariants(having(newSpCreate()), cancel({ now: late }), decider)).toContain(
      'a late timer changes no outcome',
    );
    expect(take(having(newSpCreate()), cancel({ now: late })).broken).toEqual([]);
    expect(take(having(newSpCreate()), deadline({ now: late })).broken).toEqual([]);
  });

  it('when its refusal has no code of the table', () => {
    const decider = worse('Activate', () => ({ outcome: 'refused', errors: [{ code: 'so_what', number: 4999 }] }));
    expect(invariants(nothing, activate(), decider)).toEqual(['a refusal has a code of the table']);
    const number = worse('Activate', () => ({ outcome: 'refused', errors: [{ code: 'wrong_status', number: 4999 }] }));
    expect(invariants(nothing, activate(), number)).toEqual(['a refusal has a code of the table']);
  });
});

describe('a step', () => {
  const state: TnState = having(newSpCreate(), oldSpCreate()).state;
  const step = { svId: 1, from: 'pending', to: 'sending', transition: 'T24' } as const;
  const by = (...actors: Actor[]) => ({ step, actors });

  it('is a row of the table, from and to what it says, by whom it names', () => {
    const changed = (changes: Partial<Step>) => stepIsInTheTable({ step: { ...step, ...changes }, actors: ['new_sp'] });
    expect(stepIsInTheTable(by('new_sp'))).toBeUndefined();
    expect(changed({ transition: null, to: 'pending' })).toBeUndefined();
    expect(changed({ transition: null })).toMatch('is no row of the table');
    expect(changed({ from: 'conflict' })).toMatch('is not how T24 begins');
    expect(changed({ to: 'old' })).toMatch('is not how T24 ends');
    expect(stepIsInTheTable(by('old_sp'))).toMatch('by old_sp: T24 is for new_sp, npac');
    expect(stepIsInTheTable(by())).toMatch('by a stranger');
  });

  it('that leaves a version where it is leaves it there', () => {
    const joined = { ...step, transition: 'T05', to: 'pending' } as const;
    expect(stepIsInTheTable({ step: joined, actors: ['old_sp'] })).toBeUndefined();
    const moved = { ...joined, to: 'conflict' } as const;
    expect(stepIsInTheTable({ step: moved, actors: ['old_sp'] })).toMatch('is not how T05 ends');
  });

  it('that follows a broadcast to nobody comes at once, whoever asked', () => {
    const known: Known = { ...having(newSpCreate(), oldSpCreate()), world: 'without LSMSs' };
    const { steps } = take(known, activate());
    expect(steps.map(({ step: { transition }, actors }) => [transition, actors])).toEqual([
      ['T24', ['new_sp']],
      ['T25', ['at_once']],
    ]);
  });

  it('is by what its sender is to the version', () => {
    const sv = state.versions[0];
    expect(actorsOf(cancel(), sv)).toEqual(['new_sp']);
    expect(actorsOf(cancel({ sender: HOLDER }), sv)).toEqual(['old_sp']);
    expect(actorsOf(newSpCreate(), undefined)).toEqual(['new_sp']);
    expect(actorsOf(deadline(), sv)).toEqual(['timer']);
    expect(actorsOf(answers(1, []), sv)).toEqual(['lsms']);
  });
});
