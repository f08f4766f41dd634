import { type NewEvent, NO_STREAM, type RecordedEvent, type StreamAppend } from '@openlnp/event-store';
import { type AcceptedRequest, decodeWire, eventId, type RequestEvent } from '@openlnp/messages';
import { type Instant, parseTnRange, type Spid, tnCount } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';
import type { Metrics } from './metrics';

/** The stream that receives a request's outcome, once (law 2). */
export const requestStream = (requestId: string): string => `request-${requestId}`;

/** The outcome in an event of a request's stream; undefined for any other event. */
export function outcomeOf(event: Pick<RecordedEvent, 'type' | 'data'>): RequestEvent | undefined {
  return event.type === 'RequestDone' || event.type === 'RequestRefused'
    ? ({ type: event.type, data: event.data } as RequestEvent)
    : undefined;
}

/** Whose request it is: the sender's, or that of the service provider it acts for (law 4). */
export const partyOf = ({ sender, actingFor }: Pick<AcceptedRequest, 'sender' | 'actingFor'>): Spid =>
  (actingFor as Spid | null) ?? sender;

/** What every event that a request causes carries. */
export const metadataOf = (request: AcceptedRequest, viewPosition: string | null = null): NewEvent['metadata'] => ({
  occurredAt: request.acceptedAt,
  requestId: request.requestId,
  actor: request.sender,
  actingFor: request.actingFor,
  traceparent: request.traceparent,
  viewPosition,
});

export const doneAppend = (request: AcceptedRequest, svIds: readonly number[]): StreamAppend =>
  outcomeAppend(request, 'RequestDone', { svIds });

export const refusedAppend = (request: AcceptedRequest, errors: readonly RequestError[]): StreamAppend =>
  outcomeAppend(request, 'RequestRefused', { errors });

function outcomeAppend(request: AcceptedRequest, type: RequestEvent['type'], more: object): StreamAppend {
  const { requestId, sender, actingFor, user, messageId, kind, contentHash, acceptedAt } = request;
  const { tn } = decodeWire(request.request).data as { tn?: string };
  const stream = requestStream(requestId);
  const said = { requestId, sender, actingFor, user, messageId, kind, contentHash, acceptedAt };
  const data = { ...said, tn: tn ?? null, ...more };
  // With its content: another outcome is no repeat of this one, which a store would take for written.
  const id = eventId(`${requestId} ${JSON.stringify([type, data])}`, stream, 0);
  return { stream, expectedRevision: NO_STREAM, events: [{ id, type, data, metadata: metadataOf(request) }] };
}

/** Counts outcomes that the store has taken; what is no outcome is left alone. */
export function countOutcomes(metrics: Metrics, appends: readonly StreamAppend[], now: Instant): void {
  for (const outcome of appends.flatMap(({ events }) => events.map(outcomeOf))) {
    if (outcome === undefined) continue;
    const { kind, acceptedAt } = outcome.data;
    if (outcome.type === 'RequestDone') metrics.done.inc({ kind });
    else for (const error of outcome.data.errors) metrics.refused.inc({ code: error.code }, numbersAtFault(error));
    metrics.outcomeSeconds.observe({ kind }, Math.max(0, now - acceptedAt) / 1000);
  }
}

/** How many numbers the error is about; 1 for one that names none. */
const numbersAtFault = ({ tns }: Pick<RequestError, 'tns'>): number =>
  tns?.map(parseTnRange).reduce((sum, range) => sum + (range === undefined ? 0 : tnCount(range)), 0) ?? 1;
