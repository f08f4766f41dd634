import type { Brand } from './brand';

/** A telephone number NPANXXXXXX, 10 digits, kept as a number: NPA and NXX start with 2 to 9. */
export type Tn = Brand<number, 'Tn'>;
/** The first six digits of a telephone number, as a number. */
export type NpaNxx = Brand<number, 'NpaNxx'>;
/** Consecutive telephone numbers of one NPA-NXX, first <= last. */
export interface TnRange {
  readonly first: Tn;
  readonly last: Tn;
}

/** Undefined unless the text is ten digits whose NPA and NXX start with 2 to 9. */
export function parseTn(text: string): Tn | undefined {
  return /^[2-9]\d{2}[2-9]\d{6}$/.test(text) ? (Number(text) as Tn) : undefined;
}

export const formatTn = (tn: Tn): string => String(tn);

export const npaNxxOf = (tn: Tn): NpaNxx => Math.floor(tn / 10_000) as NpaNxx;

/** Undefined unless the text is six digits whose NPA and NXX start with 2 to 9. */
export function parseNpaNxx(text: string): NpaNxx | undefined {
  return /^[2-9]\d{2}[2-9]\d{2}$/.test(text) ? (Number(text) as NpaNxx) : undefined;
}

export const formatNpaNxx = (code: NpaNxx): string => String(code);

/** Three digits of area code. */
export const npaOf = (code: NpaNxx): number => Math.floor(code / 1_000);

/**
 * A number (`3035550100`) or a range in the industry's form: first number, hyphen, last four digits (`3035550100-0199`).
 * Undefined when the text is neither, or the range runs backwards.
 */
export function parseTnRange(text: string): TnRange | undefined {
  const single = parseTn(text);
  if (single !== undefined) return { first: single, last: single };
  const match = /^(\d{10})-(\d{4})$/.exec(text);
  if (match === null) return undefined;
  const first = parseTn(match[1] as string);
  if (first === undefined) return undefined;
  const last = (npaNxxOf(first) * 10_000 + Number(match[2])) as Tn;
  return last < first ? undefined : { first, last };
}

export function formatTnRange({ first, last }: TnRange): string {
  return first === last ? formatTn(first) : `${formatTn(first)}-${formatTn(last).slice(6)}`;
}

export const tnCount = ({ first, last }: TnRange): number => last - first + 1;
