import type { Instant, Spid, Tn } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import type { BusinessType, TimerType } from '../state';

interface Parties {
  readonly oldSp: Spid;
  readonly newSp: Spid;
}

type TimerFacts = Pick<PortingFacts, 'timersOf'>;

/** N441: only where both profiles take part. */
export const supportsMedium = ({ oldSp, newSp }: Parties, facts: TimerFacts): boolean =>
  facts.timersOf(newSp).medium && facts.timersOf(oldSp).medium;

/** N441 for the medium set; R5-19.3, R5-19.4: short only when both sides are. */
export function timerTypeOf(parties: Parties, mediumTimer: boolean, facts: TimerFacts): TimerType {
  if (mediumTimer && supportsMedium(parties, facts)) return 'medium';
  const { oldSp, newSp } = parties;
  const bothShort = facts.timersOf(newSp).portIn === 'short' && facts.timersOf(oldSp).portOut === 'short';
  return bothShort ? 'short' : 'long';
}

/** R5-19.5, R5-19.6: the shorter days when they differ; medium timers count medium days (N441). */
export function businessTypeOf(parties: Parties, timerType: TimerType, facts: TimerFacts): BusinessType {
  if (timerType === 'medium') return 'medium';
  const { oldSp, newSp } = parties;
  const bothLong = facts.timersOf(newSp).businessDays === 'long' && facts.timersOf(oldSp).businessDays === 'long';
  return bothLong ? 'long' : 'short';
}

/** Which windows run, and which days and hours they count. */
export function timersOf(parties: Parties, mediumTimer: boolean, facts: TimerFacts) {
  const timerType = timerTypeOf(parties, mediumTimer, facts);
  return { timerType, businessType: businessTypeOf(parties, timerType, facts) };
}

/**
 * From when on the old service provider may no longer start a conflict (RR5-42.2): computed once, when the due date that it is
 * counted from, or the timers, become what they are (N385). Without a due date of the new service provider there is nothing to
 * count from (AR5-2), and with short timers there is no restriction (RR5-42.5): null.
 */
export const conflictRestrictedFrom = (
  tn: Tn,
  newSpDueDate: Instant | null,
  { timerType, businessType }: { readonly timerType: TimerType; readonly businessType: BusinessType },
  facts: Pick<PortingFacts, 'conflictRestriction'>,
): Instant | null =>
  newSpDueDate === null ? null : facts.conflictRestriction(tn, newSpDueDate, timerType, businessType);

/** What a version's first create says of its windows, computed once (N385). */
export function initialWindow(
  command: Parties & { readonly tn: Tn; readonly now: Instant; readonly mediumTimer: boolean },
  facts: PortingFacts,
) {
  const { timerType, businessType } = timersOf(command, command.mediumTimer, facts);
  const initialWindowEndsAt = facts.windowEnd(command.tn, command.now, 'initial', timerType, businessType);
  return { timerType, businessType, initialWindowEndsAt };
}
