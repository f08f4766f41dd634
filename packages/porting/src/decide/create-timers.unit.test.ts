import { type Instant, instant, type Spid, type Tn } from '@openlnp/numbering';
import type { SpTimers } from '../commands';
import type { TimerType } from '../state';
import { given } from '../testing/scenario';
import { DAY_BEFORE, DUE, facts, GAINER, HOLDER, intraSpCreate, newSpCreate, oldSpCreate, TN } from '../testing/world';

const HOUR = 3_600_000;
const NOON = instant(DUE - 12 * HOUR);
const usual: SpTimers = { portIn: 'long', portOut: 'long', businessDays: 'long', medium: false };

/** Profiles of the two service providers, where they differ from the usual. */
const profiles = (gainer: Partial<SpTimers>, holder: Partial<SpTimers>) => ({
  timersOf: (spid: Spid) => ({ ...usual, ...(spid === GAINER ? gainer : holder) }),
});
const typesOf = (gainer: Partial<SpTimers>, holder: Partial<SpTimers>, create = newSpCreate()) => {
  const { timerType, businessType } = given().when(create, profiles(gainer, holder)).sv(1);
  return [timerType, businessType];
};

describe('the timers of a port', () => {
  it.each([
    ['N201 R5-19.3', 'short', { portIn: 'short' }, { portOut: 'short' }],
    ['N201 R5-19.3', 'long', {}, {}],
    ['N201 R5-19.4', 'long', { portIn: 'short' }, {}],
    ['N201 R5-19.4', 'long', {}, { portOut: 'short' }],
    // The other direction of either profile does not count.
    ['N201 R5-19.4', 'long', { portOut: 'short' }, { portIn: 'short' }],
  ] as const)('%s are %s for a gaining %o and a losing %o', (_rule, type, gainer, holder) => {
    expect(typesOf(gainer, holder)[0]).toBe(type);
    expect(given().when(oldSpCreate(), profiles(gainer, holder)).sv(1).timerType).toBe(type);
  });

  it.each([
    ['RR3-10 R5-19.5', 'long', 'long', 'long'],
    ['RR3-10 R5-19.5', 'short', 'short', 'short'],
    ['R5-19.6', 'short', 'short', 'long'],
    ['R5-19.6', 'short', 'long', 'short'],
  ] as const)('%s count %s business days for %s and %s ones', (_rule, type, gainer, holder) => {
    expect(typesOf({ businessDays: gainer }, { businessDays: holder })[1]).toBe(type);
  });

  it('R5-19.3 R5-19.5 of an intra-SP port follow its one profile', () => {
    const short = { portIn: 'short', portOut: 'short', businessDays: 'short' } as const;
    const sv = given().when(intraSpCreate(), profiles({}, short)).sv(1);
    expect([sv.timerType, sv.businessType]).toEqual(['short', 'short']);
  });
});

describe('medium timers', () => {
  const both = profiles({ medium: true }, { medium: true });
  const asked = { mediumTimer: true };

  it.each([newSpCreate(asked), oldSpCreate(asked)])(
    'N440 N441 are those of a port when both profiles have them and the first create asks for them: $type',
    (create) => {
      const windowEnd = jest.fn((): Instant => instant(DAY_BEFORE + HOUR));
      const outcome = given().when(create, { ...both, windowEnd });
      expect(windowEnd).toHaveBeenCalledWith(TN, DAY_BEFORE, 'initial', 'medium', 'medium');
      expect(outcome.events[0]?.data).toMatchObject({ mediumTimer: true, initialWindowEndsAt: DAY_BEFORE + HOUR });
      expect(outcome.sv(1)).toMatchObject({ timerType: 'medium', businessType: 'medium' });
    },
  );

  it('N441 R5-19.4 are not those of a port whose first create does not ask for them', () => {
    const outcome = given().when(newSpCreate(), both);
    expect(outcome.sv(1)).toMatchObject({ timerType: 'long', newSide: { mediumTimer: false } });
    const joined = given(newSpCreate()).when(oldSpCreate(asked), both);
    expect(joined.sv(1)).toMatchObject({ timerType: 'long', oldSide: { mediumTimer: true } });
  });

  it.each([
    ['the losing one', { medium: true }, {}],
    ['the gaining one', {}, { medium: true }],
    ['both', {}, {}],
  ] as const)('N441 cannot be asked for when the profile of %s does not have them', (_who, gainer, holder) => {
    const refused = ['medium_timers_not_supported', 'N441', { field: 'mediumTimer' }] as const;
    for (const create of [newSpCreate(asked), oldSpCreate(asked)]) {
      given()
        .when(create, profiles(gainer, holder))
        .thenRefused(...refused);
    }
    given(newSpCreate())
      .when(oldSpCreate(asked), profiles(gainer, holder))
      .thenRefused(...refused);
  });

  const medium = (create: ReturnType<typeof newSpCreate> | ReturnType<typeof oldSpCreate>) =>
    given().andEvents(DAY_BEFORE, ...given().when(create, both).events);

  it.each([
    ['old', newSpCreate(asked), oldSpCreate()],
    ['new', oldSpCreate(asked), newSpCreate()],
  ] as const)(
    'N441 R5-19.3 R5-19.5 end when the second create, of the %s side, is without them',
    (_side, first, second) => {
      const days = { businessDays: 'short', portIn: 'short', portOut: 'short' } as const;
      const others = profiles({ medium: true, ...days }, { medium: true, ...days });
      const outcome = medium(first).when(second, others);
      expect(outcome.events[0]?.data).toMatchObject({ timerType: 'short', businessType: 'short' });
      expect(outcome.sv(1)).toMatchObject({ timerType: 'short', businessType: 'short', window: null });
    },
  );

  it.each([
    ['noon, with long ones', {}, NOON],
    ['never, with short ones', { portIn: 'short', portOut: 'short' }, null],
  ] as const)(
    'RR5-42.2 N441 that a second create ends leave a restriction of the timers from then on: %s',
    (_when, timers, from) => {
      const conflictRestriction = (_tn: Tn, dueDate: Instant, timerType: TimerType) => {
        if (timerType === 'short') return null;
        return instant(dueDate - (timerType === 'medium' ? 3 : 12) * HOUR);
      };
      const then = { ...profiles({ medium: true, ...timers }, { medium: true, ...timers }), conflictRestriction };
      const first = given().when(newSpCreate(asked), { ...both, conflictRestriction });
      expect(first.sv(1)).toMatchObject({ timerType: 'medium', conflictRestrictedFrom: DUE - 3 * HOUR });
      const ended = given()
        .andEvents(DAY_BEFORE, ...first.events)
        .when(oldSpCreate(), then);
      expect(ended.events[0]?.data).toMatchObject({ by: 'old', conflictRestrictedFrom: from });
      expect(ended.sv(1)).toMatchObject({ conflictRestrictedFrom: from });
      // While the timers stay it is the one that was stored (N385).
      const stays = given().andEvents(DAY_BEFORE, ...first.events);
      const agreed = stays.when(oldSpCreate(asked), { ...both, conflictRestriction: () => DAY_BEFORE });
      expect(agreed.sv(1)).toMatchObject({ timerType: 'medium', conflictRestrictedFrom: DUE - 3 * HOUR });
      const byNew = medium(oldSpCreate(asked)).when(newSpCreate(), then);
      expect(byNew.sv(1)).toMatchObject({ conflictRestrictedFrom: from });
    },
  );

  it('N441 stay when the second create asks for them as well', () => {
    const outcome = medium(newSpCreate(asked)).when(oldSpCreate(asked), both);
    expect(outcome.events[0]?.data).toMatchObject({ timerType: null, businessType: null, mediumTimer: true });
    expect(outcome.sv(1)).toMatchObject({ timerType: 'medium', businessType: 'medium' });
  });

  it('N441 RR5-2.1 that a denial ends do not count for its conflict', () => {
    const windowEnd = jest.fn(facts().windowEnd);
    const denial = oldSpCreate({ authorized: false, causeCode: 54 });
    medium(newSpCreate(asked))
      .when(denial, { ...both, windowEnd })
      .thenTypes('SvSecondCreateReceived', 'SvConflictSet');
    expect(windowEnd).toHaveBeenCalledWith(TN, DAY_BEFORE, 'conflict_resolution', 'long', 'long');
  });

  it('N440 N441 HOLDER’s profile is asked for as well as GAINER’s', () => {
    const timersOf = jest.fn(() => usual);
    given().when(newSpCreate(), { timersOf }).thenTypes('SvCreated');
    expect(timersOf.mock.calls.flat()).toEqual(expect.arrayContaining([GAINER, HOLDER]));
  });
});
