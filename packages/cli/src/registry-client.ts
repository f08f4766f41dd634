import { CommandError, type Fault } from './shared/command-error';

/** What an operator's or a carrier's command needs of the registry's HTTP surface. */
export interface RegistryClient {
  readonly url: string;
  /** JSON answer; throws CommandError for anything but 2xx. */
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
}

interface Problem {
  readonly code?: string;
  readonly number?: number;
  readonly title?: string;
  readonly detail?: string;
  readonly rule?: string;
  readonly field?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly errors?: readonly Fault[];
}

/** Milliseconds for one answer; a token is issued within ten seconds or not at all. */
const ANSWER_MS = 30_000;

/** `actingFor`: the associated service provider that everything is asked for, with the token of its bureau. */
export function registryClient(url: string, token: string, actingFor?: string): RegistryClient {
  return {
    url,
    async call(method, path, body, headers = {}) {
      const init: RequestInit = {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(actingFor === undefined ? {} : { 'acting-for': actingFor }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_MS),
      };
      const response = await fetch(`${url}${path}`, init).catch((error: unknown) => {
        throw unreachable(url, error);
      });
      const text = await response.text().catch((error: unknown) => {
        throw unreachable(url, error);
      });
      if (!response.ok) throw problemError(response.status, parse(text));
      if (text === '') return undefined as never;
      const answer = parse(text);
      if (answer === undefined) {
        throw new CommandError('unexpected_answer', `what answers at ${url} is no registry`, {
          status: response.status,
          next: 'set LNP_URL to where the registry listens',
        });
      }
      return answer as never;
    },
  };
}

function unreachable(url: string, error: unknown): CommandError {
  const late = (error as { name?: unknown } | null)?.name === 'TimeoutError';
  return late
    ? new CommandError('timeout', `no answer from ${url} within ${ANSWER_MS / 1000} s`, {
        next: 'look at "lnp status"',
      })
    : new CommandError('unreachable', `no registry answers at ${url}`, {
        next: 'start one with "npm start", or set LNP_URL to where it listens',
      });
}

function problemError(status: number, problem: Problem = {}): CommandError {
  const { code = `http_${status}`, title = `the registry answered ${status}`, detail, errors } = problem;
  const next = status === 401 ? 'set LNP_TOKEN, say --as SPID, or set LNP_DATA to the folder of the tokens' : detail;
  return new CommandError(code, title, { status, next, faults: errors ?? faultsOf(problem) });
}

/** What a problem says of one field, when it lists no errors. */
function faultsOf({ code, rule, field, expected, actual }: Problem): Fault[] {
  if (code === undefined || (field === undefined && expected === undefined && actual === undefined)) return [];
  return [
    { code, rule: rule ?? null, field: field ?? null, expected: expected ?? null, actual: actual ?? null, tn: null },
  ];
}

/** The JSON object of a text; undefined when it is none. */
function parse(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}
