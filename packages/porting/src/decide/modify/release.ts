import type { Modify, PortingDecision, PortingFacts } from '../../commands';
import { firstViolation } from '../../refusal';
import type { DisconnectPendingSv } from '../../state';
import { done, identityOf, refused } from '../decision';
import { releaseEvents, releaseIsNotBeforeCustomerDate, senderIsCurrentSp } from '../disconnect';
import { onlyTheseFields } from './fields';

/** N249: the dates of a disconnect that waits; an effective release date that has come takes the number away at once. */
export function modifyDisconnectPending(
  command: Modify,
  sv: DisconnectPendingSv,
  facts: PortingFacts,
): PortingDecision {
  const { disconnect } = sv;
  const customerDisconnectDate = command.customerDisconnectDate ?? disconnect.customerDisconnectDate;
  const effectiveReleaseDate = command.effectiveReleaseDate ?? disconnect.effectiveReleaseDate;
  const violation = firstViolation([
    () => senderIsCurrentSp(command, sv, 'N249'),
    () => onlyTheseFields(command, ['customerDisconnectDate', 'effectiveReleaseDate'], 'N249'),
    () => releaseIsNotBeforeCustomerDate({ customerDisconnectDate, effectiveReleaseDate }),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const same =
    customerDisconnectDate === disconnect.customerDisconnectDate &&
    effectiveReleaseDate === disconnect.effectiveReleaseDate;
  if (same) return done(sv.svId);
  const redated = { ...sv, disconnect: { ...disconnect, customerDisconnectDate, effectiveReleaseDate } };
  return done(
    sv.svId,
    { type: 'SvDisconnectModified', data: { ...identityOf(sv), customerDisconnectDate, effectiveReleaseDate } },
    ...(effectiveReleaseDate > command.now ? [] : releaseEvents(redated, command.now, facts)),
  );
}
