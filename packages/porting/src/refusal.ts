import { formatTn, type Tn } from '@openlnp/numbering';
import { PORTING_ERRORS, type PortingErrorCode } from './errors';
import type { RequestError } from './generated/common';

/** What a rule found wrong; undefined from a rule means that it holds. */
export interface Violation {
  readonly code: PortingErrorCode;
  /** Requirement or change order id; null for a rule of our own. */
  readonly rule: string | null;
  /** The request's field at fault. */
  readonly field: string | null;
  readonly expected?: string | null;
  readonly actual?: string | null;
}

export type Rule = () => Violation | undefined;

/** A refusal for one number names the first rule that does not hold, so the order of the rules is part of the contract. */
export function firstViolation(rules: readonly Rule[]): Violation | undefined {
  for (const rule of rules) {
    const violation = rule();
    if (violation !== undefined) return violation;
  }
  return undefined;
}

export function requestErrorOf(violation: Violation, tn: Tn): RequestError {
  const { code, rule, field, expected = null, actual = null } = violation;
  return { code, number: PORTING_ERRORS[code], rule, field, expected, actual, tn: formatTn(tn), tns: null };
}
