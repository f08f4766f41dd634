import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instant, instant } from '@openlnp/numbering';
import { decide, initial, type PortingCommand, type TnState } from '@openlnp/porting';
import {
  activate,
  answers,
  cancel,
  DAY_BEFORE,
  DUE,
  DUE_DAY,
  deadline,
  GAINER,
  HOLDER,
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
  TN,
} from '../../packages/porting/src/testing/world';
import { canonical } from './canonical';
import { actorsOf, stepIsInTheTable } from './checks';
import { type Exploration, explore, movesFrom } from './explorer';
import { type Decider, type Known, take } from './take';
import { START } from './world';

const nothing: Known = { state: initial(TN), tracked: new Map() };

function having(...commands: PortingCommand[]): Known {
  return commands.reduce<Known>((before, command) => {
    const taken = take(before, command);
    expect({ outcome: taken.outcome, broken: taken.broken }).toEqual({ outcome: 'done', broken: [] });
    return taken.after;
  }, nothing);
}

const invariants = (known: Known, command: PortingCommand, decider: Decider) =>
  take(known, command, decider).broken.map(({ invariant }) => invariant);

/** A decider that gives something else for one kind of command. */
const worse = (type: PortingCommand['type'], change: (decision: ReturnType<typeof decide>) => unknown): Decider => ({
  decide: (command, state, facts) => {
    const decision = decide(command, state, facts);
    return command.type === type ? (change(decision) as typeof decision) : decision;
  },
});

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

  it('takes every row of the table but those that are further away', () => {
    expect(found.rowsNeverTaken).toEqual(['T22', 'T31']);
  });

  it('is the same every time', () => {
    expect(explore({ depth: 2 })).toEqual(explore({ depth: 2 }));
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
    expect(explore({ depth: 2, decider }).rowsNeverTaken).toContain('T32');
    expect(explore({ depth: 2 }).rowsNeverTaken).not.toContain('T32');
  });
});

describe('what may happen next', () => {
  const names = (known: Known, now: Instant = START) => movesFrom({ ...known, now }).map(({ name }) => name);

  it('is asked for by everybody, allowed or not', () => {
    const moves = movesFrom({ state: nothing.state, now: START });
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
      ...['AcknowledgeCancel', 'Activate', 'Cancel', 'Disconnect', 'EndResponseWindow', 'IntraSpCreate', 'Modify'],
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
  const key = ({ state }: Known, now: Instant = DAY_BEFORE) => canonical(state, now);
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

  it('RN5-1 when it makes a second version of a number', () => {
    const decider: Decider = {
      decide: (command, state, facts) => decide(command, { ...state, versions: [] }, { ...facts, nextSvId: () => 9 }),
    };
    expect(invariants(pending, newSpCreate(), decider)).toEqual(['RN5-1']);
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

  it('is a row of the table, from and to what it says, by whom it names', () => {
    expect(stepIsInTheTable(step, activate(), state)).toBeUndefined();
    expect(stepIsInTheTable({ ...step, transition: null, to: 'pending' }, activate(), state)).toBeUndefined();
    expect(stepIsInTheTable({ ...step, transition: null }, activate(), state)).toMatch('is no row of the table');
    expect(stepIsInTheTable({ ...step, from: 'conflict' }, activate(), state)).toMatch('is not how T24 begins');
    expect(stepIsInTheTable({ ...step, to: 'old' }, activate(), state)).toMatch('is not how T24 ends');
    expect(stepIsInTheTable(step, activate({ sender: HOLDER }), state)).toMatch('by old_sp: T24 is for new_sp, npac');
    expect(stepIsInTheTable(step, activate({ sender: THIRD }), state)).toMatch('by a stranger');
  });

  it('that leaves a version where it is leaves it there', () => {
    const joined = { ...step, transition: 'T05', to: 'pending' } as const;
    expect(stepIsInTheTable(joined, oldSpCreate(), state)).toBeUndefined();
    expect(stepIsInTheTable({ ...joined, to: 'conflict' }, oldSpCreate(), state)).toMatch('is not how T05 ends');
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

describe('npm run explore', () => {
  let reports: string;
  beforeAll(() => {
    reports = mkdtempSync(join(tmpdir(), 'openlnp-explore-'));
  });
  afterAll(() => rmSync(reports, { recursive: true, force: true }));

  const run = (...args: string[]) => {
    const command = [join(__dirname, 'explore.mjs'), '--reports', reports, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it('has no report to print before it has run', () => {
    const { status, stdout } = run('--report', '--json');
    expect({ status, skipped: JSON.parse(stdout).skipped }).toEqual({ status: 3, skipped: [expect.any(String)] });
  });

  it('prints one JSON object, and fails while rows are never taken', () => {
    const { status, stdout } = run('--depth', '1', '--json');
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ depth: 1, violations: [], seed: null });
    expect(result.rowsNeverTaken).toContain('T22');
    expect(result.states).toBeGreaterThan(20);
    expect(status).toBe(1);
  });

  it('prints what it found before, unless that was another commit', () => {
    const [first, again] = [run('--depth', '1', '--json'), run('--report', '--json')];
    expect(again.stdout).toBe(first.stdout);
    const file = join(reports, 'explore.json');
    const held = { ...JSON.parse(readFileSync(file, 'utf8')), rowsNeverTaken: [] };
    writeFileSync(file, JSON.stringify(held));
    expect(run('--report').status).toBe(0);
    writeFileSync(file, JSON.stringify({ ...held, commit: 'another' }));
    const { status, stderr } = run('--report');
    expect(status).toBe(1);
    expect(stderr).toContain('of commit another');
  });

  it.each([[['--depth', '0']], [['--depth', 'x']], [['--frob']]])('takes %j for wrong use', (args) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('usage: npm run explore');
  });
});
