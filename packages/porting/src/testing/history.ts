import { type Instant, instant, type Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import type { PortingCommand, PortingFacts, SpTimers } from '../commands';
import { decide } from '../decide/decide';
import { decisionInstant } from '../decide/decision';
import type { PortingEvent } from '../generated/events';
import { initial, type TnState } from '../state';
import { type StepTaken, stepsTaken } from './actors';
import { DAY, HOUR, mostly } from './arbitraries';
import { moves } from './moves';
import {
  CODE_EFFECTIVE,
  DAY_BEFORE,
  facts as factsOfTheWorld,
  GAINER,
  HOLDER,
  LSMS_A,
  LSMS_B,
  THIRD,
  TN,
} from './world';

/** Short against the steps of a history, so that most of what may run out does in some. */
const WINDOW_HOURS = { long: 3, medium: 2, short: 1 };

type Targets = readonly Spid[];
const someTargets = mostly<Targets>([LSMS_A, LSMS_B], [LSMS_A], [LSMS_B], []);
const timers = fc.record<SpTimers>({
  portIn: mostly<SpTimers['portIn']>('long', 'short'),
  portOut: mostly<SpTimers['portOut']>('long', 'short'),
  businessDays: mostly<SpTimers['businessDays']>('short', 'long'),
  medium: mostly(true, false),
});

/**
 * Moves with how many hours later each comes, and which LSMSs there are from then on, if that changes. Clocks of intakes differ,
 * so some come earlier; sometimes days pass.
 */
export const histories = fc.record({
  targets: someTargets,
  timers: fc.tuple(timers, timers),
  usedBefore: fc.boolean(),
  moves: fc.array(
    fc.tuple(
      moves,
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(0, 1, 5, -1) },
        { weight: 1, arbitrary: fc.constantFrom(24, 3 * 24, 40 * 24) },
      ),
      fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: someTargets }),
    ),
    { minLength: 8, maxLength: 30 },
  ),
});
export type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** One command of a history, decided. */
export interface CheckedStep {
  readonly command: PortingCommand;
  readonly decision: ReturnType<typeof decide>;
  readonly before: TnState;
  readonly after: TnState;
  /** What the decision did by the transition table, and who did it; nothing for a refusal. */
  readonly taken: readonly StepTaken[];
  readonly known: PortingFacts;
}

export interface Run {
  readonly state: TnState;
  readonly log: readonly { readonly event: PortingEvent; readonly at: Instant }[];
}

function factsOf({ timers: [most, one], usedBefore }: History): PortingFacts {
  return factsOfTheWorld({
    timersOf: (spid) => (spid === GAINER ? one : most),
    windowEnd: (_tn, start, _window, timerType) => instant(start + WINDOW_HOURS[timerType] * HOUR),
    conflictExpiry: (_tn, start) => instant(start + 12 * HOUR),
    retentionEnd: (_tn, kind, start) => instant(start + (kind === 'pending' ? 2 : 90) * DAY),
    supports: () => true,
    soas: () => [HOLDER, GAINER, THIRD],
    firstUseOf: () => (usedBefore ? { at: CODE_EFFECTIVE, usableFrom: null } : undefined),
  });
}

/** Plays a history on a number that nothing has happened to; `check` sees each command with what came of it. */
export function run(history: History, check: (step: CheckedStep) => void = () => undefined): Run {
  const common = factsOf(history);
  const log: { event: PortingEvent; at: Instant }[] = [];
  let state = initial(TN);
  let now = DAY_BEFORE;
  let { targets } = history;
  for (const [commands, hours, otherTargets] of history.moves) {
    now = instant(now + hours * HOUR);
    targets = otherTargets ?? targets;
    const current = targets;
    const lsmsTargets = () => current;
    for (const step of commands) {
      const command = step(now, state);
      const before = state;
      // From the number alone, so that deciding again gives the same: no decision takes more than one.
      const nextSvId = () => Math.max(0, ...before.versions.map(({ svId }) => svId)) + 1;
      const known = { ...common, lsmsTargets, nextSvId };
      const decision = decide(command, before, known);
      const decided = decision.outcome === 'done' ? decision.events : [];
      const decidedAt = decisionInstant(command, before);
      const { steps: taken, after } = stepsTaken(before, command, decided, decidedAt);
      for (const { at = decidedAt, ...event } of decided) log.push({ event, at });
      state = after;
      check({ command, decision, before, after, taken, known });
    }
  }
  return { state, log };
}
