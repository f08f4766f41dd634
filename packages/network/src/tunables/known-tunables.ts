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
    const value = this.inForce(name, region, at)?.value ?? null;
    return value === null ? undefined : (parseTunableValue(tunableNamed(name), value) as ValueOf<N> | undefined);
  }

  /** The change that made the value what it is; undefined for a default, also for one that counts again. */
  inForce(name: TunableName, region: string | null, at: Instant): KnownTunableChange | undefined {
    return (region === null ? undefined : this.set(name, region, at)) ?? this.set(name, null, at);
  }

  private set(name: TunableName, region: string | null, at: Instant): KnownTunableChange | undefined {
    const change = changeInForce(this.#changes.get(keyOf(region, name)) ?? [], at);
    return change?.value === null ? undefined : change;
  }

  /** Everything that was set or taken back, tunable by tunable, then region by region, in the order it was decided. */
  history(): readonly KnownTunableChange[] {
    return [...this.#changes.values()].flat().filter(({ name }) => isTunableName(name));
  }
}

const keyOf = (region: string | null, name: string): string => `${name}/${region ?? ''}`;
