import { type Instant, instant, NPAC, type Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import type { DecidedEvent, PortingCommand, PortingFacts } from './commands';
import { decide } from './decide/decide';
import { decisionInstant } from './decide/decision';
import { PORTING_ERRORS } from './errors';
import { evolve } from './evolve';
import type { LsmsAnswer } from './generated/common';
import type { PortingEvent } from './generated/events';
import { isLive, isPendingLike } from './queries';
import { initial, type SvStatus, type TnState } from './state';
import {
  activate,
  answers,
  DAY_BEFORE,
  disconnect,
  endOfConcurrence,
  endOfWindow,
  facts as factsOfTheWorld,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  oldSpCreate,
  routeBy,
  THIRD,
  THIRD_LRN,
  TN,
} from './testing/world';

const HOUR = 3_600_000;
const RUNS = 400;

/** Every way a status may change, by hand from the table T01 to T44 as far as it is built. */
const TABLE: Record<SvStatus, readonly SvStatus[]> = {
  pending: ['sending'],
  sending: ['active', 'partial_failure', 'failed', 'old'],
  partial_failure: ['active'],
  active: ['old', 'sending'],
  failed: [],
  old: [],
};

const carrier = fc.constantFrom(GAINER, THIRD, HOLDER);
const LRNS = new Map([
  [THIRD, THIRD_LRN],
  [GAINER, GAINER_LRN],
  [HOLDER, HOLDER_LRN],
]);
const lrnOf = (spid: Spid) => LRNS.get(spid) ?? GAINER_LRN;
const facts = (targets: readonly Spid[]): PortingFacts =>
  factsOfTheWorld({
    lsmsTargets: () => targets,
    // Short against the steps of a history, so that windows end in most of them.
    windowEnd: (_tn, start) => instant(start + 3 * HOUR),
  });

type Step = (now: Instant, state: TnState) => PortingCommand;

const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const midnight = (at: Instant) => at - (at % (24 * HOUR));
const holderOf = (state: TnState): Spid => state.versions.find(isLive)?.newSp ?? HOLDER;

/** Mostly ports that make sense, so that histories get far; sometimes ones that do not. */
const creates: fc.Arbitrary<Step[]> = fc
  .record({
    oldSp: mostly<Spid | 'holder'>('holder', GAINER, THIRD, HOLDER),
    newSp: carrier,
    days: mostly(0, 1, -2),
    asNpac: fc.boolean(),
    order: mostly([0, 1], [1, 0], [0], [1]),
  })
  .map(({ oldSp, newSp, days, asNpac, order }) => {
    const common = (now: Instant, state: TnState) => ({
      now,
      newSp,
      oldSp: oldSp === 'holder' ? holderOf(state) : oldSp,
      dueDate: instant(midnight(now) + days * 24 * HOUR),
      ...(asNpac ? { sender: NPAC } : {}),
    });
    const both: Step[] = [
      (now, state) => newSpCreate({ ...common(now, state), route: routeBy(lrnOf(newSp)) }),
      (now, state) => oldSpCreate(common(now, state)),
    ];
    return order.flatMap((side) => both[side] ?? []);
  });

const answer: fc.Arbitrary<LsmsAnswer> = fc
  .record({ spid: fc.constantFrom(LSMS_A, LSMS_B, LSMS_A, LSMS_B, HOLDER), ok: fc.boolean() })
  .map(({ spid, ok }) => ({ spid, ok, code: ok ? null : 'full' }));

const someAnswers = fc.array(answer, { maxLength: 3 });

const aBroadcast = mostly(1, 2, 3);
/** 0 for the newest version, 1 for the one before it. */
const aVersion = mostly(0, 1);
const idOf = (state: TnState, age: number) => state.versions.at(-1 - age)?.svId ?? 1;

/** A whole port, so that histories have numbers that were ported before. */
const wholePort = fc
  .tuple(carrier, someAnswers)
  .map(([newSp, given]): Step[] => [
    (now, state) => newSpCreate({ now, newSp, oldSp: holderOf(state), dueDate: now, route: routeBy(lrnOf(newSp)) }),
    (now, state) => oldSpCreate({ now, newSp, oldSp: holderOf(state), dueDate: now }),
    (now) => activate({ now, sender: NPAC }),
    (now, state) => answers(idOf(state, 0), given, { now }),
    (now, state) => endOfWindow(idOf(state, 0), { now: instant(now + HOUR) }),
  ]);

/** Within one service provider, that has the number mostly. */
const moves = fc.record({ sp: mostly<Spid | 'holder'>('holder', GAINER), days: mostly(0, 1) });
const intraSp: fc.Arbitrary<Step[]> = moves.map(({ sp, days }): Step[] => [
  (now, state) => {
    const own = sp === 'holder' ? holderOf(state) : sp;
    const dueDate = instant(midnight(now) + days * 24 * HOUR);
    return intraSpCreate({ now, sp: own, dueDate, route: routeBy(lrnOf(own)) });
  },
]);

const aSender = mostly<Spid>(NPAC, GAINER, THIRD);
const disconnects = fc
  .tuple(aSender, mostly(0, 1))
  .map(([sender, days]): Step[] => [
    (now) => disconnect({ now, sender, customerDisconnectDate: instant(now + days * 24 * HOUR) }),
  ]);
/** Ticks come behind what was accepted meanwhile. */
const ticks = fc
  .tuple(aVersion, mostly(0, 1, 4, -1))
  .map(([age, hours]): Step[] => [
    (now, state) => endOfConcurrence({ now: instant(now + hours * HOUR), svId: idOf(state, age) }),
  ]);

const steps: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 3, arbitrary: wholePort },
  { weight: 3, arbitrary: creates },
  { weight: 1, arbitrary: intraSp },
  { weight: 2, arbitrary: disconnects },
  { weight: 1, arbitrary: ticks },
  {
    weight: 3,
    arbitrary: mostly<Spid>(NPAC, GAINER, THIRD).map((sender): Step[] => [(now) => activate({ now, sender })]),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(aVersion, aBroadcast, someAnswers)
      .map(([age, broadcast, given]): Step[] => [(now, state) => answers(idOf(state, age), given, { now, broadcast })]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(aVersion, aBroadcast)
      .map(([age, broadcast]): Step[] => [(now, state) => endOfWindow(idOf(state, age), { now, broadcast })]),
  },
);

const REPEATABLE = new Set<PortingCommand['type']>(['RecordAnswers', 'EndResponseWindow', 'EndConcurrenceWindow']);

/** Steps with how much later each comes; clocks of intakes differ, so some come earlier. */
const histories = fc.record({
  targets: mostly<readonly Spid[]>([LSMS_A, LSMS_B], [LSMS_A], []),
  moves: fc.array(fc.tuple(steps, fc.constantFrom(0, 1, 5, -1)), { minLength: 8, maxLength: 30 }),
});

interface Run {
  readonly state: TnState;
  readonly log: readonly { readonly event: PortingEvent; readonly at: Instant }[];
  readonly statuses: readonly (readonly [number, SvStatus])[];
}

type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

function run({ targets, moves }: History, check: (step: CheckedStep) => void): Run {
  const known = facts(targets);
  let state = initial(TN);
  let now = DAY_BEFORE;
  const log: { event: PortingEvent; at: Instant }[] = [];
  const statuses: [number, SvStatus][] = [];
  for (const [commands, hours] of moves) {
    now = instant(now + hours * HOUR);
    for (const step of commands) {
      const command = step(now, state);
      const decision = decide(command, state, known);
      const before = state;
      const decided = decision.outcome === 'done' ? decision.events : [];
      for (const { at = decisionInstant(command, before), ...event } of decided) {
        const earlier = state;
        state = evolve(state, event, at);
        log.push({ event, at });
        for (const sv of state.versions) {
          const from = earlier.versions.find((other) => other.svId === sv.svId)?.status;
          if (from === sv.status) continue;
          if (from !== undefined) expect(TABLE[from]).toContain(sv.status);
          statuses.push([sv.svId, sv.status]);
        }
      }
      check({ command, decision, before, after: state, known });
    }
  }
  return { state, log, statuses };
}

interface CheckedStep {
  readonly command: PortingCommand;
  readonly decision: ReturnType<typeof decide>;
  readonly before: TnState;
  readonly after: TnState;
  readonly known: PortingFacts;
}

const always = (check: (step: CheckedStep) => void) =>
  fc.assert(
    fc.property(histories, (history) => {
      run(history, check);
    }),
    { numRuns: RUNS },
  );

describe('whatever carriers and LSMSs do', () => {
  it('RN5-1 RN5-2 a number has at most one version on its way and at most one that routes', () => {
    always(({ after: { versions } }) => {
      expect(versions.filter(isPendingLike).length).toBeLessThanOrEqual(1);
      expect(versions.filter(isLive).length).toBeLessThanOrEqual(1);
      expect(versions.filter((sv) => sv.status !== 'active' && sv.status !== 'old').length).toBeLessThanOrEqual(1);
    });
  });

  it('statuses change along the table only, and each of them is reached', () => {
    const reached = new Set<SvStatus>();
    fc.assert(
      fc.property(histories, (history) => {
        for (const [, status] of run(history, () => undefined).statuses) reached.add(status);
      }),
      { numRuns: RUNS },
    );
    expect([...reached].sort()).toEqual(Object.keys(TABLE).sort());
  });

  it('a refusal names a code of the table with its number; decide throws for nothing', () => {
    const seen = new Set<string>();
    always(({ decision }) => {
      if (decision.outcome === 'done') return;
      expect(decision.errors).toHaveLength(1);
      for (const { code, number } of decision.errors) {
        expect(Object.entries(PORTING_ERRORS)).toContainEqual([code, number]);
        seen.add(code);
      }
    });
    expect(seen.size).toBeGreaterThan(5);
  });

  it('answers and ends of windows told twice change nothing the second time', () => {
    let told = 0;
    always(({ command, decision, after, known }) => {
      if (!REPEATABLE.has(command.type)) return;
      if (decision.outcome === 'done' && decision.events.length > 0) told += 1;
      expect(decide(command, after, known)).toEqual({ outcome: 'done', events: [], svIds: [] });
    });
    expect(told).toBeGreaterThan(RUNS / 10);
  });

  it('folding the log again gives the state that was decided on (law 7)', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { state, log } = run(history, () => undefined);
        const stored = JSON.parse(JSON.stringify(log)) as typeof log;
        expect(stored.reduce((before, { event, at }) => evolve(before, event, at), initial(TN))).toEqual(state);
      }),
      { numRuns: RUNS },
    );
  });

  it('R5-59.2 R5-61.1 R5-67.1 what routes stays until the next version has reached an LSMS, and a failure puts it back', () => {
    let restored = 0;
    always(({ decision, before, after }) => {
      const [liveBefore, liveAfter] = [before.versions.find(isLive), after.versions.find(isLive)];
      const events = decision.outcome === 'done' ? decision.events : [];
      const gone = events.some(({ type }) => type === 'SvDisconnected');
      if (liveBefore !== undefined) expect(liveAfter === undefined).toBe(gone);
      if (liveAfter !== undefined && liveAfter.svId !== liveBefore?.svId) {
        expect(liveAfter.firstSuccessAt).not.toBeNull();
      }
      for (const event of events) {
        if (event.type !== 'SvFailed' && event.type !== 'SvDisconnectFailed') continue;
        const { download } = event.data;
        expect(download.action).toBe(liveBefore === undefined ? 'delete' : 'activate');
        if (liveBefore === undefined) continue;
        restored += 1;
        expect(download).toMatchObject({ svId: liveBefore.svId, spid: liveBefore.newSp, route: liveBefore.route });
      }
    });
    expect(restored).toBeGreaterThan(0);
  });

  it('a late timer announces late and never changes an outcome (law 6)', () => {
    let late = 0;
    always(({ command, decision, before, known }) => {
      if (decision.outcome === 'refused' || !decision.events.some(({ type }) => type.endsWith('WindowExpired'))) return;
      const now = decisionInstant(command, before);
      const fold = (state: TnState, { events }: { events: readonly DecidedEvent[] }) =>
        events.reduce((folded, { at = now, ...event }) => evolve(folded, event, at), state);
      const tick = decide(endOfConcurrence({ now }), before, known);
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
