import { decide, initial, type PortingCommand } from '@openlnp/porting';
import { TN } from '../../packages/porting/src/testing/world';
import { type Decider, type Known, take } from './take';

export const nothing: Known = { state: initial(TN), world: 'usual', tracked: new Map() };

export function having(...commands: PortingCommand[]): Known {
  return commands.reduce<Known>((before, command) => {
    const taken = take(before, command);
    expect({ outcome: taken.outcome, broken: taken.broken }).toEqual({ outcome: 'done', broken: [] });
    return taken.after;
  }, nothing);
}

export const invariants = (known: Known, command: PortingCommand, decider: Decider) =>
  take(known, command, decider).broken.map(({ invariant }) => invariant);

/** A decider that gives something else for one kind of command. */
export const worse = (
  type: PortingCommand['type'],
  change: (decision: ReturnType<typeof decide>) => unknown,
): Decider => ({
  decide: (command, state, facts) => {
    const decision = decide(command, state, facts);
    return command.type === type ? (change(decision) as typeof decision) : decision;
  },
});
