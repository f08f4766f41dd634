import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '@openlnp/numbering';
import {
  type DecidedEvent,
  deadlinesOf,
  decide,
  decisionInstant,
  evolve,
  PORTING_ERRORS,
  type PortingCommand,
  type PortingDecision,
  type TnState,
  type TrackedVersion,
  trackDeadlines,
} from '@openlnp/porting';
import { type StepTaken, stepsTaken } from '../../packages/porting/src/testing/actors';
import { deadline } from '../../packages/porting/src/testing/world';
import {
  deadlinesAreTracked,
  type Finding,
  noneTwiceNoneLost,
  oneLive,
  oneOnItsWay,
  replaysAlike,
  stepIsInTheTable,
} from './checks';
import { factsFor, type World } from './world';

/** A number, what a reader of its single events knows of its deadlines, and what else there is. */
export interface Known {
  readonly world: World;
  readonly state: TnState;
  readonly tracked: ReadonlyMap<number, TrackedVersion>;
}

/** What must hold in every state that can be reached. */
export type Invariant =
  | 'decide throws nothing'
  | 'evolve takes what decide gives'
  | 'every status change is a row of the table'
  | 'RN5-1'
  | 'RN5-2'
  | 'none twice, none lost'
  | 'a refusal has a code of the table'
  | 'stored events give the same state'
  | 'deadline tracking is as the state'
  | 'told twice it changes nothing'
  | 'a late timer changes no outcome';

export interface Broken {
  readonly invariant: Invariant;
  readonly detail: string;
}

/** What became of a command, and what was wrong about that. */
export interface Taken {
  readonly outcome: 'done' | 'refused' | 'thrown';
  readonly after: Known;
  readonly steps: readonly StepTaken[];
  readonly broken: readonly Broken[];
}

/** Nobody asked for these, so there is nobody to refuse when they come again. */
const INTERNAL: readonly PortingCommand['type'][] = ['RecordAnswers', 'EndResponseWindow', 'ReachDeadline'];

/** The functions of the package under exploration; a test of the explorer hands in worse ones. */
export interface Decider {
  readonly decide: typeof decide;
}

/** Decides, folds, and checks everything that must hold of a decision. `before` is frozen: who writes to it throws. */
export function take(before: Known, command: PortingCommand, decider: Decider = { decide }): Taken {
  const broken: Broken[] = [];
  const check = (invariant: Invariant, find: () => Finding) => {
    const finding = found(find);
    if (finding !== undefined) broken.push({ invariant, detail: finding });
  };
  const nothing = { after: before, steps: [], broken };
  const { world } = before;
  const decided = orError(() => decider.decide(command, before.state, factsFor(before.state, world)));
  if (decided instanceof Error) {
    broken.push({ invariant: 'decide throws nothing', detail: String(decided) });
    return { outcome: 'thrown', ...nothing };
  }
  check('a late timer changes no outcome', () => lateAsOnTime(before, command, decided, decider));
  if (decided.outcome === 'refused') {
    check('a refusal has a code of the table', () => refusalIsKnown(decided));
    return { outcome: 'refused', ...nothing };
  }
  const { events } = decided;
  if (events.length === 0) return { outcome: 'done', ...nothing };
  const now = decisionInstant(command, before.state);
  const folded = orError(() => stepsTaken(before.state, command, events, now));
  if (folded instanceof Error) {
    broken.push({ invariant: 'evolve takes what decide gives', detail: String(folded) });
    return { outcome: 'thrown', ...nothing };
  }
  const { steps } = folded;
  const state = frozen(folded.after);
  const after = { ...before, state, tracked: track(before.tracked, events) };
  for (const step of steps) check('every status change is a row of the table', () => stepIsInTheTable(step));
  check('RN5-1', () => oneOnItsWay(state));
  check('RN5-2', () => oneLive(state));
  check('none twice, none lost', () => noneTwiceNoneLost(before.state, state));
  check('stored events give the same state', () => replaysAlike(before.state, events, now, state));
  check('deadline tracking is as the state', () => deadlinesAreTracked(state, after.tracked));
  check('told twice it changes nothing', () => toldTwice(command, after, decider));
  return { outcome: 'done', after, steps, broken };
}

/** What a check that throws has found is that. */
function found(find: () => Finding): Finding {
  try {
    return find();
  } catch (error) {
    return String(error);
  }
}

function orError<T>(give: () => T): T | Error {
  try {
    return give();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function refusalIsKnown({ errors }: Extract<PortingDecision, { outcome: 'refused' }>): Finding {
  const [error] = errors;
  if (error === undefined) return 'refused without an error';
  const numbers: Readonly<Record<string, number>> = PORTING_ERRORS;
  return numbers[error.code] === error.number ? undefined : `${error.code} ${error.number}`;
}

/** Law 6: told by a tick first, a deadline gives the state that it gives together with the command behind it. */
function lateAsOnTime(
  { state: before, world }: Known,
  command: PortingCommand,
  decision: PortingDecision,
  decider: Decider,
): Finding {
  const now = decisionInstant(command, before);
  if (!before.versions.some((sv) => deadlinesOf(sv).some(({ at }) => at <= now))) return undefined;
  const onTime = afterTick(before, world, now, decider);
  const punctual = decider.decide(command, onTime, factsFor(onTime, world));
  if (punctual.outcome === 'refused' || decision.outcome === 'refused') {
    if (isDeepStrictEqual(punctual, decision)) return undefined;
    return `${JSON.stringify(decision)} late, ${JSON.stringify(punctual)} on time`;
  }
  const [late, prompt] = [fold(before, decision.events, now), fold(onTime, punctual.events, now)];
  return isDeepStrictEqual(late, prompt)
    ? undefined
    : `${JSON.stringify(late)} late, ${JSON.stringify(prompt)} on time`;
}

/** The last one, since all commands of a state ask for the same. */
let ticked: { readonly before: TnState; readonly now: Instant; readonly onTime: TnState } | undefined;

function afterTick(before: TnState, world: World, now: Instant, decider: Decider): TnState {
  if (ticked?.before === before && ticked.now === now) return ticked.onTime;
  const tick = decider.decide(deadline({ now }), before, factsFor(before, world));
  if (tick.outcome === 'refused') throw new Error('the tick was refused');
  const onTime = fold(before, tick.events, now);
  ticked = { before, now, onTime };
  return onTime;
}

function toldTwice(command: PortingCommand, { state, world }: Known, decider: Decider): Finding {
  const again = decider.decide(command, state, factsFor(state, world));
  const nothing = again.outcome === 'refused' ? !INTERNAL.includes(command.type) : again.events.length === 0;
  return nothing ? undefined : `${command.type}: ${JSON.stringify(again)}`;
}

const fold = (state: TnState, events: readonly DecidedEvent[], now: Instant): TnState =>
  events.reduce((before, { at = now, ...event }) => evolve(before, event, at), state);

function track(tracked: Known['tracked'], events: readonly DecidedEvent[]): Known['tracked'] {
  const after = new Map(tracked);
  for (const event of events) {
    if (!('svId' in event.data)) continue;
    const { svId } = event.data;
    const version = trackDeadlines(after.get(svId), event);
    if (version === undefined) after.delete(svId);
    else after.set(svId, version);
  }
  return after;
}

/** What evolve did not copy is frozen already. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
