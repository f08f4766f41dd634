import { ERRORS, isErrorCode } from '@openlnp/messages';
import type { RequestError } from '@openlnp/porting';
import type { FastifyReply } from 'fastify';
import type { DoorError, Result } from './ports';

/** An RFC 9457 problem with the registry's own members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What is wrong here, or else what to do about such an error. */
  readonly detail: string;
  /** Names one unexpected failure, for the operator's log. */
  readonly instance?: string;
  readonly code: string;
  readonly number: number;
  readonly rule?: string;
  readonly field?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly errors?: readonly RequestError[];
}

/** `status` stands in for that of the code where HTTP itself is more exact. */
type Refusal = DoorError & { readonly instance?: string; readonly status?: number };

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The body for a refusal; a code that is not in the table is a bug of ours and becomes `internal_error`. */
export function problemOf(error: Refusal): Problem {
  if (!isErrorCode(error.code))
    return problemOf({ code: 'internal_error', detail: `${error.code} is not in the error table` });
  const { code, retryAfter: _header, ...members } = error;
  const { number, title, remedy, rule, httpStatus } = ERRORS[error.code];
  return {
    type: `urn:openlnp:error:${code}`,
    title,
    status: httpStatus,
    detail: remedy,
    code,
    number,
    ...(rule === undefined ? {} : { rule }),
    ...members,
  };
}

/** Sends a refusal as a problem. */
export function refuse(reply: FastifyReply, error: Refusal): FastifyReply {
  const problem = problemOf(error);
  reply.refusalCode = problem.code;
  if (error.retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(error.retryAfter))));
  return reply.code(problem.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** Sends the value with 200, or the refusal. */
export function answer<T extends object>(reply: FastifyReply, result: Result<T>): FastifyReply {
  return result.ok ? reply.code(200).send(result.value) : refuse(reply, result.error);
}
