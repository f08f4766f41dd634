import { type Instant, instant } from '@openlnp/numbering';
import type { TunableSet } from '../tunables/commands';
import { decideTunable } from '../tunables/decide';
import { evolveTunables } from '../tunables/evolve';
import { initialTunables, type TunablesState } from '../tunables/state';
import { NetworkView } from '../view';
import { eventsOf, facts, NOW, tunableSet } from './world';

const HOUR = 3_600_000;
export const later = (hours: number): Instant => instant(NOW + hours * HOUR);

export const after = (...commands: TunableSet[]): TunablesState =>
  commands.reduce(
    (state, command) => eventsOf(decideTunable(command, state, facts)).reduce(evolveTunables, state),
    initialTunables(commands[0]?.region ?? null),
  );

export const decide = (changes: Partial<TunableSet>, state = initialTunables(changes.region ?? null)) =>
  decideTunable(tunableSet(changes), state, facts);

/** What was decided, in the order it was. */
export function viewOf(...commands: TunableSet[]): NetworkView {
  const view = new NetworkView();
  const states = new Map<string | null, TunablesState>();
  for (const command of commands) {
    const before = states.get(command.region) ?? initialTunables(command.region);
    const events = eventsOf(decideTunable(command, before, facts));
    states.set(command.region, events.reduce(evolveTunables, before));
    for (const event of events) view.apply(event, command.now, command.sender);
  }
  return view;
}
