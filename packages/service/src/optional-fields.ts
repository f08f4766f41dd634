import { OPTIONAL_FIELDS } from '@openlnp/network';

export { OPTIONAL_FIELDS };

/** Names of the optional fields that a system takes, by its profile (N432); null for all. */
export type Taken = readonly string[] | null;

export const takes = (taken: Taken, field: (typeof OPTIONAL_FIELDS)[number]): boolean =>
  taken === null || taken.includes(field);
