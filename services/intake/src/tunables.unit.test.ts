import { KnownTunables, TUNABLE_NAMES } from '@openlnp/network';
import { formatInstant, type Instant, instant, NPAC, parseInstant } from '@openlnp/numbering';
import { LiveNetworkView, regionsAt, Timers } from '@openlnp/service';
import { tunablesAt } from './tunables';

const NOW = parseInstant('2026-01-05T14:30:00Z') as Instant;
const LATER = instant(NOW + 3_600_000);
const MUCH_LATER = instant(LATER + 3_600_000);
const name = 'long_initial_concurrence_window';

function known(): KnownTunables {
  const tunables = new KnownTunables();
  const change = (region: string | null, value: string | null, previousValue: string | null, from: Instant) =>
    tunables.apply(
      { region, name, value, previousValue, effectiveFrom: from, person: region === null ? null : 'Ann' },
      NOW,
      NPAC,
    );
  change(null, '12', null, NOW);
  change('us', '15', null, LATER);
  change(null, '20', '12', LATER);
  change('us', null, '15', MUCH_LATER);
  change(null, null, '20', MUCH_LATER);
  return tunables;
}

const one = (now: Instant) => {
  const found = tunablesAt(known(), now, []).find((tunable) => tunable.name === name);
  if (found === undefined) throw new Error('not listed');
  return found;
};

describe('the list of tunables', () => {
  it('has the whole catalogue, with unit, range, default and requirements', () => {
    const all = tunablesAt(new KnownTunables(), NOW, []);
    expect(all.map((tunable) => tunable.name)).toEqual(TUNABLE_NAMES);
    expect(all[0]).toEqual({
      ...{ name, title: 'Long Initial Concurrence Window', unit: 'business_hours', min: 1, max: 72, default: 9 },
      ...{ regional: true, noEffect: null, requirements: ['R5-21.1', 'R5-21.2', 'R5-21.3'] },
      values: [{ region: null, value: 9, effectiveFrom: null, changedBy: null, person: null, changedAt: null }],
      history: [],
    });
  });

  it('says which of them nothing reads yet, and why', () => {
    const all = tunablesAt(new KnownTunables(), NOW, []);
    const why = (named: string) => all.find((tunable) => tunable.name === named)?.noEffect;
    expect(why('data_integrity_sample_size')).toBe('there are no audits yet');
    expect(why('maximum_subscription_query')).toBeNull();
    expect(all.find((tunable) => tunable.name === 'post_expiration_logins')?.requirements).toEqual([]);
  });

  it('says which of them a sandbox does without', () => {
    const idle = tunablesAt(new KnownTunables(), NOW, [], 900).filter(({ noEffect }) =>
      noEffect?.includes('900 seconds'),
    );
    expect(idle.map((tunable) => tunable.name.replace(/^subscription_/, ''))).toEqual([
      ...['activation_retry_attempts', 'activation_retry_interval'],
      ...['modification_retry_attempts', 'modification_retry_interval'],
      ...['disconnect_retry_attempts', 'disconnect_retry_interval'],
    ]);
  });

  it('says what is in force, since when, who set it', () => {
    const set = { effectiveFrom: formatInstant(NOW), changedBy: NPAC, person: null, changedAt: formatInstant(NOW) };
    expect(one(NOW).values).toEqual([{ region: null, value: 12, ...set }]);
  });

  it('has the regions that have a value of their own, once that is in force', () => {
    expect(one(LATER).values).toMatchObject([
      { region: null, value: 20, effectiveFrom: formatInstant(LATER) },
      { region: 'us', value: 15, person: 'Ann' },
    ]);
  });

  it('has the default again, which nobody set, once what was set is taken back', () => {
    expect(one(MUCH_LATER).values).toEqual([
      { region: null, value: 9, effectiveFrom: null, changedBy: null, person: null, changedAt: null },
    ]);
  });

  it('keeps the history, with what is to come', () => {
    expect(one(NOW).history.map((change) => [change.region, change.value, change.previousValue])).toEqual([
      [null, '12', null],
      [null, '20', '12'],
      [null, null, '20'],
      ['us', '15', null],
      ['us', null, '15'],
    ]);
  });
});

describe('business days in the list of tunables', () => {
  type Regions = LiveNetworkView['regions'];
  const [us] = new LiveNetworkView().regions as readonly [Regions[number]];
  const { short } = us.businessDays;
  const early: typeof us = {
    ...{ ...us, name: 'early', npas: [212] },
    businessDays: { ...us.businessDays, short: { weekdays: [0, 6, 1], opens: '05:00', hours: 9.5 } },
  };
  const start = 'short_business_day_start_time';
  const nobody = { effectiveFrom: null, changedBy: null, person: null, changedAt: null };

  function valuesOf(named: string, ...changes: [region: string | null, value: string | null, from: Instant][]) {
    const tunables = new KnownTunables();
    for (const [region, value, effectiveFrom] of changes) {
      tunables.apply({ region, name: start, value, previousValue: null, effectiveFrom, person: null }, NOW, NPAC);
    }
    const regions = regionsAt([us, early], new Timers(tunables, [us, early]), NOW);
    const values = tunablesAt(tunables, NOW, regions).find((tunable) => tunable.name === named)?.values;
    // The timers go by the same.
    const timed = regions.map(({ name, businessDays }) => [name, businessDays.short.opens]);
    return { values, timed };
  }

  it('RR3-12.2 RR3-13.2 are what a region has of its own where nobody has set them', () => {
    expect(valuesOf(start).values).toEqual([
      { region: null, value: short.opens, ...nobody },
      { region: 'early', value: '05:00', ...nobody },
    ]);
    expect(valuesOf('short_business_day_duration').values?.[1]).toEqual({ region: 'early', value: 9.5, ...nobody });
    expect(valuesOf('short_business_days').values?.[1]).toEqual({ region: 'early', value: 'mon,sat,sun', ...nobody });
    expect(valuesOf('long_business_day_start_time').values).toHaveLength(1);
  });

  it('RR3-13.2 are the general value where one is set, also instead of what a region has of its own', () => {
    const { values, timed } = valuesOf(start, [null, '06:00', NOW]);
    expect(values).toMatchObject([{ region: null, value: '06:00', changedBy: NPAC }]);
    expect(timed).toEqual([
      ['us', '06:00'],
      ['early', '06:00'],
    ]);
  });

  it("RR3-13.2 are what is set for the region before all, and the region's own again once that is taken back", () => {
    expect(valuesOf(start, ['early', '04:00', NOW]).values?.[1]).toMatchObject({ value: '04:00', changedBy: NPAC });
    const own = { region: 'early', value: '05:00', ...nobody };
    expect(valuesOf(start, ['early', '04:00', NOW], ['early', null, NOW]).values?.[1]).toEqual(own);
    expect(valuesOf(start, ['early', '04:00', LATER], [null, '06:00', LATER]).values?.[1]).toEqual(own);
  });
});
