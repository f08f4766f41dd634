import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { DecidedEvent, PortingCommand, PortingDecision } from './commands';
import { decide } from './decide/decide';
import { decisionInstant } from './decide/decision';
import { PORTING_ERRORS } from './errors';
import { evolve } from './evolve/evolve';
import { isLive, isPendingLike } from './queries';
import { initial, type Sv, type TnState } from './state';
import { type CheckedStep, histories, run } from './testing/history';
import { deadline, TN } from './testing/world';
import { TRANSITIONS, transition } from './transitions';

/** So many that each row of the table has its turn, the rarest a dozen times. */
const RUNS = 600;
/** A history that fails is made shorter for some minutes, not for an hour. */
const PATIENCE = { interruptAfterTimeLimit: 180_000, markInterruptAsFailure: true };

const always = (check: (step: CheckedStep) => void) =>
  fc.assert(
    fc.property(histories, (history) => {
      run(history, check);
    }),
    { numRuns: RUNS, ...PATIENCE },
  );

const INTERNAL = new Set<PortingCommand['type']>(['RecordAnswers', 'EndResponseWindow', 'ReachDeadline']);

const COMMANDS: readonly PortingCommand['type'][] = [
  'AcknowledgeCancel',
  'Activate',
  'Cancel',
  'Disconnect',
  'EndResponseWindow',
  'ExcludeFailedSps',
  'IntraSpCreate',
  'Modify',
  'NewSpCreate',
  'OldSpCreate',
  'ReachDeadline',
  'RecordAnswers',
  'Resend',
  'ResolveConflict',
  'SetConflict',
  'UndoCancel',
];

type Done = PortingDecision & { readonly outcome: 'done' };

/** N227: without a version id an exclusion is of the newest list, so that it next finds one of an older version. */
const isOfAnotherVersion = (command: PortingCommand, first: Done, again: Done): boolean =>
  command.type === 'ExcludeFailedSps' && command.svId === null && Math.max(...again.svIds) < Math.min(...first.svIds);

describe('whatever carriers and LSMSs do', () => {
  it('RN5-1 RN5-2 a number has at most one version on its way and at most one that routes', () => {
    const most = (versions: readonly Sv[], is: (sv: Sv) => boolean) => {
      const found = versions.filter(is);
      if (found.length > 1) expect(found.map(({ svId, status }) => [svId, status])).toHaveLength(1);
    };
    always(({ after: { versions } }) => {
      most(versions, isPendingLike);
      most(versions, isLive);
      most(versions, ({ status }) => !['active', 'sending', 'old', 'canceled'].includes(status));
      most(versions, ({ status }) => status === 'sending');
      most(versions, ({ status }) => status === 'active');
    });
  });

  it('R5-1.1 statuses change along the transition table only, by whom it names, and all of it happens', () => {
    const rows = new Set<string>();
    always(({ taken, before, after }) => {
      for (const { step, actors } of taken) {
        const { from, to, transition: id } = step;
        if (id === null) {
          if (to !== from) expect(step).toBe('a row of the table');
          continue;
        }
        rows.add(id);
        const row = transition(id);
        const begins = from === null ? row.from.length === 0 : row.from.includes(from);
        const allowed = actors.some((actor) => row.actors.includes(actor));
        if (!begins || !row.to.includes(to) || !allowed) expect({ ...step, actors }).toEqual(row);
      }
      // Nothing else changes but that an old copy appears, and no version is ever lost.
      const told = new Map(taken.map(({ step }) => [step.svId, step.to]));
      const statuses = new Map(after.versions.map(({ svId, status }) => [svId, status]));
      for (const { svId, status } of before.versions) {
        const wanted = told.get(svId) ?? status;
        if (statuses.get(svId) !== wanted)
          expect({ svId, status: statuses.get(svId) }).toEqual({ svId, status: wanted });
      }
      for (const sv of after.versions.slice(before.versions.length)) {
        if (!told.has(sv.svId)) expect(sv).toMatchObject({ status: 'old', copyOf: expect.any(Number) });
      }
    });
    const all = TRANSITIONS.map(({ id }) => id).filter((id) => id !== 'T42');
    expect([...rows].sort()).toEqual(all);
  });

  it('a refusal names a code of the table with its number; decide throws for nothing', () => {
    const seen = new Set<string>();
    const numbers = new Map<string, number>(Object.entries(PORTING_ERRORS));
    always(({ decision }) => {
      if (decision.outcome === 'done') return;
      const [error, ...more] = decision.errors;
      if (error === undefined || more.length > 0) expect(decision.errors).toHaveLength(1);
      else if (numbers.get(error.code) !== error.number) expect(Object.entries(PORTING_ERRORS)).toContainEqual(error);
      else seen.add(error.code);
    });
    expect(seen.size).toBeGreaterThan(15);
  });

  it('the same command a second time changes nothing: a carrier’s is refused or done with nothing', () => {
    const done = new Set<PortingCommand['type']>();
    always(({ command, decision, after, known }) => {
      if (decision.outcome === 'done' && decision.events.length > 0) done.add(command.type);
      const again = decide(command, after, known);
      if (decision.outcome === 'refused') {
        if (!isDeepStrictEqual(again, decision)) expect(again).toEqual(decision);
      } else if (again.outcome === 'refused') {
        if (INTERNAL.has(command.type)) expect(again).toEqual({ outcome: 'done', events: [] });
      } else if (again.events.length > 0 && !isOfAnotherVersion(command, decision, again)) {
        expect(again).toEqual({ outcome: 'done', events: [] });
      }
    });
    expect([...done].sort()).toEqual(COMMANDS);
  });

  it('folding the log again gives the state that was decided on (law 7)', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { state, log } = run(history);
        const stored = JSON.parse(JSON.stringify(log)) as typeof log;
        expect(stored.reduce((before, { event, at }) => evolve(before, event, at), initial(TN))).toEqual(state);
      }),
      { numRuns: RUNS, ...PATIENCE },
    );
  });

  it('a broadcast has a number that the version has not used before, and a resend only LSMSs of the list', () => {
    always(({ decision, before }) => {
      if (decision.outcome === 'refused') return;
      for (const { type, data } of decision.events) {
        if (type !== 'SvBroadcastStarted' && type !== 'SvFailed' && type !== 'SvDisconnectFailed') continue;
        const sv = before.versions.find(({ svId }) => svId === data.svId);
        if (sv !== undefined && 'lastBroadcast' in sv) expect(data.broadcast).toBe(sv.lastBroadcast + 1);
        else expect(data.broadcast).toBe(1);
        if (type !== 'SvBroadcastStarted' || !data.resend) continue;
        const listed = sv !== undefined && 'failedSps' in sv ? sv.failedSps.map(({ spid }) => spid) : [];
        expect(listed).toEqual(expect.arrayContaining([...data.targets]));
      }
    });
  });

  it('R5-59.2 R5-61.1 R5-67.1 RR5-68.3 what routes stays until the next version has reached an LSMS, and a failure puts it back', () => {
    let restored = 0;
    always(({ decision, before, after }) => {
      const [liveBefore, liveAfter] = [before.versions.find(isLive), after.versions.find(isLive)];
      const events = decision.outcome === 'done' ? decision.events : [];
      if (liveBefore !== undefined && liveAfter === undefined) {
        const end = after.versions.find(({ svId }) => svId === liveBefore.svId);
        expect(end?.status).toBe('old');
      }
      if (liveAfter !== undefined && liveAfter.svId !== liveBefore?.svId) {
        expect(liveAfter.firstSuccessAt).not.toBeNull();
      }
      for (const event of events) {
        if (event.type !== 'SvFailed' && event.type !== 'SvDisconnectFailed') continue;
        const { download } = event.data;
        expect(download.action).toBe(liveAfter === undefined ? 'delete' : 'activate');
        if (liveAfter === undefined) continue;
        restored += 1;
        expect(liveAfter.svId).toBe(liveBefore?.svId);
        expect(download).toMatchObject({ svId: liveAfter.svId, spid: liveAfter.newSp, route: liveAfter.route });
      }
    });
    expect(restored).toBeGreaterThan(0);
  });

  it('a late timer announces late and never changes an outcome (law 6)', () => {
    let late = 0;
    always(({ command, decision, before, known }) => {
      if (decision.outcome === 'refused' || !decision.events.some(({ at }) => at !== undefined)) return;
      const now = decisionInstant(command, before);
      const fold = (state: TnState, { events }: { events: readonly DecidedEvent[] }) =>
        events.reduce((folded, { at = now, ...event }) => evolve(folded, event, at), state);
      const tick = decide(deadline({ now }), before, known);
      if (tick.outcome === 'refused') throw new Error('a tick was refused');
      const onTime = fold(before, tick);
      const punctual = decide(command, onTime, known);
      if (punctual.outcome === 'refused') throw new Error('refused when the timer was on time');
      expect(punctual.svIds).toEqual(decision.svIds);
      expect(fold(onTime, punctual)).toEqual(fold(before, decision));
      late += 1;
    });
    expect(late).toBeGreaterThan(0);
  });
});
