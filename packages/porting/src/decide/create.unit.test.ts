import { NPAC } from '@openlnp/numbering';
import { given } from '../testing/scenario';
import * as world from '../testing/world';
import {
  activate,
  answers,
  at,
  DUE,
  GAINER,
  GAINER_LRN,
  HOLDER,
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
/** T1 of a port between carriers with long timers. */
const windows = {
  timerType: 'long',
  businessType: 'short',
  initialWindowEndsAt: world.DAY_BEFORE + world.LONG_WINDOW,
} as const;
const active = [newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)])];
/** The port of an active number on, from GAINER to THIRD. */
const onwards = { newSp: THIRD, oldSp: GAINER, dueDate: at('2026-01-07T00:00:00Z'), now: world.DUE_DAY };

describe('the first create', () => {
  it('R5-20.5 by the new service provider makes a pending version with its route', () => {
    const outcome = given().when(newSpCreate());
    outcome.thenEvents({
      type: 'SvCreated',
      data: { ...sv1, lnpType: 'lspp', createdBy: 'new', dueDate: DUE, route, ...windows },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'pending', newSide: { dueDate: DUE, route }, oldSide: null });
  });

  it('R5-21.6 by the old service provider makes a pending version without a route', () => {
    const outcome = given().when(oldSpCreate());
    outcome.thenEvents({
      type: 'SvCreated',
      data: { ...sv1, lnpType: 'lspp', createdBy: 'old', dueDate: DUE, route: null, ...windows },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'pending', newSide: null, oldSide: { dueDate: DUE } });
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
    partial_failure: given(newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')])),
    failed: given(
      newSpCreate(),
      oldSpCreate(),
      activate(),
      answers(1, [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')]),
    ),
  };

  it.each(Object.entries(unfinished))('RN5-1 is refused: %s', (name, number) => {
    const live = name === 'sending' || name === 'failed' ? HOLDER : GAINER;
    const command = newSpCreate({ ...onwards, oldSp: live, route: routeBy(THIRD_LRN) });
    number.when(command).thenRefused('version_exists_in_blocking_status', 'RN5-1');
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

describe('the second create', () => {
  it('R5-20.4 by the old service provider joins the pending version', () => {
    const outcome = given(newSpCreate()).when(oldSpCreate({ now: at('2026-01-05T16:00:00Z') }));
    outcome.thenEvents({ type: 'SvSecondCreateReceived', data: { ...sv1, by: 'old', dueDate: DUE, route: null } });
    expect(outcome.sv(1)).toMatchObject({
      status: 'pending',
      newSide: { createdAt: world.DAY_BEFORE },
      oldSide: { createdAt: at('2026-01-05T16:00:00Z') },
    });
  });

  it('R5-20.4 by the new service provider brings the route', () => {
    const outcome = given(oldSpCreate()).when(newSpCreate());
    outcome.thenEvents({ type: 'SvSecondCreateReceived', data: { ...sv1, by: 'new', dueDate: DUE, route } });
    expect(outcome.sv(1)).toMatchObject({ status: 'pending', newSide: { route }, oldSide: { dueDate: DUE } });
  });

  it('R5-18.2 must have the same due date', () => {
    given(newSpCreate())
      .when(oldSpCreate({ dueDate: at('2026-01-07T00:00:00Z') }))
      .thenRefused('mismatch_with_first_create', 'R5-18.2', {
        field: 'dueDate',
        expected: '2026-01-06T00:00:00.000Z',
        actual: '2026-01-07T00:00:00.000Z',
      });
    given(oldSpCreate())
      .when(newSpCreate({ dueDate: at('2026-01-07T00:00:00Z') }))
      .thenRefused('mismatch_with_first_create', 'R5-18.2');
  });

  it('R5-18.3 must not be due in the past either', () => {
    given(newSpCreate())
      .when(oldSpCreate({ now: at('2026-01-07T00:00:00Z') }))
      .thenRefused('due_date_in_past', 'R5-18.3');
  });

  it('R5-18.9 must name the same service providers', () => {
    given(newSpCreate())
      .when(oldSpCreate({ newSp: THIRD }))
      .thenRefused('mismatch_with_first_create', 'R5-18.9', { field: 'newSp', expected: GAINER, actual: THIRD });
    given(newSpCreate())
      .when(oldSpCreate({ oldSp: THIRD }))
      .thenRefused('mismatch_with_first_create', 'R5-18.9', { field: 'oldSp', actual: THIRD });
  });

  it('R5-18.9 does not tell a stranger who is porting the number', () => {
    given(newSpCreate())
      .when(newSpCreate({ newSp: THIRD, route: routeBy(THIRD_LRN) }))
      .thenRefused('mismatch_with_first_create', 'R5-18.9', { expected: null, actual: THIRD });
  });

  it('R5-18.8 is refused from a side that has created already', () => {
    const error = { actual: 'created at 2026-01-05T14:30:00.000Z' };
    given(newSpCreate()).when(newSpCreate()).thenRefused('already_created', 'R5-18.8', error);
    given(oldSpCreate()).when(oldSpCreate()).thenRefused('already_created', 'R5-18.8', error);
    const both = given(newSpCreate(), oldSpCreate());
    both.when(oldSpCreate()).thenRefused('already_created', 'R5-18.8', error);
    both.when(newSpCreate({ sender: NPAC })).thenRefused('already_created', 'R5-18.8', error);
  });

  it('R5-20.2 a refused create changes nothing of the pending version', () => {
    const number = given(newSpCreate());
    number.when(oldSpCreate({ newSp: THIRD })).thenRefused('mismatch_with_first_create', 'R5-18.9');
    number.when(oldSpCreate()).thenTypes('SvSecondCreateReceived');
  });
});

it('a number is decided by its own state only', () => {
  expect(() => given().when(newSpCreate({ tn: 3035550199 as typeof TN }))).toThrow('3035550199');
});
