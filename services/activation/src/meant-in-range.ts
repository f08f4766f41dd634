import { type Spid, type TnRange, tnCount } from '@openlnp/numbering';
import type { PortingCommand, PortingEvent } from '@openlnp/porting';
import type { Decision } from './decided';

/**
 * RR5-38.1.2, N227: a resend of a range, or an exclusion, means those of its numbers that have LSMSs named on their failed-SP lists,
 * since LSMSs seldom fail for all alike. Where one of them is on no list, it is decided as for each number alone, so that the refusal says why.
 */
export async function meantInRange(
  command: PortingCommand,
  range: TnRange,
  decide: (command: PortingCommand) => Promise<Decision>,
): Promise<Decision> {
  const isAboutLists = command.type === 'Resend' || command.type === 'ExcludeFailedSps';
  if (!isAboutLists || tnCount(range) === 1) return decide(command);
  const decision = await decide({ ...command, ofRange: true });
  if (decision.errors !== null) return decision;
  const meant = new Set(decision.numbers.flatMap(({ events }) => events.flatMap(lsmsIn)));
  return meant.size > 0 && command.lsms.every((spid) => meant.has(spid)) ? decision : decide(command);
}

/** Those of its list that a number is sent to again, or that leave it. */
function lsmsIn({ type, data }: PortingEvent): readonly Spid[] {
  if (type === 'SvBroadcastStarted') return data.targets;
  return type === 'SvFailedSpsCleared' ? data.cleared : [];
}
