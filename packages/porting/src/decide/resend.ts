import type { Spid } from '@openlnp/numbering';
import type { PortingDecision, PortingFacts, Resend } from '../commands';
import type { DownloadContent, FailedSp } from '../generated/common';
import type { SvBroadcastStarted } from '../generated/events';
import { liveVersion, versionById } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { ActiveSv, FailedSv, OldSv, PartialFailureSv, Sv, TnState } from '../state';
import { broadcastStarted, noVersionIsInProgress } from './broadcast';
import { done, nothingToDo, refused } from './decision';
import { noOtherVersion } from './disconnect';
import { contentOf, currentContent, removalBy, removalOf } from './resolution';
import { noSuchVersion } from './version';

/** What may have a failed-SP list to send again. */
type Resendable = ActiveSv | PartialFailureSv | FailedSv | OldSv;

/**
 * RR5-38.4 to RR5-38.10: the last operation of a version goes once more to LSMSs on its failed-SP list. All LSMSs read the same
 * log, so those that have it already apply it again, which changes nothing; only the named ones are waited for.
 */
export function decideResend(command: Resend, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = versionToResend(command, state);
  if (command.ofRange === true && !someOfThemFailed(command, sv)) return nothingToDo;
  if (sv === undefined)
    return refused(noSuchVersion(command, 'RR5-38.1.1', 'a version with a failed-SP list'), command);
  const violation = firstViolation([
    () => noVersionIsInProgress(state),
    () => someLsmsHasFailed(sv),
    () => noDisconnectIsWaiting(state),
    () => (endsTheLiveVersion(sv) ? noOtherVersion(sv, state) : undefined),
    () => someLsmsIsNamed(command, sv),
    () => theseHaveFailed(command, sv),
  ]);
  if (violation !== undefined) return refused(violation, command);
  if (!isResendable(sv)) throw new Error(`version ${sv.svId} in ${sv.status}, past the rule that says so`);
  const { purpose, download } = lastOperation(sv, state);
  const targets = failedSpids(sv).filter((spid) => command.lsms.includes(spid));
  const supersedes = sv.status === 'failed' ? (liveVersion(state)?.svId ?? null) : null;
  const started = { purpose, targets, supersedes, resend: true } as const;
  return done(sv.svId, broadcastStarted(sv, download, command.now, facts, started));
}

/** RR5-38.1.1: by its id; else the latest with a failed-SP list; else the latest. */
const versionToResend = ({ svId }: Resend, state: TnState): Sv | undefined =>
  svId !== null
    ? versionById(state, svId)
    : (state.versions.findLast((sv) => failedSpids(sv).length > 0) ?? state.versions.at(-1));

/** A version that waits for its disconnect has nothing to resend until that is called off: only its date sends it. */
const isResendable = (sv: Sv): sv is Resendable =>
  sv.status === 'active' || sv.status === 'partial_failure' || sv.status === 'failed' || sv.status === 'old';

/** A disconnect that failed everywhere, sent again, is a disconnect: nothing may hang on the version (R5-64.1). */
const endsTheLiveVersion = (sv: Sv): boolean => sv.status === 'active' && sv.failedOperation === 'disconnect';

const failedSpids = (sv: Sv): readonly Spid[] =>
  isResendable(sv) ? sv.failedSps.map(({ spid }: FailedSp) => spid) : [];

function lastOperation(
  sv: Resendable,
  state: TnState,
): { readonly purpose: SvBroadcastStarted['purpose']; readonly download: DownloadContent } {
  switch (sv.status) {
    case 'failed':
    case 'partial_failure':
      return sv.portingToOriginal
        ? { purpose: 'port_to_original', download: removalBy(sv, state) }
        : { purpose: 'activate', download: contentOf(sv) };
    case 'active':
      return sv.failedOperation === 'disconnect'
        ? { purpose: 'disconnect', download: removalOf(sv) }
        : { purpose: 'modify', download: contentOf(sv) };
    case 'old':
      // The number may have got another version since: then it is that which the LSMSs should have by now.
      return { purpose: 'disconnect', download: currentContent(state, sv) };
  }
}

/** R5-65.2: its release date may come while LSMSs answer, and only one version of a number is sent at a time. */
function noDisconnectIsWaiting({ versions }: TnState): Violation | undefined {
  if (versions.every(({ status }) => status !== 'disconnect_pending')) return undefined;
  const expected = 'no version that waits for its disconnect';
  return { code: 'other_version_exists', rule: 'R5-65.2', field: 'tn', expected, actual: 'disconnect_pending' };
}

/** RR5-38.3 */
function someLsmsHasFailed(sv: Sv): Violation | undefined {
  if (failedSpids(sv).length > 0) return undefined;
  return { code: 'no_failed_lsms', rule: 'RR5-38.3', field: 'tn', expected: 'a failed-SP list', actual: sv.status };
}

/** RR5-38.2 */
function someLsmsIsNamed({ lsms }: Resend, sv: Sv): Violation | undefined {
  if (lsms.length > 0) return undefined;
  const expected = failedSpids(sv).join(', ');
  return { code: 'no_lsms_named', rule: 'RR5-38.2', field: 'lsms', expected, actual: 'none' };
}

/** A version that is named and is not there is an error of its own. */
const someOfThemFailed = ({ lsms, svId }: Resend, sv: Sv | undefined): boolean =>
  sv === undefined ? svId !== null : failedSpids(sv).some((spid) => lsms.includes(spid));

/** RR5-38.2; the lists of a range's numbers differ. */
function theseHaveFailed({ lsms, ofRange = false }: Resend, sv: Sv): Violation | undefined {
  const failed = failedSpids(sv);
  const actual = lsms.find((spid) => !failed.includes(spid));
  if (actual === undefined || ofRange) return undefined;
  return { code: 'lsms_not_failed', rule: 'RR5-38.2', field: 'lsms', expected: failed.join(', '), actual };
}
