import type { RecordedEvent } from '@openlnp/event-store';
import { decodeWire } from '@openlnp/messages';
import type { Tn, TnRange } from '@openlnp/numbering';
import type { PortingEvent, RangeDecided } from '@openlnp/porting';

/** An event as those see it who treat a range as one: what happened to the first number, and how far it goes. */
export interface SpanningEvent {
  readonly event: PortingEvent;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly range: TnRange;
}

/**
 * What an event of the log says to broadcast and notification: a number's own event about that number, a range decision all its
 * runs at once, and nothing for the numbers' events that follow from a range decision (design, section 4). Empty for the events
 * of other aggregates.
 */
export function spanningEvents(recorded: RecordedEvent): SpanningEvent[] {
  if (recorded.type === 'RangeDecided') {
    return (recorded.data as RangeDecided).runs.flatMap(({ firstTn: first, lastTn: last, events }) =>
      events.map(({ at, event: bytes }) => {
        const { type, data } = decodeWire(bytes);
        return { event: { type, data } as PortingEvent, occurredAt: at, range: { first, last } };
      }),
    );
  }
  if (!recorded.stream.startsWith('tn-') || recorded.metadata.jobId != null) return [];
  const event = { type: recorded.type, data: recorded.data } as PortingEvent;
  const { tn } = recorded.data as { tn: Tn };
  return [{ event, occurredAt: recorded.metadata.occurredAt, range: { first: tn, last: tn } }];
}
