import {
  type KnownTunableChange,
  type KnownTunables,
  TUNABLE_NAMES,
  type TunableName,
  tunableNamed,
} from '@openlnp/network';
import { formatInstant, type Instant } from '@openlnp/numbering';
import type { RegionStatus } from '@openlnp/service';
import type { TunableStatus, TunableValueStatus } from './http/ports';

const OF_RESPONSE_WINDOW = /^subscription_\w+_retry_(attempts|interval)$/;

/** A region with its business days as they are now. */
type RegionDays = Pick<RegionStatus, 'name' | 'businessDays'>;

/**
 * Every tunable with what is in force at an instant, and its history, each in the order of the catalogue. `responseWindow`, in
 * seconds, is what a sandbox was told instead of the tunables that it would come from.
 */
export function tunablesAt(
  known: KnownTunables,
  now: Instant,
  regions: readonly RegionDays[],
  responseWindow?: number,
): readonly TunableStatus[] {
  const history = known.history();
  return TUNABLE_NAMES.map((name) => {
    const own = history.filter((change) => change.name === name);
    const tunable = tunableAt(name, known, own, now, regions);
    if (responseWindow === undefined || !OF_RESPONSE_WINDOW.test(name)) return tunable;
    return { ...tunable, noEffect: `in this sandbox LSMSs have ${responseWindow} seconds to answer` };
  });
}

function tunableAt(
  name: TunableName,
  known: KnownTunables,
  history: readonly KnownTunableChange[],
  now: Instant,
  regions: readonly RegionDays[],
): TunableStatus {
  const { title, unit, min, max, default: standard, rule, requirements, regional, noEffect } = tunableNamed(name);
  const days = new Map(regions.map((region) => [region.name, businessDayValue(name, region)]));
  const names = new Set([...history.map(({ region }) => region), ...days.keys()]);
  const ownRegions = [...names].filter((region) => region !== null).sort();
  return {
    ...{ name, title, unit, min, max, default: standard, regional, noEffect },
    requirements: [...requirements, ...(rule === null ? [] : [rule])].sort(),
    values: [
      generalAt(name, known, now),
      ...ownRegions.flatMap((region) => ownAt(name, known, region, now, days.get(region))),
    ],
    history: history.map(({ region, value, previousValue, effectiveFrom, changedBy, person, changedAt }) => ({
      ...{ region, value, previousValue, changedBy, person },
      effectiveFrom: formatInstant(effectiveFrom),
      changedAt: formatInstant(changedAt),
    })),
  };
}

const generalAt = (name: TunableName, known: KnownTunables, now: Instant): TunableValueStatus => ({
  ...{ region: null, value: known.value(name, null, now) },
  ...setBy(known.inForce(name, null, now)),
});

/**
 * Nothing for a region in which the general value is in force, as where its own is still to come. Business days that nobody has
 * set, neither there nor for all, are what the region's data say (RR3-12.2, RR3-13.2).
 */
function ownAt(
  name: TunableName,
  known: KnownTunables,
  region: string,
  now: Instant,
  ofData: Value | undefined,
): readonly TunableValueStatus[] {
  const change = known.inForce(name, region, now);
  if (change?.region === region) return [{ region, value: known.value(name, region, now), ...setBy(change) }];
  const isOfData = change === undefined && ofData !== undefined && ofData !== known.value(name, null, now);
  return isOfData ? [{ region, value: ofData, ...setBy(undefined) }] : [];
}

type Value = TunableValueStatus['value'];

const setBy = (change: KnownTunableChange | undefined): Omit<TunableValueStatus, 'region' | 'value'> => ({
  effectiveFrom: change === undefined ? null : formatInstant(change.effectiveFrom),
  changedBy: change?.changedBy ?? null,
  person: change?.person ?? null,
  changedAt: change === undefined ? null : formatInstant(change.changedAt),
});

/** What a region's business days are now, in the form of the tunable that may set them; undefined for any other tunable. */
function businessDayValue(name: TunableName, { businessDays }: RegionDays): Value | undefined {
  for (const type of ['short', 'medium', 'long'] as const) {
    const { weekdays, opens, hours } = businessDays[type];
    if (name === `${type}_business_days`) return weekdays;
    if (name === `${type}_business_day_start_time`) return opens;
    if (name === `${type}_business_day_duration`) return hours;
  }
  return undefined;
}
