import {
  formatTnRange,
  parseNpaNxx,
  parseRouteLrn,
  parseSpid,
  parseTnRange,
  type TnRange,
  tnCount,
} from '@openlnp/numbering';
import { wrongUse } from '../shared/command-error';

/** Numbers in one request. */
const MOST = 10_000;
/** 3035550100, 303-555-0100, (303) 555-0100, each with -0199 for a range. */
const WRITTEN = /^\(?(\d{3})\)?[-. ]?(\d{3})[-. ]?(\d{4})(?:-(\d{4}))?$/;

/** A number or a range; throws wrong use, saying what is wrong with it. */
export function tnRange(text: string): TnRange {
  const parts = WRITTEN.exec(text.trim());
  if (parts === null) {
    throw wrongUse(
      'invalid_tn',
      `${JSON.stringify(text)} is no telephone number`,
      'write ten digits such as 3035550100, or a range such as 3035550100-0199',
    );
  }
  const [, npa, nxx, line, last] = parts as unknown as [string, string, string, string, string | undefined];
  const single = parseTnRange(`${npa}${nxx}${line}`);
  if (single === undefined) {
    throw wrongUse('invalid_tn', `${text} is no telephone number: NPA and NXX start with 2 to 9`);
  }
  if (last === undefined) return single;
  const range = parseTnRange(`${npa}${nxx}${line}-${last}`);
  if (range === undefined) {
    throw wrongUse(
      'invalid_range',
      `${text} runs backwards`,
      `write the lower number first: ${npa}${nxx}${last}-${line}`,
    );
  }
  // A range lies in one NPA-NXX, so it cannot be longer; said here so that this stays true if that changes.
  if (tnCount(range) > MOST) throw wrongUse('invalid_range', `${text} has more than ${MOST} numbers`);
  return range;
}

/** A number or a range in the form of the requests. */
export const tnOrRange = (text: string): string => formatTnRange(tnRange(text));

/** One number, ten digits. */
export function oneTn(text: string): string {
  const range = tnRange(text);
  if (range.first !== range.last) throw wrongUse('invalid_tn', `${text} is a range: ask for one number`);
  return formatTnRange(range);
}

export function spid(text: string): string {
  const parsed = parseSpid(text.toUpperCase());
  if (parsed === undefined) {
    throw wrongUse(
      'invalid_spid',
      `${JSON.stringify(text)} is no SPID`,
      'a SPID has four letters or digits, such as X101',
    );
  }
  return parsed;
}

export function lrn(text: string): string {
  const digits = text.replace(/[-. ()]/g, '');
  if (parseRouteLrn(digits) !== undefined) return digits;
  throw wrongUse('invalid_lrn', `${JSON.stringify(text)} is no LRN`, 'an LRN has ten digits like a telephone number');
}

/** Six digits, also written 303-555. */
export function npaNxx(text: string): string {
  const digits = text.replace(/[-. ()]/g, '');
  if (parseNpaNxx(digits) !== undefined) return digits;
  throw wrongUse(
    'invalid_npa_nxx',
    `${JSON.stringify(text)} is no NPA-NXX`,
    'write six digits such as 303555: NPA and NXX start with 2 to 9',
  );
}

/** A whole number of `least` or more. */
export const wholeNumber =
  (what: string, least: number) =>
  (text: string): number => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least) return number;
    throw wrongUse('invalid_number', `${what}: ${JSON.stringify(text)} is no whole number of ${least} or more`);
  };

/** What the registry takes as a message id. */
export function messageId(text: string): string {
  if (/^[A-Za-z0-9_.:-]{1,64}$/.test(text)) return text;
  throw wrongUse('message_id_invalid', `${JSON.stringify(text)} is no message id`, '1 to 64 of A-Z a-z 0-9 _ . : -');
}

export const versionId = wholeNumber('version id', 1);

/** Why an old service provider does not let a number go (N375). */
export function causeCode(text: string): number {
  if (/^5[0-4]$/.test(text)) return Number(text);
  throw wrongUse(
    'invalid_cause_code',
    `${JSON.stringify(text)} is no cause code`,
    '50 no LSR or WPR, 51 no FOC or WPRR issued, 52 due date mismatch, 53 vacant number, 54 general',
  );
}
