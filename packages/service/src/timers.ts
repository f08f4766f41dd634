import {
  businessDayBefore,
  businessDaysAfter,
  businessTimeAfter,
  type Calendar,
  calendarDaysAfter,
  calendarMonthsAfter,
  calendarOf,
  type DayType,
  REGIONS,
  type Region,
  regionOf,
} from '@openlnp/calendar';
import { type KnownTunables, type TunableName, type ValueOf, WEEKDAYS } from '@openlnp/network';
import { type Instant, npaNxxOf, npaOf, type Tn } from '@openlnp/numbering';
import type {
  BroadcastOperation,
  BusinessType,
  BusinessWindow,
  PortingFacts,
  Retention,
  TimerType,
} from '@openlnp/porting';

const WINDOWS = {
  initial: 'initial_concurrence_window',
  final: 'final_concurrence_window',
  conflict_resolution: 'conflict_resolution_new_sp_restriction',
  cancel_initial: 'cancellation_initial_concurrence_window',
  cancel_final: 'cancellation_final_concurrence_window',
} as const satisfies Record<BusinessWindow, string>;

const DAYS_KEPT = {
  pending: 'pending_subscription_retention',
  canceled_from_pending: 'cancel_pending_subscription_retention',
  canceled_from_conflict: 'cancel_conflict_subscription_retention',
} as const satisfies Record<Exclude<Retention, 'old'>, TunableName>;

/**
 * Instants at which the timers of a number end: computed once, when they start, then stored in the event (N385). Each goes by the
 * tunables in force at its start and by the calendar of the number's region.
 */
export class Timers {
  private readonly calendars = new Map<string, Calendar>();

  constructor(
    private readonly tunables: Pick<KnownTunables, 'value' | 'valueSet'>,
    private readonly regions: readonly Region[] = REGIONS,
  ) {}

  /** End of a window of business hours. */
  readonly windowEnd = (
    tn: Tn,
    start: Instant,
    window: BusinessWindow,
    timerType: TimerType,
    businessType: BusinessType,
  ): Instant => {
    const region = this.regionOf(tn);
    const hours = this.value(`${timerType}_${WINDOWS[window]}`, region, start);
    return businessTimeAfter(start, hours, this.calendar(region, businessType, start));
  };

  /**
   * From when on the old service provider may no longer start a conflict: a clock time on the business day before the new service
   * provider's due date (see businessDayBefore for what its date is). Null for short timers, which nothing restricts (RR5-42.5).
   * The tunables are those that are known now to be in force at the due date.
   */
  readonly conflictRestriction = (
    tn: Tn,
    newSpDueDate: Instant,
    timerType: TimerType,
    businessType: BusinessType,
  ): Instant | null => {
    if (timerType === 'short') return null;
    const region = this.regionOf(tn);
    const clock = this.value(`${timerType}_conflict_restriction_window`, region, newSpDueDate);
    return businessDayBefore(newSpDueDate, clock, this.calendar(region, businessType, newSpDueDate), region.zone);
  };

  /** End of a conflict that nobody resolves. */
  readonly conflictExpiry = (tn: Tn, start: Instant): Instant =>
    this.calendarDaysAfter('conflict_expiration_window', tn, start);

  /** Until when a version is kept that became so at `start`; for `pending`, `start` is its due date (RR5-1.4). */
  readonly retentionEnd = (tn: Tn, kind: Retention, start: Instant): Instant => {
    if (kind !== 'old') return this.calendarDaysAfter(DAYS_KEPT[kind], tn, start);
    const region = this.regionOf(tn);
    return calendarMonthsAfter(start, this.value('old_subscription_retention', region, start), region.zone);
  };

  /** Until when what an LSMS answered at `start` is kept in the activation log (R5-58.2). */
  readonly activationLogKeptUntil = (tn: Tn, start: Instant): Instant =>
    this.calendarDaysAfter('local_sms_activation_log_retention_period', tn, start);

  /**
   * When the first number of an NPA-NXX may be activated, its first use being at `start` (N394): at the same time by the region's
   * clocks, so many short business days later.
   */
  readonly firstUsageEnd = (tn: Tn, start: Instant): Instant => {
    const region = this.regionOf(tn);
    const days = this.value('first_usage_window', region, start);
    return businessDaysAfter(start, days, this.calendar(region, 'short', start), region.zone);
  };

  /**
   * How long LSMSs have to answer a broadcast that starts at `start`, in milliseconds: attempts times interval, as one window, since
   * on a log nothing is sent twice (law 5).
   */
  readonly responseWindowMs = (tn: Tn, start: Instant, kind: BroadcastOperation): number => {
    const region = this.regionOf(tn);
    const attempts = this.value(`subscription_${kind}_retry_attempts`, region, start);
    return attempts * this.value(`subscription_${kind}_retry_interval`, region, start) * 60_000;
  };

  private calendarDaysAfter(name: DayTunable, tn: Tn, start: Instant): Instant {
    const region = this.regionOf(tn);
    return calendarDaysAfter(start, this.value(name, region, start), region.zone);
  }

  private value<N extends TunableName>(name: N, region: Region, at: Instant): ValueOf<N> {
    return this.tunables.value(name, region.name, at);
  }

  private regionOf(tn: Tn): Region {
    return regionOf(npaOf(npaNxxOf(tn)), this.regions);
  }

  /** The business days of a region: as its data say, but for what the tunables say otherwise (RR3-12.2, RR3-13.2). */
  private calendar(region: Region, type: DayType, at: Instant): Calendar {
    const data = region.businessDays[type];
    const opens = this.tunables.valueSet(`${type}_business_day_start_time`, region.name, at) ?? data.opens;
    const hours = this.tunables.valueSet(`${type}_business_day_duration`, region.name, at) ?? data.hours;
    const days = this.tunables.valueSet(`${type}_business_days`, region.name, at);
    const weekdays = days === undefined ? data.weekdays : numbersOf(days);
    const key = [region.name, type, opens, hours, ...weekdays].join(' ');
    const known =
      this.calendars.get(key) ??
      calendarOf({ ...region, businessDays: { ...region.businessDays, [type]: { weekdays, opens, hours } } }, type);
    this.calendars.set(key, known);
    return known;
  }
}

type DayTunable =
  | (typeof DAYS_KEPT)[keyof typeof DAYS_KEPT]
  | 'conflict_expiration_window'
  | 'local_sms_activation_log_retention_period';

/** 0 for Sunday to 6 for Saturday. */
const numbersOf = (days: string): readonly number[] =>
  days.split(',').map((day) => ((WEEKDAYS as readonly string[]).indexOf(day) + 1) % 7);

/** What the timers give the porting decider. */
export type TimerFacts = Pick<
  PortingFacts,
  'windowEnd' | 'conflictRestriction' | 'conflictExpiry' | 'retentionEnd' | 'firstUsageEnd' | 'responseWindowMs'
>;
