import { formatInstant, type Instant, NPAC, npaNxxOf } from '@openlnp/numbering';
import type { Disconnect, PortingDecision, PortingFacts } from '../commands';
import type { FailedSp } from '../generated/common';
import type { PortingEvent, SvDisconnectRequested } from '../generated/events';
import { firstViolation, type Violation } from '../refusal';
import type { ActiveSv, DisconnectPendingSv, Sv, TnState } from '../state';
import { broadcastStarted } from './broadcast';
import { startOfUtcDay } from './create-rules';
import { done, identityOf, refused } from './decision';
import { disconnected, removalOf } from './resolution';
import { noSuchVersion, statusIsOneOf, versionMeant } from './version';

const DAY = 86_400_000;

type ReleaseFacts = Pick<
  PortingFacts,
  'lsmsTargets' | 'pseudoLrnLsmss' | 'responseWindowMs' | 'clock' | 'retentionEnd'
>;

/**
 * R5-11: at once, the donor is told and the LSMSs remove the number (R5-65.1); with an effective release date that is to come,
 * both wait for it (R5-65.2).
 */
export function decideDisconnect(command: Disconnect, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = versionMeant(command, state, ['active']);
  if (sv === undefined || sv.status === 'old' || sv.status === 'canceled')
    return refused(noSuchVersion(command, 'R5-63', 'an active version'), command);
  const violation = firstViolation([
    () => senderIsCurrentSp(command, sv, 'RN5-10'),
    () => statusIsOneOf(sv, ['active'], { code: 'not_active', rule: 'R5-63' }),
    () => noOtherVersion(sv, state),
    () => releaseIsNotBeforeCustomerDate(command),
    () => dateIsNotAfterToday(command),
  ]);
  if (violation !== undefined) return refused(violation, command);
  if (sv.status !== 'active') throw new Error(`version ${sv.svId} is ${sv.status}, past the rule that says so`);
  return start(command, sv, facts);
}

function start(command: Disconnect, sv: ActiveSv, facts: PortingFacts): PortingDecision {
  const { customerDisconnectDate, effectiveReleaseDate, now, tn } = command;
  const donorSp = facts.codeOf(npaNxxOf(tn))?.spid;
  if (donorSp === undefined) throw new Error(`the code of ${tn} is not open, past the rules that say so`);
  const waits = effectiveReleaseDate !== null && effectiveReleaseDate > now;
  const data: SvDisconnectRequested = {
    ...identityOf(sv),
    customerDisconnectDate,
    donorSp,
    copySvId: facts.nextSvId(),
    effectiveReleaseDate: waits ? effectiveReleaseDate : null,
    retainUntil: facts.retentionEnd(tn, 'old', now),
    failedSps: waits ? lackModification(sv) : [],
  };
  return done(sv.svId, { type: 'SvDisconnectRequested', data }, ...(waits ? [] : removalEvents(sv, now, facts)));
}

/** Whoever calls it off has them again (R5-71.10); a disconnect that failed gives way to the new one. */
const lackModification = ({ failedOperation, failedSps }: ActiveSv): readonly FailedSp[] =>
  failedOperation === 'modify' ? failedSps : [];

/** R5-65.2: the effective release date has come. */
export function releaseEvents(sv: DisconnectPendingSv, now: Instant, facts: ReleaseFacts): PortingEvent[] {
  const { customerDisconnectDate, effectiveReleaseDate, donorSp } = sv.disconnect;
  const data = { ...identityOf(sv), customerDisconnectDate, effectiveReleaseDate, donorSp };
  return [{ type: 'SvReleaseDateReached', data }, ...removalEvents(sv, now, facts)];
}

/** R5-65.4; where there is no LSMS the version is old at once. */
function removalEvents(sv: ActiveSv | DisconnectPendingSv, now: Instant, facts: ReleaseFacts): PortingEvent[] {
  const started = broadcastStarted(sv, removalOf(sv), now, facts, { purpose: 'disconnect' });
  return started.data.targets.length > 0 ? [started] : [started, disconnected(sv, [], now, facts)];
}

export function senderIsCurrentSp(
  { sender }: Pick<Disconnect, 'sender'>,
  { newSp }: Sv,
  rule: string,
): Violation | undefined {
  if (sender === newSp || sender === NPAC) return undefined;
  return { code: 'not_authorized', rule, field: null, expected: 'the current service provider', actual: sender };
}

/** R5-64.1 */
export function noOtherVersion(sv: Sv, { versions }: TnState): Violation | undefined {
  const other = versions.find(({ svId, status }) => svId !== sv.svId && status !== 'old' && status !== 'canceled');
  if (other === undefined) return undefined;
  const expected = 'no other version but canceled or old ones';
  return { code: 'other_version_exists', rule: 'R5-64.1', field: 'tn', expected, actual: other.status };
}

/** RR5-23.2: the number is not taken away before the customer's service has ended. */
export function releaseIsNotBeforeCustomerDate({
  customerDisconnectDate,
  effectiveReleaseDate,
}: Pick<Disconnect, 'customerDisconnectDate' | 'effectiveReleaseDate'>): Violation | undefined {
  if (effectiveReleaseDate === null || effectiveReleaseDate >= customerDisconnectDate) return undefined;
  return {
    code: 'release_date_before_disconnect_date',
    rule: 'RR5-23.2',
    field: 'effectiveReleaseDate',
    expected: `${formatInstant(customerDisconnectDate)} or later`,
    actual: formatInstant(effectiveReleaseDate),
  };
}

/** RR5-23.1, by UTC days as due dates are (AR3-1): a customer whose service ends later needs an effective release date. */
function dateIsNotAfterToday({ customerDisconnectDate, effectiveReleaseDate, now }: Disconnect): Violation | undefined {
  const tomorrow = startOfUtcDay(now) + DAY;
  if (effectiveReleaseDate !== null || customerDisconnectDate < tomorrow) return undefined;
  return {
    code: 'disconnect_date_in_future',
    rule: 'RR5-23.1',
    field: 'customerDisconnectDate',
    expected: `before ${formatInstant(tomorrow)}, or an effective release date`,
    actual: formatInstant(customerDisconnectDate),
  };
}
