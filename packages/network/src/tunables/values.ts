/** What a tunable that is a number counts. */
export type NumberUnit =
  | 'business_hours'
  | 'business_days'
  | 'calendar_days'
  | 'calendar_months'
  | 'hours'
  | 'minutes'
  | 'seconds'
  | 'count';

/** One of the registry's tunable parameters (FRS Appendix C). */
export type Tunable = NumberTunable | ClockTunable | WeekdaysTunable;

interface Described {
  /** What the FRS or the change order calls it. */
  readonly title: string;
  /** Requirements and change orders that ask for it, or say how it is used. */
  readonly requirements: readonly string[];
  /** The one that lets NPAC personnel change it, or stands behind it; null where only the FRS's table has it. */
  readonly rule: string | null;
  /** Whether a region may have a value of its own; false for what is about the registry as a whole. */
  readonly regional: boolean;
  /** Why a value has no effect: nothing reads it yet. Null for a tunable that counts. */
  readonly noEffect: string | null;
}

/** What a tunable is unless it says otherwise. */
export const REGIONAL = { regional: true, noEffect: null } as const;

export interface NumberTunable extends Described {
  readonly unit: NumberUnit;
  /** The least and the greatest value, both allowed. */
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** HH:MM, 00:00 to 24:00, by the clocks of the region. */
export interface ClockTunable extends Described {
  readonly unit: 'clock_time';
  readonly min: string;
  readonly max: string;
  readonly default: string;
}

/** Names of WEEKDAYS, in their order, with commas between; any of them, at least one. */
export interface WeekdaysTunable extends Described {
  readonly unit: 'weekdays';
  readonly min: null;
  readonly max: null;
  readonly default: string;
}

/** The days of a week as a tunable names them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A number in its unit, a clock time HH:MM, or names of weekdays with commas between. */
export type TunableValue = number | string;

/** The value that a text stands for; undefined when it is none or not within the tunable's range. */
export function parseTunableValue(tunable: Tunable, text: string): TunableValue | undefined {
  switch (tunable.unit) {
    case 'clock_time': {
      const isTime = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);
      // Clock times of five characters sort as texts.
      return isTime && text >= tunable.min && text <= tunable.max ? text : undefined;
    }
    case 'weekdays':
      return parseWeekdays(text);
    default: {
      const value = /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : Number.NaN;
      return value >= tunable.min && value <= tunable.max ? value : undefined;
    }
  }
}

function parseWeekdays(text: string): string | undefined {
  const names = text.split(',');
  const ordered = WEEKDAYS.filter((day) => names.includes(day));
  return ordered.length === names.length ? ordered.join(',') : undefined;
}

/** For people: what a value must be. */
export function rangeOf({ unit, min, max }: Tunable): string {
  if (unit === 'weekdays') return `days of ${WEEKDAYS.join(',')}, with commas between`;
  return `${min} to ${max}${unit === 'clock_time' || unit === 'count' ? '' : ` ${unit.replace('_', ' ')}`}`;
}

/** Makes tunables of one unit and range. */
export const numbers =
  (unit: NumberUnit, min: number, max: number) =>
  (title: string, standard: number, rule: string | null, requirements: readonly string[] = []): NumberTunable => ({
    title,
    unit,
    min,
    max,
    default: standard,
    rule,
    requirements,
    ...REGIONAL,
  });

type Group = Readonly<Record<string, NumberTunable>>;

/** Tunables of the registry as a whole: their general value counts, and there is no other. */
export const ofRegistry = <T extends Group>(tunables: T): T => each(tunables, { regional: false });

/** Tunables that can be set, kept and seen, and that nothing reads; `why` is said wherever they are listed. */
export const withoutEffect = <T extends Group>(why: string, tunables: T): T => each(tunables, { noEffect: why });

const each = <T extends Group>(tunables: T, change: Partial<NumberTunable>): T =>
  Object.fromEntries(Object.entries(tunables).map(([name, tunable]) => [name, { ...tunable, ...change }])) as T;
