import type { Instant } from '@openlnp/numbering';
import type { DecidedEvent, PortingFacts } from '../commands';
import type { PendingSv, TnState } from '../state';
import { identityOf } from './decision';

/**
 * R5-22, R5-23.6: the ends of concurrence windows that have come by `now`, each at the instant the window ended. The final
 * window starts where the initial one ended, however late that is noticed (law 6).
 */
export function dueEvents(state: TnState, now: Instant, facts: Pick<PortingFacts, 'windowEnd'>): DecidedEvent[] {
  const sv = state.versions.find((version) => version.status === 'pending');
  const window = sv?.window;
  if (sv == null || window == null || window.phase === 'over' || window.endsAt > now) return [];
  if (window.phase === 'final') return [finalExpired(sv, window.endsAt)];
  const { endsAt } = window;
  const finalWindowEndsAt = facts.windowEnd(sv.tn, endsAt, 'final', sv.timerType, sv.businessType);
  const initialExpired: DecidedEvent = {
    type: 'SvInitialWindowExpired',
    data: { ...identityOf(sv), waitingFor: silentSide(sv), finalWindowEndsAt },
    at: endsAt,
  };
  return finalWindowEndsAt > now ? [initialExpired] : [initialExpired, finalExpired(sv, finalWindowEndsAt)];
}

/** N240: the version stays pending, whoever was silent, and that side may still create. */
const finalExpired = (sv: PendingSv, at: Instant): DecidedEvent => ({
  type: 'SvFinalWindowExpired',
  data: { ...identityOf(sv), waitingFor: silentSide(sv) },
  at,
});

const silentSide = ({ newSide }: PendingSv): 'new' | 'old' => (newSide === null ? 'new' : 'old');
