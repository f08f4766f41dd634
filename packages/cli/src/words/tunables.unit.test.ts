import { UTC } from '../output/times';
import { recordedChange, type Tunable, type TunableChange, tellChange, tellNoChange } from './tunables';

const NOW = '2026-01-31T12:00:00.000Z';
const NEXT_YEAR = '2027-02-01T00:00:00.000Z';

const change = (value: string | null, effectiveFrom: string, region: string | null = null): TunableChange => ({
  ...{ region, value, previousValue: null, effectiveFrom, changedBy: 'NPAC', person: null, changedAt: NOW },
});
const value = (of: number | string, region: string | null = null, changedBy: string | null = null) => ({
  ...{ region, value: of, effectiveFrom: null, changedBy, person: null },
});
const WINDOW: Tunable = {
  ...{ name: 'window', unit: 'business_hours', min: 1, max: 72, default: 9, noEffect: null },
  ...{ values: [value(9)], history: [] },
};
const DAYS: Tunable = { ...WINDOW, name: 'short_business_days', unit: 'weekdays', values: [value('mon,tue')] };
const asked = { value: null, region: null, effectiveFrom: null, person: null };

describe('what a request recorded of a tunable', () => {
  const planned = change('12', NEXT_YEAR);

  it('is nothing where the history is as it was', () => {
    expect(recordedChange([planned], [planned], asked)).toBeUndefined();
    expect(recordedChange([], [], asked)).toBeUndefined();
  });

  it('is what came in where it was asked for', () => {
    const now = change('12', NOW);
    expect(recordedChange([planned], [planned, now], { ...asked, value: '012' })).toBe(now);
    const ofUs = change('12', NOW, 'us');
    expect(recordedChange([now], [now, ofUs], { ...asked, value: '12', region: 'us' })).toBe(ofUs);
  });

  it('is not what somebody else changed meanwhile', () => {
    const others = [change('10', NOW), { ...change(null, NOW), person: 'Ben' }, change(null, NEXT_YEAR)];
    const effectiveFrom = '2026-06-01T00:00:00.000Z';
    expect(recordedChange([], others, { ...asked, effectiveFrom })).toBeUndefined();
    expect(recordedChange([], [change(null, NOW, 'us')], asked)).toBeUndefined();
  });
});

describe('what is said of it', () => {
  it('of nothing: what is in force, with what is to come', () => {
    const tunable = { ...WINDOW, history: [change('11', NEXT_YEAR), change('12', NEXT_YEAR)] };
    expect(tellNoChange(tunable, null, NOW, UTC)).toBe(
      'nothing changed: window is 9 business hours in every region, the default\n' +
        'later: window is 12 business hours in every region from 2027-02-01 UTC on',
    );
  });

  it('of nothing in one region: its own value, else the general one', () => {
    const tunable = {
      ...{ ...WINDOW, values: [value(9), value(15, 'us', 'NPAC'), value(8, 'east')] },
      history: [change('15', NOW, 'us'), change('20', NEXT_YEAR, 'us')],
    };
    const said = (region: string) => tellNoChange(tunable, region, NOW, UTC);
    expect(said('us').split('\n')).toEqual([
      'nothing changed: window is 15 business hours in region us',
      'later: window is 20 business hours in region us from 2027-02-01 UTC on',
    ]);
    expect(said('west')).toBe('nothing changed: window is 9 business hours in region west, the default');
    expect(said('east')).toBe('nothing changed: window is 8 business hours in region east, as its own data say');
  });

  it('of a change: what it makes of it where, and what follows', () => {
    const [now, planned] = [change(null, NOW), change('12', NEXT_YEAR)] as const;
    const tunable = { ...WINDOW, history: [planned, now, change('15', NOW, 'us'), change(null, NEXT_YEAR, 'us')] };
    expect(tellChange(tunable, now, UTC).split('\n')).toEqual([
      'window has its default in every region without a value of its own from 2026-01-31 12:00 UTC on',
      'later: window is 12 business hours in every region from 2027-02-01 UTC on',
      'later: window has its general value in region us from 2027-02-01 UTC on',
    ]);
  });

  it('RR3-13.2 RR3-12.2 of business days that are taken back: that the data of the regions count', () => {
    expect(tellChange(DAYS, change(null, NOW), UTC)).toContain("is what the regions' own data say in every region");
    expect(tellChange(DAYS, change('mon', NOW), UTC)).toContain('is mon in every region from');
    expect(tellChange(DAYS, change(null, NOW, 'us'), UTC)).toContain('its general value in region us, or what its own');
  });

  it('where nothing reads it, so', () => {
    const idle = { ...WINDOW, noEffect: 'no keys' };
    expect(tellChange(idle, change('3', NOW), UTC)).toMatch(/\nnothing reads it yet: no keys$/);
  });
});
