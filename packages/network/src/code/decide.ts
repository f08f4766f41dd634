import { formatNpaNxx } from '@openlnp/numbering';
import {
  decideBy,
  type NetworkDecision,
  type NetworkFacts,
  npaIsInRegion,
  ownerExists,
  senderIsOwner,
  type Violation,
} from '../decision';
import type { NpaNxxCreate } from './commands';
import type { CodeState } from './state';

/** RX3-1.1.1 by its owner, R3-3 by NPAC personnel; RX3-1.1.2 lets the effective date be any. */
export function decideCode(command: NpaNxxCreate, state: CodeState, facts: NetworkFacts): NetworkDecision {
  const { spid, npaNxx, effectiveAt } = command;
  if (npaNxx !== state.npaNxx) throw new Error(`a command for ${npaNxx} met the state of ${state.npaNxx}`);
  return decideBy(
    [
      () => senderIsOwner(command, 'RX3-1.1.1'),
      () => ownerExists(command, facts),
      () => npaIsInRegion(npaNxx, 'npaNxx', facts),
      () => codeIsNew(state),
    ],
    { type: 'NpaNxxCreated', data: { npaNxx, spid, effectiveAt } },
  );
}

/** RR4-5, RR4-6 */
function codeIsNew(state: CodeState): Violation | undefined {
  if (state.status === 'absent') return undefined;
  const actual = `${formatNpaNxx(state.npaNxx)} of ${state.spid}`;
  return { code: 'already_exists', rule: 'RR4-6', field: 'npaNxx', expected: 'a code that is not open yet', actual };
}
