import { NPAC, type Spid } from '@openlnp/numbering';
import type { Modify, PortingDecision, PortingFacts } from '../../commands';
import { versionById } from '../../queries';
import { firstViolation, type Violation } from '../../refusal';
import type { Sv, SvStatus, TnState } from '../../state';
import { isParty } from '../create-rules';
import { refused } from '../decision';
import { noSuchVersion, statusIsOneOf, versionMeant } from '../version';
import { modifyActive } from './active';
import { modifyPending } from './pending';
import { modifyDisconnectPending } from './release';

/** R5-25: nobody modifies a version in another status. */
const MODIFIABLE = ['pending', 'conflict', 'active', 'disconnect_pending'] as const;

/** R5-8.1: what may be changed depends on the status of the version that is meant (R5-26, R5-35). */
export function decideModify(command: Modify, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = meant(command, state);
  if (sv === undefined) return refused(noSuchVersion(command, 'R5-26', 'a version that can be modified'), command);
  if (sv === 'several') return refused(severalVersions, command);
  const violation = firstViolation([
    () => senderIsParty(command, sv),
    () => statusIsOneOf(sv, MODIFIABLE, { code: 'cannot_be_modified', rule: 'R5-25' }),
    () => statusIsTheOneNamed(command, sv),
  ]);
  if (violation !== undefined) return refused(violation, command);
  switch (sv.status) {
    case 'pending':
    case 'conflict':
      return modifyPending(command, sv, facts);
    case 'active':
      return modifyActive(command, sv, state, facts);
    case 'disconnect_pending':
      return modifyDisconnectPending(command, sv, facts);
    default:
      throw new Error(`version ${sv.svId} is ${sv.status}, past the rule that says so`);
  }
}

function meant(command: Modify, state: TnState): Sv | 'several' | undefined {
  if (command.svId !== null) return versionById(state, command.svId);
  if (command.status !== null) return versionMeant(command, state, [command.status]);
  const own = state.versions.filter((sv) => isParty(command.sender, sv) && !isOver(sv));
  const modifiable = own.filter(({ status }) => isModifiable(status));
  const candidates = modifiable.filter((sv) => mayChange(command.sender, sv));
  if (candidates.length > 1) return 'several';
  return candidates[0] ?? modifiable[0] ?? own.at(-1) ?? versionMeant(command, state, MODIFIABLE);
}

/** RR5-11: what is active, or waits for its disconnect, is the current service provider's alone. */
const mayChange = (sender: Spid, { newSp, status }: Sv): boolean =>
  sender === newSp || sender === NPAC || status === 'pending' || status === 'conflict';

/** R5-29.4, RR5-11: strangers do not learn what there is. */
function senderIsParty({ sender }: Modify, sv: Sv): Violation | undefined {
  if (isParty(sender, sv)) return undefined;
  const expected = 'the new or old service provider';
  const rule = sv.status === 'active' ? 'RR5-11' : 'R5-29.4';
  return { code: 'not_authorized', rule, field: null, expected, actual: sender };
}

/** R5-25, R5-35: it says which version it is about, so that it hits no other. */
const statusIsTheOneNamed = ({ status }: Modify, sv: Sv): Violation | undefined =>
  status === null ? undefined : statusIsOneOf(sv, [status], { code: 'wrong_status', rule: 'R5-25' });

const isOver = ({ status }: Sv): boolean => status === 'old' || status === 'canceled';

const isModifiable = (status: SvStatus): boolean => MODIFIABLE.some((modifiable) => modifiable === status);

const severalVersions = {
  code: 'status_missing',
  rule: 'R5-26',
  field: 'status',
  expected: 'the status of the version, since more than one can be modified',
} as const;
