import type { Instant } from '@openlnp/numbering';
import type { TunableChanged } from '../generated/events';
import { isTunableName, TUNABLES, type TunableName, tunableNamed, type ValueOf } from './catalogue';
import { changeInForce } from './in-force';
import { parseTunableValue } from './values';

export interface KnownTunableChange extends TunableChanged {
  /** Who changed it: a SPID, or NPAC. */
  readonly changedBy: string;
  readonly changedAt: Instant;
}

/** What has been set of the tunables, and by whom. */
export class KnownTunables {
  readonly #changes = new Map<string, KnownTunableChange[]>();

  apply(data: TunableChanged, changedAt: Instant, changedBy: string): void {
    const key = keyOf(data.region, data.name);
    const changes = this.#changes.get(key) ?? [];
    this.#changes.set(key, changes);
    changes.push({ ...data, changedAt, changedBy });
  }

  /** The value in force: the region's own, else the general one, else the default. */
  value<N extends TunableName>(name: N, region: string | null, at: Instant): ValueOf<N> {
    return this.valueSet(name, region, at) ?? (TUNABLES[name].default as ValueOf<N>);
  }

  /** The same, undefined where nothing was set. */
  valueSet<N extends TunableName>(name: N, region: string | null, at: Instant): ValueOf<N> | undefined {
    const change = this.inForce(name, region, at);
    return change && (parseTunableValue(tunableNamed(name), change.value) as ValueOf<N> | undefined);
  }

  /** The change that made the value what it is; undefined for a default. */
  inForce(name: TunableName, region: string | null, at: Instant): KnownTunableChange | undefined {
    const own = region === null ? undefined : changeInForce(this.#changes.get(keyOf(region, name)) ?? [], at);
    return own ?? changeInForce(this.#changes.get(keyOf(null, name)) ?? [], at);
  }

  /** Everything that was set, tunable by tunable, then region by region, in the order it was decided. */
  history(): readonly KnownTunableChange[] {
    return [...this.#changes.values()].flat().filter(({ name }) => isTunableName(name));
  }
}

const keyOf = (region: string | null, name: string): string => `${name}/${region ?? ''}`;
