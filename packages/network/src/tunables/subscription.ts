import { type ClockTunable, type NumberTunable, numbers, ofRegistry, REGIONAL, type WeekdaysTunable } from './values';

// Subscription tunables: FRS Appendix C, table C-1. The medium ones are those of the one-day ports (N440, N441): the FRS has no
// ranges for them, so they have those of the others.

const hours = numbers('business_hours', 1, 72);

/** Windows that the timer type of a version chooses from. */
const WINDOWS = {
  long_initial_concurrence_window: hours('Long Initial Concurrence Window', 9, 'R5-21.2', ['R5-21.1', 'R5-21.3']),
  medium_initial_concurrence_window: hours('Medium Initial Concurrence Window', 3, 'R5-21.2', ['N440', 'N441']),
  short_initial_concurrence_window: hours('Short Initial Concurrence Window', 1, 'R5-21.2', ['R5-21.1', 'R5-21.4']),
  long_final_concurrence_window: hours('Long Final Concurrence Window', 9, 'R5-23.2', ['R5-23.1', 'R5-23.3']),
  medium_final_concurrence_window: hours('Medium Final Concurrence Window', 3, 'R5-23.2', ['N440', 'N441']),
  short_final_concurrence_window: hours('Short Final Concurrence Window', 1, 'R5-23.2', ['R5-23.1', 'RR5-52']),
  long_conflict_resolution_new_sp_restriction: hours(
    'Long Conflict Resolution New Service Provider Restriction',
    6,
    'RR5-12.5',
    ['RR5-12.3', 'RR5-12.4'],
  ),
  medium_conflict_resolution_new_sp_restriction: hours(
    'Medium Conflict Resolution New Service Provider Restriction',
    2,
    'RR5-12.5',
    ['N440', 'N441'],
  ),
  short_conflict_resolution_new_sp_restriction: hours(
    'Short Conflict Resolution New Service Provider Restriction',
    6,
    'RR5-12.5',
    ['RR5-12.3', 'RR5-12.6'],
  ),
  long_cancellation_initial_concurrence_window: hours('Long Cancellation-Initial Concurrence Window', 9, 'RR5-32.2', [
    'RR5-32.1',
    'RR5-32.3',
  ]),
  medium_cancellation_initial_concurrence_window: hours(
    'Medium Cancellation-Initial Concurrence Window',
    9,
    'RR5-32.2',
    ['N440', 'N441'],
  ),
  short_cancellation_initial_concurrence_window: hours('Short Cancellation-Initial Concurrence Window', 9, 'RR5-32.2', [
    'RR5-32.1',
    'RR5-32.4',
  ]),
  long_cancellation_final_concurrence_window: hours('Long Cancellation-Final Concurrence Window', 9, 'RR5-33.2', [
    'RR5-33.1',
    'RR5-33.3',
  ]),
  medium_cancellation_final_concurrence_window: hours('Medium Cancellation-Final Concurrence Window', 9, 'RR5-33.2', [
    'N440',
    'N441',
  ]),
  short_cancellation_final_concurrence_window: hours('Short Cancellation-Final Concurrence Window', 9, 'RR5-33.2', [
    'RR5-33.1',
    'RR5-33.4',
  ]),
};

const CONFLICT_RESTRICTION = { unit: 'clock_time', min: '00:00', max: '24:00', rule: 'RR5-42.3', ...REGIONAL } as const;

/** On the business day before the due date. There is no short one: short timers know no such restriction (RR5-42.5). */
const CONFLICT_RESTRICTIONS: Readonly<
  Record<'long_conflict_restriction_window' | 'medium_conflict_restriction_window', ClockTunable>
> = {
  long_conflict_restriction_window: {
    ...CONFLICT_RESTRICTION,
    title: 'Conflict Restriction Window',
    default: '12:00',
    requirements: ['RR5-42.4', 'N012', 'AR3-3'],
  },
  medium_conflict_restriction_window: {
    ...CONFLICT_RESTRICTION,
    title: 'Medium Conflict Restriction Window',
    default: '21:00',
    requirements: ['N440', 'N441'],
  },
};

const days = numbers('calendar_days', 1, 180);
const retentionDays = numbers('calendar_days', 1, 360);
const months = numbers('calendar_months', 1, 36);

/** How long versions stay as they are, and are kept. */
const RETENTIONS = {
  conflict_expiration_window: days('Conflict Expiration Window', 30, 'R5-45.3', ['R5-45.1', 'R5-45.2']),
  pending_subscription_retention: days('Pending Subscription Retention', 90, 'RR5-1.2', ['RR5-1.1', 'RR5-1.3']),
  cancel_pending_subscription_retention: retentionDays('Cancel-Pending Subscription Retention', 90, 'R5-3.2', [
    'R5-3.1',
    'R5-3.3',
  ]),
  cancel_conflict_subscription_retention: retentionDays('Cancel-Conflict Subscription Retention', 30, 'R5-3.5', [
    'R5-3.4',
    'R5-3.6',
  ]),
  old_subscription_retention: months('Old Subscription Retention', 18, 'R5-2.2', ['R5-2.1', 'R5-2.3']),
  /** Business days between the first use of an NPA-NXX and the first activation in it; the FRS has no such wait (readings.md). */
  first_usage_window: numbers('business_days', 0, 360)('First Usage Effective Date Window', 0, 'N394'),
};

const dayHours = numbers('hours', 1, 24);
/** The FRS lets a day start at 24:00 too; that is 00:00 of another one (readings.md). */
const START = { unit: 'clock_time', min: '00:00', max: '23:59', rule: 'RR3-13.2', ...REGIONAL } as const;
const DAYS = { unit: 'weekdays', min: null, max: null, ...REGIONAL } as const;

/** The business days that windows count; where none is set, the region's own data say. */
const BUSINESS_DAYS: Readonly<
  Record<`${'short' | 'medium' | 'long'}_business_day_duration`, NumberTunable> &
    Record<`${'short' | 'medium' | 'long'}_business_day_start_time`, ClockTunable> &
    Record<`${'short' | 'medium' | 'long'}_business_days`, WeekdaysTunable>
> = {
  short_business_day_duration: dayHours('Short Business Day Duration', 12, 'RR3-12.2', ['RR3-12.1', 'RR3-12.3']),
  medium_business_day_duration: dayHours('Medium Business Day Duration', 17, 'RR3-12.2', ['N440', 'N441']),
  long_business_day_duration: dayHours('Long Business Day Duration', 12, 'RR3-12.2', ['RR3-12.1', 'RR3-12.4']),
  short_business_day_start_time: {
    ...START,
    title: 'Short Business Day Start Time',
    default: '07:00',
    requirements: ['RR3-13.1', 'RR3-13.3', 'AR3-3'],
  },
  medium_business_day_start_time: {
    ...START,
    title: 'Medium Business Day Start Time',
    default: '07:00',
    requirements: ['N440', 'N441'],
  },
  long_business_day_start_time: {
    ...START,
    title: 'Long Business Day Start Time',
    default: '08:00',
    requirements: ['RR3-13.1', 'RR3-13.4', 'AR3-3'],
  },
  short_business_days: {
    ...DAYS,
    title: 'Short Business Days',
    default: 'mon,tue,wed,thu,fri',
    rule: 'RR3-11',
    requirements: [],
  },
  medium_business_days: {
    ...DAYS,
    title: 'Medium Business Days',
    default: 'mon,tue,wed,thu,fri',
    rule: 'N441',
    requirements: ['N440'],
  },
  long_business_days: {
    ...DAYS,
    title: 'Long Business Days',
    default: 'mon,tue,wed,thu,fri,sat',
    rule: 'RR3-30',
    requirements: [],
  },
};

export const SUBSCRIPTION_TUNABLES = {
  ...WINDOWS,
  ...CONFLICT_RESTRICTIONS,
  ...RETENTIONS,
  /** Of versions: a question may be about numbers of every region. */
  ...ofRegistry({ maximum_subscription_query: numbers('count', 10, 150)('Maximum Subscription Query', 50, 'N285') }),
  ...BUSINESS_DAYS,
};
