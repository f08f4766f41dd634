import { type Instant, instant, NPAC } from '@openlnp/numbering';
import { given, givenWith } from '../testing/scenario';
import {
  at,
  CONFLICT_EXPIRY,
  cancel,
  DAY_BEFORE,
  DUE,
  GAINER,
  GAINER_LRN,
  HOLDER,
  LONG_WINDOW,
  modify,
  newSpCreate,
  oldSpCreate,
  RESTRICTION,
  resolveConflict,
  routeBy,
  setConflict,
  TN,
} from '../testing/world';
import { causeCodeGoesWithDenial } from './create-rules';

const denied = (causeCode: number | null = 54) => oldSpCreate({ authorized: false, causeCode });
const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const conflict = {
  ...{ ...sv1, by: 'old', causeCode: 54 },
  newSpMayResolveFrom: DAY_BEFORE + RESTRICTION,
  expiresAt: DAY_BEFORE + CONFLICT_EXPIRY,
} as const;

describe('a create by which the old service provider denies the port', () => {
  it('RR5-2.1 RR5-2.2 as the first one makes a version that is in conflict from that instant, with the cause', () => {
    const outcome = given().when(denied());
    outcome.thenTypes('SvCreated', 'SvConflictSet');
    expect(outcome.events[0]?.data).toMatchObject({ authorized: false, causeCode: 54 });
    expect(outcome.events[1]).toEqual({ type: 'SvConflictSet', data: conflict });
    expect(outcome.sv(1)).toMatchObject({
      ...{ status: 'conflict', newSide: null, oldSide: { authorized: false, causeCode: 54 } },
      conflict: { by: 'old', causeCode: 54, since: DAY_BEFORE },
      conflictByOldSpAt: DAY_BEFORE,
    });
  });

  it('RR5-2.1 RR5-2.2 as the second one puts the pending version into conflict from that instant', () => {
    const now = at('2026-01-05T16:00:00Z');
    const outcome = given(newSpCreate()).when(oldSpCreate({ authorized: false, causeCode: 53, now }));
    outcome.thenTypes('SvSecondCreateReceived', 'SvConflictSet');
    expect(outcome.sv(1)).toMatchObject({
      ...{ status: 'conflict', newSide: { createdAt: DAY_BEFORE }, oldSide: { createdAt: now, authorized: false } },
      conflict: { by: 'old', causeCode: 53, since: now, expiresAt: now + CONFLICT_EXPIRY },
      window: null,
    });
  });

  it('RR5-2.1 needs no open window as the first one', () => {
    const late = { now: at('2026-01-06T20:00:00Z') };
    given()
      .when({ ...denied(), ...late }, { conflictRestriction: () => DAY_BEFORE })
      .thenTypes('SvCreated', 'SvConflictSet');
  });

  it('RR5-51 as the second one is refused when its final window is over and the restriction has come', () => {
    const dueDate = at('2026-01-20T00:00:00Z');
    const restrictedFrom = (from: Instant) => givenWith({ conflictRestriction: () => from }, newSpCreate({ dueDate }));
    const afterFinal = instant(DAY_BEFORE + 2 * LONG_WINDOW + 1);
    const command = { ...denied(), dueDate, now: afterFinal };
    const number = restrictedFrom(afterFinal);
    number.when(command).thenRefused('conflict_window_closed', 'RR5-51');
    // Who agrees may be as late as it likes (N240), and so may NPAC personnel.
    number
      .when({ ...command, authorized: true, causeCode: null })
      .thenTypes('SvInitialWindowExpired', 'SvFinalWindowExpired', 'SvSecondCreateReceived');
    expect(number.when({ ...command, sender: NPAC }).sv(1).status).toBe('conflict');
    // Before the restriction, or before the end of its windows, it is in time.
    expect(
      restrictedFrom(instant(afterFinal + 1))
        .when(command)
        .sv(1).status,
    ).toBe('conflict');
    restrictedFrom(DAY_BEFORE)
      .when({ ...command, now: instant(DAY_BEFORE + LONG_WINDOW + 1) })
      .thenTypes('SvInitialWindowExpired', 'SvSecondCreateReceived', 'SvConflictSet');
  });

  it('RR5-42.1 counts as the one conflict of the old service provider, but not when NPAC personnel enter it', () => {
    const again = (sender: typeof NPAC) =>
      given(newSpCreate(), { ...denied(), sender }, resolveConflict()).when(setConflict());
    again(HOLDER).thenRefused('conflict_already_used', 'RR5-42.1');
    again(NPAC).thenTypes('SvConflictSet');
  });

  it.each([
    ['denies without a cause code', false, null, 'cause_code_missing'],
    ['denies with a cause that is none of its own', false, 49, 'invalid_cause_code'],
    ['denies with a cause that is none of its own', false, 55, 'invalid_cause_code'],
    ['authorizes with a cause code', true, 50, 'cause_code_not_allowed'],
  ] as const)('R5-18.10 is refused when it %s: %s %s', (_what, authorized, causeCode, code) => {
    const refused = [code, 'R5-18.10', { field: 'causeCode' }] as const;
    given()
      .when(oldSpCreate({ authorized, causeCode }))
      .thenRefused(...refused);
    given(newSpCreate())
      .when(oldSpCreate({ authorized, causeCode }))
      .thenRefused(...refused);
  });

  it.each([50, 51, 52, 53, 54])('R5-18.10 N375 may say cause %i', (causeCode) => {
    expect(given().when(denied(causeCode)).sv(1)).toMatchObject({ status: 'conflict', conflict: { causeCode } });
  });
});

describe('a second create for a version in conflict', () => {
  it('R5-20.4 RR5-2.1 of the new service provider joins the version that the old one denied, which stays in conflict', () => {
    const outcome = given(denied()).when(newSpCreate());
    outcome.thenTypes('SvSecondCreateReceived');
    expect(outcome.sv(1)).toMatchObject({
      ...{ status: 'conflict', window: null, newSide: { dueDate: DUE, route: routeBy(GAINER_LRN) } },
      conflict: { by: 'old', causeCode: 54, since: DAY_BEFORE },
    });
  });

  it('R5-18.2 R5-18.8 R5-18.9 must fit the first one as for a pending version', () => {
    const number = given(denied());
    number.when(newSpCreate({ dueDate: at('2026-01-07T00:00:00Z') })).thenRefused('due_date_mismatch', 'R5-18.2');
    number.when(oldSpCreate()).thenRefused('already_created', 'R5-18.8');
    number.when(oldSpCreate({ newSp: HOLDER, oldSp: GAINER })).thenRefused('mismatch_with_first_create', 'R5-18.9');
  });

  it('R5-20.4 R5-10.1 of the old service provider joins the version that NPAC personnel put into conflict', () => {
    const number = given(newSpCreate(), setConflict({ sender: NPAC, causeCode: 51 }));
    const agreed = number.when(oldSpCreate());
    agreed.thenTypes('SvSecondCreateReceived');
    expect(agreed.sv(1)).toMatchObject({ status: 'conflict', oldSide: { authorized: true } });
    // The conflict is there already, with the cause that NPAC personnel gave it.
    const disagreed = number.when(denied());
    disagreed.thenTypes('SvSecondCreateReceived');
    expect(disagreed.sv(1)).toMatchObject({
      ...{ status: 'conflict', conflict: { by: 'npac', causeCode: 51 } },
      ...{ oldSide: { authorized: false, causeCode: 54 }, conflictByOldSpAt: null },
    });
  });

  it.each([
    [54, 50],
    [50, 54],
  ])(
    'N375 R5-20.4 RR5-2.1 a denial after the old service provider’s own conflict of cause %i gives it cause %i',
    (first, then) => {
      const byOldSp = given(newSpCreate(), setConflict({ causeCode: first }));
      for (const sender of [HOLDER, NPAC]) {
        const outcome = byOldSp.when({ ...denied(then), sender });
        outcome.thenTypes('SvSecondCreateReceived');
        expect(outcome.sv(1)).toMatchObject({
          ...{ status: 'conflict', conflict: { by: 'old', causeCode: then, since: DAY_BEFORE } },
          ...{ oldSide: { authorized: false, causeCode: then }, conflictByOldSpAt: DAY_BEFORE },
        });
      }
      const end = resolveConflict({ sender: GAINER, now: instant(DAY_BEFORE + RESTRICTION) });
      const number = byOldSp.and(denied(then));
      if (then === 50) number.when(end).thenRefused('conflict_not_resolvable', 'N375', { actual: 'cause 50' });
      else number.when(end).thenTypes('SvConflictResolved');
      // R5-27.3: the first cause is a change again, of what both learned of the second.
      const back = number.when(modify({ sender: HOLDER, causeCode: first }));
      expect(back.events).toMatchObject([{ type: 'SvPendingModified', data: { causeCode: first } }]);
      expect(back.sv(1)).toMatchObject({ conflict: { causeCode: first }, oldSide: { causeCode: first } });
      // Who agrees says nothing of the conflict, which lasts with its cause (R5-50.1).
      expect(byOldSp.when(oldSpCreate()).sv(1)).toMatchObject({ status: 'conflict', conflict: { causeCode: first } });
    },
  );

  it('RR5-51 of the old service provider may deny what is in conflict already, however late: it begins no conflict', () => {
    const dueDate = at('2026-01-20T00:00:00Z');
    const closed = { conflictRestriction: () => DAY_BEFORE };
    const number = givenWith(closed, newSpCreate({ dueDate }), setConflict({ sender: NPAC }));
    const late = { ...denied(), dueDate, now: instant(DAY_BEFORE + 2 * LONG_WINDOW + 1) };
    const outcome = number.when(late);
    expect(outcome.events.at(-1)).toMatchObject({ type: 'SvSecondCreateReceived', data: { authorized: false } });
  });

  it('R5-20.4 lets both sides cancel it afterwards as one that both have created', () => {
    given(denied(), newSpCreate()).when(cancel()).thenTypes('SvCancelRequested');
  });
});

describe('a cause code', () => {
  const side = (authorized: boolean) =>
    ({
      createdAt: DAY_BEFORE,
      dueDate: DUE,
      authorized,
      causeCode: authorized ? null : 54,
      mediumTimer: false,
    }) as const;
  const said = (authorized: boolean | null, causeCode: number | null, old: ReturnType<typeof side> | null) =>
    causeCodeGoesWithDenial({ authorized, causeCode }, old, 'R5-29.5')?.code;

  it('R5-29.5 may be changed alone while the old service provider has denied', () => {
    expect(said(null, 50, side(false))).toBeUndefined();
    expect(said(null, 55, side(false))).toBe('invalid_cause_code');
    expect(said(null, 50, side(true))).toBe('cause_code_not_allowed');
    expect(said(null, 50, null)).toBe('cause_code_not_allowed');
    expect(said(true, 50, side(false))).toBe('cause_code_not_allowed');
    expect(said(false, null, side(false))).toBe('cause_code_missing');
    expect(said(null, null, side(false))).toBeUndefined();
    expect(said(true, null, side(false))).toBeUndefined();
  });
});
