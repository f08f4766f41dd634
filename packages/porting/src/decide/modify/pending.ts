import { type Instant, NPAC } from '@openlnp/numbering';
import type { Modify, PortingDecision, PortingFacts } from '../../commands';
import { modified } from '../../evolve/creation';
import type { PortingEvent, SvPendingModified } from '../../generated/events';
import { dueDateNotBeforeCodeIsEffective, wsmscIsSupported } from '../../network-rules';
import { optionalDataIsSupported } from '../../optional-data';
import { firstViolation, type Rule, type Violation } from '../../refusal';
import type { ConflictSv, PendingSv, Side } from '../../state';
import { conflictBy, conflictRules, conflictSet } from '../conflict';
import { causeCodeGoesWithDenial, dueDateNotInThePast } from '../create-rules';
import { done, identityOf, refused } from '../decision';
import { dueDateNotBeforeFirstUsageEnd } from '../first-usage';
import { conflictRestrictedFrom, supportsMedium, timersOf } from '../timers';
import { sideOf } from '../version';
import { changedRoute, changesRoute, type ModifiableField, onlyTheseFields } from './fields';
import { lrnMayBecome } from './lrn';

type Waiting = PendingSv | ConflictSv;

/** R5-27.1, R5-27.3: each side changes its own half. The old service provider's denial puts it into conflict (R5-27.4). */
export function modifyPending(command: Modify, sv: Waiting, facts: PortingFacts): PortingDecision {
  const side = sideMeant(command, sv);
  if (side === undefined) return refused(sideMissing, command);
  const denied = isDenial(command, sv);
  const violation = firstViolation([
    () => sideHasCreated(side, sv),
    () => onlyTheseFields(command, fieldsOf(side, sv), ruleOf(side, sv)),
    ...dueDateRules(command, facts),
    () => lrnMayBecome(sv, sv.newSide?.route ?? null, command, 'R5-29.3', facts),
    () => wsmscIsSupported(sv.newSp, command.route, 'R5-29.1', facts),
    () => optionalDataIsSupported(sv.newSp, command.route, facts),
    () => causeCodeGoesWithDenial(command, sv.oldSide, 'R5-29.5'),
    () => mediumIsSupported(command, sv, facts),
    ...(denied ? conflictRules(sv, command, command.causeCode) : []),
  ]);
  if (violation !== undefined) return refused(violation, command);
  const data = changesOf(command, sv, side, facts);
  const events: PortingEvent[] = data === undefined ? [] : [{ type: 'SvPendingModified', data }];
  if (denied && sv.status === 'pending' && command.causeCode !== null) {
    // By the timers that it has from now on.
    const denying = data === undefined ? sv : modified(sv, data, command.now);
    events.push(conflictSet(denying, conflictBy(command.sender), command.causeCode, command.now, facts));
  }
  return done(sv.svId, ...events);
}

/** R5-27.4: what was authorized no longer is; of a version that is in conflict anyway, that is the reason from now on. */
const isDenial = ({ authorized }: Modify, { oldSide }: Waiting): boolean =>
  authorized === false && oldSide?.authorized === true;

/** What really changes; undefined when nothing does. */
function changesOf(command: Modify, sv: Waiting, side: Side, facts: PortingFacts): SvPendingModified | undefined {
  const half = side === 'new' ? sv.newSide : sv.oldSide;
  const route = sv.newSide?.route == null ? undefined : changedRoute(sv.newSide.route, command.route);
  const changed = <T>(value: T | null, before: T | null | undefined): T | null => (value === before ? null : value);
  const data = {
    dueDate: changed(command.dueDate, half?.dueDate),
    route: route ?? null,
    authorized: changed(command.authorized, sv.oldSide?.authorized),
    causeCode: changed(command.causeCode, sv.oldSide?.causeCode),
    mediumTimer: changed(command.mediumTimer, half?.mediumTimer),
  };
  if (Object.values(data).every((value) => value === null)) return undefined;
  const timers = timersAfter(sv, side, data.mediumTimer, facts);
  const newDueDate = side === 'new' ? data.dueDate : null;
  return {
    ...identityOf(sv),
    by: side,
    npac: command.sender === NPAC,
    ...data,
    ...(timers ?? { timerType: null, businessType: null }),
    pendingRetentionEndsAt: retentionAfter(sv, side, data.dueDate, facts),
    conflictRestrictedFrom:
      newDueDate === null && timers === undefined
        ? sv.conflictRestrictedFrom
        : conflictRestrictedFrom(sv.tn, newDueDate ?? sv.newSide?.dueDate ?? null, timers ?? sv, facts),
  };
}

/**
 * N441: whoever takes its indicator back ends the medium timers of the version; they begin when all who have created ask for them.
 * Windows that run keep their stored end. Undefined while the timers stay.
 */
function timersAfter(sv: Waiting, side: Side, mediumTimer: boolean | null, facts: PortingFacts) {
  if (mediumTimer === null) return undefined;
  const other = side === 'new' ? sv.oldSide : sv.newSide;
  const medium = mediumTimer && (other?.mediumTimer ?? true);
  return medium === (sv.timerType === 'medium') ? undefined : timersOf(sv, medium, facts);
}

/** RR5-1.4: the new service provider's due date counts; the old one's while there is no other. */
function retentionAfter(sv: Waiting, side: Side, dueDate: Instant | null, facts: PortingFacts): Instant | null {
  if (dueDate === null || (side === 'old' && sv.newSide !== null)) return null;
  return facts.retentionEnd(sv.tn, 'pending', dueDate);
}

/** NPAC personnel say whose data they change, unless the fields do. */
function sideMeant(command: Modify, sv: Waiting): Side | undefined {
  if (command.sender !== NPAC || command.side !== null) return sideOf(command, sv, command.side);
  if (command.authorized !== null || command.causeCode !== null) return 'old';
  if (changesRoute(command) || sv.lnpType === 'lisp') return 'new';
  return undefined;
}

/** R5-8.1 */
const sideMissing: Violation = { code: 'side_missing', rule: 'R5-8.1', field: 'side', expected: 'new or old' };

function sideHasCreated(side: Side, { newSide, oldSide }: Waiting): Violation | undefined {
  if (side === 'new') {
    return newSide === null ? { code: 'new_sp_create_missing', rule: 'R5-27.1', field: 'tn' } : undefined;
  }
  return oldSide === null ? { code: 'old_sp_create_missing', rule: 'R5-27.3', field: 'tn' } : undefined;
}

function ruleOf(side: Side, { portingToOriginal }: Waiting): string {
  if (side === 'old') return 'R5-27.3';
  return portingToOriginal ? 'R5-27.2' : 'R5-27.1';
}

/** R5-27.1, R5-27.2, R5-27.3; an intra-SP port has no windows to shorten (N441). */
function fieldsOf(side: Side, sv: Waiting): readonly ModifiableField[] {
  if (side === 'old') return ['dueDate', 'authorized', 'causeCode', 'mediumTimer'];
  if (sv.lnpType === 'lisp') return ['dueDate', 'route'];
  return sv.portingToOriginal ? ['dueDate', 'mediumTimer'] : ['dueDate', 'route', 'mediumTimer'];
}

function dueDateRules({ dueDate, now, tn }: Modify, facts: PortingFacts): readonly Rule[] {
  if (dueDate === null) return [];
  return [
    () => dueDateNotInThePast({ dueDate, now }, 'R5-29.2'),
    () => dueDateNotBeforeFirstUsageEnd({ tn, dueDate, now }, facts),
    () => dueDateNotBeforeCodeIsEffective({ tn, dueDate }, 'RR5-54', facts),
  ];
}

/** N441 */
function mediumIsSupported({ mediumTimer }: Modify, sv: Waiting, facts: PortingFacts): Violation | undefined {
  if (mediumTimer !== true || supportsMedium(sv, facts)) return undefined;
  const expected = 'medium timers in the profiles of both service providers';
  return { code: 'medium_timers_not_supported', rule: 'N441', field: 'mediumTimer', expected };
}
