import { type Instant, instant, type Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import type { PortingCommand, PortingFacts } from '../commands';
import { decide } from '../decide/decide';
import { decisionInstant } from '../decide/decision';
import type { PortingEvent } from '../generated/events';
import { initial, type TnState } from '../state';
import { stepsOf, type Step as TableStep } from '../transitions/steps';
import { mostly, moves } from './moves';
import { DAY_BEFORE, facts as factsOfTheWorld, LSMS_A, LSMS_B, TN } from './world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const facts = (targets: readonly Spid[]): PortingFacts =>
  factsOfTheWorld({
    lsmsTargets: () => targets,
    // Short against the steps of a history, so that most of what may run out does in some.
    windowEnd: (_tn, start) => instant(start + 3 * HOUR),
    conflictExpiry: (_tn, start) => instant(start + 12 * HOUR),
    retentionEnd: (_tn, kind, start) => instant(start + (kind === 'pending' ? 2 : 90) * DAY),
  });

/** Moves with how many hours later each comes; clocks of intakes differ, so some come earlier. */
export const histories = fc.record({
  targets: mostly<readonly Spid[]>([LSMS_A, LSMS_B], [LSMS_A], []),
  moves: fc.array(fc.tuple(moves, fc.constantFrom(0, 1, 5, -1)), { minLength: 8, maxLength: 30 }),
});
export type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** One command of a history, decided. */
export interface CheckedStep {
  readonly command: PortingCommand;
  readonly decision: ReturnType<typeof decide>;
  readonly before: TnState;
  readonly after: TnState;
  /** What the decision did by the transition table; nothing for a refusal. */
  readonly taken: readonly TableStep[];
  readonly known: PortingFacts;
}

export interface Run {
  readonly state: TnState;
  readonly log: readonly { readonly event: PortingEvent; readonly at: Instant }[];
}

/** Plays a history on a number that nothing has happened to; `check` sees each command with what came of it. */
export function run({ targets, moves }: History, check: (step: CheckedStep) => void = () => undefined): Run {
  const common = facts(targets);
  const log: { event: PortingEvent; at: Instant }[] = [];
  let state = initial(TN);
  let now = DAY_BEFORE;
  for (const [commands, hours] of moves) {
    now = instant(now + hours * HOUR);
    for (const step of commands) {
      const command = step(now, state);
      const before = state;
      // From the number alone, so that deciding again gives the same: no decision takes more than one.
      const nextSvId = () => Math.max(0, ...before.versions.map(({ svId }) => svId)) + 1;
      const known = { ...common, nextSvId };
      const decision = decide(command, before, known);
      const decided = decision.outcome === 'done' ? decision.events : [];
      const decidedAt = decisionInstant(command, before);
      const { steps: taken, after } = stepsOf(before, decided, decidedAt);
      for (const { at = decidedAt, ...event } of decided) log.push({ event, at });
      state = after;
      check({ command, decision, before, after, taken, known });
    }
  }
  return { state, log };
}
