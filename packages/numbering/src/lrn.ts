import type { Brand } from './brand';

/** Location routing number: ten digits that name a switch, kept as a number. */
export type Lrn = Brand<number, 'Lrn'>;

/** Undefined unless the text is ten digits whose NPA and NXX start with 2 to 9. */
export function parseLrn(text: string): Lrn | undefined {
  return /^[2-9]\d{2}[2-9]\d{6}$/.test(text) ? (Number(text) as Lrn) : undefined;
}

/** Ten digits. */
export const formatLrn = (lrn: Lrn): string => String(lrn).padStart(10, '0');
