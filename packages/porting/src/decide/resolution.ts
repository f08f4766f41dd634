import type { Instant, Spid } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import type { DownloadContent, FailedSp } from '../generated/common';
import type { PortingEvent } from '../generated/events';
import { liveVersion } from '../queries';
import type { ActivatedVersion, ActivatingSv, DisconnectingSv, OldSv, SendingSv, Sv, TnState } from '../state';
import { identityOf } from './decision';

type RetentionFacts = Pick<PortingFacts, 'retentionEnd'>;

/** R5-59.2, R5-60.12, RR5-68.3: what was live before becomes old. */
export function superseded(
  previous: Sv | undefined,
  bySvId: number,
  now: Instant,
  facts: RetentionFacts,
): PortingEvent[] {
  if (previous === undefined) return [];
  const retainUntil = facts.retentionEnd(previous.tn, 'old', now);
  return [{ type: 'SvSuperseded', data: { ...identityOf(previous), bySvId, retainUntil } }];
}

/** R5-66.3; what was old before is kept no longer for being sent once more. */
export const disconnected = (
  sv: Sv,
  failedSps: readonly FailedSp[],
  now: Instant,
  facts: RetentionFacts,
): PortingEvent => ({
  type: 'SvDisconnected',
  data: {
    ...identityOf(sv),
    failedSps,
    retainUntil: 'ended' in sv && sv.ended !== null ? sv.ended.retainUntil : facts.retentionEnd(sv.tn, 'old', now),
  },
});

/** At least one LSMS has what a version's activation sent, and these have not. */
export function activated(sv: Sv, failedSps: readonly FailedSp[], now: Instant, facts: RetentionFacts): PortingEvent {
  const identity = identityOf(sv);
  // R5-60.11, RR5-68.2
  if (failedSps.length > 0) return { type: 'SvPartiallyFailed', data: { ...identity, failedSps } };
  // R5-59.1
  if (!sv.portingToOriginal) return { type: 'SvActivated', data: identity };
  // RR5-68.2
  const retainUntil = facts.retentionEnd(sv.tn, 'old', now);
  return { type: 'SvPortedToOriginal', data: { ...identity, failedSps, retainUntil } };
}

/**
 * What the end of a broadcast means, once every LSMS has answered or lost its chance (R5-60.9, R5-66.4). The LSMSs that a resend
 * did not wait for stay on the list, unless they succeeded meanwhile.
 */
export function resolved(sv: SendingSv, state: TnState, now: Instant, facts: RetentionFacts): PortingEvent[] {
  const failures = failuresAmong(sv);
  const failedSps = [...sv.leftOut.filter(({ spid }) => !succeeded(sv, spid)), ...failures];
  const anySuccess = sv.answers.some(({ ok }) => ok);
  switch (sv.purpose) {
    case 'activate':
      return [
        anySuccess || sv.firstSuccessAt !== null
          ? activated(sv, failedSps, now, facts)
          : activationFailed(sv, failedSps, state),
      ];
    case 'port_to_original':
      // RR5-21, RR5-68.1: as for a disconnect, what was live stays so until all are through.
      return anySuccess || sv.firstSuccessAt !== null
        ? [...superseded(liveVersion(state), sv.svId, now, facts), activated(sv, failedSps, now, facts)]
        : [activationFailed(sv, failedSps, state)];
    case 'modify':
      // RR5-41.4: whoever failed, the registry's data are new.
      return [{ type: 'SvModified', data: { ...identityOf(sv), failedSps } }];
    case 'disconnect':
      // R5-66.3, R5-68.9: one LSMS is enough.
      return [
        anySuccess || sv.removedAt !== null ? disconnected(sv, failedSps, now, facts) : disconnectFailed(sv, failedSps),
      ];
  }
}

/** In the order of the targets. An LSMS without an answer is one that did not respond. */
function failuresAmong({ answers, broadcast }: SendingSv): readonly FailedSp[] {
  const bySpid = new Map(answers.map((answer) => [answer.spid, answer]));
  return broadcast.targets.flatMap((spid) => {
    const answer = bySpid.get(spid);
    if (answer?.ok) return [];
    return [{ spid, reason: answer === undefined ? 'no_response' : (answer.code ?? 'refused') }];
  });
}

const succeeded = ({ answers }: SendingSv, spid: Spid): boolean => answers.some((a) => a.ok && a.spid === spid);

/** R5-67.1. The removal stands in the log and is applied by whoever reads on, so another download puts the version back (law 5). */
const disconnectFailed = (sv: DisconnectingSv, failedSps: readonly FailedSp[]): PortingEvent => ({
  type: 'SvDisconnectFailed',
  data: { ...identityOf(sv), failedSps, ...restoredBy(sv), download: contentOf(sv) },
});

/** R5-61.1, and likewise another download takes this one back: the previous version as it was, or nothing. */
const activationFailed = (sv: ActivatingSv, failedSps: readonly FailedSp[], state: TnState): PortingEvent => ({
  type: 'SvFailed',
  data: { ...identityOf(sv), failedSps, ...restoredBy(sv), download: currentContent(state, sv) },
});

const restoredBy = ({ broadcast: { number, targets } }: SendingSv) => ({ broadcast: number + 1, targets });

/** What LSMSs should have of a number as the registry has it now: its live version, or nothing of `sv`. */
export function currentContent(state: TnState, sv: ActivatedVersion): DownloadContent {
  const live = liveVersion(state);
  return live === undefined ? removalOf(sv) : contentOf(live);
}

export const contentOf = (sv: ActivatedVersion): DownloadContent => ({
  ...removalOf(sv),
  action: 'activate',
  route: sv.route,
});

export const removalOf = ({ svId, tn, newSp, lnpType, activatedAt }: ActivatedVersion): DownloadContent => ({
  action: 'delete',
  svId,
  tn,
  spid: newSp,
  lnpType,
  route: null,
  activatedAt,
});

/** RR5-21: the LSMSs lose the version that a port to original ends: the live one, or the one that it made old. */
export function removalBy(sv: Pick<Sv, 'svId'>, state: TnState): DownloadContent {
  const isEnded = (other: Sv): other is OldSv => other.status === 'old' && other.supersededBy === sv.svId;
  const routed = liveVersion(state) ?? state.versions.find(isEnded);
  if (routed === undefined) throw new Error(`port to original ${sv.svId} ends no version`);
  return removalOf(routed);
}
