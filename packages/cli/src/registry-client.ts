/** What an operator's or a carrier's command needs of the registry's HTTP surface. */
export interface RegistryClient {
  readonly url: string;
  /** JSON answer; throws RegistryError for anything but 2xx. */
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
}

/** The registry said no, or did not answer. */
export class RegistryError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status?: number,
  ) {
    super(message);
  }
}

interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

export function registryClient(url: string, token: string): RegistryClient {
  return {
    url,
    async call(method, path, body, headers = {}) {
      const init: RequestInit = {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const response = await fetch(`${url}${path}`, init).catch(() => {
        throw new RegistryError(
          'unreachable',
          `no registry answers at ${url}: start one with "npm start", or set LNP_URL`,
        );
      });
      const text = await response.text();
      if (response.ok) return text === '' ? undefined : JSON.parse(text);
      const problem = parse(text);
      const said = problem.detail ?? problem.title ?? text;
      const next = response.status === 401 ? ' (set LNP_TOKEN, or LNP_DATA to the folder of operator.token)' : '';
      throw new RegistryError(problem.code ?? `http_${response.status}`, `${said}${next}`, response.status);
    },
  };
}

function parse(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

interface RequestStatus {
  readonly id: string;
  readonly status: 'pending' | 'done' | 'refused';
  readonly svIds: readonly number[];
  readonly errors: readonly { readonly code: string; readonly field?: string | null }[];
}

const POLL_MS = 10;
const OUTCOME_TIMEOUT_MS = 30_000;

/** Sends a request and waits for its outcome. The same message id again is the same request. */
export async function requestOutcome(client: RegistryClient, messageId: string, body: object): Promise<RequestStatus> {
  const { id } = await client.call<RequestStatus>('POST', '/v1/requests', body, { 'idempotency-key': messageId });
  for (const until = Date.now() + OUTCOME_TIMEOUT_MS; Date.now() < until; ) {
    const status = await client.call<RequestStatus>('GET', `/v1/requests/${id}`);
    if (status.status !== 'pending') return status;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new RegistryError(
    'no_outcome',
    `request ${id} has no outcome after ${OUTCOME_TIMEOUT_MS / 1000} s: see /readyz`,
  );
}
