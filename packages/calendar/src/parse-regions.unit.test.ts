import us from '../data/us.json';
import { holidaysOfYear } from './holidays';
import { parseRegions } from './parse-regions';
import { findRegion, REGIONS } from './regions';

const WEST = { name: 'west', zone: 'America/Los_Angeles', npas: [415, 213], holidays: 'federal' };
const EAST = { name: 'east', zone: 'America/New_York', npas: [212], holidays: 'banks' };
const BANKS = [
  { name: 'moving house', date: '2026-01-06' },
  { name: 'leap day', month: 2, day: 29 },
  { name: 'last Monday but three', month: 5, weekday: 1, nth: -4 },
];
const FILE = {
  regions: [WEST, EAST, ...us.regions],
  businessDays: us.businessDays,
  holidays: { ...us.holidays, banks: BANKS },
};

const faultsOf = (change: object): readonly string[] => {
  const parsed = parseRegions({ ...FILE, ...change });
  return parsed.ok ? [] : parsed.faults;
};

describe('regions as data', () => {
  it('RR3-14 have the holidays that the operator lists, an own zone and own area codes', () => {
    const parsed = parseRegions(FILE);
    expect(parsed).toMatchObject({
      ok: true,
      regions: [
        { name: 'west', zone: 'America/Los_Angeles', npas: [415, 213], businessDays: us.businessDays },
        { name: 'east', zone: 'America/New_York', npas: [212], holidays: BANKS },
        { name: 'us', npas: null },
      ],
    });
  });

  it('RR3-11 RR3-30 may have business days of their own, for one type or for all', () => {
    const short = { weekdays: [0, 6], opens: '10:00', hours: 4 };
    const parsed = parseRegions({ ...FILE, regions: [{ ...WEST, businessDays: { short } }] });
    expect(parsed).toMatchObject({ regions: [{ businessDays: { ...us.businessDays, short } }] });
  });

  it('N321 are found by area code; an area code may be in none', () => {
    const parsed = parseRegions({ ...FILE, regions: [WEST, EAST] });
    const regions = parsed.ok ? parsed.regions : [];
    expect([415, 213, 212, 303].map((npa) => findRegion(npa, regions)?.name)).toEqual([
      ...['west', 'west', 'east', undefined],
    ]);
    expect(findRegion(303)).toBe(REGIONS[0]);
  });

  it.each<[string, object, string]>([
    ['an unknown zone', { ...EAST, zone: 'America/Atlantis' }, 'regions.1.zone: no such time zone: "America/Atlantis"'],
    ['no zone', { ...EAST, zone: undefined }, 'regions.1.zone: no such time zone: nothing'],
    [
      'an area code twice',
      { ...EAST, npas: [212, 415] },
      'regions: the area code 415 is listed twice: by west and east',
    ],
    [
      'an area code twice in one',
      { ...EAST, npas: [212, 212] },
      'regions: the area code 212 is listed twice: by east and east',
    ],
    ['an area code that is none', { ...EAST, npas: [112] }, 'regions.1.npas: no area code: 112'],
    ['an area code as a text', { ...EAST, npas: ['212'] }, 'regions.1.npas: no area code: "212"'],
    ['no area code', { ...EAST, npas: [] }, 'regions.1.npas: expected a list that is not empty, not []'],
    [
      'a weekday twice',
      { ...EAST, businessDays: { short: { ...us.businessDays.short, weekdays: [1, 1] } } },
      'regions.1.businessDays.short.weekdays: expected numbers from 0 (Sunday) to 6, each once, not [1,1]',
    ],
    ['a name twice', { ...EAST, name: 'west' }, 'regions: two have the name west'],
    [
      'the name of all regions',
      { ...EAST, name: 'all' },
      'regions.1.name: all is reserved: it stands for every region',
    ],
    [
      'a name that is none',
      { ...EAST, name: 'a b' },
      'regions.1.name: expected 1 to 32 letters, digits, _ and -, not "a b"',
    ],
    [
      'two that take the rest',
      { ...EAST, npas: null },
      'regions: only one may take the area codes that no other one lists (npas: null)',
    ],
    ['holidays that nobody lists', { ...EAST, holidays: 'moon' }, 'regions.1.holidays: no list of this name: "moon"'],
    ['a field that is none', { ...EAST, colour: 'red' }, 'regions.1.colour: no such field'],
    ['no object', [], 'regions.1: expected an object, not []'],
    [
      'business days without a day',
      { ...EAST, businessDays: { short: { ...us.businessDays.short, weekdays: [] } } },
      'regions.1.businessDays.short.weekdays: expected a list that is not empty, not []',
    ],
    [
      'weekdays that are none',
      { ...EAST, businessDays: { short: { ...us.businessDays.short, weekdays: [1, 7] } } },
      'regions.1.businessDays.short.weekdays: expected numbers from 0 (Sunday) to 6, each once, not [1,7]',
    ],
    [
      'business days that open never',
      { ...EAST, businessDays: { long: { ...us.businessDays.long, opens: '24:00' } } },
      'the long business days of region east make no sense',
    ],
    [
      'business days longer than a day',
      { ...EAST, businessDays: { long: { ...us.businessDays.long, hours: 25 } } },
      'the long business days of region east make no sense',
    ],
    [
      'business days of a length in words',
      { ...EAST, businessDays: { long: { ...us.businessDays.long, hours: 'long' } } },
      'regions.1.businessDays.long.hours: expected a number, not "long"',
    ],
    [
      'business days of another type',
      { ...EAST, businessDays: { tiny: {} } },
      'regions.1.businessDays.tiny: no such field',
    ],
  ])('are refused with %s', (_, east, fault) => {
    expect(faultsOf({ regions: [WEST, east, ...us.regions] })).toContain(fault);
  });

  it.each<[object]>([
    [{ name: 'x', date: '2026-02-30' }],
    [{ name: 'x', date: '2026-02-03', day: 3 }],
    [{ name: 'x', month: 13, day: 1 }],
    [{ name: 'x', month: 4, day: 31 }],
    [{ name: 'x', month: 4, day: 1, nth: 1 }],
    [{ name: 'x', month: 4, weekday: 7, nth: 1 }],
    [{ name: 'x', month: 4, weekday: 1, nth: 5 }],
    [{ name: 'x', month: 4, weekday: 1, nth: 0 }],
    [{ name: 'x', month: 4, weekday: 1 }],
    [{ name: 'x' }],
    [{ month: 4, day: 1 }],
  ])('RR3-14 are refused with the holiday %p', (holiday) => {
    expect(faultsOf({ holidays: { ...FILE.holidays, banks: [holiday] } })).toEqual([
      expect.stringMatching(/^holidays\.banks\.0: expected a name with a date /),
    ]);
  });

  it('are refused where a part of the file is missing, and all faults are told at once', () => {
    expect(parseRegions(null)).toMatchObject({
      ok: false,
      faults: expect.arrayContaining(['the data: expected an object, not null']),
    });
    const { short, long } = us.businessDays;
    expect(faultsOf({ businessDays: { short, long } })).toEqual(['businessDays.medium: is missing']);
    expect(faultsOf({ regions: [] })).toEqual(['regions: expected a list that is not empty, not []']);
    expect(faultsOf({ holidays: { ...FILE.holidays, federal: {} } })).toEqual([
      'holidays.federal: expected a list, not {}',
    ]);
    expect(faultsOf({ regions: [{ ...WEST, zone: 'x', npas: [1] }], comment: '' })).toHaveLength(3);
  });
});

describe('the holidays of a year', () => {
  it('RR3-14 are listed on every day that they close, in their order', () => {
    const federal = REGIONS[0]?.holidays ?? [];
    expect(holidaysOfYear(federal, 2026)).toHaveLength(12);
    expect(holidaysOfYear(federal, 2026).slice(5, 8)).toEqual([
      { date: '2026-07-03', name: 'Independence Day' },
      { date: '2026-07-04', name: 'Independence Day' },
      { date: '2026-09-07', name: 'Labor Day' },
    ]);
    expect(holidaysOfYear(federal, 2027).at(-1)).toEqual({ date: '2027-12-31', name: "New Year's Day" });
  });

  it('have a single day in its own year, once', () => {
    const days = [2025, 2026, 2027].map((year) => holidaysOfYear(BANKS.slice(0, 1), year).length);
    expect(days).toEqual([0, 1, 0]);
  });
});
