import {
  type KnownTunableChange,
  type KnownTunables,
  TUNABLE_NAMES,
  type TunableName,
  tunableNamed,
} from '@openlnp/network';
import { formatInstant, type Instant } from '@openlnp/numbering';
import type { TunableStatus, TunableValueStatus } from './http/ports';

const OF_RESPONSE_WINDOW = /^subscription_\w+_retry_(attempts|interval)$/;

/**
 * Every tunable with what is in force at an instant, and its history, each in the order of the catalogue. `responseWindow`, in
 * seconds, is what a sandbox was told instead of the tunables that it would come from.
 */
export function tunablesAt(known: KnownTunables, now: Instant, responseWindow?: number): readonly TunableStatus[] {
  const history = known.history();
  return TUNABLE_NAMES.map((name) => {
    const own = history.filter((change) => change.name === name);
    const tunable = tunableAt(name, known, own, now);
    if (responseWindow === undefined || !OF_RESPONSE_WINDOW.test(name)) return tunable;
    return { ...tunable, noEffect: `in this sandbox LSMSs have ${responseWindow} seconds to answer` };
  });
}

function tunableAt(
  name: TunableName,
  known: KnownTunables,
  history: readonly KnownTunableChange[],
  now: Instant,
): TunableStatus {
  const { title, unit, min, max, default: standard, rule, requirements, regional, noEffect } = tunableNamed(name);
  const ownRegions = [...new Set(history.map(({ region }) => region))].filter((region) => region !== null).sort();
  return {
    ...{ name, title, unit, min, max, default: standard, regional, noEffect },
    requirements: [...requirements, ...(rule === null ? [] : [rule])].sort(),
    values: [null, ...ownRegions].flatMap((region) => valueAt(name, known, region, now)),
    history: history.map(({ region, value, previousValue, effectiveFrom, changedBy, person, changedAt }) => ({
      ...{ region, value, previousValue, changedBy, person },
      effectiveFrom: formatInstant(effectiveFrom),
      changedAt: formatInstant(changedAt),
    })),
  };
}

/** Nothing for a region whose own value is still to come: the general one is in force there. */
function valueAt(
  name: TunableName,
  known: KnownTunables,
  region: string | null,
  now: Instant,
): readonly TunableValueStatus[] {
  const change = known.inForce(name, region, now);
  if (region !== null && change?.region !== region) return [];
  return [
    {
      region,
      value: known.value(name, region, now),
      effectiveFrom: change === undefined ? null : formatInstant(change.effectiveFrom),
      changedBy: change?.changedBy ?? null,
      person: change?.person ?? null,
      changedAt: change === undefined ? null : formatInstant(change.changedAt),
    },
  ];
}
