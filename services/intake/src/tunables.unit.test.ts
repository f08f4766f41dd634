import { KnownTunables, TUNABLE_NAMES } from '@openlnp/network';
import { formatInstant, type Instant, instant, NPAC, parseInstant } from '@openlnp/numbering';
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
  const found = tunablesAt(known(), now).find((tunable) => tunable.name === name);
  if (found === undefined) throw new Error('not listed');
  return found;
};

describe('the list of tunables', () => {
  it('has the whole catalogue, with unit, range, default and requirements', () => {
    const all = tunablesAt(new KnownTunables(), NOW);
    expect(all.map((tunable) => tunable.name)).toEqual(TUNABLE_NAMES);
    expect(all[0]).toEqual({
      ...{ name, title: 'Long Initial Concurrence Window', unit: 'business_hours', min: 1, max: 72, default: 9 },
      ...{ regional: true, noEffect: null, requirements: ['R5-21.1', 'R5-21.2', 'R5-21.3'] },
      values: [{ region: null, value: 9, effectiveFrom: null, changedBy: null, person: null, changedAt: null }],
      history: [],
    });
  });

  it('says which of them nothing reads yet, and why', () => {
    const all = tunablesAt(new KnownTunables(), NOW);
    const why = (named: string) => all.find((tunable) => tunable.name === named)?.noEffect;
    expect(why('data_integrity_sample_size')).toBe('there are no audits yet');
    expect(why('maximum_subscription_query')).toBeNull();
    expect(all.find((tunable) => tunable.name === 'post_expiration_logins')?.requirements).toEqual([]);
  });

  it('says which of them a sandbox does without', () => {
    const idle = tunablesAt(new KnownTunables(), NOW, 900).filter(({ noEffect }) => noEffect?.includes('900 seconds'));
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
