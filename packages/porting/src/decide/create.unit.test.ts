import { NPAC } from '@openlnp/numbering';
import { given } from '../testing/scenario';
import * as world from '../testing/world';
import {
  activate,
  answers,
  at,
  cancel,
  DUE,
  disconnect,
  GAINER,
  GAINER_LRN,
  HOLDER,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  routeBy,
  THIRD,
  THIRD_LRN,
  TN,
} from '../testing/world';

const route = routeBy(GAINER_LRN);
const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
/** T1 of a port between carriers with long timers, and what no service provider says by itself. */
const windows = {
  timerType: 'long',
  businessType: 'short',
  initialWindowEndsAt: world.DAY_BEFORE + world.LONG_WINDOW,
  pendingRetentionEndsAt: DUE + world.RETENTION.pending,
  portingToOriginal: false,
  firstUse: null,
  conflictRestrictedFrom: at('2026-01-05T18:00:00Z'),
} as const;
/** Of a create that says nothing about authorization and timers. */
const silent = { authorized: null, causeCode: null, mediumTimer: false } as const;
const active = [newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)])];
/** The port of an active number on, from GAINER to THIRD. */
const onwards = { newSp: THIRD, oldSp: GAINER, dueDate: at('2026-01-07T00:00:00Z'), now: world.DUE_DAY };

describe('the first create', () => {
  it('R5-20.5 by the new service provider makes a pending version with its route', () => {
    const outcome = given().when(newSpCreate());
    outcome.thenEvents({
      type: 'SvCreated',
      data: { ...sv1, lnpType: 'lspp', createdBy: 'new', dueDate: DUE, route, ...windows, ...silent },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'pending', newSide: { dueDate: DUE, route }, oldSide: null });
  });

  it('R5-21.6 R5-14 by the old service provider makes a pending version without a route', () => {
    const outcome = given().when(oldSpCreate());
    const said = { ...silent, authorized: true };
    outcome.thenEvents({
      type: 'SvCreated',
      data: {
        ...sv1,
        lnpType: 'lspp',
        createdBy: 'old',
        dueDate: DUE,
        route: null,
        ...windows,
        ...said,
        conflictRestrictedFrom: null,
      },
    });
    expect(outcome.sv(1)).toMatchObject({
      ...{ status: 'pending', lnpType: 'lspp', tn: TN, newSp: GAINER, oldSp: HOLDER, newSide: null },
      oldSide: { dueDate: DUE, authorized: true, causeCode: null },
    });
  });

  it('R5-14 shows the denial and its cause on the version, also from NPAC personnel for the old service provider', () => {
    for (const sender of [HOLDER, NPAC]) {
      const { oldSide } = given()
        .when(oldSpCreate({ sender, authorized: false, causeCode: 52 }))
        .sv(1);
      expect(oldSide).toMatchObject({ dueDate: DUE, authorized: false, causeCode: 52 });
    }
  });

  it('R5-16 keeps billing id and end-user location of the new service provider, and needs none of them', () => {
    const optional = { billingId: 'B1', endUserLocationValue: '123456789012', endUserLocationType: '01' };
    const newSide = (create: Parameters<typeof newSpCreate>[0]) => given().when(newSpCreate(create)).sv(1).newSide;
    expect(newSide({ route: { ...route, ...optional } })?.route).toMatchObject(optional);
    for (const field of Object.keys(optional)) {
      const without = { ...route, ...optional, [field]: null };
      expect(newSide({ route: without })?.route).toEqual(without);
    }
    expect(newSide({ route: { ...route, optionalData: null } })?.route).toMatchObject({ billingId: null });
  });

  it('RR5-1.4 says when the version is canceled if it is still pending: by the due date of whoever came first', () => {
    const retentionEnd = jest.fn(() => at('2026-04-06T00:00:00Z'));
    for (const command of [newSpCreate(), oldSpCreate()]) {
      const outcome = given().when(command, { retentionEnd });
      expect(outcome.sv(1)).toMatchObject({ pendingRetentionEndsAt: at('2026-04-06T00:00:00Z') });
      expect(retentionEnd).toHaveBeenLastCalledWith(TN, 'pending', DUE);
    }
  });

  it.each([newSpCreate({ sender: NPAC }), oldSpCreate({ sender: NPAC })])(
    'R5-7 NPAC personnel create on behalf of either side: $type',
    (command) => {
      given().when(command).thenTypes('SvCreated');
    },
  );

  it('R5-18.7 is refused from anybody but the side it speaks for', () => {
    given()
      .when(newSpCreate({ sender: HOLDER }))
      .thenRefused('not_authorized', 'R5-18.7', { field: 'newSp' });
    given()
      .when(oldSpCreate({ sender: GAINER }))
      .thenRefused('not_authorized', 'R5-18.7', { field: 'oldSp' });
    given()
      .when(newSpCreate({ sender: THIRD }))
      .thenRefused('not_authorized', 'R5-18.7', { tn: '3035550123' });
  });

  it('R5-18.3 may be due today, from midnight UTC on, or later', () => {
    given()
      .when(newSpCreate({ dueDate: at('2026-01-05T00:00:00Z') }))
      .thenTypes('SvCreated');
    given()
      .when(newSpCreate({ dueDate: at('2026-01-04T23:59:59.999Z') }))
      .thenRefused('due_date_in_past', 'R5-18.3', {
        field: 'dueDate',
        expected: '2026-01-05T00:00:00.000Z or later',
        actual: '2026-01-04T23:59:59.999Z',
      });
  });

  it('R5-19.2 names the code holder as the old service provider while the number is not ported', () => {
    given()
      .when(newSpCreate({ oldSp: THIRD }))
      .thenRefused('wrong_old_sp', 'R5-19.2', { field: 'oldSp', expected: HOLDER, actual: THIRD });
  });

  it('R5-19.1 names the current service provider as the old one once the number is ported', () => {
    const number = given(...active);
    number.when(newSpCreate({ ...onwards, route: routeBy(THIRD_LRN) })).thenTypes('SvCreated');
    number
      .when(newSpCreate({ ...onwards, oldSp: HOLDER, route: routeBy(THIRD_LRN) }))
      .thenRefused('wrong_old_sp', 'R5-19.1', { expected: GAINER, actual: HOLDER });
  });

  it('R5-20.1 R5-20.3 a refused create names its error and leaves the number as it was', () => {
    const nextSvId = () => {
      throw new Error('a refused create takes no version id');
    };
    given()
      .when(newSpCreate({ oldSp: THIRD }), { nextSvId })
      .thenRefused('wrong_old_sp', 'R5-19.2', { number: 4011 });
  });
});

describe('a create while another version is unfinished', () => {
  const unfinished = {
    sending: given(newSpCreate(), oldSpCreate(), activate()),
    'sending with a first success': given(newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A)])),
    conflict: given(newSpCreate(), oldSpCreate({ authorized: false, causeCode: 54 })),
    cancel_pending: given(newSpCreate(), oldSpCreate(), cancel()),
    disconnect_pending: given(
      ...active,
      disconnect({ customerDisconnectDate: world.DUE_DAY, effectiveReleaseDate: at('2026-01-10T00:00:00Z') }),
    ),
    partial_failure: given(newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')])),
    failed: given(
      newSpCreate(),
      oldSpCreate(),
      activate(),
      answers(1, [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')]),
    ),
  };

  /** Where the number is still with HOLDER. */
  const before = ['conflict', 'cancel_pending', 'sending', 'failed'];

  it.each(Object.entries(unfinished))('RN5-1 is refused: %s', (name, number) => {
    const live = before.includes(name) ? HOLDER : GAINER;
    const create = { ...onwards, oldSp: live, newSp: name === 'conflict' ? live : THIRD };
    const command =
      name === 'conflict'
        ? intraSpCreate({ now: world.DUE_DAY, dueDate: world.DUE_DAY })
        : newSpCreate({ ...create, route: routeBy(THIRD_LRN) });
    number.when(command).thenRefused('version_exists_in_blocking_status', 'RN5-1');
  });

  it('RN5-1 is accepted once the version before it is canceled', () => {
    const { state } = given(newSpCreate(), cancel()).when(newSpCreate());
    expect(state.versions.map((sv) => sv.status)).toEqual(['canceled', 'pending']);
  });

  it('RN5-1 tells the status only to the version’s own parties', () => {
    const stranger = newSpCreate({ ...onwards, oldSp: HOLDER, route: routeBy(THIRD_LRN) });
    const code = 'version_exists_in_blocking_status';
    unfinished.failed.when(stranger).thenRefused(code, 'RN5-1', { actual: null });
    unfinished.failed.when({ ...stranger, sender: NPAC }).thenRefused(code, 'RN5-1', { actual: 'failed' });
  });

  it('RN5-1 RN5-2 a number has an active and a pending version at once while it is ported on', () => {
    const { state } = given(...active).when(oldSpCreate(onwards));
    expect(state.versions.map((sv) => sv.status)).toEqual(['active', 'pending']);
  });
});

it('RN5-3 a number has any number of old versions', () => {
  const next = (from: typeof GAINER, to: typeof GAINER, lrn: typeof GAINER_LRN, svId: number) => {
    const both = { oldSp: from, newSp: to, now: world.DUE_DAY, dueDate: world.DUE_DAY };
    const create = newSpCreate({ ...both, route: routeBy(lrn) });
    return [create, oldSpCreate(both), activate({ sender: to }), answers(svId, [ok(LSMS_A), ok(LSMS_B)])];
  };
  const { state } = given(...active, ...next(GAINER, THIRD, THIRD_LRN, 2), ...next(THIRD, GAINER, GAINER_LRN, 3));
  expect(state.versions.map((sv) => [sv.svId, sv.status])).toEqual([
    [1, 'old'],
    [2, 'old'],
    [3, 'active'],
  ]);
});

it('a number is decided by its own state only', () => {
  expect(() => given().when(newSpCreate({ tn: 3035550199 as typeof TN }))).toThrow('3035550199');
});
