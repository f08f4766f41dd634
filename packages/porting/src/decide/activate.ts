import { formatInstant, formatLrn, type Instant, NPAC, PSEUDO_LRN } from '@openlnp/numbering';
import type { Activate, PortingDecision, PortingFacts } from '../commands';
import type { DownloadContent } from '../generated/common';
import { liveVersion } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { PendingSv, Sv, TnState } from '../state';
import { broadcastStarted, noVersionIsInProgress } from './broadcast';
import { done, refused } from './decision';
import { firstUsageWindowIsOver } from './first-usage';
import { activated, removalBy, superseded } from './resolution';
import { noSuchVersion, statusIsOneOf, versionMeant } from './version';

/** R5-9, R5-57.1, R5-57.2: one download for all LSMSs; the version has its outcome at once where there is no LSMS. */
export function decideActivate(command: Activate, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = versionMeant(command, state, ['pending']);
  if (sv === undefined) return refused(noSuchVersion(command, 'R5-51.1', 'a pending version'), command);
  const violation = firstViolation([
    () => senderIsNewSp(command, sv),
    () => notInConflict(sv),
    () => statusIsOneOf(sv, ['pending'], { code: 'not_pending', rule: 'R5-52' }),
    () => newSpHasCreated(sv),
    () => oldSpHasConcurred(sv),
    () => dueDateIsReached(command, sv),
    () => firstUsageWindowIsOver(command, facts),
    () => lrnStillBelongsToNewSp(sv, facts),
    () => noVersionIsInProgress(state),
  ]);
  if (violation !== undefined) return refused(violation, command);
  if (sv.status !== 'pending') throw new Error(`version ${sv.svId} is ${sv.status}, past the rule that says so`);
  return start(command, sv, state, facts);
}

function start({ now }: Activate, sv: PendingSv, state: TnState, facts: PortingFacts): PortingDecision {
  const live = liveVersion(state);
  const started = broadcastStarted(sv, downloadOf(sv, state, now), now, facts, {
    purpose: sv.portingToOriginal ? 'port_to_original' : 'activate',
    supersedes: live?.svId ?? null,
  });
  const atOnce = started.data.targets.length === 0;
  const outcome = atOnce ? [...superseded(live, sv.svId, now, facts), activated(sv, [], now, facts)] : [];
  return done(sv.svId, started, ...outcome);
}

/** RR5-21: a port to original takes away what is live, as a disconnect does. */
function downloadOf(sv: PendingSv, state: TnState, activatedAt: Instant): DownloadContent {
  if (sv.portingToOriginal) return removalBy(sv, state);
  const { svId, tn, newSp: spid, lnpType } = sv;
  return { action: 'activate', svId, tn, spid, lnpType, route: sv.newSide?.route ?? null, activatedAt };
}

/** R5-51.1: the new service provider, or NPAC personnel on its behalf */
function senderIsNewSp({ sender }: Activate, { newSp }: Sv): Violation | undefined {
  if (sender === newSp || sender === NPAC) return undefined;
  const expected = 'the new service provider';
  return { code: 'not_authorized', rule: 'R5-51.1', field: null, expected, actual: sender };
}

/** R5-10.2 */
function notInConflict({ status }: Sv): Violation | undefined {
  if (status !== 'conflict') return undefined;
  return { code: 'in_conflict', rule: 'R5-10.2', field: 'tn', expected: 'pending', actual: status };
}

/** R5-53.1, the version's half */
function newSpHasCreated({ newSide }: Sv): Violation | undefined {
  if (newSide !== null) return undefined;
  return { code: 'new_sp_create_missing', rule: 'R5-53.1', field: 'tn' };
}

/** R5-23.5, R5-23.6: agreed, or silent until the final concurrence window was over; an intra-SP port has no old side. */
function oldSpHasConcurred(sv: Sv): Violation | undefined {
  if (sv.oldSide !== null || sv.lnpType === 'lisp') return undefined;
  const window = sv.status === 'pending' ? sv.window : null;
  if (window?.phase === 'over') return undefined;
  const expected = 'concurrence, or the end of the final concurrence window';
  const actual = window === null ? null : `${window.phase} window until ${formatInstant(window.endsAt)}`;
  return { code: 'old_sp_concurrence_missing', rule: 'R5-23.6', field: 'tn', expected, actual };
}

/** R5-53.3, as an instant: a due date at midnight UTC is reached when its day begins. */
function dueDateIsReached({ now }: Activate, { newSide }: Sv): Violation | undefined {
  if (newSide === null || now >= newSide.dueDate) return undefined;
  const expected = `${formatInstant(newSide.dueDate)} or later`;
  return { code: 'due_date_not_reached', rule: 'R5-53.3', field: null, expected, actual: formatInstant(now) };
}

/** R5-18.6 once more: the LRN may have gone since the create; a port to original has none. */
function lrnStillBelongsToNewSp({ newSide, newSp }: Sv, facts: PortingFacts): Violation | undefined {
  const lrn = newSide?.route?.lrn;
  if (lrn === undefined) return undefined;
  if (lrn === PSEUDO_LRN ? facts.supports(newSp, 'pseudo_lrn') : facts.lrnOwner(lrn) === newSp) return undefined;
  const expected = `LRN ${formatLrn(lrn)} of ${newSp}`;
  const actual = facts.lrnOwner(lrn) ?? 'not registered';
  return { code: 'network_data_not_ready', rule: 'R5-18.6', field: 'lrn', expected, actual };
}
