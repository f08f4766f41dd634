import { formatInstant, instant, NPAC, npaNxxOf } from '@openlnp/numbering';
import type { Disconnect, PortingDecision, PortingFacts } from '../commands';
import type { DownloadContent } from '../generated/common';
import type { SvBroadcastStarted, SvDisconnectRequested } from '../generated/events';
import { liveVersion } from '../queries';
import { firstViolation, type Violation } from '../refusal';
import type { ActiveSv, Sv, TnState } from '../state';
import { startOfUtcDay } from './create-rules';
import { done, identityOf, refused } from './decision';
import { disconnected } from './resolution';

const DAY = 86_400_000;

/** R5-11, R5-65.1: the donor is told and the LSMSs remove the number, at once. Effective release dates are not there yet. */
export function decideDisconnect(command: Disconnect, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = liveVersion(state) ?? state.versions.find(({ status }) => status === 'sending');
  if (sv === undefined) return refused(noActiveVersion, command);
  const violation = firstViolation([() => senderIsCurrentSp(command, sv), () => noOtherVersion(sv, state)]);
  if (violation !== undefined) return refused(violation, command);
  if (sv.status !== 'active') return refused(notActive(sv), command);
  const dateViolation = dateIsNotAfterToday(command);
  if (dateViolation !== undefined) return refused(dateViolation, command);
  return start(command, sv, facts);
}

function start({ customerDisconnectDate, now, tn }: Disconnect, sv: ActiveSv, facts: PortingFacts): PortingDecision {
  const donorSp = facts.codeOf(npaNxxOf(tn))?.spid;
  if (donorSp === undefined) throw new Error(`the code of ${tn} is not open, past the rules that say so`);
  const identity = identityOf(sv);
  const requested: SvDisconnectRequested = {
    ...identity,
    customerDisconnectDate,
    donorSp,
    copySvId: facts.nextSvId(),
  };
  const started: SvBroadcastStarted = {
    ...identity,
    broadcast: Math.max(sv.broadcast.number, sv.restoringBroadcast ?? 0) + 1,
    purpose: 'disconnect',
    targets: facts.lsmsTargets(),
    respondBy: instant(now + facts.responseWindowMs),
    supersedes: null,
    download: removalOf(sv),
  };
  return done(
    sv.svId,
    { type: 'SvDisconnectRequested', data: requested },
    { type: 'SvBroadcastStarted', data: started },
    ...(started.targets.length > 0 ? [] : [disconnected(sv, [])]),
  );
}

const removalOf = ({ svId, tn, newSp, lnpType, activatedAt }: ActiveSv): DownloadContent => ({
  action: 'delete',
  svId,
  tn,
  spid: newSp,
  lnpType,
  route: null,
  activatedAt,
});

const noActiveVersion: Violation = {
  code: 'no_such_version',
  rule: 'R5-63',
  field: 'tn',
  expected: 'an active version',
  actual: 'none',
};

/** RN5-10 */
function senderIsCurrentSp({ sender }: Disconnect, { newSp }: Sv): Violation | undefined {
  if (sender === newSp || sender === NPAC) return undefined;
  return {
    code: 'not_authorized',
    rule: 'RN5-10',
    field: null,
    expected: 'the current service provider',
    actual: sender,
  };
}

/** R5-64.1 */
function noOtherVersion(sv: Sv, { versions }: TnState): Violation | undefined {
  const other = versions.find(({ svId, status }) => svId !== sv.svId && status !== 'old');
  if (other === undefined) return undefined;
  const expected = 'no other version but old ones';
  return { code: 'version_exists_in_blocking_status', rule: 'R5-64.1', field: 'tn', expected, actual: other.status };
}

/** R5-63 */
const notActive = ({ status }: Sv): Violation => ({
  code: 'wrong_status',
  rule: 'R5-63',
  field: 'tn',
  expected: 'active',
  actual: status,
});

/** RR5-23.1, by UTC days as due dates are (AR3-1): a later date would have to wait for it, as an effective release date does. */
function dateIsNotAfterToday({ customerDisconnectDate, now }: Disconnect): Violation | undefined {
  const tomorrow = startOfUtcDay(now) + DAY;
  if (customerDisconnectDate < tomorrow) return undefined;
  return {
    code: 'disconnect_date_in_future',
    rule: 'RR5-23.1',
    field: 'customerDisconnectDate',
    expected: `before ${formatInstant(tomorrow)}`,
    actual: formatInstant(customerDisconnectDate),
  };
}
