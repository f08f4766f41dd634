import { formatInstant } from '@openlnp/numbering';
import type { NewSpCreate, OldSpCreate, PortingDecision, PortingFacts } from '../commands';
import { blockingVersion, currentSp, liveVersion } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { PendingSv, Sv, TnState } from '../state';
import { alreadyCreated, dueDateNotInThePast, isParty, noVersionInTheWay } from './create-rules';
import { done, identityOf, refused } from './decision';
import { initialWindow } from './timers';

type Create = NewSpCreate | OldSpCreate;

/** R5-7: either side may come first; the other side's matching create joins the same version. */
export function decideCreate(command: Create, state: TnState, facts: PortingFacts): PortingDecision {
  const blocking = blockingVersion(state);
  return blocking?.status === 'pending' && blocking.lnpType === 'lspp'
    ? secondCreate(command, blocking)
    : firstCreate(command, blocking, state, facts);
}

/** R5-20.5, R5-21.6 */
function firstCreate(command: Create, blocking: Sv | undefined, state: TnState, facts: PortingFacts): PortingDecision {
  const violation = firstViolation([
    () => dueDateNotInThePast(command, 'R5-18.3'),
    () => oldSpHasTheNumber(command, state, facts),
    () => noVersionInTheWay(command.sender, blocking),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const { tn, newSp, oldSp, dueDate } = command;
  const svId = facts.nextSvId();
  const data = { svId, tn, newSp, oldSp, lnpType: 'lspp', createdBy: sideOf(command), dueDate } as const;
  return done(svId, {
    type: 'SvCreated',
    data: { ...data, route: routeOf(command), ...initialWindow(command, facts) },
  });
}

/** R5-20.4 */
function secondCreate(command: Create, pending: PendingSv): PortingDecision {
  const violation = firstViolation([
    () => serviceProvidersMatchFirstCreate(command, pending),
    () => sideHasNotCreated(command, pending),
    () => dueDateNotInThePast(command, 'R5-18.3'),
    () => dueDatesMatch(command, pending),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const data = { ...identityOf(pending), by: sideOf(command), dueDate: command.dueDate, route: routeOf(command) };
  return done(pending.svId, { type: 'SvSecondCreateReceived', data });
}

const sideOf = (command: Create): 'new' | 'old' => (command.type === 'NewSpCreate' ? 'new' : 'old');

const routeOf = (command: Create) => (command.type === 'NewSpCreate' ? command.route : null);

/** R5-19.1 for a number that was ported before, R5-19.2 for one that was not */
function oldSpHasTheNumber({ oldSp }: Create, state: TnState, facts: PortingFacts): Violation | undefined {
  const holder = currentSp(state, facts);
  if (holder === oldSp) return undefined;
  const rule = liveVersion(state) === undefined ? 'R5-19.2' : 'R5-19.1';
  return { code: 'wrong_old_sp', rule, field: 'oldSp', expected: holder ?? null, actual: oldSp };
}

/** R5-18.9 */
function serviceProvidersMatchFirstCreate(command: Create, pending: PendingSv): Violation | undefined {
  const field = command.newSp !== pending.newSp ? 'newSp' : 'oldSp';
  if (command[field] === pending[field]) return undefined;
  const expected = isParty(command.sender, pending) ? pending[field] : null;
  return { code: 'mismatch_with_first_create', rule: 'R5-18.9', field, expected, actual: command[field] };
}

/** R5-18.8 */
function sideHasNotCreated(command: Create, pending: PendingSv): Violation | undefined {
  const side = command.type === 'NewSpCreate' ? pending.newSide : pending.oldSide;
  if (side === null) return undefined;
  return alreadyCreated('R5-18.8', `the ${sideOf(command)} service provider creates once`, side.createdAt);
}

/** R5-18.2 */
function dueDatesMatch({ dueDate }: Create, { newSide, oldSide }: PendingSv): Violation | undefined {
  const first = newSide ?? oldSide;
  if (first === null || dueDate === first.dueDate) return undefined;
  return {
    code: 'mismatch_with_first_create',
    rule: 'R5-18.2',
    field: 'dueDate',
    expected: formatInstant(first.dueDate),
    actual: formatInstant(dueDate),
  };
}
