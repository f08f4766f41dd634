import { NETWORK_ERRORS, type NetworkErrorCode } from '@openlnp/network';
import { PORTING_ERRORS, type PortingErrorCode, type RequestError } from '@openlnp/porting';
import { DOOR_ERRORS } from './errors/door';
import type { ErrorEntry, ErrorText } from './errors/entry';
import { LSMS_ERRORS } from './errors/lsms';
import { NETWORK_TEXTS } from './errors/network';
import { PORTING_TEXTS } from './errors/porting';
import { SENDER_ERRORS } from './errors/sender';

export type ErrorCode =
  | keyof typeof DOOR_ERRORS
  | keyof typeof SENDER_ERRORS
  | NetworkErrorCode
  | PortingErrorCode
  | keyof typeof LSMS_ERRORS;

/** The pure packages fix the numbers of their codes; what to say about them stands here. */
function withNumbers<C extends string>(
  numbers: Readonly<Record<C, number>>,
  texts: Readonly<Record<C, ErrorText>>,
): Readonly<Record<C, ErrorEntry>> {
  const entries = Object.keys(numbers).map((code) => [code, { number: numbers[code as C], ...texts[code as C] }]);
  return Object.fromEntries(entries) as Record<C, ErrorEntry>;
}

/** Every code that a carrier can be told, by name. Names and numbers are for ever. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorEntry>> = {
  ...DOOR_ERRORS,
  ...SENDER_ERRORS,
  ...withNumbers(NETWORK_ERRORS, NETWORK_TEXTS),
  ...withNumbers(PORTING_ERRORS, PORTING_TEXTS),
  ...LSMS_ERRORS,
};

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

export interface ErrorDetails {
  readonly field?: string | null;
  readonly expected?: string | null;
  readonly actual?: string | null;
  /** 10 digits. */
  readonly tn?: string | null;
  /** Numbers and ranges such as 3035550100-0199, ascending, where several are at fault. */
  readonly tns?: readonly string[] | null;
  readonly rule?: string | null;
}

/** A refusal's reason with its fixed number. Throws for a code that the table does not have: a bug of the caller. */
export function requestError(code: ErrorCode | (string & {}), details: ErrorDetails = {}): RequestError {
  if (!isErrorCode(code)) throw new Error(`the error table has no code ${code}`);
  const { number, rule } = ERRORS[code];
  return {
    code,
    number,
    rule: details.rule ?? rule ?? null,
    field: details.field ?? null,
    expected: details.expected ?? null,
    actual: details.actual ?? null,
    tn: details.tn ?? null,
    tns: details.tns ?? null,
  };
}

export type { ErrorEntry };
