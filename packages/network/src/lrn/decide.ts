import { formatLrn, type Lrn, type NpaNxx } from '@openlnp/numbering';
import {
  decideBy,
  type NetworkDecision,
  type NetworkFacts,
  npaIsInRegion,
  ownerExists,
  senderIsOwner,
  type Violation,
} from '../decision';
import type { LrnCreate } from './commands';
import type { LrnState } from './state';

/** RX3-1.2 by its owner, RR3-4 by NPAC personnel. Its NPA-NXX need not be open for porting, nor its owner's. */
export function decideLrn(command: LrnCreate, state: LrnState, facts: NetworkFacts): NetworkDecision {
  const { spid, lrn } = command;
  if (lrn !== state.lrn) throw new Error(`a command for ${lrn} met the state of ${state.lrn}`);
  return decideBy(
    [
      () => senderIsOwner(command, 'RX3-1.2'),
      () => ownerExists(command, facts),
      () => npaIsInRegion(codeOf(lrn), 'lrn', facts),
      () => lrnIsNew(state),
    ],
    { type: 'LrnCreated', data: { lrn, spid } },
  );
}

/** An LRN has the form of a telephone number. */
const codeOf = (lrn: Lrn): NpaNxx => Math.floor(lrn / 10_000) as NpaNxx;

/** RR4-7, RR4-8 */
function lrnIsNew(state: LrnState): Violation | undefined {
  if (state.status === 'absent') return undefined;
  const actual = `${formatLrn(state.lrn)} of ${state.spid}`;
  return { code: 'already_exists', rule: 'RR4-8', field: 'lrn', expected: 'an LRN that is not registered yet', actual };
}
