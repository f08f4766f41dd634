import {
  type KnownTunableChange,
  type KnownTunables,
  TUNABLE_NAMES,
  type TunableName,
  tunableNamed,
} from '@openlnp/network';
import { formatInstant, type Instant } from '@openlnp/numbering';
import type { TunableStatus, TunableValueStatus } from './http/ports';

/** Every tunable with what is in force at an instant, and its history, each in the order of the catalogue. */
export function tunablesAt(known: KnownTunables, now: Instant): readonly TunableStatus[] {
  const history = known.history();
  return TUNABLE_NAMES.map((name) =>
    tunableAt(
      name,
      known,
      history.filter((change) => change.name === name),
      now,
    ),
  );
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
