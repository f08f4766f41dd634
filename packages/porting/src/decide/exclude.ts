import type { Spid } from '@openlnp/numbering';
import type { ExcludeFailedSps, PortingDecision, PortingFacts } from '../commands';
import { versionById } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { ActiveSv, OldSv, PartialFailureSv, Sv, TnState } from '../state';
import { noVersionIsInProgress } from './broadcast';
import { done, nothingToDo, refused } from './decision';
import { takenOffTheList } from './failed-sps';
import { noSuchVersion } from './version';

/** Where the registry keeps what it has whoever lacks it. */
type Excludable = ActiveSv | PartialFailureSv | OldSv;

/**
 * N227 (and N254): LSMSs leave a version's failed-SP list without having caught up, so that one that is gone for good does not
 * keep the version in partial failure for ever. Nothing is sent: an excluded LSMS still finds all of it in the log.
 */
export function decideExcludeFailedSps(
  command: ExcludeFailedSps,
  state: TnState,
  facts: PortingFacts,
): PortingDecision {
  const sv = versionWithList(command, state);
  if (command.ofRange === true && !someOfThemLackIt(command, sv)) return nothingToDo;
  if (sv === undefined) return refused(noSuchVersion(command, 'N227', 'a version with a failed-SP list'), command);
  const violation = firstViolation([
    () => noVersionIsInProgress(state),
    () => someLsmsLacksIt(sv),
    () => someLsmsIsNamed(command, sv),
    () => theseLackIt(command, sv),
  ]);
  if (violation !== undefined) return refused(violation, command);
  if (!isExcludable(sv)) throw new Error(`version ${sv.svId} in ${sv.status}, past the rule that says so`);
  const cleared = spidsOf(sv).filter((spid) => command.lsms.includes(spid));
  return done(sv.svId, ...takenOffTheList(sv, { cleared, excluded: true }, command.now, facts));
}

/** As for a resend: by its id; else the latest with a failed-SP list, whether it can be shortened or not; else the latest. */
const versionWithList = ({ svId }: ExcludeFailedSps, state: TnState): Sv | undefined =>
  svId !== null ? versionById(state, svId) : (state.versions.findLast(hasList) ?? state.versions.at(-1));

const hasList = (sv: Sv): boolean => spidsOf(sv).length > 0 || wasPutBack(sv);

const isExcludable = (sv: Sv): sv is Excludable =>
  (sv.status === 'active' || sv.status === 'partial_failure' || sv.status === 'old') && !wasPutBack(sv);

/** What no LSMS took: were all of them excluded, an activation or a removal would count that nobody has. */
const wasPutBack = (sv: Sv): boolean => sv.status === 'failed' || wasNotDisconnected(sv);

const wasNotDisconnected = (sv: Sv): boolean => sv.status === 'active' && sv.failedOperation === 'disconnect';

const spidsOf = (sv: Sv): readonly Spid[] => (isExcludable(sv) ? sv.failedSps.map(({ spid }) => spid) : []);

function someLsmsLacksIt(sv: Sv): Violation | undefined {
  if (spidsOf(sv).length > 0) return undefined;
  const expected = 'LSMSs that lack what the registry has';
  const actual = wasNotDisconnected(sv) ? 'a disconnect that no LSMS took' : sv.status;
  return { code: 'no_failed_lsms', rule: 'N227', field: 'tn', expected, actual };
}

function someLsmsIsNamed({ lsms }: ExcludeFailedSps, sv: Sv): Violation | undefined {
  if (lsms.length > 0) return undefined;
  return { code: 'no_lsms_named', rule: 'N227', field: 'lsms', expected: spidsOf(sv).join(', '), actual: 'none' };
}

const someOfThemLackIt = ({ lsms, svId }: ExcludeFailedSps, sv: Sv | undefined): boolean =>
  sv === undefined ? svId !== null : spidsOf(sv).some((spid) => lsms.includes(spid));

/** The lists of a range's numbers differ. */
function theseLackIt({ lsms, ofRange = false }: ExcludeFailedSps, sv: Sv): Violation | undefined {
  const listed = spidsOf(sv);
  const actual = lsms.find((spid) => !listed.includes(spid));
  if (actual === undefined || ofRange) return undefined;
  return { code: 'lsms_not_failed', rule: 'N227', field: 'lsms', expected: listed.join(', '), actual };
}
