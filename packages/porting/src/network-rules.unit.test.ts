import type { Lrn, Spid, Tn } from '@openlnp/numbering';
import { decide } from './decide/decide';
import { networkRules } from './network-rules';
import { initial } from './state';
import {
  activate,
  answers,
  at,
  CODE_EFFECTIVE,
  disconnect,
  endOfConcurrence,
  endOfWindow,
  facts,
  GAINER,
  HOLDER,
  intraSpCreate,
  newSpCreate,
  oldSpCreate,
  READER,
  routeBy,
  THIRD,
  THIRD_LRN,
} from './testing/world';

const UNKNOWN = 'NONE' as Spid;
const elsewhere = 3135550123 as Tn;
const codeOpensLater = facts({ codeOf: () => ({ spid: HOLDER, effectiveAt: at('2026-01-06T06:00:00Z') }) });

describe('the rules that need the network', () => {
  it('hold for good requests, and always for what LSMSs and timers say', () => {
    const carriers = [newSpCreate(), oldSpCreate(), intraSpCreate(), activate(), disconnect()];
    for (const command of [...carriers, answers(1, []), endOfWindow(1), endOfConcurrence()]) {
      expect(networkRules(command, facts())).toEqual([]);
    }
  });

  it.each([
    ['R5-18.5', newSpCreate({ newSp: UNKNOWN }), facts(), 'invalid_spid', 'newSp'],
    ['R5-18.5', newSpCreate({ oldSp: UNKNOWN }), facts(), 'invalid_spid', 'oldSp'],
    ['R5-18.5', oldSpCreate({ newSp: UNKNOWN }), facts(), 'invalid_spid', 'newSp'],
    ['R5-18.4', newSpCreate({ tn: elsewhere }), facts(), 'npa_nxx_not_portable', 'tn'],
    ['R5-18.4', oldSpCreate({ tn: elsewhere }), facts(), 'npa_nxx_not_portable', 'tn'],
    ['R5-18.4', activate({ tn: elsewhere }), facts(), 'npa_nxx_not_portable', 'tn'],
    ['RR5-44', newSpCreate(), codeOpensLater, 'due_date_before_npanxx_effective', 'dueDate'],
    ['RR5-44', oldSpCreate(), codeOpensLater, 'due_date_before_npanxx_effective', 'dueDate'],
    ['R5-18.6', newSpCreate({ route: routeBy(3039990000 as Lrn) }), facts(), 'invalid_lrn', 'lrn'],
    ['R5-18.6', newSpCreate({ route: routeBy(THIRD_LRN) }), facts(), 'lrn_not_owned', 'lrn'],
    ['R5-18.7', newSpCreate({ sender: THIRD }), facts(), 'not_authorized', 'newSp'],
    ['R5-53.1', activate({ now: at('2026-01-06T05:59:59Z') }), codeOpensLater, 'network_data_not_ready', 'tn'],
  ] as const)('%s refuses %o early, and decide refuses it the same way', (rule, command, known, code, field) => {
    const errors = networkRules(command, known);
    expect(errors).toEqual([expect.objectContaining({ rule, code, field, tn: String(command.tn) })]);
    expect(decide(command, initial(command.tn), known)).toEqual({ outcome: 'refused', errors });
  });

  it('an inter-SP port needs two service providers', () => {
    const command = newSpCreate({ oldSp: GAINER });
    expect(networkRules(command, facts())).toMatchObject([{ code: 'same_sp', field: 'newSp', rule: null }]);
  });

  it('a non-carrier has no numbers', () => {
    const gains = newSpCreate({ newSp: READER });
    const loses = oldSpCreate({ oldSp: READER });
    expect(networkRules(gains, facts())).toMatchObject([{ code: 'sp_type_not_allowed', field: 'newSp' }]);
    expect(networkRules(loses, facts())).toMatchObject([{ code: 'sp_type_not_allowed', field: 'oldSp' }]);
  });

  it('RR5-44 a port may be due at the very instant at which its code becomes effective', () => {
    const opensAtDue = facts({ codeOf: () => ({ spid: HOLDER, effectiveAt: newSpCreate().dueDate }) });
    expect(networkRules(newSpCreate(), opensAtDue)).toEqual([]);
    expect(networkRules(activate({ now: CODE_EFFECTIVE }), facts())).toEqual([]);
  });

  it('the sender is checked before the network', () => {
    const command = newSpCreate({ sender: THIRD, oldSp: UNKNOWN, tn: elsewhere });
    expect(networkRules(command, facts())).toMatchObject([{ code: 'not_authorized' }]);
  });
});
