import type { Instant, Spid } from '@openlnp/numbering';
import { blockingVersion, currentSp, liveVersion, type PortingCommand, type Sv, type TnState } from '@openlnp/porting';
import { CARRIERS, factsFor, type World } from './world';

/** What may happen next: a command, or time that passes while nobody notices. */
export interface Move {
  readonly name: string;
  /** What the clock says then. */
  readonly at: Instant;
  readonly command: PortingCommand | null;
}

export type Commands = Readonly<Record<string, PortingCommand>>;

export const named = ({ now }: { readonly now: Instant }, commands: Commands): readonly Move[] =>
  Object.entries(commands).map(([name, command]) => ({ name, at: now, command }));

/** A state, and who may do something about it. */
export interface Situation {
  readonly state: TnState;
  readonly world: World;
  /** When a command comes. */
  readonly now: Instant;
  /** Has the number: of its live version, or of its code. */
  readonly current: Spid;
  /** What is on its way, or what is being sent, or failed. */
  readonly open: Sv | undefined;
  /** New service provider of what is open, else of what is live; likewise old. */
  readonly newSp: Spid;
  readonly oldSp: Spid;
  /** Party to nothing. */
  readonly stranger: Spid;
}

export function situationOf(state: TnState, world: World, now: Instant): Situation {
  const current = currentSp(state, factsFor(state, world)) ?? unknown(state);
  const open = blockingVersion(state);
  const version = open ?? liveVersion(state);
  const newSp = version?.newSp ?? other([current]);
  const oldSp = version?.oldSp ?? current;
  return { state, world, now, current, open, newSp, oldSp, stranger: other([newSp, oldSp]) };
}

/** The last one in the list, so that the holder of the code comes only where it is named. */
export function other(parties: readonly Spid[]): Spid {
  return CARRIERS.findLast((spid) => !parties.includes(spid)) ?? unknown(parties);
}

const unknown = (what: unknown): never => {
  throw new Error(`nobody for ${JSON.stringify(what)}`);
};
