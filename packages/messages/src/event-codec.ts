import type { NetworkEvent } from '@openlnp/network';
import type { PortingEvent } from '@openlnp/porting';
import type { LsmsEvent } from './generated/lsms-events';
import type { RequestEvent } from './generated/request-events';
import type { StoredEvent } from './generated/stored-event';
import { MessageError } from './message-error';
import { catalogue, createWire, decodeAs, encodeWire } from './wire';

/** Every event that the registry records. */
export type RegistryEvent = PortingEvent | NetworkEvent | RequestEvent | LsmsEvent;

/** The shape of an event in @openlnp/event-store, which this package does not import. */
export interface RecordedShape {
  /** 16 bytes in lower-case hex. */
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: {
    readonly occurredAt: number;
    readonly requestId: string | null;
    readonly actor: string;
    readonly actingFor: string | null;
    readonly traceparent: string | null;
    readonly viewPosition: string | null;
    readonly jobId?: string | null;
  };
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: number;
}

/** An event as the store gives it back, with its type and data narrowed: switch on `type`. */
export type Recorded<E extends RegistryEvent = RegistryEvent> = RecordedShape & E;

const ENVELOPE = 'openlnp.event.StoredEvent';
const EVENTS = /^openlnp\.event\.[a-z]+$/;

function eventSubjects(): ReadonlyMap<string, string> {
  const subjects = new Map<string, string>();
  for (const { name, namespace, subject } of catalogue.all()) {
    if (!EVENTS.test(namespace)) continue;
    const other = subjects.get(name);
    if (other !== undefined) throw new Error(`event name ${name} is used twice: ${other}, ${subject}`);
    subjects.set(name, subject);
  }
  return subjects;
}

const SUBJECTS = eventSubjects();

/** `SvCreated` -> `openlnp.event.porting.SvCreated`. Throws MessageError unexpected_message for what is no event. */
export function subjectOfEvent(type: string): string {
  const subject = SUBJECTS.get(type);
  if (subject === undefined) throw new MessageError('unexpected_message', `${type} is no event of the registry`);
  return subject;
}

/** Narrows what the store gave back. Throws MessageError unexpected_message for what is no event. */
export function asRegistryEvent(recorded: RecordedShape): Recorded {
  subjectOfEvent(recorded.type);
  return recorded as Recorded;
}

// The payload goes into a scratch buffer of its own, since the envelope is being written while it is read.
const payloads = createWire(catalogue);

/**
 * Events as bytes: openlnp.event.StoredEvent in the wire form, around the event in the wire form. The position is not in the bytes.
 * Both throw MessageError; decode refuses with not_wire_format, unknown_schema_id, unexpected_message, malformed_avro.
 */
export const eventCodec = {
  encode(event: Omit<RecordedShape, 'position'>): Buffer {
    const { metadata } = event;
    const envelope: StoredEvent = {
      id: Buffer.from(event.id, 'hex'),
      stream: event.stream,
      revision: event.revision,
      occurredAt: metadata.occurredAt,
      recordedAt: event.recordedAt,
      requestId: metadata.requestId,
      actor: metadata.actor,
      actingFor: metadata.actingFor,
      traceparent: metadata.traceparent,
      viewPosition: metadata.viewPosition,
      jobId: metadata.jobId ?? null,
      payload: payloads.encodeBriefly(subjectOfEvent(event.type), event.data),
    };
    return encodeWire(ENVELOPE, envelope);
  },

  decode(bytes: Uint8Array, position: bigint): RecordedShape {
    const { subject, data: envelope } = decodeAs<StoredEvent>('openlnp.event', bytes);
    if (subject !== ENVELOPE) throw new MessageError('unexpected_message', `${subject} without its envelope`);
    const { type, subject: payload, data } = decodeAs<object>('openlnp.event', envelope.payload);
    if (payload !== subjectOfEvent(type)) throw new MessageError('unexpected_message', `${payload} is no event`);
    return {
      id: envelope.id.toString('hex'),
      type,
      data,
      metadata: {
        occurredAt: envelope.occurredAt,
        requestId: envelope.requestId,
        actor: envelope.actor,
        actingFor: envelope.actingFor,
        traceparent: envelope.traceparent,
        viewPosition: envelope.viewPosition,
        // Left out where there is none, so that an event reads back as it was written.
        ...(envelope.jobId === null ? {} : { jobId: envelope.jobId }),
      },
      stream: envelope.stream,
      revision: envelope.revision,
      position,
      recordedAt: envelope.recordedAt,
    };
  },
};
