import type { Brand } from './brand';

/** Location routing number: ten digits that name a switch, kept as a number. */
export type Lrn = Brand<number, 'Lrn'>;

/** Undefined unless the text is ten digits whose NPA and NXX start with 2 to 9. */
export function parseLrn(text: string): Lrn | undefined {
  return /^[2-9]\d{2}[2-9]\d{6}$/.test(text) ? (Number(text) as Lrn) : undefined;
}

/**
 * The pseudo-LRN, ten zeros: it names no switch, so that calls go where the number's code says, and only what else is published of
 * the number counts (N442). Nobody owns it.
 */
export const PSEUDO_LRN = 0 as Lrn;

/** What a number may be given: an LRN or the pseudo-LRN. Undefined for any other text. */
export const parseRouteLrn = (text: string): Lrn | undefined =>
  text === formatLrn(PSEUDO_LRN) ? PSEUDO_LRN : parseLrn(text);

/** Ten digits. */
export const formatLrn = (lrn: Lrn): string => String(lrn).padStart(10, '0');
