import { NPAC } from '@openlnp/numbering';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  DUE_DAY,
  facts,
  GAINER,
  HOLDER,
  HOLDER_LRN,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  routeBy,
  THIRD,
} from '../testing/world';

/** GAINER has the number, whose code is HOLDER's. */
const ported = given(newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]));
const back = { oldSp: GAINER, newSp: HOLDER, now: DUE_DAY, dueDate: DUE_DAY };
const toOriginal = newSpCreate({ ...back, portingToOriginal: true, route: null });

describe('the create of a port to original', () => {
  it('R5-15.2 makes a pending version without a route, from the holder of the code or NPAC personnel', () => {
    for (const sender of [HOLDER, NPAC]) {
      const outcome = ported.when({ ...toOriginal, sender });
      outcome.thenTypes('SvCreated');
      expect(outcome.sv(2)).toMatchObject({
        ...{ status: 'pending', lnpType: 'lspp', portingToOriginal: true, newSp: HOLDER, oldSp: GAINER },
        newSide: { dueDate: DUE_DAY, route: null },
      });
    }
  });

  it('R5-15.2 waits for the old service provider as every port does', () => {
    const outcome = ported.and(toOriginal).when(oldSpCreate(back));
    outcome.thenTypes('SvSecondCreateReceived');
    expect(outcome.sv(2)).toMatchObject({ portingToOriginal: true, newSide: { route: null }, window: null });
  });

  it('R5-15.2 may also be the second create', () => {
    const outcome = ported.and(oldSpCreate(back)).when(toOriginal);
    outcome.thenTypes('SvSecondCreateReceived');
    expect(outcome.sv(2)).toMatchObject({ portingToOriginal: true, newSide: { route: null } });
  });

  it('R5-15.2 has no route', () => {
    ported
      .when({ ...toOriginal, route: routeBy(HOLDER_LRN) })
      .thenRefused('route_in_port_to_original', 'R5-15.2', { field: 'lrn', actual: '3039860000' });
  });

  it('R5-15.1 needs a route unless it says that it is one', () => {
    ported.when({ ...toOriginal, portingToOriginal: false }).thenRefused('lrn_missing', 'R5-15.1', { field: 'lrn' });
    given()
      .when(newSpCreate({ route: null }))
      .thenRefused('lrn_missing', 'R5-15.1', { field: 'lrn' });
  });

  it('R5-15.2 goes to the holder of the code', () => {
    ported
      .when({ ...toOriginal, newSp: THIRD, sender: THIRD })
      .thenRefused('invalid_port_to_original', 'R5-15.2', { field: 'newSp', expected: HOLDER, actual: THIRD });
  });

  it('R5-15.2 is for a number that is ported', () => {
    given()
      .when({ ...toOriginal, oldSp: THIRD })
      .thenRefused('number_not_ported', 'R5-15.2', { field: 'portingToOriginal' });
  });

  it('R5-15.2 as the second create is for a number that is ported, too', () => {
    // The code changed hands meanwhile: HOLDER, which lost the number, is no original service provider of it any more.
    const { codeOf } = facts({ codeOf: () => ({ spid: GAINER, effectiveAt: toOriginal.now }) });
    given(oldSpCreate({ now: DUE_DAY, dueDate: DUE_DAY }))
      .when(newSpCreate({ now: DUE_DAY, dueDate: DUE_DAY, portingToOriginal: true, route: null }), { codeOf })
      .thenRefused('number_not_ported', 'R5-15.2', { field: 'portingToOriginal' });
  });

  it('R5-15.2 R5-19.1 comes from the service provider that has the number', () => {
    ported.when({ ...toOriginal, oldSp: THIRD }).thenRefused('wrong_old_sp', 'R5-19.1', { expected: GAINER });
  });

  it('R5-15.1 is not the only way back: the holder of the code may port with a route of its own', () => {
    const outcome = ported.when(newSpCreate({ ...back, route: routeBy(HOLDER_LRN) }));
    expect(outcome.sv(2)).toMatchObject({ portingToOriginal: false, newSide: { route: { lrn: HOLDER_LRN } } });
  });
});
