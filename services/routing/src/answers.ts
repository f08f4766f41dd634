import type { RecordedEvent } from '@openlnp/event-store';
import { formatInstant } from '@openlnp/numbering';
import type { PortingEvent } from '@openlnp/porting';

/** What LSMSs answered while they were waited for, and who of the failed-SP list took it later. */
export function answersIn({ type, data, metadata }: PortingEvent & RecordedEvent): readonly object[] {
  const answeredAt = formatInstant(metadata.occurredAt);
  switch (type) {
    case 'SvAnswersRecorded': {
      const { svId, broadcast } = data;
      return data.answers.map(({ spid, ok, code }) => ({ svId, broadcast, answeredAt, spid, ok, code }));
    }
    case 'SvFailedSpsCleared':
      // Who was excluded has answered nothing (N227).
      if (data.excluded) return [];
      return data.cleared.map((spid) => ({ svId: data.svId, broadcast: null, answeredAt, spid, ok: true, code: null }));
    default:
      return [];
  }
}
