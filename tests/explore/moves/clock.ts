import { type Instant, instant } from '@openlnp/numbering';
import { type Deadline, deadlinesOf, type Sv, type UnactivatedVersion } from '@openlnp/porting';
import { deadline } from '../../../packages/porting/src/testing/world';
import type { Move, Situation } from '../situation';
import { factsFor } from '../world';

/**
 * Time passes: to the next stored deadline, which a tick tells or nobody notices until the next command; to the due date; to
 * where the new service provider may end a conflict, and the old one no longer begin it.
 */
export function clockMoves(situation: Situation): readonly Move[] {
  const { state, now } = situation;
  const deadlines = state.versions.flatMap((sv) => deadlinesOf(sv).map((one) => ({ ...one, svId: sv.svId })));
  const [next] = deadlines.sort((a, b) => a.at - b.at);
  return [
    ...(next === undefined ? [] : toDeadline(next, now)),
    ...state.versions.flatMap((sv) => milestones(sv, situation)).filter(({ at }) => at > now),
  ];
}

function toDeadline({ kind, at, svId }: Deadline & { readonly svId: number }, now: Instant): Move[] {
  const then = instant(Math.max(at, now));
  const tick = { name: `${kind} ends`, at: then, command: deadline({ now: then, svId, kind }) };
  return at > now ? [tick, { name: `${kind} ends, unnoticed`, at: then, command: null }] : [tick];
}

/** When something begins or ceases to be allowed, of which nobody is told. */
function milestones(sv: Sv, situation: Situation): Move[] {
  switch (sv.status) {
    case 'pending':
    case 'cancel_pending':
      return unactivated(sv, situation);
    case 'conflict':
      return [
        ...unactivated(sv, situation),
        { name: 'the new SP may end the conflict from here on', at: sv.conflict.newSpMayResolveFrom, command: null },
      ];
    default:
      return [];
  }
}

function unactivated(
  { newSide, tn, timerType, businessType }: UnactivatedVersion,
  { state, world }: Situation,
): Move[] {
  if (newSide === null) return [];
  const { dueDate } = newSide;
  const restriction = factsFor(state, world).conflictRestriction(tn, dueDate, timerType, businessType);
  const due = { name: 'the due date comes', at: dueDate, command: null };
  return restriction === null
    ? [due]
    : [due, { name: 'the conflict restriction begins', at: restriction, command: null }];
}
