import type { Times } from '../output/times';

export type TunableValue = number | string;

export interface TunableChange {
  readonly region: string | null;
  /** Null when what was set was taken back. */
  readonly value: string | null;
  readonly previousValue: string | null;
  readonly effectiveFrom: string;
  readonly changedBy: string;
  readonly person: string | null;
  readonly changedAt: string;
}

export interface Tunable {
  readonly name: string;
  readonly unit: string;
  readonly min: TunableValue | null;
  readonly max: TunableValue | null;
  readonly default: TunableValue;
  /** Why nothing reads it yet; null for one that counts. */
  readonly noEffect: string | null;
  /** In force now; the general one first, which has no region. */
  readonly values: readonly {
    readonly region: string | null;
    readonly value: TunableValue;
    readonly effectiveFrom: string | null;
    /** Null where nobody set it: a default, or what a region's own data say. */
    readonly changedBy: string | null;
    readonly person: string | null;
  }[];
  readonly history: readonly TunableChange[];
}

/** What one request asks for; `effectiveFrom` null is now. */
export interface AskedChange {
  readonly value: string | null;
  readonly region: string | null;
  readonly effectiveFrom: string | null;
  readonly person: string | null;
}

export const unitWords = (unit: string): string => unit.replaceAll('_', ' ');

/** Whose default is what the data of each region say. */
const isOfRegionData = (name: string): boolean => /_business_day(s$|_)/.test(name);

/**
 * What the request recorded, of two histories; undefined where it changed nothing. Values are not compared, since the registry
 * writes them in a form of its own.
 */
export function recordedChange(
  before: readonly TunableChange[],
  after: readonly TunableChange[],
  { value, region, effectiveFrom, person }: AskedChange,
): TunableChange | undefined {
  const of = (history: readonly TunableChange[]) => history.filter((change) => change.region === region);
  return of(after)
    .slice(of(before).length)
    .findLast(
      (change) =>
        (change.value === null) === (value === null) &&
        change.person === person &&
        (effectiveFrom === null || Date.parse(change.effectiveFrom) === Date.parse(effectiveFrom)),
    );
}

/** What a change makes of the tunable, and what is still to come after it. */
export function tellChange(tunable: Tunable, change: TunableChange, times: Times): string {
  const from = fromOn(change, times);
  return lines(
    tunable,
    `${tunable.name} ${madeOf(tunable, change)} ${from}`,
    change.region,
    change.effectiveFrom,
    times,
  );
}

/** What is in force where nothing was changed, and what is still to come. */
export function tellNoChange(tunable: Tunable, region: string | null, now: string, times: Times): string {
  const values = tellValues(tunable, region);
  return lines(tunable, `nothing changed: ${tunable.name} is ${values}`, region, now, times);
}

/** What is in force: in a region, or everywhere. */
export function tellValues(tunable: Tunable, region: string | null): string {
  const [general, ...own] = tunable.values;
  const ofRegion = own.find((one) => one.region === region) ?? general;
  const parts = (region === null ? [general, ...own] : [ofRegion]).flatMap((one) => {
    if (one === undefined) return [];
    const where = whereOf(region ?? one.region, own.length > 0);
    return [`${amount(tunable, one.value)} in ${where}${one.changedBy === null ? `, ${unset(one.region)}` : ''}`];
  });
  return parts.join('; ');
}

/** What counts where that which was set is taken back, in a word or two. */
export function tellTakenBack(name: string, region: string | null): string {
  if (isOfRegionData(name)) return region === null ? "the regions' data" : 'as all, or its data';
  return region === null ? 'the default' : 'as all';
}

const unset = (region: string | null): string => (region === null ? 'the default' : 'as its own data say');

function lines(tunable: Tunable, first: string, region: string | null, after: string, times: Times): string {
  const later = laterChanges(tunable.history, region, after).map(
    (change) => `later: ${tunable.name} ${madeOf(tunable, change)} ${fromOn(change, times)}`,
  );
  const idle = tunable.noEffect === null ? [] : [`nothing reads it yet: ${tunable.noEffect}`];
  return [first, ...later, ...idle].join('\n');
}

function madeOf(tunable: Tunable, { value, region, effectiveFrom }: TunableChange): string {
  const where = whereOf(region, region === null && hasOwnAt(tunable.history, effectiveFrom));
  if (value !== null) return `is ${amount(tunable, value)} in ${where}`;
  if (!isOfRegionData(tunable.name)) return `has its ${region === null ? 'default' : 'general value'} in ${where}`;
  if (region === null) return `is what the regions' own data say in ${where}`;
  return `has its general value in ${where}, or what its own data say where there is none,`;
}

const whereOf = (region: string | null, othersHaveTheirOwn: boolean): string => {
  if (region !== null) return `region ${region}`;
  return othersHaveTheirOwn ? 'every region without a value of its own' : 'every region';
};

/** Whether a region has a value of its own at an instant. */
function hasOwnAt(history: readonly TunableChange[], at: string): boolean {
  const begun = history.filter((change) => change.region !== null && change.effectiveFrom <= at);
  const latest = new Map(begun.sort(byBeginning).map((change) => [change.region, change.value]));
  return [...latest.values()].some((value) => value !== null);
}

/** Those to begin after an instant that count for the region; of two that begin together the one that was decided later. */
function laterChanges(history: readonly TunableChange[], region: string | null, after: string): TunableChange[] {
  const counts = (change: TunableChange) => region === null || change.region === null || change.region === region;
  const latest = new Map(
    history
      .filter((change) => change.effectiveFrom > after && counts(change))
      .map((change) => [`${change.region ?? ''}/${change.effectiveFrom}`, change]),
  );
  return [...latest.values()].sort(byBeginning);
}

/** Instants of the registry have one form, which sorts as a text. */
const byBeginning = (a: TunableChange, b: TunableChange): number =>
  a.effectiveFrom < b.effectiveFrom ? -1 : a.effectiveFrom > b.effectiveFrom ? 1 : 0;

const fromOn = ({ effectiveFrom }: TunableChange, times: Times): string =>
  `from ${times.short(effectiveFrom)} ${times.zone} on`;

/** Clock times and days say themselves what they are. */
const amount = ({ unit }: Tunable, value: TunableValue): string =>
  unit === 'clock_time' || unit === 'weekdays' || unit === 'count' ? String(value) : `${value} ${unitWords(unit)}`;
