import { REGIONS } from '@openlnp/calendar';

/** Whether the registry has a region of this name. */
export const regionExists = (name: string): boolean => REGIONS.some((region) => region.name === name);
