import { formatLrn, PSEUDO_LRN } from '@openlnp/numbering';
import type { IntraSpCreate, PortingDecision, PortingFacts } from '../commands';
import { blockingVersion, currentSp, liveVersion } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { Sv, TnState } from '../state';
import { alreadyCreated, dueDateNotInThePast, noVersionInTheWay } from './create-rules';
import { done, refused } from './decision';
import { dueDateNotBeforeFirstUsageEnd, firstUseBy } from './first-usage';
import { timersOf } from './timers';

/** RR5-8: one create makes the version; nobody else is waited for, so no window runs. */
export function decideIntraSpCreate(command: IntraSpCreate, state: TnState, facts: PortingFacts): PortingDecision {
  const blocking = blockingVersion(state);
  const violation = firstViolation([
    () => dueDateNotInThePast(command, 'RR5-6.3'),
    () => dueDateNotBeforeFirstUsageEnd(command, facts),
    () => spHasTheNumber(command, state, facts),
    () => pseudoLrnReplacesNoRoute(command, state),
    () => notCreatedYet(command, blocking),
    () => noVersionInTheWay(command.sender, blocking),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const { tn, sp, dueDate, route } = command;
  const parties = { newSp: sp, oldSp: sp };
  const svId = facts.nextSvId();
  return done(svId, {
    type: 'SvCreated',
    data: {
      ...{ svId, tn, ...parties, lnpType: 'lisp', createdBy: 'new', dueDate, route },
      ...timersOf(parties, false, facts),
      initialWindowEndsAt: null,
      ...{ portingToOriginal: false, authorized: null, causeCode: null, mediumTimer: false },
      pendingRetentionEndsAt: facts.retentionEnd(tn, 'pending', dueDate),
      // Nobody but NPAC personnel can put it into conflict, and they are not bound.
      conflictRestrictedFrom: null,
      firstUse: firstUseBy(command, facts),
    },
  });
}

/** RR5-6.7 for a number that was ported before, RR5-6.9 for one that was not */
function spHasTheNumber({ sp }: IntraSpCreate, state: TnState, facts: PortingFacts): Violation | undefined {
  const holder = currentSp(state, facts);
  if (holder === sp) return undefined;
  const rule = liveVersion(state) === undefined ? 'RR5-6.9' : 'RR5-6.7';
  return { code: 'wrong_old_sp', rule, field: 'sp', expected: holder ?? null, actual: sp };
}

/** N442: LSMSs that do not take pseudo-LRNs would have to let the old route go, and nobody waits for them to do so. */
function pseudoLrnReplacesNoRoute({ route }: IntraSpCreate, state: TnState): Violation | undefined {
  const live = liveVersion(state)?.route?.lrn;
  if (route.lrn !== PSEUDO_LRN || live === undefined || live === PSEUDO_LRN) return undefined;
  const expected = 'a number without a route of its own';
  return { code: 'pseudo_lrn_not_allowed', rule: 'N442', field: 'lrn', expected, actual: `LRN ${formatLrn(live)}` };
}

/** RR5-6.6 */
function notCreatedYet({ sp }: IntraSpCreate, blocking: Sv | undefined): Violation | undefined {
  if (blocking?.status !== 'pending' || blocking.lnpType !== 'lisp' || blocking.newSp !== sp) return undefined;
  return alreadyCreated('RR5-6.6', 'an intra-SP port is created once', blocking.createdAt);
}
