import { type Instant, instant, NPAC } from '@openlnp/numbering';
import { decide } from '@openlnp/porting';
import {
  activate,
  answers,
  cancel,
  DAY_BEFORE,
  DUE,
  DUE_DAY,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  resolveConflict,
  routeBy,
  setConflict,
  THIRD,
  THIRD_LRN,
} from '../../packages/porting/src/testing/world';
import { canonical } from './canonical';
import { type Exploration, explore, movesFrom } from './explorer';
import { having, nothing, worse } from './given';
import type { Decider, Known } from './take';
import { START } from './world';

describe('exploration of the life of a version', () => {
  let found: Exploration;
  beforeAll(() => {
    found = explore({ depth: 3 });
  });

  it('R5-1.1 RN5-1 RN5-2 finds nothing wrong in three moves from the beginnings', () => {
    expect(found.violations).toEqual([]);
    expect(found).toMatchObject({ depth: 3, complete: false, rowsOfQueries: ['T42'] });
    expect(found.states).toBeGreaterThan(1000);
    expect(found.transitions).toBeGreaterThan(found.states);
    expect(found.refusals).toBeGreaterThan(found.transitions);
  });

  it('takes every row of the table, in every way and by everybody, but what is further away', () => {
    expect(found.rowsNeverTaken).toEqual([]);
    expect(found.edgesNeverTaken).toEqual([{ row: 'T08', from: 'conflict', to: 'conflict' }]);
    expect(found.actorsNeverSeen).toEqual([]);
  });

  it('is the same every time', () => {
    expect(explore({ depth: 1 })).toEqual(explore({ depth: 1 }));
  });

  it('tells a violation by the shortest path that leads to it', () => {
    const decider = worse('SetConflict', () => {
      throw new Error('out of order');
    });
    const { violations } = explore({ depth: 1, decider });
    expect(violations).toEqual([
      {
        invariant: 'decide throws nothing',
        detail: 'Error: out of order',
        path: ['an empty number', 'old SP sets a conflict with cause 50'],
      },
    ]);
  });

  it('says which rows a decider never takes', () => {
    const decider = worse('Modify', () => ({ outcome: 'done', events: [], svIds: [] }));
    const [worst, usual] = [explore({ depth: 1, decider }), explore({ depth: 1 })];
    expect(worst.rowsNeverTaken).toContain('T32');
    expect(worst.edgesNeverTaken).toContainEqual({ row: 'T32', from: 'active', to: 'sending' });
    expect(usual.rowsNeverTaken).not.toContain('T32');
  });

  it('says whom a decider never lets do what the table gives them', () => {
    const decider: Decider = {
      decide: (command, state, facts) =>
        decide(
          command.type === 'Modify' && command.sender === NPAC ? { ...command, sender: THIRD } : command,
          state,
          facts,
        ),
    };
    expect(explore({ depth: 1, decider }).actorsNeverSeen).toContainEqual({ row: 'T32', actor: 'npac' });
    expect(explore({ depth: 1 }).actorsNeverSeen).not.toContainEqual({ row: 'T32', actor: 'npac' });
  });
});

describe('what may happen next', () => {
  const names = (known: Known, now: Instant = START) => movesFrom({ ...known, now }).map(({ name }) => name);

  it('is asked for by everybody, allowed or not', () => {
    const moves = movesFrom({ ...nothing, now: START });
    expect(new Set(moves.map(({ name }) => name)).size).toBe(moves.length);
    const senders = new Set(moves.flatMap(({ command }) => (command && 'sender' in command ? [command.sender] : [])));
    expect([...senders].sort()).toEqual(['GAIN', 'HOLD', 'NPAC', 'THRD']);
  });

  it('is of every kind of command', () => {
    const pending = having(newSpCreate(), oldSpCreate());
    const sending = having(newSpCreate(), oldSpCreate(), activate());
    const types = [nothing, pending, sending].flatMap((known) =>
      movesFrom({ ...known, now: START }).map(({ command }) => command?.type ?? 'time'),
    );
    expect([...new Set(types)].sort()).toEqual([
      ...['AcknowledgeCancel', 'Activate', 'Cancel', 'Disconnect', 'EndResponseWindow', 'ExcludeFailedSps'],
      ...['IntraSpCreate', 'Modify'],
      ...['NewSpCreate', 'OldSpCreate', 'ReachDeadline', 'RecordAnswers', 'Resend', 'ResolveConflict', 'SetConflict'],
      ...['UndoCancel', 'time'],
    ]);
  });

  it('is time that passes, noticed and not', () => {
    expect(names(having(newSpCreate()))).toEqual(
      expect.arrayContaining(['initial_window ends', 'initial_window ends, unnoticed', 'the due date comes']),
    );
    expect(names(having(newSpCreate()), DUE_DAY)).not.toContain('the due date comes');
  });
});

describe('states that are explored as one', () => {
  const key = (known: Known, now: Instant = DAY_BEFORE) => canonical({ ...known, now });
  const byGainer = having(newSpCreate());

  it('differ in instants, ids, and carriers that are alike', () => {
    expect(key(having(newSpCreate({ newSp: THIRD, route: routeBy(THIRD_LRN) })))).toBe(key(byGainer));
    expect(key(having(newSpCreate({ now: instant(DAY_BEFORE + 1000) })))).toBe(key(byGainer));
    const again = having(newSpCreate(), cancel(), newSpCreate());
    expect(again.state.versions).toHaveLength(2);
    expect(key(again)).toBe(key(byGainer));
  });

  it('do not differ in who has created, what lies before now, or what an LSMS said', () => {
    const sent = [newSpCreate(), oldSpCreate(), activate()];
    const keys = [
      key(nothing),
      key(byGainer),
      key(byGainer, DUE),
      key(having(oldSpCreate())),
      key(having(newSpCreate(), oldSpCreate())),
      key(having(newSpCreate(), oldSpCreate(), setConflict())),
      key(having(newSpCreate(), oldSpCreate(), setConflict({ causeCode: 50 }))),
      key(having(newSpCreate(), oldSpCreate(), setConflict(), resolveConflict())),
      key(having(...sent)),
      key(having(...sent, answers(1, [ok(LSMS_A)]))),
      key(having(...sent, answers(1, [refusal(LSMS_A, 'full')]))),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(key(having(...sent, answers(1, [ok(LSMS_B)])))).toBe(key(having(...sent, answers(1, [ok(LSMS_A)]))));
  });
});
