import { type Lrn, NPAC, type Spid } from '@openlnp/numbering';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  DUE,
  DUE_DAY,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  READER,
  RETENTION,
  routeBy,
  THIRD,
  TN,
} from '../testing/world';

const taken = [ok(LSMS_A), ok(LSMS_B)];
/** GAINER has the number. */
const ported = given(newSpCreate(), oldSpCreate(), activate(), answers(1, taken));
const within = { sp: GAINER, route: routeBy(GAINER_LRN), now: DUE_DAY, dueDate: DUE_DAY };

describe('the create of an intra-SP port', () => {
  it('RR5-4 RR5-8 RR5-6.8 makes a pending version of one service provider, also where none was active', () => {
    const outcome = given().when(intraSpCreate());
    outcome.thenEvents({
      type: 'SvCreated',
      data: {
        ...{ svId: 1, tn: TN, newSp: HOLDER, oldSp: HOLDER, lnpType: 'lisp', createdBy: 'new', dueDate: DUE },
        ...{ route: routeBy(HOLDER_LRN), timerType: 'long', businessType: 'short', initialWindowEndsAt: null },
        ...{ portingToOriginal: false, authorized: null, causeCode: null, mediumTimer: false },
        pendingRetentionEndsAt: DUE + RETENTION.pending,
        firstUse: null,
        conflictRestrictedFrom: null,
      },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'pending', oldSide: null, window: null });
  });

  it('RR5-5 keeps billing id and end-user location, and needs none of them', () => {
    const route = routeBy(HOLDER_LRN);
    const optional = { billingId: 'B1', endUserLocationValue: '123456789012', endUserLocationType: '01' };
    const kept = (extras: object) =>
      given()
        .when(intraSpCreate({ route: { ...route, ...extras } }))
        .sv(1).newSide?.route;
    expect(kept(optional)).toMatchObject(optional);
    for (const field of Object.keys(optional)) {
      expect(kept({ ...optional, [field]: null })).toEqual({ ...route, ...optional, [field]: null });
    }
  });

  it('RR5-6.7 comes from the service provider that has the number', () => {
    ported.when(intraSpCreate(within)).thenTypes('SvCreated');
    ported
      .when(intraSpCreate({ now: DUE_DAY, dueDate: DUE_DAY }))
      .thenRefused('wrong_old_sp', 'RR5-6.7', { field: 'sp', expected: GAINER, actual: HOLDER });
  });

  it('RR5-6.9 comes from the holder of the code while the number is not ported', () => {
    given()
      .when(intraSpCreate({ sp: GAINER, route: routeBy(GAINER_LRN) }))
      .thenRefused('wrong_old_sp', 'RR5-6.9', { expected: HOLDER, actual: GAINER });
  });

  it('RR5-6.2 RR5-4 speaks for the sender itself, or comes from NPAC personnel', () => {
    given()
      .when(intraSpCreate({ sender: NPAC }))
      .thenTypes('SvCreated');
    given()
      .when(intraSpCreate({ sender: GAINER }))
      .thenRefused('not_authorized', 'RR5-6.2', { field: 'sp' });
  });

  it('is for customers (invalid_spid) that hold numbers (sp_type_not_allowed)', () => {
    given()
      .when(intraSpCreate({ sp: 'NONE' as Spid }))
      .thenRefused('invalid_spid', null, { field: 'sp' });
    given()
      .when(intraSpCreate({ sp: READER }))
      .thenRefused('sp_type_not_allowed', null);
  });

  it('RR5-6.3 is due today or later', () => {
    given()
      .when(intraSpCreate({ dueDate: at('2026-01-04T23:59:59.999Z') }))
      .thenRefused('due_date_in_past', 'RR5-6.3');
    given()
      .when(intraSpCreate({ dueDate: at('2026-01-05T00:00:00Z') }))
      .thenTypes('SvCreated');
  });

  it('RR5-6.4 RR5-45 needs a code that is open and effective on the day of the due date', () => {
    given()
      .when(intraSpCreate(), { codeOf: () => undefined })
      .thenRefused('npa_nxx_not_portable', 'RR5-6.4');
    const opensAt = (text: string) => ({ codeOf: () => ({ spid: HOLDER, effectiveAt: at(text) }) });
    given()
      .when(intraSpCreate(), opensAt('2026-01-07T00:00:00Z'))
      .thenRefused('due_date_before_npanxx_effective', 'RR5-45');
    given().when(intraSpCreate(), opensAt('2026-01-06T23:59:59.999Z')).thenTypes('SvCreated');
  });

  it('RR5-6.5 needs an LRN of the service provider', () => {
    given()
      .when(intraSpCreate({ route: routeBy(GAINER_LRN) }))
      .thenRefused('lrn_not_owned', 'RR5-6.5');
    given()
      .when(intraSpCreate({ route: routeBy(3039990000 as Lrn) }))
      .thenRefused('invalid_lrn', 'RR5-6.5');
  });

  it('RR5-6.6 is done once', () => {
    given(intraSpCreate()).when(intraSpCreate()).thenRefused('already_created', 'RR5-6.6');
  });

  it('RN5-1 RR5-7.1 RR5-7.2 is refused, and makes nothing, while another version is unfinished', () => {
    const nextSvId = () => {
      throw new Error('a refused create takes no version id');
    };
    given(newSpCreate())
      .when(intraSpCreate(), { nextSvId })
      .thenRefused('version_exists_in_blocking_status', 'RN5-1', { actual: 'pending' });
    given(newSpCreate(), oldSpCreate(), activate())
      .when(intraSpCreate({ now: DUE_DAY }), { nextSvId })
      .thenRefused('version_exists_in_blocking_status', 'RN5-1', { actual: 'sending' });
  });

  it('RN5-1 is in the way of an inter-SP port, which does not join it', () => {
    const number = given(intraSpCreate());
    number.when(newSpCreate()).thenRefused('version_exists_in_blocking_status', 'RN5-1', { actual: null });
    number.when(oldSpCreate()).thenRefused('version_exists_in_blocking_status', 'RN5-1', { actual: 'pending' });
  });
});

describe('the activation of an intra-SP port', () => {
  it('R5-57.1 needs nobody’s concurrence, from the due date on, and goes to the LSMSs', () => {
    const number = given(intraSpCreate());
    const [sent] = number.when(activate({ sender: HOLDER })).events;
    const download = { action: 'activate', lnpType: 'lisp', spid: HOLDER, route: routeBy(HOLDER_LRN) };
    expect(sent).toMatchObject({ type: 'SvBroadcastStarted', data: { targets: [LSMS_A, LSMS_B], download } });
    number
      .when(activate({ sender: HOLDER, now: at('2026-01-05T23:59:59Z') }))
      .thenRefused('due_date_not_reached', 'R5-53.3');
    number.when(activate({ sender: THIRD })).thenRefused('not_authorized', 'R5-51.1');
  });

  it('R5-59.2 gives the number its new route, and the version before becomes old', () => {
    const outcome = ported.and(intraSpCreate(within), activate({ sender: GAINER })).when(answers(2, taken));
    outcome.thenTypes('SvAnswersRecorded', 'SvSuperseded', 'SvActivated');
    expect(outcome.state.versions.map(({ status, lnpType }) => [status, lnpType])).toEqual([
      ['old', 'lspp'],
      ['active', 'lisp'],
    ]);
  });
});
