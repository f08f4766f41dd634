import type { TunableChanged } from '../generated/events';

/** The stream `tunable-<region>`, or `tunable-all` for every region, folded: the history of its tunables. */
export interface TunablesState {
  readonly region: string | null;
  /** In the order they were decided. */
  readonly changes: readonly TunableChanged[];
}

export const initialTunables = (region: string | null): TunablesState => ({ region, changes: [] });

/** Stream of a region's tunables. No region may be called all. */
export const tunableStream = (region: string | null): string => `tunable-${region ?? 'all'}`;
