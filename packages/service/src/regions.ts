import { readFileSync } from 'node:fs';
import { findRegion, parseRegions, REGIONS, type Region } from '@openlnp/calendar';
import { isGeographicNpa, type NetworkFacts } from '@openlnp/network';

/**
 * What the owner of the network's data asks of regions. An area code that a region lists is in it, also a new one that the
 * registry's own list does not have yet; the region of the rest has those of that list.
 */
export const regionFacts = (regions: readonly Region[]): Pick<NetworkFacts, 'npaInRegion' | 'regionExists'> => ({
  npaInRegion: (npa) => {
    const region = findRegion(npa, regions);
    return region !== undefined && (region.npas !== null || isGeographicNpa(npa));
  },
  regionExists: (name) => regions.some((region) => region.name === name),
});

/** Regions, and the file that they come from; an empty text for those that the registry brings along. */
export interface RegionSource {
  readonly file: string;
  readonly regions: readonly Region[];
}

/** Throws an Error that says what to change: the file is not there, is no JSON, or describes no regions. */
export function readRegions(file: string): RegionSource {
  if (file === '') return { file, regions: REGIONS };
  const parsed = parseRegions(jsonIn(file));
  if (parsed.ok) return { file, regions: parsed.regions };
  throw new Error(`${file}: ${parsed.faults.join('; ')}`);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}
