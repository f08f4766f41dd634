import { PSEUDO_LRN } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import { taken } from '../testing/numbers';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  DUE_DAY,
  disconnect,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  routeBy,
} from '../testing/world';

// In this world the LSMS of B takes numbers with the pseudo-LRN, and that of A does not.
const allowed: Partial<PortingFacts> = { supports: () => true };
const pseudo = intraSpCreate({ route: routeBy(PSEUDO_LRN) });
/** Created when the profile allowed it. */
const created = given().andEvents(pseudo.now, ...given().when(pseudo, allowed).events);
const byHolder = { sender: HOLDER };
const sending = created.andEvents(DUE_DAY, ...created.when(activate(byHolder), allowed).events);
const active = sending.and(answers(1, [ok(LSMS_B)]));
const portedAway = given(newSpCreate(), oldSpCreate(), activate(), answers(1, taken));

describe('the pseudo-LRN', () => {
  it('N442 is given to a number of its own by a service provider whose profile has it', () => {
    expect(given().when(pseudo, allowed).sv(1)).toMatchObject({ status: 'pending', newSide: { route: { lrn: 0 } } });
    given()
      .when(pseudo)
      .thenRefused('pseudo_lrn_not_allowed', 'N442', {
        ...{ field: 'lrn', expected: 'a profile with the pseudo-LRN', actual: '0000000000' },
      });
  });

  it('N442 is not for a port to another service provider', () => {
    const create = newSpCreate({ route: routeBy(PSEUDO_LRN) });
    const expected = 'an LRN, since it is no intra-SP port';
    given().when(create, allowed).thenRefused('pseudo_lrn_not_allowed', 'N442', { field: 'lrn', expected });
  });

  it('N442 does not take the place of a route, which nobody would know to be gone from LSMSs that do not take it', () => {
    const byGainer = intraSpCreate({ now: DUE_DAY, sp: GAINER, dueDate: DUE_DAY, route: routeBy(PSEUDO_LRN) });
    portedAway.when(byGainer, allowed).thenRefused('pseudo_lrn_not_allowed', 'N442', {
      expected: 'a number without a route of its own',
      actual: 'LRN 3039870000',
    });
    expect(active.when({ ...pseudo, now: DUE_DAY, dueDate: DUE_DAY }, allowed).sv(2).status).toBe('pending');
  });

  it('N442 goes to the LSMSs that take it: no other is waited for, or fails', () => {
    const started = created.when(activate(byHolder), allowed).events.at(-1);
    expect(started).toMatchObject({ type: 'SvBroadcastStarted', data: { targets: [LSMS_B] } });
    const fromAll = sending.and(answers(1, [refusal(LSMS_A, 'unknown'), ok(LSMS_B)]));
    expect(fromAll.state.versions[0]).toMatchObject({ status: 'active', failedSps: [] });
    expect(active.state.versions[0]).toMatchObject({ status: 'active', failedSps: [] });
  });

  it('N442 is active at once where no LSMS takes it', () => {
    const nobody = { ...allowed, pseudoLrnLsmss: () => [] };
    expect(created.when(activate(byHolder), nobody).sv(1)).toMatchObject({ status: 'active', failedSps: [] });
  });

  it('N442 must still be allowed when the number is activated', () => {
    const expected = 'LRN 0000000000 of HOLD';
    created.when(activate(byHolder)).thenRefused('network_data_not_ready', 'R5-18.6', { field: 'lrn', expected });
  });

  it('N442 is taken away where it was sent', () => {
    const started = active.when(disconnect(byHolder), allowed).events.at(-1);
    expect(started).toMatchObject({
      type: 'SvBroadcastStarted',
      data: { targets: [LSMS_B], download: { action: 'delete' } },
    });
  });

  it('N442 is followed by a route of its own in another port, of which every LSMS hears', () => {
    const real = active.and(intraSpCreate({ now: DUE_DAY, dueDate: DUE_DAY }));
    const started = real.when(activate({ ...byHolder, svId: 2 })).events.at(-1);
    expect(started).toMatchObject({ data: { targets: [LSMS_A, LSMS_B], supersedes: 1 } });
  });

  it.each([
    ['pending', created],
    ['active', active],
  ])('N442 stays what it is in a modification: %s', (_status, number) => {
    const change = (route: object) => modify({ ...byHolder, now: DUE_DAY, route });
    number.when(change({ lrn: HOLDER_LRN }), allowed).thenRefused('pseudo_lrn_not_allowed', 'N442', {
      expected: 'the pseudo-LRN, as before',
      actual: '3039860000',
    });
    expect(number.when(change({ lrn: PSEUDO_LRN, billingId: '7' }), allowed).events.length).toBeGreaterThan(0);
  });

  it('N442 does not come by a modification either', () => {
    const own = given(intraSpCreate());
    own
      .when(modify({ ...byHolder, route: { lrn: PSEUDO_LRN } }), allowed)
      .thenRefused(...(['pseudo_lrn_not_allowed', 'N442'] as const), {
        expected: 'an LRN, as before',
        actual: '0000000000',
      });
    portedAway
      .when(modify({ now: DUE_DAY, route: { lrn: PSEUDO_LRN } }), allowed)
      .thenRefused('pseudo_lrn_not_allowed', 'N442', { expected: 'an LRN, since it is no intra-SP port' });
  });

  it('N442 goes to nobody else with a change of its other data', () => {
    const outcome = active.when(modify({ ...byHolder, now: DUE_DAY, route: { billingId: '7' } }), allowed);
    expect(outcome.events.at(-1)).toMatchObject({ data: { targets: [LSMS_B], purpose: 'modify' } });
  });
});

describe('the point code of a wireless short message service centre', () => {
  const wsmscPointCode = { dpc: '123004005', ssn: 0 };
  const without: Partial<PortingFacts> = { supports: (_spid, indicator) => indicator !== 'wsmsc' };
  const wrong = {
    field: 'wsmscPointCode',
    expected: 'none, since the profile does not support WSMSC data',
    actual: '123004005',
  };
  const pending = given(newSpCreate(), oldSpCreate());
  const cases = [
    ['R5-18.1', given(), newSpCreate({ route: { ...routeBy(GAINER_LRN), wsmscPointCode } })],
    ['RR5-6.1', given(), intraSpCreate({ route: { ...routeBy(HOLDER_LRN), wsmscPointCode } })],
    ['R5-29.1', pending, modify({ route: { wsmscPointCode } })],
    ['R5-38.1', portedAway, modify({ now: DUE_DAY, route: { wsmscPointCode } })],
  ] as const;

  it.each(cases)('%s is data of service providers whose profile supports it', (rule, number, command) => {
    number.when(command, without).thenRefused('invalid_point_code_data', rule, wrong);
    expect(number.when(command).events.length).toBeGreaterThan(0);
  });

  it.each(cases)('%s may be left out by the others', (_rule, number, { route, ...command }) => {
    const lacking = { ...command, route: { ...route, wsmscPointCode: null } } as (typeof cases)[number][2];
    expect(() => number.when(lacking, without).events).not.toThrow();
  });
});
