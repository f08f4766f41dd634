import { NPAC } from '@openlnp/numbering';
import { given } from '../testing/scenario';
import * as world from '../testing/world';
import {
  at,
  DUE,
  GAINER,
  GAINER_LRN,
  HOLDER,
  modify,
  newSpCreate,
  oldSpCreate,
  routeBy,
  THIRD,
  THIRD_LRN,
  TN,
} from '../testing/world';

/** 18:00 UTC the day before the due date, in this world. */
const RESTRICTED = at('2026-01-05T18:00:00Z');
const route = routeBy(GAINER_LRN);
const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
/** Of a create that says nothing about authorization and timers. */
const silent = { authorized: null, causeCode: null, mediumTimer: false } as const;
/** Of a second create that leaves the timers as they are. */
const sameTimers = { timerType: null, businessType: null } as const;

describe('the second create', () => {
  it('R5-20.4 leaves the first one’s half as it was', () => {
    const next = at('2026-01-05T15:30:00Z');
    const first = { createdAt: world.DAY_BEFORE };
    const byOld = given(oldSpCreate())
      .when(newSpCreate({ now: next }))
      .sv(1);
    expect(byOld).toMatchObject({ oldSide: first, newSide: { createdAt: next } });
    const byNew = given(newSpCreate())
      .when(oldSpCreate({ now: next }))
      .sv(1);
    expect(byNew).toMatchObject({ newSide: first, oldSide: { createdAt: next } });
  });

  it('R5-20.4 by the old service provider joins the pending version', () => {
    const outcome = given(newSpCreate()).when(oldSpCreate({ now: at('2026-01-05T16:00:00Z') }));
    outcome.thenEvents({
      type: 'SvSecondCreateReceived',
      data: {
        ...{ ...sv1, by: 'old', dueDate: DUE, route: null, ...silent, authorized: true },
        ...{ ...sameTimers, pendingRetentionEndsAt: null, conflictRestrictedFrom: RESTRICTED },
      },
    });
    expect(outcome.sv(1)).toMatchObject({
      status: 'pending',
      newSide: { createdAt: world.DAY_BEFORE },
      oldSide: { createdAt: at('2026-01-05T16:00:00Z') },
    });
  });

  it('R5-20.4 by the new service provider brings the route', () => {
    const outcome = given(oldSpCreate()).when(newSpCreate());
    outcome.thenEvents({
      type: 'SvSecondCreateReceived',
      data: {
        ...{ ...sv1, by: 'new', dueDate: DUE, route, ...silent, ...sameTimers },
        pendingRetentionEndsAt: DUE + world.RETENTION.pending,
        conflictRestrictedFrom: RESTRICTED,
      },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'pending', newSide: { route }, oldSide: { dueDate: DUE } });
  });

  it('RR5-1.4 of the new service provider brings the due date that the pending retention counts from', () => {
    const [first, second] = [at('2026-04-06T00:00:00Z'), at('2026-05-06T00:00:00Z')];
    const ends = (end: typeof first) => ({ retentionEnd: () => end });
    const last = (number: ReturnType<typeof given>, command: Parameters<typeof number.when>[0]) =>
      number.when(command, ends(second)).sv(1);
    const afterOld = given().andEvents(world.DAY_BEFORE, ...given().when(oldSpCreate(), ends(first)).events);
    const afterNew = given().andEvents(world.DAY_BEFORE, ...given().when(newSpCreate(), ends(first)).events);
    expect(last(afterOld, newSpCreate())).toMatchObject({ pendingRetentionEndsAt: second });
    expect(last(afterNew, oldSpCreate())).toMatchObject({ pendingRetentionEndsAt: first });
  });

  it('R5-18.2 must have the same due date', () => {
    given(newSpCreate())
      .when(oldSpCreate({ dueDate: at('2026-01-07T00:00:00Z') }))
      .thenRefused('due_date_mismatch', 'R5-18.2', {
        field: 'dueDate',
        expected: '2026-01-06T00:00:00.000Z',
        actual: '2026-01-07T00:00:00.000Z',
      });
    given(oldSpCreate())
      .when(newSpCreate({ dueDate: at('2026-01-07T00:00:00Z') }))
      .thenRefused('due_date_mismatch', 'R5-18.2');
  });

  it('R5-18.2 must have the due date that the first one has by now', () => {
    const moved = at('2026-01-07T00:00:00Z');
    const number = given(newSpCreate(), modify({ dueDate: moved }));
    number.when(oldSpCreate()).thenRefused('due_date_mismatch', 'R5-18.2');
    number.when(oldSpCreate({ dueDate: moved })).thenTypes('SvSecondCreateReceived');
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
