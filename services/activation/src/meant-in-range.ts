import { type TnRange, tnCount } from '@openlnp/numbering';
import type { PortingCommand } from '@openlnp/porting';
import type { Decision } from './decided';

/**
 * RR5-38.1.2, N227: a resend of a range, or an exclusion, means those of its numbers that have LSMSs named on their failed-SP lists,
 * since LSMSs seldom fail for all alike. Where none has, it is decided as for each number alone, so that the refusal says why.
 */
export async function meantInRange(
  command: PortingCommand,
  range: TnRange,
  decide: (command: PortingCommand) => Promise<Decision>,
): Promise<Decision> {
  const isAboutLists = command.type === 'Resend' || command.type === 'ExcludeFailedSps';
  if (!isAboutLists || tnCount(range) === 1) return decide(command);
  const decision = await decide({ ...command, ofRange: true });
  return decision.errors === null && decision.svIds.length === 0 ? decide(command) : decision;
}
