import type { OutgoingRecord } from '@openlnp/broker';
import type { RecordedEvent } from '@openlnp/event-store';
import { encodeWire, HEADERS, messageIdOf, soaMessagesTopic } from '@openlnp/messages';
import { metadataAt } from '@openlnp/service';
import type { Outgoing } from './as-wanted';

/** What an event has to tell somebody, as it goes out: the same bytes and the same id whenever it is made again. */
export function outgoingRecord(event: RecordedEvent, { message, name, priority }: Outgoing): OutgoingRecord {
  const { recipient, type, data } = message;
  const { requestId, traceparent, occurredAt } = metadataAt(data.occurredAt, event.metadata);
  return {
    topic: soaMessagesTopic(recipient),
    partition: 0,
    key: null,
    value: encodeWire(`openlnp.message.${type}`, data),
    headers: {
      [HEADERS.messageId]: messageIdOf(event.id, recipient, name),
      [HEADERS.position]: String(event.position),
      [HEADERS.occurredAt]: String(occurredAt),
      ...(priority === null ? {} : { [HEADERS.priority]: priority }),
      ...(requestId === null ? {} : { [HEADERS.correlationId]: requestId }),
      ...(traceparent === null ? {} : { [HEADERS.traceparent]: traceparent }),
    },
  };
}
