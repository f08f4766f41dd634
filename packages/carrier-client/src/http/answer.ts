import { CarrierError, type CarrierErrorDetails } from '../errors';

/** A request that got no answer; made for `promise.catch`. */
export function networkError(error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  throw new CarrierError('network_error', message, { retriable: true, cause: error });
}

/** Requests carry an id, so all that may have been lost on the way or at the other side may be said again. */
const isRetriable = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** What codes mean where the answer carries none (a proxy's page, say). */
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'not_authorized',
  404: 'not_found',
  413: 'body_too_large',
  429: 'quota_exceeded',
  503: 'unavailable',
};

/** The error that an answer other than a success stands for. Reads the body to its end. */
export async function problemOf(response: Response): Promise<CarrierError> {
  const { status } = response;
  const problem = objectOf(await response.text().catch(networkError));
  const code = typeof problem.code === 'string' ? problem.code : (BY_STATUS[status] ?? 'unexpected_answer');
  const text = [problem.title, problem.detail].filter((part) => typeof part === 'string').join(': ');
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  const expectedAfter = code === 'ack_gap' ? wholeNumber(problem.expected) : undefined;
  const details: CarrierErrorDetails = {
    status,
    retriable: isRetriable(status),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(expectedAfter !== undefined && { expectedAfter }),
    ...(Array.isArray(problem.errors) && { errors: problem.errors }),
  };
  return new CarrierError(code, text === '' ? `the registry answered ${status}` : text, details);
}

/** The JSON object of a successful answer; throws the problem of another. */
export async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  if (response.status >= 300 || response.status < 200) throw await problemOf(response);
  const text = await response.text().catch(networkError);
  const body = objectOf(text);
  if (Object.keys(body).length > 0) return body;
  throw new CarrierError('malformed_answer', 'the answer is no JSON object', { status: response.status });
}

/** Empty unless the text is a JSON object. */
export function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** Numbers and decimal texts of 0 or more. */
export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** The seconds form only; the registry never sends dates. */
function retryAfter(value: string | null): number | undefined {
  const seconds = value === null ? undefined : wholeNumber(value);
  return seconds === undefined ? undefined : seconds * 1_000;
}
