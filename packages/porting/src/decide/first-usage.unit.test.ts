import { type Instant, instant, NPAC } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import { given } from '../testing/scenario';
import {
  activate,
  at,
  CODE,
  CODE_EFFECTIVE,
  DAY_BEFORE,
  DUE,
  DUE_DAY,
  GAINER,
  HOLDER,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  oldSpCreate,
  READER,
} from '../testing/world';

const DAY = 86_400_000;
/** Five days, whatever the calendar says: packages/service knows business days. */
const WINDOW_DAYS = 5;
const firstUsageEnd: PortingFacts['firstUsageEnd'] = (_tn, start) => instant(start + WINDOW_DAYS * DAY);
const soas = () => [GAINER, HOLDER];
const unused = { firstUseOf: () => undefined, soas };
const usedAt = (start: Instant, usableFrom: Instant | null = null) => ({
  firstUseOf: () => ({ at: start, usableFrom }),
});
const usedSince = (start: Instant) => ({ ...usedAt(start), firstUsageEnd });

/** The window that a create of DAY_BEFORE begins ends on this day, at 14:30. */
const LAST_DAY = at('2026-01-10T00:00:00Z');
const ENDS = at('2026-01-10T14:30:00Z');
const THE_DAY_BEFORE_IT = at('2026-01-09T23:59:59.999Z');

const creates = [
  ['the new service provider', newSpCreate],
  ['the old service provider', oldSpCreate],
  ['an intra-SP port', intraSpCreate],
] as const;

describe('the first use of a code', () => {
  it.each(creates)(
    'RR5-3 is told with the code, its date and its holder, to all with a SOA or an LSMS: by %s',
    (_by, create) => {
      const [created] = given().when(create(), unused).events;
      expect(created).toMatchObject({
        type: 'SvCreated',
        data: {
          firstUse: { codeHolder: HOLDER, codeEffectiveAt: CODE_EFFECTIVE, tell: [GAINER, HOLDER, LSMS_A, LSMS_B] },
        },
      });
    },
  );

  it('RR5-3 is told also when the old service provider denies at once', () => {
    given()
      .when(oldSpCreate({ authorized: false, causeCode: 52 }), unused)
      .thenTypes('SvCreated', 'SvConflictSet');
    const [created] = given().when(oldSpCreate({ authorized: false, causeCode: 52 }), unused).events;
    expect(created).toMatchObject({ data: { firstUse: { codeHolder: HOLDER } } });
  });

  it.each(creates)('RR5-3 is not told of a code in use: %s', (_by, create) => {
    const [created] = given().when(create(), { soas, ...usedAt(DAY_BEFORE) }).events;
    expect(created).toMatchObject({ data: { firstUse: null } });
  });

  it('RR5-3 asks for the use of the number’s own code', () => {
    const firstUseOf = jest.fn(usedAt(DAY_BEFORE).firstUseOf);
    given().when(newSpCreate(), { firstUseOf });
    expect(new Set(firstUseOf.mock.calls.flat())).toEqual(new Set([CODE]));
  });

  it('RR5-3 follows the validation: a create that is refused uses nothing', () => {
    given()
      .when(newSpCreate({ oldSp: READER }), unused)
      .thenRefused('sp_type_not_allowed', null);
  });

  it('N394 says from when on the code is usable: the end of the window, or at once where there is none', () => {
    const usableFrom = (changes: Partial<PortingFacts>) => {
      const [created] = given().when(newSpCreate({ dueDate: LAST_DAY }), { ...unused, ...changes }).events;
      return created?.type === 'SvCreated' ? created.data.firstUse?.usableFrom : undefined;
    };
    expect(usableFrom({ firstUsageEnd })).toBe(ENDS);
    expect(usableFrom({})).toBe(DAY_BEFORE);
  });
});

describe('the due date of a create', () => {
  const early = { dueDate: THE_DAY_BEFORE_IT };
  const details = {
    field: 'dueDate',
    expected: '2026-01-10T00:00:00.000Z or later',
    actual: '2026-01-09T23:59:59.999Z',
  };

  it.each(creates)('N394 is not before the day on which the window ends that it begins itself: %s', (_by, create) => {
    given()
      .when(create(early), { ...unused, firstUsageEnd })
      .thenRefused('due_date_before_first_usage_window', 'N394', details);
    given()
      .when(create({ dueDate: LAST_DAY }), { ...unused, firstUsageEnd })
      .thenTypes('SvCreated');
  });

  it.each(creates)('N394 is not before the day on which an earlier one’s ends: %s', (_by, create) => {
    const later = { now: at('2026-01-08T12:00:00Z') };
    given()
      .when(create({ ...later, ...early }), usedSince(DAY_BEFORE))
      .thenRefused('due_date_before_first_usage_window', 'N394', details);
    given()
      .when(create({ ...later, dueDate: LAST_DAY }), usedSince(DAY_BEFORE))
      .thenTypes('SvCreated');
  });

  it('N394 binds NPAC personnel too', () => {
    given()
      .when(newSpCreate({ ...early, sender: NPAC }), usedSince(DAY_BEFORE))
      .thenRefused('due_date_before_first_usage_window', 'N394');
  });

  it('N394 binds the second create', () => {
    given(newSpCreate(early))
      .when(oldSpCreate(early), usedSince(DAY_BEFORE))
      .thenRefused('due_date_before_first_usage_window', 'N394', details);
  });

  it('N394 may be any once the window is over', () => {
    given()
      .when(newSpCreate({ now: DUE_DAY, dueDate: DUE }), usedSince(instant(DUE_DAY - WINDOW_DAYS * DAY)))
      .thenTypes('SvCreated');
  });

  it('N394 is free where there is no window, also when the first use was taken in by a clock that runs ahead', () => {
    const justBefore = at('2026-01-05T23:59:59.999Z');
    given()
      .when(
        newSpCreate({ now: justBefore, dueDate: at('2026-01-05T00:00:00Z') }),
        usedAt(at('2026-01-06T00:00:00.001Z')),
      )
      .thenTypes('SvCreated');
  });
});

describe('an activation', () => {
  const ready = given(newSpCreate(), oldSpCreate());

  it('N394 waits for the very end of the window', () => {
    ready
      .when(activate({ now: instant(ENDS - 1) }), usedSince(DAY_BEFORE))
      .thenRefused('network_data_not_ready', 'N394', {
        field: 'tn',
        expected: '2026-01-10T14:30:00.000Z or later: the NPA-NXX is in use since 2026-01-05T14:30:00.000Z',
        actual: '2026-01-10T14:29:59.999Z',
      });
    ready.when(activate({ now: ENDS }), usedSince(DAY_BEFORE)).thenTypes('SvBroadcastStarted');
  });

  it('N394 N385 waits for the end that everybody was told, whatever the calendar says by now', () => {
    const longer = { ...usedAt(DAY_BEFORE, ENDS), firstUsageEnd: () => instant(ENDS + DAY) };
    ready.when(activate({ now: ENDS }), longer).thenTypes('SvBroadcastStarted');
    const shorter = { ...usedAt(DAY_BEFORE, ENDS), firstUsageEnd: () => DAY_BEFORE };
    ready.when(activate({ now: instant(ENDS - 1) }), shorter).thenRefused('network_data_not_ready', 'N394');
  });

  it('N394 waits for it from NPAC personnel, and of an intra-SP port', () => {
    ready.when(activate({ sender: NPAC }), usedSince(DAY_BEFORE)).thenRefused('network_data_not_ready', 'N394');
    given(intraSpCreate())
      .when(activate({ sender: HOLDER }), usedSince(DAY_BEFORE))
      .thenRefused('network_data_not_ready', 'N394');
  });

  it('N394 waits for nothing where there is no window', () => {
    ready.when(activate(), usedAt(instant(DUE_DAY + 1))).thenTypes('SvBroadcastStarted');
  });
});
