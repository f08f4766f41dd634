import { createHash } from 'node:crypto';
import type { OutgoingRecord } from '@openlnp/broker';
import type { NewEvent } from '@openlnp/event-store';
import { HEADERS } from '@openlnp/messages';
import type { Ids } from './ids';

// W3C trace context: 00-<trace id>-<id of the hop that sent it>-<flags>. The trace id stays; each record and each event of the
// registry is a hop of its own, whose id follows from what it is, so that a repeat is byte-equal (law 1).

const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = '01';

const hex = (length: number, ...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, length);

/** The text if it is a trace context of version 00, else undefined. */
export function traceparentOf(text: unknown): string | undefined {
  const match = typeof text === 'string' ? FORM.exec(text) : null;
  return match === null || /^0+$/.test(match[1] ?? '') || /^0+$/.test(match[2] ?? '') ? undefined : match[0];
}

/** 32 hex digits; undefined when there is no trace. */
export const traceIdOf = (traceparent: string | null | undefined): string | undefined =>
  FORM.exec(traceparent ?? '')?.[1];

/** Begins a trace, for who came without one. */
export function newTraceparent(ids: Pick<Ids, 'uuid'>): string {
  const seed = ids.uuid();
  return `00-${hex(32, 'trace', seed)}-${hex(16, 'span', seed)}-${SAMPLED}`;
}

/** The same trace, sent on by the hop of this name. A text that is no trace context is left as it is. */
export const nextHop = (traceparent: string, ...name: readonly string[]): string =>
  traceparent.replace(
    FORM,
    (_, trace: string, _sender, flags: string) => `00-${trace}-${hex(16, 'span', ...name)}-${flags}`,
  );

/** A record about to be produced, as a hop of its own: named by its topic and message id. */
export function tracedRecord(record: OutgoingRecord): OutgoingRecord {
  const { [HEADERS.traceparent]: traceparent, [HEADERS.messageId]: id } = record.headers;
  if (traceparent === undefined || id === undefined) return record;
  const headers = { ...record.headers, [HEADERS.traceparent]: nextHop(traceparent, record.topic, id) };
  return { ...record, headers };
}

/** An event about to be appended, as a hop of its own: named by its id. */
export function tracedEvent(event: NewEvent): NewEvent {
  const { traceparent } = event.metadata;
  if (traceparent === null) return event;
  return { ...event, metadata: { ...event.metadata, traceparent: nextHop(traceparent, event.id) } };
}
