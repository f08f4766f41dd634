import {
  type AcceptedRequest,
  decodeWire,
  encodeWire,
  fromJson,
  isMessageId,
  requestHash,
  requestIdOf,
  type SentRequest,
  saysTheSame,
  TOPICS,
} from '@openlnp/messages';
import { formatInstant, type Spid } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';
import {
  codeOf,
  commandRecord,
  concerning,
  isPassing,
  newTraceparent,
  outcomeOf,
  placeOf,
  requestStream,
  type ServiceDeps,
} from '@openlnp/service';
import type { DoorError, RequestStatus, Result } from './http/ports';
import { jsonFaultOf } from './json-fault';
import type { Known, PendingRequests } from './pending';
import { REQUEST_KINDS, shapeErrors } from './shape';

export interface Incoming {
  readonly sender: Spid;
  /** SPID that a service bureau sends it for, as it came; null for the sender itself. */
  readonly actingFor: string | null;
  /** Whose credential it came with; null over Kafka. */
  readonly user: string | null;
  readonly messageId: string;
  readonly origin: 'http' | 'kafka';
  readonly kind: string;
  /** The request's record in the wire form. */
  readonly request: Buffer;
  readonly traceparent: string | null;
}

/** Somebody has to make room: sooner is no use. */
export const DISK_FULL_RETRY_SECONDS = 5;

export const refuse = (code: string, more: Omit<DoorError, 'code'> = {}): { ok: false; error: DoorError } => ({
  ok: false,
  error: { code, ...more },
});

/** Decodes a request's JSON form; the errors name every field at fault. */
export function decodeJsonRequest(body: unknown): Result<{ kind: string; request: Buffer }> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse('malformed_json', { detail: 'expected an object' });
  const { kind, ...fields } = body as Record<string, unknown>;
  if (typeof kind !== 'string' || !REQUEST_KINDS.includes(kind)) {
    return refuse('unknown_kind', {
      field: 'kind',
      expected: REQUEST_KINDS.join(', '),
      actual: String(kind).slice(0, 100),
    });
  }
  const decoded = fromJson(`openlnp.request.${kind}`, fields);
  if (!decoded.ok) return shapeRefusal(decoded.errors.map((fault) => jsonFaultOf(kind, fault)));
  const errors = shapeErrors(kind, decoded.data as object);
  if (errors.length > 0) return shapeRefusal(errors);
  return { ok: true, value: { kind, request: encodeWire(`openlnp.request.${kind}`, decoded.data as object) } };
}

/** One problem that speaks of the first fault and lists them all. */
export function shapeRefusal(errors: readonly RequestError[]): { ok: false; error: DoorError } {
  const { code, field, expected, actual } = errors[0] as RequestError;
  return refuse(code, {
    errors,
    ...(field === null ? {} : { field }),
    ...(expected === null ? {} : { expected }),
    ...(actual === null ? {} : { actual }),
  });
}

/** The place of a request among those that came with it. */
export interface Turn {
  /** Resolves when those before it are on their way. */
  readonly come: Promise<unknown>;
  readonly over: () => void;
}

/** Of so many requests, each one's. Whoever takes a turn ends it. */
export function turnsOf(count: number): Turn[] {
  let come: Promise<unknown> = Promise.resolve();
  return Array.from({ length: count }, () => {
    const before = come;
    let over: () => void = () => undefined;
    come = new Promise<void>((resolve) => {
      over = resolve;
    });
    return { come: before, over };
  });
}

/**
 * Takes one well-formed and resolved request in, which was `sent` so: answers repeats from what is known, stamps the time, makes it
 * durable (law 2).
 * Errors: message_id_invalid, message_id_reused (same id, other content), broker_unreachable, disk_full.
 */
export async function accept(
  deps: ServiceDeps,
  pending: PendingRequests,
  incoming: Incoming,
  sent: SentRequest,
  turn?: Turn,
): Promise<Result<RequestStatus>> {
  const { sender, actingFor, user, messageId, origin, kind, request, traceparent } = incoming;
  if (!isMessageId(messageId))
    return refuse('message_id_invalid', { field: 'messageId', actual: messageId.slice(0, 100) });
  const requestId = requestIdOf(sender, messageId);
  const repeat = (known: Known): Result<RequestStatus> =>
    saysTheSame(known.contentHash, sent)
      ? { ok: true, value: known.status }
      : refuse('message_id_reused', { field: 'messageId', actual: messageId });

  const accepted: AcceptedRequest = {
    requestId,
    sender,
    actingFor: actingFor as Spid | null,
    user,
    messageId,
    kind,
    origin,
    acceptedAt: deps.clock.now(),
    contentHash: requestHash(sent),
    // Who comes without a trace begins one here.
    traceparent: traceparent ?? newTraceparent(deps.ids),
    request,
  };
  const waiting = pending.get(requestId);
  // Taken before the first await: a repeat that overtakes waits for the first one's fate instead of doubling it.
  const entry = waiting ?? pending.add(accepted, makeDurable(deps, accepted, turn));
  try {
    // Others may have seen its outcome already: the own view of the log may lag.
    const known = (await entry.durable) ?? (waiting && (await outcomeKnown(deps, requestId)));
    if (waiting === undefined && known === undefined) {
      deps.metrics.accepted.inc({ kind, origin });
      deps.log.debug({ ...concerning(accepted), kind, sender, origin }, 'a request was accepted');
    }
    if (known !== undefined) pending.remove(requestId);
    return repeat(known ?? { contentHash: entry.request.contentHash, status: pendingStatus(entry.request) });
  } catch (error) {
    if (pending.get(requestId) === entry) pending.remove(requestId);
    if (codeOf(error) === 'disk_full') return refuse('disk_full', { retryAfter: DISK_FULL_RETRY_SECONDS });
    if (isPassing(error)) return refuse('broker_unreachable', { retryAfter: 1 });
    throw error;
  }
}

/** The outcome, if the request has one already; else puts it into port.requests. */
async function makeDurable(deps: ServiceDeps, accepted: AcceptedRequest, turn?: Turn): Promise<Known | undefined> {
  const known = await outcomeKnown(deps, accepted.requestId);
  if (known !== undefined) return known;
  await turn?.come;
  const produced = deps.broker.produce([requestRecord(accepted)]);
  turn?.over();
  await produced;
  return undefined;
}

function requestRecord(accepted: AcceptedRequest) {
  const { requestId, kind, traceparent } = accepted;
  const { partition, key } = placeOf(decodeWire(accepted.request).data as object);
  return commandRecord('AcceptedRequest', accepted, {
    topic: TOPICS.portRequests,
    partition,
    key,
    kind,
    id: requestId,
    requestId,
    traceparent,
  });
}

/** What the registry knows of a request: its outcome from the store, else that it is pending, else nothing. */
export async function knownStatus(
  deps: Pick<ServiceDeps, 'store'>,
  pending: PendingRequests,
  requestId: string,
): Promise<RequestStatus | undefined> {
  const waiting = pending.get(requestId);
  const known = await outcomeKnown(deps, requestId);
  return known?.status ?? (waiting === undefined ? undefined : pendingStatus(waiting.request));
}

async function outcomeKnown(deps: Pick<ServiceDeps, 'store'>, requestId: string): Promise<Known | undefined> {
  const [event] = await deps.store.readStream(requestStream(requestId), { limit: 1 });
  const outcome = event === undefined ? undefined : outcomeOf(event);
  if (event === undefined || outcome === undefined) return undefined;
  const { data } = outcome;
  const status: RequestStatus = {
    id: data.requestId,
    messageId: data.messageId,
    sender: data.sender,
    actingFor: data.actingFor,
    user: data.user,
    kind: data.kind,
    status: outcome.type === 'RequestDone' ? 'done' : 'refused',
    tn: data.tn,
    svIds: outcome.type === 'RequestDone' ? outcome.data.svIds : [],
    errors: outcome.type === 'RequestRefused' ? outcome.data.errors : [],
    acceptedAt: formatInstant(data.acceptedAt),
    completedAt: formatInstant(event.recordedAt),
  };
  return { contentHash: data.contentHash, status };
}

function pendingStatus(request: AcceptedRequest): RequestStatus {
  const { tn } = decodeWire(request.request).data as { tn?: string };
  return {
    id: request.requestId,
    messageId: request.messageId,
    sender: request.sender,
    actingFor: request.actingFor,
    user: request.user,
    kind: request.kind,
    status: 'pending',
    tn: tn ?? null,
    svIds: [],
    errors: [],
    acceptedAt: formatInstant(request.acceptedAt),
    completedAt: null,
  };
}
