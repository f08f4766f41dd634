import { instant, type Lrn, NPAC, type Spid, type Tn } from '@openlnp/numbering';
import { decide } from './decide/decide';
import type { OptionalData } from './generated/common';
import { networkRules } from './network-rules';
import { initial } from './state';
import {
  acknowledgeCancel,
  activate,
  answers,
  at,
  CODE_EFFECTIVE,
  cancel,
  deadline,
  disconnect,
  endOfWindow,
  exclude,
  facts,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  modify,
  newSpCreate,
  oldSpCreate,
  READER,
  resend,
  resolveConflict,
  routeBy,
  setConflict,
  THIRD,
  THIRD_LRN,
  undoCancel,
} from './testing/world';

const NO_OPTIONAL_DATA: OptionalData = {
  ...{ altSpid: null, lastAltSpid: null, altBillingId: null },
  ...{ altEndUserLocationValue: null, altEndUserLocationType: null },
  ...{ voiceUri: null, mmsUri: null, pocUri: null, presenceUri: null, smsUri: null },
};
const ALT = 'optionalData.altSpid';
const LAST_ALT = 'optionalData.lastAltSpid';
const UNKNOWN = 'NONE' as Spid;
const elsewhere = 3135550123 as Tn;
/** Whether anybody has the number is for the number to say. */
const toOriginal = newSpCreate({ oldSp: GAINER, newSp: HOLDER, portingToOriginal: true, route: null });
const withAlternative = (change: Partial<OptionalData>, lrn = GAINER_LRN) => ({
  ...routeBy(lrn),
  optionalData: { ...NO_OPTIONAL_DATA, ...change },
});
const codeOpensLater = facts({ codeOf: () => ({ spid: HOLDER, effectiveAt: at('2026-01-07T06:00:00Z') }) });

describe('the rules that need the network', () => {
  it('hold for good requests, and always for what LSMSs and timers say', () => {
    const creates = [newSpCreate(), toOriginal, oldSpCreate(), intraSpCreate()];
    const cancels = [cancel(), acknowledgeCancel(), undoCancel()];
    const again = [resend(), exclude()];
    const versions = [modify(), setConflict(), resolveConflict(), ...cancels, activate(), disconnect(), ...again];
    for (const command of [...creates, ...versions, answers(1, []), endOfWindow(1), deadline()]) {
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
    ['RR5-38.1.1', resend({ sender: GAINER }), facts(), 'not_authorized', null],
    ['N227', exclude({ sender: GAINER }), facts(), 'not_authorized', null],
    ['R5-15.1', newSpCreate({ route: null }), facts(), 'lrn_missing', 'lrn'],
    ['R5-15.2', { ...toOriginal, route: routeBy(HOLDER_LRN) }, facts(), 'route_in_port_to_original', 'lrn'],
    ['R5-15.2', newSpCreate({ portingToOriginal: true, route: null }), facts(), 'invalid_port_to_original', 'newSp'],
    ['N399', newSpCreate({ route: withAlternative({ altSpid: UNKNOWN }) }), facts(), 'invalid_spid', ALT],
    ['N438', newSpCreate({ route: withAlternative({ lastAltSpid: UNKNOWN }) }), facts(), 'invalid_spid', LAST_ALT],
    ['N399', intraSpCreate({ route: withAlternative({ altSpid: UNKNOWN }, HOLDER_LRN) }), facts(), 'invalid_spid', ALT],
    [
      'N399',
      modify({ route: { optionalData: withAlternative({ altSpid: UNKNOWN }).optionalData } }),
      facts(),
      'invalid_spid',
      ALT,
    ],
    [
      'N438',
      modify({ route: { optionalData: withAlternative({ lastAltSpid: 'none' }).optionalData } }),
      facts(),
      'invalid_spid',
      LAST_ALT,
    ],
    ['R5-53.1', activate({ now: at('2026-01-07T05:59:59Z') }), codeOpensLater, 'network_data_not_ready', 'tn'],
  ] as const)('%s refuses %o early, and decide refuses it the same way', (rule, command, known, code, field) => {
    const errors = networkRules(command, known);
    expect(errors).toEqual([expect.objectContaining({ rule, code, field, tn: String(command.tn) })]);
    expect(decide(command, initial(command.tn), known)).toEqual({ outcome: 'refused', errors });
  });

  it('N399 N438 alternative service providers are customers, of whatever kind', () => {
    const optionalData = { altSpid: HOLDER, lastAltSpid: READER };
    expect(networkRules(newSpCreate({ route: withAlternative(optionalData) }), facts())).toEqual([]);
    expect(networkRules(modify({ route: { optionalData: null } }), facts())).toEqual([]);
  });

  it('RR5-38.1.1 NPAC personnel resend', () => {
    expect(networkRules(resend({ sender: NPAC }), facts())).toEqual([]);
  });

  it('an inter-SP port needs two service providers: same_sp', () => {
    const command = newSpCreate({ oldSp: GAINER });
    expect(networkRules(command, facts())).toMatchObject([{ code: 'same_sp', field: 'newSp', rule: null }]);
  });

  it('a non-carrier has no numbers: sp_type_not_allowed', () => {
    const gains = newSpCreate({ newSp: READER });
    const loses = oldSpCreate({ oldSp: READER });
    expect(networkRules(gains, facts())).toMatchObject([{ code: 'sp_type_not_allowed', field: 'newSp' }]);
    expect(networkRules(loses, facts())).toMatchObject([{ code: 'sp_type_not_allowed', field: 'oldSp' }]);
  });

  it('RR5-44 RR5-45 a port may be due on the whole of the UTC day on which its code becomes effective', () => {
    const effectiveDay = at('2026-01-07T00:00:00Z');
    const dueBefore = { dueDate: instant(effectiveDay - 1) };
    for (const command of [newSpCreate(), oldSpCreate(), intraSpCreate()]) {
      expect(networkRules({ ...command, dueDate: effectiveDay }, codeOpensLater)).toEqual([]);
      expect(networkRules({ ...command, ...dueBefore }, codeOpensLater)).toMatchObject([
        { code: 'due_date_before_npanxx_effective', expected: '2026-01-07T00:00:00.000Z or later' },
      ]);
    }
  });

  it('R5-53.1 a version may be activated from the very instant on at which its code becomes effective', () => {
    expect(networkRules(activate({ now: CODE_EFFECTIVE }), facts())).toEqual([]);
    expect(networkRules(activate({ now: instant(CODE_EFFECTIVE - 1) }), facts())).toMatchObject([
      { code: 'network_data_not_ready', rule: 'R5-53.1' },
    ]);
  });

  it('the sender is checked before the network', () => {
    const command = newSpCreate({ sender: THIRD, oldSp: UNKNOWN, tn: elsewhere });
    expect(networkRules(command, facts())).toMatchObject([{ code: 'not_authorized' }]);
  });
});
