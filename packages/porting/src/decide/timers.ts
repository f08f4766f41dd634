import type { Instant, Spid, Tn } from '@openlnp/numbering';
import type { BusinessType, PortingFacts, TimerType } from '../commands';

interface Parties {
  readonly oldSp: Spid;
  readonly newSp: Spid;
}

/** R5-19.3, R5-19.4: short only when both sides are. */
export function timerTypeOf({ oldSp, newSp }: Parties, facts: Pick<PortingFacts, 'timersOf'>): TimerType {
  const bothShort = facts.timersOf(newSp).portIn === 'short' && facts.timersOf(oldSp).portOut === 'short';
  return bothShort ? 'short' : 'long';
}

/** R5-19.5, R5-19.6: the shorter days when they differ. */
export function businessTypeOf({ oldSp, newSp }: Parties, facts: Pick<PortingFacts, 'timersOf'>): BusinessType {
  const bothLong = facts.timersOf(newSp).businessDays === 'long' && facts.timersOf(oldSp).businessDays === 'long';
  return bothLong ? 'long' : 'short';
}

/** What a version's first create says of its windows, computed once (N385). */
export function initialWindow(command: Parties & { readonly tn: Tn; readonly now: Instant }, facts: PortingFacts) {
  const timerType = timerTypeOf(command, facts);
  const businessType = businessTypeOf(command, facts);
  const initialWindowEndsAt = facts.windowEnd(command.tn, command.now, 'initial', timerType, businessType);
  return { timerType, businessType, initialWindowEndsAt };
}
