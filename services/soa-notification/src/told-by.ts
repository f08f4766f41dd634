import type { RecordedEvent } from '@openlnp/event-store';
import type { SoaMessage } from '@openlnp/messages';
import { formatTnRange, type TnRange } from '@openlnp/numbering';
import { spanningEvents } from '@openlnp/service';
import type { Addressed } from './addressed';
import { messagesFor } from './messages-for';

/**
 * The messages an event of the log gives rise to: a range decision one for each run and not one for each number, whose own events
 * then say nothing more (design, section 4).
 */
export function toldBy(recorded: RecordedEvent): Addressed[] {
  if (recorded.metadata.jobId != null) return [];
  if (recorded.type !== 'RangeDecided') return messagesFor(recorded);
  return spanningEvents(recorded).flatMap(({ event, occurredAt, range }) =>
    messagesFor({ ...recorded, ...event, metadata: { ...recorded.metadata, occurredAt } }).map((message) =>
      aboutRange(message, range),
    ),
  );
}

const aboutRange = ({ recipient, ...message }: Addressed, range: TnRange): Addressed => {
  const { type, data } = message as SoaMessage;
  // A heads-up is about the code, which is the range's too.
  if (!('tn' in data)) return { recipient, ...message } as Addressed;
  return { recipient, type, data: { ...data, tn: formatTnRange(range) } } as Addressed;
};
