import type { Modify, PortingDecision, PortingFacts } from '../../commands';
import { wsmscIsSupported } from '../../network-rules';
import { optionalDataIsSupported } from '../../optional-data';
import { firstViolation } from '../../refusal';
import type { ActiveSv, TnState } from '../../state';
import { broadcastStarted, noVersionIsInProgress } from '../broadcast';
import { done, identityOf, refused } from '../decision';
import { senderIsCurrentSp } from '../disconnect';
import { contentOf } from '../resolution';
import { changedRoute, onlyTheseFields } from './fields';
import { lrnMayBecome } from './lrn';

/**
 * R5-36, R5-41: the new route goes to every LSMS; the version as it was stays behind as an old copy, of which no LSMS hears
 * (RR5-46, RR5-47). A request that changes nothing is done with nothing to send.
 */
export function modifyActive(command: Modify, sv: ActiveSv, state: TnState, facts: PortingFacts): PortingDecision {
  const { now, tn } = command;
  const violation = firstViolation([
    () => senderIsCurrentSp(command, sv, 'RR5-11'),
    () => onlyTheseFields(command, ['route'], 'R5-36'),
    () => lrnMayBecome(sv, sv.route, command, 'R5-38.2', facts),
    () => wsmscIsSupported(sv.newSp, command.route, 'R5-38.1', facts),
    () => optionalDataIsSupported(sv.newSp, command.route, facts),
    () => noVersionIsInProgress(state),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const route = sv.route === null ? undefined : changedRoute(sv.route, command.route);
  if (route === undefined) return done(sv.svId);
  const started = broadcastStarted(sv, contentOf({ ...sv, route }), now, facts, { purpose: 'modify' });
  const copySvId = facts.nextSvId();
  const retainUntil = facts.retentionEnd(tn, 'old', now);
  const atOnce = started.data.targets.length === 0;
  return done(
    sv.svId,
    { type: 'SvModifyRequested', data: { ...identityOf(sv), copySvId, route, retainUntil } },
    started,
    ...(atOnce ? [{ type: 'SvModified', data: { ...identityOf(sv), failedSps: [] } } as const] : []),
  );
}
