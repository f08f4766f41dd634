import type { RegistryClient } from './registry-client';
import { CommandError, type Fault } from './shared/command-error';

export interface RequestStatus {
  readonly id: string;
  readonly messageId: string;
  readonly sender: string;
  /** For whom a service bureau sent it. */
  readonly actingFor?: string | null;
  readonly kind: string;
  readonly status: 'pending' | 'done' | 'refused';
  /** A number, or a range in the form 3035550100-0199. */
  readonly tn: string | null;
  readonly svIds: readonly number[];
  readonly errors: readonly Fault[];
  /** ISO 8601 instants. */
  readonly acceptedAt: string;
  readonly completedAt: string | null;
}

const FIRST_POLL_MS = 10;
const MOST_POLL_MS = 250;
const OUTCOME_TIMEOUT_MS = 30_000;

/** Makes a request durable at the registry. The same message id again is the same request. */
export const sendRequest = (
  client: RegistryClient,
  messageId: string,
  body: object,
  actingFor?: string,
): Promise<RequestStatus> =>
  client.call<RequestStatus>('POST', '/v1/requests', body, {
    'idempotency-key': messageId,
    ...(actingFor === undefined ? {} : { 'acting-for': actingFor }),
  });

/** Asks until the request has its outcome; throws CommandError no_outcome after half a minute. */
export async function awaitOutcome(client: RegistryClient, request: RequestStatus): Promise<RequestStatus> {
  let status = request;
  let pauseMs = FIRST_POLL_MS;
  for (const until = performance.now() + OUTCOME_TIMEOUT_MS; status.status === 'pending'; ) {
    if (performance.now() > until) {
      throw new CommandError(
        'no_outcome',
        `request ${request.id} has no outcome after ${OUTCOME_TIMEOUT_MS / 1000} s`,
        {
          next: `it is accepted and will have one: "lnp request ${request.id}", and "lnp status" says who is behind`,
          answer: status,
        },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(pauseMs * 1.5, MOST_POLL_MS);
    status = await client.call<RequestStatus>('GET', `/v1/requests/${encodeURIComponent(request.id)}`);
  }
  return status;
}

/** Sends a request and waits for its outcome. */
export async function requestOutcome(client: RegistryClient, messageId: string, body: object): Promise<RequestStatus> {
  return awaitOutcome(client, await sendRequest(client, messageId, body));
}
