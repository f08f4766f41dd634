import { type Instant, instant, NPAC } from '@openlnp/numbering';
import fc from 'fast-check';
import type { TunableChanged } from '../generated/events';
import { decideServiceProvider } from '../service-provider/decide';
import { initialServiceProvider } from '../service-provider/state';
import {
  CARRIER,
  eventsOf,
  expectRefused,
  facts,
  NOW,
  OTHER,
  serviceProviderCreate,
  tunableSet,
} from '../testing/world';
import { NetworkView } from '../view';
import { isTunableName, TUNABLE_NAMES, type TunableName, tunableNamed } from './catalogue';
import type { TunableSet } from './commands';
import { decideTunable } from './decide';
import { evolveTunables } from './evolve';
import { initialTunables, type TunablesState, tunableStream } from './state';

const HOUR = 3_600_000;
const later = (hours: number): Instant => instant(NOW + hours * HOUR);

const after = (...commands: TunableSet[]): TunablesState =>
  commands.reduce(
    (state, command) => eventsOf(decideTunable(command, state, facts)).reduce(evolveTunables, state),
    initialTunables(commands[0]?.region ?? null),
  );

const decide = (changes: Partial<TunableSet>, state = initialTunables(changes.region ?? null)) =>
  decideTunable(tunableSet(changes), state, facts);

/** What was decided, in the order it was. */
function viewOf(...commands: TunableSet[]): NetworkView {
  const view = new NetworkView();
  const states = new Map<string | null, TunablesState>();
  for (const command of commands) {
    const before = states.get(command.region) ?? initialTunables(command.region);
    const events = eventsOf(decideTunable(command, before, facts));
    states.set(command.region, events.reduce(evolveTunables, before));
    for (const event of events) view.apply(event, command.now, command.sender);
  }
  return view;
}

type Row = readonly [ids: string, name: TunableName, standard: string, unit: string, range: readonly [string, string]];

/** What FRS Appendix C says of each, and for the medium timers the change orders: written down here a second time on purpose. */
const ROWS: readonly Row[] = [
  ['R5-21.1 R5-21.2 R5-21.3', 'long_initial_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_initial_concurrence_window', '3', 'business_hours', ['1', '72']],
  ['R5-21.1 R5-21.2 R5-21.4', 'short_initial_concurrence_window', '1', 'business_hours', ['1', '72']],
  ['R5-23.1 R5-23.2 R5-23.3', 'long_final_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_final_concurrence_window', '3', 'business_hours', ['1', '72']],
  ['R5-23.1 R5-23.2 RR5-52', 'short_final_concurrence_window', '1', 'business_hours', ['1', '72']],
  ['RR5-12.3 RR5-12.4 RR5-12.5', 'long_conflict_resolution_new_sp_restriction', '6', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_conflict_resolution_new_sp_restriction', '2', 'business_hours', ['1', '72']],
  ['RR5-12.3 RR5-12.5 RR5-12.6', 'short_conflict_resolution_new_sp_restriction', '6', 'business_hours', ['1', '72']],
  ['RR5-32.1 RR5-32.2 RR5-32.3', 'long_cancellation_initial_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_cancellation_initial_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['RR5-32.1 RR5-32.2 RR5-32.4', 'short_cancellation_initial_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['RR5-33.1 RR5-33.2 RR5-33.3', 'long_cancellation_final_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['N440 N441', 'medium_cancellation_final_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['RR5-33.1 RR5-33.2 RR5-33.4', 'short_cancellation_final_concurrence_window', '9', 'business_hours', ['1', '72']],
  ['RR5-42.3 RR5-42.4', 'long_conflict_restriction_window', '12:00', 'clock_time', ['00:00', '24:00']],
  ['N440 N441', 'medium_conflict_restriction_window', '21:00', 'clock_time', ['00:00', '24:00']],
  ['R5-45.1 R5-45.2 R5-45.3', 'conflict_expiration_window', '30', 'calendar_days', ['1', '180']],
  ['RR5-1.2 RR5-1.3', 'pending_subscription_retention', '90', 'calendar_days', ['1', '180']],
  ['R5-3.1 R5-3.2 R5-3.3', 'cancel_pending_subscription_retention', '90', 'calendar_days', ['1', '360']],
  ['R5-3.4 R5-3.5 R5-3.6', 'cancel_conflict_subscription_retention', '30', 'calendar_days', ['1', '360']],
  ['R5-2.1 R5-2.2 R5-2.3', 'old_subscription_retention', '18', 'calendar_months', ['1', '36']],
  ['N394', 'first_usage_window', '0', 'business_days', ['0', '360']],
  ['N285', 'maximum_subscription_query', '50', 'count', ['10', '150']],
  ['RR3-12.1 RR3-12.2 RR3-12.3', 'short_business_day_duration', '12', 'hours', ['1', '24']],
  ['N440 N441', 'medium_business_day_duration', '17', 'hours', ['1', '24']],
  ['RR3-12.1 RR3-12.2 RR3-12.4', 'long_business_day_duration', '12', 'hours', ['1', '24']],
  ['RR3-13.1 RR3-13.2 RR3-13.3', 'short_business_day_start_time', '07:00', 'clock_time', ['00:00', '23:59']],
  ['N440 N441', 'medium_business_day_start_time', '07:00', 'clock_time', ['00:00', '23:59']],
  ['RR3-13.1 RR3-13.2 RR3-13.4', 'long_business_day_start_time', '08:00', 'clock_time', ['00:00', '23:59']],
  ['RR3-11', 'short_business_days', 'mon,tue,wed,thu,fri', 'weekdays', ['sun', 'mon,tue,wed,thu,fri,sat,sun']],
  ['N440 N441', 'medium_business_days', 'mon,tue,wed,thu,fri', 'weekdays', ['sun', 'mon,tue,wed,thu,fri,sat,sun']],
  ['RR3-30', 'long_business_days', 'mon,tue,wed,thu,fri,sat', 'weekdays', ['sun', 'mon,tue,wed,thu,fri,sat,sun']],
  ['R5-60.3 R5-60.5', 'subscription_activation_retry_attempts', '3', 'count', ['1', '10']],
  ['R5-60.4 R5-60.6', 'subscription_activation_retry_interval', '2', 'minutes', ['1', '60']],
  ['RR5-41.5', 'subscription_modification_retry_attempts', '3', 'count', ['1', '10']],
  ['RR5-41.6', 'subscription_modification_retry_interval', '2', 'minutes', ['1', '60']],
  ['R5-68.1 R5-68.2', 'subscription_disconnect_retry_attempts', '3', 'count', ['1', '10']],
  ['R5-68.3 R5-68.4', 'subscription_disconnect_retry_interval', '2', 'minutes', ['1', '60']],
  ['R5-58.2 R5-58.3 R5-58.4', 'local_sms_activation_log_retention_period', '90', 'calendar_days', ['1', '360']],
];

describe.each(ROWS)('%s: the tunable %s', (_, name, standard, unit, [least, most]) => {
  it('has its default and its unit', () => {
    expect(String(viewOf().tunable(name, null, NOW))).toBe(standard);
    expect(String(viewOf().tunable(name, 'west', NOW))).toBe(standard);
    expect(tunableNamed(name).unit).toBe(unit);
  });

  it('is changed by NPAC personnel, to the ends of its range too, and by nobody else', () => {
    for (const value of [least, most]) {
      const view = viewOf(tunableSet({ name, value }));
      expect(String(view.tunable(name, null, NOW))).toBe(value);
      expect(String(view.tunable(name, 'west', NOW))).toBe(value);
    }
    expectRefused(decide({ name, value: most, sender: CARRIER }), 'npac_only', tunableNamed(name).rule);
  });

  it('is never changed to what is no value of it', () => {
    const beyond = /^\d+$/.test(least) ? [String(Number(least) - 1), String(Number(most) + 1)] : ['1', '24:01', 'noon'];
    for (const value of [...beyond, '', 'x', '1.5', '-1', ' 5', '1e1', 'mon,mon', 'mon,', 'mon,xxx']) {
      expectRefused(decide({ name, value }), 'tunable_out_of_range', tunableNamed(name).rule, 'value');
    }
  });
});

it('every tunable of the catalogue is in the table above', () => {
  expect(ROWS.map(([, name]) => name).sort()).toEqual([...TUNABLE_NAMES].sort());
  expect(isTunableName('toString')).toBe(false);
});

describe('a change', () => {
  it('says what was in force before, for the same region', () => {
    const state = after(tunableSet({ value: '12' }), tunableSet({ value: '15', effectiveFrom: later(2) }));
    expect(state.changes).toEqual([
      {
        region: null,
        name: 'long_initial_concurrence_window',
        value: '12',
        previousValue: null,
        effectiveFrom: NOW,
      },
      {
        region: null,
        name: 'long_initial_concurrence_window',
        value: '15',
        previousValue: '12',
        effectiveFrom: later(2),
      },
    ]);
    const between = eventsOf(decide({ value: '20', effectiveFrom: later(1) }, state));
    expect(between).toMatchObject([{ data: { value: '20', previousValue: '12' } }]);
  });

  it('to what is in force at that instant changes nothing', () => {
    const state = after(tunableSet({ value: '12' }), tunableSet({ value: '15', effectiveFrom: later(2) }));
    expect(eventsOf(decide({ value: '12', effectiveFrom: later(1) }, state))).toEqual([]);
    expect(eventsOf(decide({ value: '15', effectiveFrom: later(3) }, state))).toEqual([]);
    expect(eventsOf(decide({ value: '12', effectiveFrom: later(2) }, state))).toHaveLength(1);
  });

  it('in a region is of that region even to the general value, and fixes it there', () => {
    expect(eventsOf(decide({ region: 'west', value: '9' }))).toMatchObject([{ data: { region: 'west', value: '9' } }]);
  });

  it('keeps weekdays in the order of the week', () => {
    const [event] = eventsOf(decide({ name: 'long_business_days', value: 'sun,mon,sat' }));
    expect(event).toMatchObject({ data: { value: 'mon,sat,sun' } });
  });

  it('is of a known tunable in a known region, from now on or later', () => {
    expectRefused(decide({ name: 'long_window' }), 'unknown_tunable', null, 'name');
    expectRefused(decide({ name: 'constructor' }), 'unknown_tunable', null, 'name');
    expectRefused(decide({ region: 'mars' }), 'unknown_region', null, 'region');
    const past = decide({ effectiveFrom: instant(NOW - 1) });
    expectRefused(past, 'effective_from_in_past', 'R5-21.2', 'effectiveFrom');
  });

  it('is not told to others: who may not change it learns nothing of its range', () => {
    expectRefused(decide({ sender: OTHER, value: '999' }), 'npac_only', 'R5-21.2');
  });
});

describe('the value in force', () => {
  const name = 'long_initial_concurrence_window';

  it('R5-21.2 is the old one until the change is effective', () => {
    const view = viewOf(tunableSet({ value: '12', effectiveFrom: later(2) }));
    expect(view.tunable(name, null, instant(later(2) - 1))).toBe(9);
    expect(view.tunable(name, null, later(2))).toBe(12);
  });

  it('RR3-13.2 is the region’s own, else the general one, else the default', () => {
    const start = 'short_business_day_start_time';
    const view = viewOf(
      tunableSet({ name: start, value: '06:00' }),
      tunableSet({ name: start, value: '09:00', region: 'west', effectiveFrom: later(1) }),
    );
    expect(view.tunable(start, 'west', NOW)).toBe('06:00');
    expect(view.tunable(start, 'west', later(1))).toBe('09:00');
    expect(view.tunable(start, 'east', later(1))).toBe('06:00');
    expect(view.tunable(start, null, later(1))).toBe('06:00');
    expect(view.tunable(start, 'west', instant(NOW - 1))).toBe('07:00');
  });

  it('of two that begin together is the one decided later', () => {
    const set = (value: string, hours: number) => tunableSet({ value, effectiveFrom: later(hours) });
    const view = viewOf(set('10', 1), set('11', 1), set('12', 0));
    expect(view.tunable(name, null, later(0))).toBe(12);
    expect(view.tunable(name, null, later(1))).toBe(11);
  });

  it('is known with who made it what it is, and with everything before', () => {
    const view = viewOf(tunableSet({ value: '12' }), tunableSet({ value: '10', region: 'west', now: NOW }));
    expect(view.tunables.inForce(name, 'west', NOW)).toMatchObject({ value: '10', changedBy: NPAC, changedAt: NOW });
    expect(view.tunables.inForce(name, 'east', NOW)).toMatchObject({ value: '12', changedBy: NPAC });
    expect(view.tunables.inForce(name, 'east', instant(NOW - 1))).toBeUndefined();
    expect(view.tunables.valueSet(name, 'east', instant(NOW - 1))).toBeUndefined();
    expect(view.tunables.history().map(({ region, value }) => [region, value])).toEqual([
      [null, '12'],
      ['west', '10'],
    ]);
  });

  it('whatever was set, is the last that began; what begins later does not matter', () => {
    const change = fc.record({ value: fc.integer({ min: 1, max: 72 }), hours: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 0, max: 10 }), (changes, asked) => {
        const view = viewOf(
          ...changes.map(({ value, hours }) => tunableSet({ value: String(value), effectiveFrom: later(hours) })),
        );
        const begun = changes.filter(({ hours }) => hours <= asked).sort((a, b) => a.hours - b.hours);
        expect(view.tunable(name, null, later(asked))).toBe(begun.at(-1)?.value ?? 9);
      }),
    );
  });
});

describe('the stream of tunables', () => {
  it('has the region’s name, or all', () => {
    expect(tunableStream('west')).toBe('tunable-west');
    expect(tunableStream(null)).toBe('tunable-all');
  });

  it('stops at a history that no decision makes', () => {
    const [joined] = eventsOf(decideServiceProvider(serviceProviderCreate(), initialServiceProvider(CARRIER), facts));
    const data: TunableChanged = { region: 'west', name: 'x', value: '1', previousValue: null, effectiveFrom: NOW };
    if (joined === undefined) throw new Error('no event');
    expect(() => evolveTunables(initialTunables(null), joined)).toThrow('does not belong');
    expect(() => evolveTunables(initialTunables(null), { type: 'TunableChanged', data })).toThrow('west');
    expect(() => decide({ region: 'west' }, initialTunables(null))).toThrow('west');
  });

  it('may hold what this version does not know: it is passed over', () => {
    const view = new NetworkView();
    const data: TunableChanged = { region: null, name: 'gone', value: '1', previousValue: null, effectiveFrom: NOW };
    view.apply({ type: 'TunableChanged', data }, NOW, NPAC);
    view.apply(
      { type: 'TunableChanged', data: { ...data, name: 'conflict_expiration_window', value: '?' } },
      NOW,
      NPAC,
    );
    expect(view.tunables.history().map(({ name }) => name)).toEqual(['conflict_expiration_window']);
    expect(view.tunable('conflict_expiration_window', null, NOW)).toBe(30);
  });
});
