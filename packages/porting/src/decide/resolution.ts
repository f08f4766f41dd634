import type { DownloadContent, FailedSp } from '../generated/common';
import type { PortingEvent } from '../generated/events';
import { type LiveSv, liveVersion } from '../queries';
import type { ActivatingSv, ActiveSv, DisconnectingSv, SendingSv, Sv, TnState } from '../state';
import { identityOf } from './decision';

/** R5-59.2, R5-60.12: at the first LSMS's success the version that was live before becomes old. */
export function superseded(previous: Sv | undefined, bySvId: number): PortingEvent[] {
  return previous === undefined ? [] : [{ type: 'SvSuperseded', data: { ...identityOf(previous), bySvId } }];
}

export const succeeded = (data: ReturnType<typeof identityOf>): PortingEvent => ({ type: 'SvActivated', data });

export const disconnected = (sv: ActiveSv | DisconnectingSv, failedSps: readonly FailedSp[]): PortingEvent => ({
  type: 'SvDisconnected',
  data: { ...identityOf(sv), failedSps },
});

/** What the end of a broadcast means, once every LSMS has answered or lost its chance (R5-60.9, R5-66.4). */
export const resolved = (sv: SendingSv, failedSps: readonly FailedSp[], state: TnState): PortingEvent =>
  sv.purpose === 'activate' ? activationResolved(sv, failedSps, state) : disconnectResolved(sv, failedSps);

/** R5-66.3, R5-67.1: one LSMS is enough; where none took the removal, another download puts the version back (law 5). */
function disconnectResolved(sv: DisconnectingSv, failedSps: readonly FailedSp[]): PortingEvent {
  const { number, targets } = sv.broadcast;
  if (failedSps.length < targets.length) return disconnected(sv, failedSps);
  return {
    type: 'SvDisconnectFailed',
    data: { ...identityOf(sv), failedSps, broadcast: number + 1, targets, download: contentOf(sv) },
  };
}

function activationResolved(sv: ActivatingSv, failedSps: readonly FailedSp[], state: TnState): PortingEvent {
  const identity = identityOf(sv);
  // R5-59.1
  if (failedSps.length === 0) return succeeded(identity);
  // R5-60.11
  if (failedSps.length < sv.broadcast.targets.length) {
    return { type: 'SvPartiallyFailed', data: { ...identity, failedSps } };
  }
  // R5-61.1. The download stands in the log and is applied by whoever reads on, so another one takes it back (law 5).
  return {
    type: 'SvFailed',
    data: {
      ...identity,
      failedSps,
      broadcast: sv.broadcast.number + 1,
      targets: sv.broadcast.targets,
      download: restoring(sv, state),
    },
  };
}

/** Puts back what is live while no LSMS has the new version: the previous version as it was, or nothing. */
function restoring(failed: ActivatingSv, state: TnState): DownloadContent {
  const previous = liveVersion(state);
  return previous === undefined ? { ...contentOf(failed), action: 'delete', route: null } : contentOf(previous);
}

const contentOf = ({ svId, tn, newSp, lnpType, route, activatedAt }: LiveSv): DownloadContent => ({
  action: 'activate',
  svId,
  tn,
  spid: newSp,
  lnpType,
  route,
  activatedAt,
});
