import us from '../data/us.json';
import { parseRegions } from './parse-regions';
import type { Region } from './region';

/** The regions of data/us.json. Their holidays are those of the federal law (5 U.S.C. 6103). */
export const REGIONS: readonly Region[] = ofUs();

function ofUs(): readonly Region[] {
  const parsed = parseRegions(us);
  if (parsed.ok) return parsed.regions;
  throw new Error(parsed.faults.join('; '));
}

/** The region that has the area code, three digits; undefined when no region lists it and none takes the rest. */
export const findRegion = (npa: number, regions: readonly Region[] = REGIONS): Region | undefined =>
  regions.find(({ npas }) => npas?.includes(npa)) ?? regions.find(({ npas }) => npas === null);

/** The same for an area code that is in a region. Throws for one that is in none. */
export function regionOf(npa: number, regions: readonly Region[] = REGIONS): Region {
  const region = findRegion(npa, regions);
  if (region === undefined) throw new Error(`no region has the area code ${npa}`);
  return region;
}
