import { formatInstant, formatLrn, instant, NPAC } from '@openlnp/numbering';
import type { Activate, PortingDecision, PortingFacts } from '../commands';
import type { SvBroadcastStarted } from '../generated/events';
import { liveVersion } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { Sv, TnState } from '../state';
import { done, identityOf, refused } from './decision';
import { succeeded, superseded } from './resolution';

/** R5-9, R5-57.1, R5-57.2: one download for all LSMSs; the version is active at once where there is no LSMS. */
export function decideActivate(command: Activate, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = versionMeant(state);
  if (sv === undefined) return refused(noSuchVersion, command);
  const violation = firstViolation([
    () => senderIsNewSp(command, sv),
    () => versionIsPending(sv),
    () => newSpHasCreated(sv),
    () => oldSpHasConcurred(sv),
    () => dueDateIsReached(command, sv),
    () => lrnStillBelongsToNewSp(sv, facts),
    () => noVersionIsInProgress(state),
  ]);
  return violation === undefined ? start(command, sv, state, facts) : refused(violation, command);
}

function start(command: Activate, sv: Sv, state: TnState, facts: PortingFacts): PortingDecision {
  if (sv.newSide === null) throw new Error(`version ${sv.svId} has no route to send`);
  const identity = identityOf(sv);
  const live = liveVersion(state);
  const { svId, tn, newSp: spid } = identity;
  const { lnpType } = sv;
  const data: SvBroadcastStarted = {
    ...identity,
    broadcast: 1,
    purpose: 'activate',
    targets: facts.lsmsTargets(),
    respondBy: instant(command.now + facts.responseWindowMs),
    supersedes: live?.svId ?? null,
    download: { action: 'activate', svId, tn, spid, lnpType, route: sv.newSide.route, activatedAt: command.now },
  };
  const events = data.targets.length > 0 ? [] : [...superseded(live, svId), succeeded(identity)];
  return done(svId, { type: 'SvBroadcastStarted', data }, ...events);
}

/** R5-51.1 by number: the pending version; without one, whichever tells best why there is nothing to activate. */
const versionMeant = ({ versions }: TnState): Sv | undefined =>
  versions.find((sv) => sv.status === 'pending') ?? versions.findLast((sv) => sv.status !== 'old') ?? versions.at(-1);

const noSuchVersion: Violation = {
  code: 'no_such_version',
  rule: 'R5-51.1',
  field: 'tn',
  expected: 'a pending version',
  actual: 'none',
};

/** R5-51.1: the new service provider, or NPAC personnel on its behalf */
function senderIsNewSp({ sender }: Activate, { newSp }: Sv): Violation | undefined {
  if (sender === newSp || sender === NPAC) return undefined;
  const expected = 'the new service provider';
  return { code: 'not_authorized', rule: 'R5-51.1', field: null, expected, actual: sender };
}

/** R5-52 */
function versionIsPending({ status }: Sv): Violation | undefined {
  if (status === 'pending') return undefined;
  return { code: 'wrong_status', rule: 'R5-52', field: 'tn', expected: 'pending', actual: status };
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

/** R5-18.6 once more: the LRN may have gone since the create. */
function lrnStillBelongsToNewSp({ newSide, newSp }: Sv, facts: PortingFacts): Violation | undefined {
  if (newSide === null) return undefined;
  const { lrn } = newSide.route;
  if (facts.lrnOwner(lrn) === newSp) return undefined;
  const expected = `LRN ${formatLrn(lrn)} of ${newSp}`;
  const actual = facts.lrnOwner(lrn) ?? 'not registered';
  return { code: 'network_data_not_ready', rule: 'R5-18.6', field: 'lrn', expected, actual };
}

/** What is being sent must arrive before the next download of the number may follow. */
function noVersionIsInProgress(state: TnState): Violation | undefined {
  if (!state.versions.some((sv) => sv.status === 'sending')) return undefined;
  return { code: 'version_in_progress', rule: null, field: 'tn', expected: 'no version in sending', actual: 'sending' };
}
