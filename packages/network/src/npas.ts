import npas from '../data/npa.json';

const KNOWN = new Set(npas.map(({ npa }) => Number(npa)));

/** True for the area codes of US places that are in service (see data/ATTRIBUTION.md). */
export const isGeographicNpa = (npa: number): boolean => KNOWN.has(npa);
