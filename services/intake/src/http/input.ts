import { requestError } from '@openlnp/messages';
import type { RequestError } from '@openlnp/porting';
import type { z } from 'zod';
import { fieldPath } from '../field-path';
import type { Result } from './ports';

/** What came, in short. Not as JSON: what is nested deeply enough has none. */
function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value).slice(0, 100);
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

/**
 * Checks what came in; every fault (the first 100) is named with its field, what was expected and what came. The code is
 * `missing_required_field` or `invalid_request`, or the one that a check of the schema gives as `params.code`.
 */
export function check<T>(schema: z.ZodType<T>, value: unknown): Result<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.slice(0, 100).map((issue) => {
    const field = fieldPath(issue.path);
    const given = at(value, issue.path);
    return requestError(codeOf(issue, given), {
      field: field === '' ? null : field,
      expected: issue.message,
      actual: shown(given),
    });
  });
  return refusalOf(errors);
}

function codeOf(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === 'custom' && typeof issue.params?.code === 'string') return issue.params.code;
  return given === undefined && issue.path.length > 0 ? 'missing_required_field' : 'invalid_request';
}

/** One refusal that speaks of the first fault and lists them all. */
function refusalOf(errors: readonly RequestError[]): Result<never> {
  const { code, field, expected, actual } = errors[0] as RequestError;
  return {
    ok: false,
    error: {
      code,
      ...(field === null ? {} : { field }),
      ...(expected === null ? {} : { expected }),
      ...(actual === null ? {} : { actual }),
      errors,
    },
  };
}

/** A refusal of one parameter. */
export function invalid(
  field: string,
  expected: string,
  actual: unknown,
  code = actual === undefined ? 'missing_required_field' : 'invalid_request',
): Result<never> {
  return { ok: false, error: { code, field, expected, actual: shown(actual) } };
}

/** A last-seen id of a feed: Last-Event-ID, which a browser sends when it connects again, wins over ?after=. Undefined: neither. */
export function lastSeen(headers: Record<string, unknown>, query: unknown): Result<bigint | undefined> {
  const header = headers['last-event-id'];
  const name = header === undefined ? 'after' : 'Last-Event-ID';
  const text = header ?? (query as { after?: unknown }).after;
  if (text === undefined) return { ok: true, value: undefined };
  if (typeof text !== 'string' || !/^\d{1,18}$/.test(text)) return invalid(name, 'a whole number', text);
  return { ok: true, value: BigInt(text) };
}
