import { REGIONS, type Region } from '@openlnp/calendar';
import { KnownTunables, TUNABLES, type TunableName } from '@openlnp/network';
import { formatInstant, type Instant, instant, NPAC, parseInstant, type Tn } from '@openlnp/numbering';
import type { BusinessType, BusinessWindow, TimerType } from '@openlnp/porting';
import { LiveNetworkView } from './network-view';
import { Timers } from './timers';

const TN = 3035550100 as Tn;
const EASTERN_TN = 2125550100 as Tn;
const at = (iso: string): Instant => parseInstant(iso) as Instant;
/** Monday, 15:00 Central time: 4 hours are left of a short business day, 5 of a long one, 9 of a medium one. */
const START = at('2026-01-05T21:00:00Z');
const DUE = at('2026-01-15T00:00:00Z');

const [us] = REGIONS as readonly [Region];
const east: Region = { ...us, name: 'east', zone: 'America/New_York', npas: [212] };

type Setting = readonly [name: TunableName, value: string, more?: { region?: string; from?: Instant }];

/** Timers of a registry with two regions, where this was set. */
function timersWith(...settings: readonly Setting[]): Timers {
  const tunables = new KnownTunables();
  for (const [name, value, { region = null, from = instant(0) } = {}] of settings)
    tunables.apply({ region, name, value, previousValue: null, effectiveFrom: from, person: null }, from, NPAC);
  return new Timers(tunables, [us, east]);
}

const standard = timersWith();

describe('the end of a window', () => {
  const endOf = (window: BusinessWindow, timerType: TimerType, businessType: BusinessType, timers = standard) =>
    formatInstant(timers.windowEnd(TN, START, window, timerType, businessType));
  const ONE = '2026-01-05T22:00:00.000Z';
  const TWO = '2026-01-05T23:00:00.000Z';
  const THREE = '2026-01-06T00:00:00.000Z';
  const SIX = '2026-01-06T15:00:00.000Z';
  const NINE = '2026-01-06T18:00:00.000Z';

  it.each<[string, BusinessWindow, TimerType, string]>([
    ['R5-21.3 the long initial window is 9 business hours', 'initial', 'long', NINE],
    ['R5-21.4 the short initial window is 1 business hour', 'initial', 'short', ONE],
    ['N441 the medium initial window is 3 business hours', 'initial', 'medium', THREE],
    ['R5-23.3 the long final window is 9 business hours', 'final', 'long', NINE],
    ['RR5-52 the short final window is 1 business hour', 'final', 'short', ONE],
    ['N441 the medium final window is 3 business hours', 'final', 'medium', THREE],
    ['RR5-12.4 the long restriction on resolving conflicts is 6 business hours', 'conflict_resolution', 'long', SIX],
    ['RR5-12.6 the short restriction on resolving conflicts is 6 business hours', 'conflict_resolution', 'short', SIX],
    ['N441 the medium restriction on resolving conflicts is 2 business hours', 'conflict_resolution', 'medium', TWO],
    ['RR5-32.3 the long initial cancellation window is 9 business hours', 'cancel_initial', 'long', NINE],
    ['RR5-32.4 the short initial cancellation window is 9 business hours', 'cancel_initial', 'short', NINE],
    ['N441 the medium initial cancellation window is 9 business hours', 'cancel_initial', 'medium', NINE],
    ['RR5-33.3 the long final cancellation window is 9 business hours', 'cancel_final', 'long', NINE],
    ['RR5-33.4 the short final cancellation window is 9 business hours', 'cancel_final', 'short', NINE],
    ['N441 the medium final cancellation window is 9 business hours', 'cancel_final', 'medium', NINE],
  ])('%s', (_, window, timerType, end) => {
    expect(endOf(window, timerType, 'short')).toBe(end);
  });

  it.each<[string, TunableName, BusinessWindow, TimerType]>([
    ['R5-21.2', 'long_initial_concurrence_window', 'initial', 'long'],
    ['R5-21.2', 'medium_initial_concurrence_window', 'initial', 'medium'],
    ['R5-21.2', 'short_initial_concurrence_window', 'initial', 'short'],
    ['R5-23.2', 'long_final_concurrence_window', 'final', 'long'],
    ['R5-23.2', 'medium_final_concurrence_window', 'final', 'medium'],
    ['R5-23.2', 'short_final_concurrence_window', 'final', 'short'],
    ['RR5-12.5', 'long_conflict_resolution_new_sp_restriction', 'conflict_resolution', 'long'],
    ['RR5-12.5', 'medium_conflict_resolution_new_sp_restriction', 'conflict_resolution', 'medium'],
    ['RR5-12.5', 'short_conflict_resolution_new_sp_restriction', 'conflict_resolution', 'short'],
    ['RR5-32.2', 'long_cancellation_initial_concurrence_window', 'cancel_initial', 'long'],
    ['RR5-32.2', 'medium_cancellation_initial_concurrence_window', 'cancel_initial', 'medium'],
    ['RR5-32.2', 'short_cancellation_initial_concurrence_window', 'cancel_initial', 'short'],
    ['RR5-33.2', 'long_cancellation_final_concurrence_window', 'cancel_final', 'long'],
    ['RR5-33.2', 'medium_cancellation_final_concurrence_window', 'cancel_final', 'medium'],
    ['RR5-33.2', 'short_cancellation_final_concurrence_window', 'cancel_final', 'short'],
  ])('%s is as long as %s says', (_, name, window, timerType) => {
    expect(endOf(window, timerType, 'short', timersWith([name, '2']))).toBe(TWO);
    expect(endOf(window, timerType, 'short', timersWith([name, '4']))).toBe('2026-01-06T01:00:00.000Z');
  });

  it('R5-19.5 counts the business days and hours of the version', () => {
    // 5 hours until 20:00, then 4 from 8:00 on; and all 9 until midnight.
    expect(endOf('initial', 'long', 'long')).toBe('2026-01-06T18:00:00.000Z');
    expect(endOf('initial', 'long', 'medium')).toBe('2026-01-06T06:00:00.000Z');
    const saturday = at('2026-01-10T14:00:00Z');
    const hour = (type: BusinessType) => formatInstant(standard.windowEnd(TN, saturday, 'initial', 'short', type));
    expect([hour('long'), hour('short')]).toEqual(['2026-01-10T15:00:00.000Z', '2026-01-12T14:00:00.000Z']);
  });

  it('RR3-13.2 AR3-3 goes by the clocks of the number’s region', () => {
    const eastern = standard.windowEnd(EASTERN_TN, START, 'initial', 'long', 'short');
    expect(formatInstant(eastern)).toBe('2026-01-06T18:00:00.000Z');
    const morning = at('2026-01-05T05:00:00Z');
    const ends = [TN, EASTERN_TN].map((tn) => standard.windowEnd(tn, morning, 'initial', 'short', 'short'));
    expect(ends.map(formatInstant)).toEqual(['2026-01-05T14:00:00.000Z', '2026-01-05T13:00:00.000Z']);
  });

  it('N385 goes by the tunables in force when it starts, not by those that come later', () => {
    const from = instant(START + 1);
    const timers = timersWith(['long_initial_concurrence_window', '2', { from }]);
    expect(formatInstant(timers.windowEnd(TN, START, 'initial', 'long', 'short'))).toBe(NINE);
    expect(timers.windowEnd(TN, from, 'initial', 'long', 'short')).toBe(at('2026-01-05T23:00:00.001Z'));
  });

  it('RR3-13.2 goes by the value of the region, where it has one', () => {
    const timers = timersWith(
      ['long_initial_concurrence_window', '2'],
      ['long_initial_concurrence_window', '1', { region: 'east' }],
    );
    const ends = [TN, EASTERN_TN].map((tn) => timers.windowEnd(tn, START, 'initial', 'long', 'short'));
    expect(ends.map(formatInstant)).toEqual([TWO, ONE]);
  });
});

describe('the business days', () => {
  const hourFrom = (start: string, type: BusinessType, ...settings: readonly Setting[]) =>
    formatInstant(timersWith(...settings).windowEnd(TN, at(start), 'initial', 'short', type));

  it('RR3-12.2 are as long as the tunables say', () => {
    expect(hourFrom('2026-01-05T19:30:00Z', 'short')).toBe('2026-01-05T20:30:00.000Z');
    const settings = [['short_business_day_duration', '7']] as const;
    expect(hourFrom('2026-01-05T19:30:00Z', 'short', ...settings)).toBe('2026-01-06T13:30:00.000Z');
  });

  it('RR3-13.2 start when the tunables say', () => {
    const settings = [['long_business_day_start_time', '09:00']] as const;
    expect(hourFrom('2026-01-05T05:00:00Z', 'long', ...settings)).toBe('2026-01-05T16:00:00.000Z');
  });

  it('RR3-30 are those that the tunables say', () => {
    const sunday = '2026-01-11T18:00:00Z';
    expect(hourFrom(sunday, 'long')).toBe('2026-01-12T15:00:00.000Z');
    const settings = [['long_business_days', 'mon,tue,wed,thu,fri,sat,sun']] as const;
    expect(hourFrom(sunday, 'long', ...settings)).toBe('2026-01-11T19:00:00.000Z');
    expect(hourFrom(sunday, 'long', ['long_business_days', 'sat'])).toBe('2026-01-17T15:00:00.000Z');
  });

  it('change at the instant from which the tunable is in force', () => {
    const from = at('2026-01-06T00:00:00Z');
    const timers = timersWith(['short_business_day_start_time', '09:00', { from }]);
    const hour = (start: Instant) => formatInstant(timers.windowEnd(TN, start, 'initial', 'short', 'short'));
    expect(hour(at('2026-01-05T05:00:00Z'))).toBe('2026-01-05T14:00:00.000Z');
    expect(hour(at('2026-01-06T05:00:00Z'))).toBe('2026-01-06T16:00:00.000Z');
  });

  it('RR3-11 RR3-12.3 RR3-12.4 RR3-13.3 RR3-13.4 of every region’s data are the defaults of the tunables', () => {
    for (const { businessDays } of REGIONS) {
      for (const type of ['short', 'medium', 'long'] as const) {
        const { opens, hours, weekdays } = businessDays[type];
        expect(opens).toBe(TUNABLES[`${type}_business_day_start_time`].default);
        expect(hours).toBe(TUNABLES[`${type}_business_day_duration`].default);
        const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
        expect(weekdays.map((day) => names[day]).join(',')).toBe(TUNABLES[`${type}_business_days`].default);
      }
    }
  });
});

describe('the conflict restriction', () => {
  const from = (timerType: TimerType, businessType: BusinessType = 'short', timers = standard, tn = TN) => {
    const start = timers.conflictRestriction(tn, DUE, timerType, businessType);
    return start && formatInstant(start);
  };

  it('RR5-42.2 RR5-42.4 begins at noon of the business day before the due date', () => {
    expect(from('long')).toBe('2026-01-14T18:00:00.000Z');
    expect(from('long', 'short', standard, EASTERN_TN)).toBe('2026-01-14T17:00:00.000Z');
  });

  it('RR5-42.5 is none for short timers', () => {
    expect(from('short')).toBeNull();
    expect(from('short', 'long')).toBeNull();
  });

  it('N441 begins at 21:00 for medium timers', () => {
    expect(from('medium', 'medium')).toBe('2026-01-15T03:00:00.000Z');
  });

  it('RR5-42.3 begins when the tunables say', () => {
    expect(from('long', 'short', timersWith(['long_conflict_restriction_window', '09:30']))).toBe(
      '2026-01-14T15:30:00.000Z',
    );
    expect(from('medium', 'medium', timersWith(['medium_conflict_restriction_window', '24:00']))).toBe(
      '2026-01-15T06:00:00.000Z',
    );
    const late = timersWith(['long_conflict_restriction_window', '09:30', { from: instant(DUE + 1) }]);
    expect(from('long', 'short', late)).toBe('2026-01-14T18:00:00.000Z');
  });

  it('RR5-42.2 counts the business days of the version', () => {
    const monday = at('2026-01-12T00:00:00Z');
    const starts = (['short', 'long'] as const).map((type) => standard.conflictRestriction(TN, monday, 'long', type));
    expect(starts.map((start) => formatInstant(start as Instant))).toEqual([
      '2026-01-09T18:00:00.000Z',
      '2026-01-10T18:00:00.000Z',
    ]);
  });
});

describe('what is counted in days and months', () => {
  const ends = ({ conflictExpiry, retentionEnd, firstUsageEnd }: Timers) =>
    [
      conflictExpiry(TN, START),
      retentionEnd(TN, 'pending', START),
      retentionEnd(TN, 'canceled_from_pending', START),
      retentionEnd(TN, 'canceled_from_conflict', START),
      retentionEnd(TN, 'old', START),
      firstUsageEnd(TN, START),
    ].map(formatInstant);

  it('R5-45.2 RR5-1.3 R5-3.3 R5-3.6 R5-2.3 N394 has its default', () => {
    expect(ends(standard)).toEqual([
      '2026-02-04T21:00:00.000Z',
      '2026-04-05T20:00:00.000Z',
      '2026-04-05T20:00:00.000Z',
      '2026-02-04T21:00:00.000Z',
      '2027-07-05T20:00:00.000Z',
      '2026-01-05T21:00:00.000Z',
    ]);
  });

  it('R5-45.3 RR5-1.1 RR5-1.2 R5-3.2 R5-3.5 R5-2.2 N394 is what the tunables say', () => {
    const timers = timersWith(
      ['conflict_expiration_window', '1'],
      ['pending_subscription_retention', '2'],
      ['cancel_pending_subscription_retention', '3'],
      ['cancel_conflict_subscription_retention', '4'],
      ['old_subscription_retention', '5'],
      ['first_usage_window', '5'],
    );
    expect(ends(timers)).toEqual([
      '2026-01-06T21:00:00.000Z',
      '2026-01-07T21:00:00.000Z',
      '2026-01-08T21:00:00.000Z',
      '2026-01-09T21:00:00.000Z',
      '2026-06-05T20:00:00.000Z',
      '2026-01-12T21:00:00.000Z',
    ]);
  });
});

describe('the response window', () => {
  it('R5-60.5 R5-60.6 R5-68.2 R5-68.4 RR5-41.5 RR5-41.6 is three times two minutes', () => {
    for (const kind of ['activation', 'modification', 'disconnect'] as const)
      expect(standard.responseWindowMs(TN, START, kind)).toBe(6 * 60_000);
  });

  it('R5-60.1 R5-60.2 R5-60.3 R5-60.4 R5-68.1 R5-68.3 RR5-41.5 RR5-41.6 is what the tunables say', () => {
    for (const kind of ['activation', 'modification', 'disconnect'] as const) {
      const attempts = `subscription_${kind}_retry_attempts` as const;
      const interval = `subscription_${kind}_retry_interval` as const;
      expect(timersWith([attempts, '1'], [interval, '15']).responseWindowMs(TN, START, kind)).toBe(15 * 60_000);
      expect(timersWith([attempts, '5']).responseWindowMs(TN, START, kind)).toBe(10 * 60_000);
    }
  });
});

describe('the log of activations', () => {
  const keptUntil = (timers: Timers, tn = TN) => formatInstant(timers.activationLogKeptUntil(tn, START));
  const name = 'local_sms_activation_log_retention_period';

  it('R5-58.4 is kept for 90 days', () => {
    expect(keptUntil(standard)).toBe('2026-04-05T20:00:00.000Z');
  });

  it('R5-58.2 R5-58.3 is kept for as long as the tunable says, when the answer came', () => {
    expect(keptUntil(timersWith([name, '1']))).toBe('2026-01-06T21:00:00.000Z');
    expect(keptUntil(timersWith([name, '360']))).toBe('2026-12-31T21:00:00.000Z');
    expect(keptUntil(timersWith([name, '1', { from: instant(START + 1) }]))).toBe('2026-04-05T20:00:00.000Z');
    const regional = timersWith([name, '1'], [name, '2', { region: 'east' }]);
    expect([keptUntil(regional), keptUntil(regional, EASTERN_TN)]).toEqual([
      ...['2026-01-06T21:00:00.000Z', '2026-01-07T21:00:00.000Z'],
    ]);
  });
});

it('the decider’s facts are these timers, with what the log says of the tunables', () => {
  const view = new LiveNetworkView();
  const facts = view.facts();
  const end = () => formatInstant(facts.conflictExpiry(TN, START));
  expect(end()).toBe('2026-02-04T21:00:00.000Z');
  view.apply({
    ...{ id: '00'.repeat(16), stream: 'tunable-all', revision: 0, position: 1n, recordedAt: 0 },
    type: 'TunableChanged',
    data: {
      region: null,
      name: 'conflict_expiration_window',
      value: '1',
      previousValue: null,
      effectiveFrom: 0,
      person: null,
    },
    metadata: { occurredAt: 0, requestId: null, actor: NPAC, actingFor: null, traceparent: null, viewPosition: null },
  });
  expect(end()).toBe('2026-01-06T21:00:00.000Z');
  expect(view.tunables.history()).toMatchObject([{ changedBy: NPAC }]);
});
