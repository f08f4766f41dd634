import { type Instant, instant } from '@openlnp/numbering';
import { initial, type TransitionId } from '@openlnp/porting';
import { TN } from '../../packages/porting/src/testing/world';
import { canonical } from './canonical';
import { Coverage, type Missing, NO_COMMAND } from './coverage';
import { beforeActivation } from './moves/before-activation';
import { clockMoves } from './moves/clock';
import { creates } from './moves/creates';
import { fromActivation } from './moves/from-activation';
import { lsmsMoves } from './moves/lsmss';
import { type Move, type Situation, situationOf } from './situation';
import { type Broken, type Decider, type Known, take } from './take';
import { ROOTS, type Root, START } from './world';

/** Between a command and the next one. */
const SECOND = 1000;

export interface Violation extends Broken {
  /** The root, and the commands that lead from it to the violation: as few as there can be. */
  readonly path: readonly string[];
}

export interface Exploration extends Missing {
  /** Reached, each a class of states that decisions cannot tell apart. */
  readonly states: number;
  /** Moves from a state that were accepted and changed something, or let time pass. */
  readonly transitions: number;
  readonly refusals: number;
  readonly depth: number;
  /** No state was left to explore: more depth reaches nothing new. */
  readonly complete: boolean;
  readonly rowsOfQueries: readonly TransitionId[];
  readonly violations: readonly Violation[];
}

export interface Options {
  /** The longest path from a root. */
  readonly depth: number;
  readonly decider?: Decider;
  /** A line about how far it is. */
  readonly say?: (text: string) => void;
}

interface Reached extends Known {
  readonly now: Instant;
  readonly parent: Reached | undefined;
  readonly name: string;
}

/** Every state that can be reached from the roots in `depth` moves; a violation is told once, by the shortest path to one. */
export function explore({ depth, decider, say = () => undefined }: Options): Exploration {
  const seen = new Set<string>();
  const taken = new Coverage();
  const violations = new Map<string, Violation>();
  let [transitions, refusals] = [0, 0];

  const go = (from: Reached, { name, at, command }: Move): Reached => {
    if (command === null) return { ...from, now: at, parent: from, name };
    const { outcome, after, steps, broken } = take(from, command, decider);
    for (const step of steps) taken.add(step);
    for (const one of broken) {
      const key = keyOf(one);
      if (!violations.has(key)) violations.set(key, { ...one, path: [...pathTo(from), name] });
    }
    if (outcome === 'refused') refusals += 1;
    return { ...after, now: at, parent: from, name };
  };

  let frontier: Reached[] = [];
  const keep = (reached: Reached, next: Reached[]): void => {
    const key = canonical(reached);
    if (seen.has(key)) return;
    seen.add(key);
    next.push(reached);
  };
  for (const [name, root] of Object.entries(ROOTS)) keep(rootOf(name, root, go), frontier);
  let length = 0;
  for (; length < depth && frontier.length > 0; length += 1) {
    const next: Reached[] = [];
    for (const from of frontier) {
      for (const move of movesFrom(from)) {
        const to = go(from, move);
        if (to.state === from.state && move.command !== null) continue;
        transitions += 1;
        keep(to, next);
      }
    }
    frontier = next;
    say(`depth ${length + 1}: ${seen.size} states, ${transitions} transitions, ${refusals} refusals`);
  }
  return {
    ...{ states: seen.size, transitions, refusals, depth, complete: frontier.length === 0 },
    ...taken.missing(),
    rowsOfQueries: NO_COMMAND,
    violations: [...violations.values()],
  };
}

/** Everything that may happen next, whether or not it is allowed. */
export function movesFrom({ state, world, now }: Pick<Reached, 'state' | 'world' | 'now'>): readonly Move[] {
  const situation: Situation = situationOf(state, world, instant(now + SECOND));
  return [creates, beforeActivation, fromActivation, lsmsMoves, clockMoves].flatMap((family) => family(situation));
}

function rootOf(name: string, { world, commands }: Root, go: (from: Reached, move: Move) => Reached): Reached {
  const empty: Reached = { state: initial(TN), world, tracked: new Map(), now: START, parent: undefined, name };
  return commands.reduce<Reached>((from, command) => {
    const to = go(from, { name, at: START, command });
    if (to.state === from.state) throw new Error(`${name}: ${command.type} did nothing`);
    return { ...to, parent: undefined, name };
  }, empty);
}

function pathTo(reached: Reached): readonly string[] {
  const names: string[] = [];
  for (let at: Reached | undefined = reached; at !== undefined; at = at.parent) names.unshift(at.name);
  return names;
}

/** One example of a kind is enough: numbers differ from path to path. */
const keyOf = ({ invariant, detail }: Broken): string =>
  `${invariant}: ${detail.replaceAll(/\d+/g, '#').slice(0, 200)}`;
