import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { DoorDeps, DoorError } from './ports';
import { problemOf, refuse } from './problem';

/** What Fastify itself finds wrong with a request, as codes of the error table. */
const FRAMEWORK: Readonly<Record<string, DoorError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'body_too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'unsupported_media_type', expected: 'application/json' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'malformed_json' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'malformed_json', detail: 'the body is empty' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'malformed_json',
    detail: 'the body is not as long as Content-Length says',
  },
  FST_ERR_BAD_URL: { code: 'invalid_request', detail: 'the path is not a valid URL' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'not_found' },
};

const UNREACHABLE = new Set(['broker_unreachable', 'store_unreachable', 'service_unreachable', 'disk_full']);

/** The code to answer where something thrown will pass and the caller may try again in a second; undefined otherwise. */
function unreachableCode(error: unknown): string | undefined {
  const { code, retriable } = (error ?? {}) as { code?: unknown; retriable?: unknown };
  if (typeof code === 'string' && UNREACHABLE.has(code)) return code;
  return retriable === true ? 'service_unreachable' : undefined;
}

/** Answers whatever was thrown. What is unexpected is logged under an id and answered with that id, and nothing else of it. */
export function failureHandler(deps: Pick<DoorDeps, 'log'>, newErrorId: () => string) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const known = FRAMEWORK[error?.code];
    if (known !== undefined) return refuseFrameworkError(known, request, reply);
    const where = { method: request.method, path: pathOf(request.raw) };
    const unreachable = unreachableCode(error);
    if (unreachable !== undefined) {
      deps.log.warn({ err: error, ...where }, 'a dependency could not be reached');
      return refuse(reply, { code: unreachable, retryAfter: 1 });
    }
    // The connection broke while the body was coming: nobody is left to answer.
    if (error?.code === 'ECONNRESET')
      return refuse(reply, { code: 'malformed_json', detail: 'the body is incomplete' });
    const errorId = newErrorId();
    deps.log.error({ err: error, errorId, ...where }, 'a request failed unexpectedly');
    return refuse(reply, { code: 'internal_error', instance: `urn:uuid:${errorId}` });
  };
}

function refuseFrameworkError(known: DoorError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Fastify would close at once, and a client that is still sending would see a reset instead of its answer. So what still comes
  // is read and thrown away, for no longer than the request timeout.
  if (known.code === 'body_too_large') {
    reply.removeHeader('connection');
    request.raw.resume();
  }
  return refuse(reply, known);
}

/** The path without the query: that may hold what does not belong in a log. */
export const pathOf = (raw: IncomingMessage): string => (raw.url ?? '').split('?', 1)[0] ?? '';

const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Bytes that are not HTTP: there is no request to answer, only a socket. */
export function answerMalformedHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const statusLine = STATUS_LINES[error.code ?? ''] ?? '400 Bad Request';
  const status = Number(statusLine.slice(0, 3));
  const body = JSON.stringify(problemOf({ code: 'malformed_http', status }));
  socket.end(
    `HTTP/1.1 ${statusLine}\r\nConnection: close\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
