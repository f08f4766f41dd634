import type { OutgoingRecord } from '@openlnp/broker';
import type { RecordedEvent } from '@openlnp/event-store';
import { type downloads, encodeWire, HEADERS, messageIdOf, TOPICS } from '@openlnp/messages';
import { formatLrn, formatTn } from '@openlnp/numbering';
import type { DownloadContent, PortingEvent } from '@openlnp/porting';

/** The record of lsms.downloads for download `number`, made from its event alone, so that a repeat is byte-equal. */
export function downloadRecord(event: RecordedEvent, content: DownloadContent, number: number): OutgoingRecord {
  const { occurredAt, requestId, traceparent } = event.metadata;
  return {
    topic: TOPICS.lsmsDownloads,
    partition: 0,
    key: formatTn(content.tn),
    value: encodeWire('openlnp.download.SvDownload', svDownload(event, content, number)),
    headers: {
      [HEADERS.messageId]: messageIdOf(event.id, 'lsms', 'SvDownload'),
      [HEADERS.number]: String(number),
      [HEADERS.position]: String(event.position),
      [HEADERS.occurredAt]: String(occurredAt),
      ...(requestId === null ? {} : { [HEADERS.correlationId]: requestId }),
      ...(traceparent === null ? {} : { [HEADERS.traceparent]: traceparent }),
    },
  };
}

function svDownload(event: RecordedEvent, content: DownloadContent, number: number): downloads.SvDownload {
  const { action, svId, tn, spid, lnpType, route, activatedAt } = content;
  return {
    number,
    action,
    firstTn: formatTn(tn),
    lastTn: formatTn(tn),
    firstSvId: svId,
    spid,
    lnpType,
    lrn: route === null ? null : formatLrn(route.lrn),
    classPointCode: route?.classPointCode ?? null,
    lidbPointCode: route?.lidbPointCode ?? null,
    isvmPointCode: route?.isvmPointCode ?? null,
    cnamPointCode: route?.cnamPointCode ?? null,
    wsmscPointCode: route?.wsmscPointCode ?? null,
    endUserLocationValue: route?.endUserLocationValue ?? null,
    endUserLocationType: route?.endUserLocationType ?? null,
    billingId: route?.billingId ?? null,
    svType: route?.svType ?? null,
    activatedAt,
    downloadReason: reasonOf(event.type as PortingEvent['type'], action),
    occurredAt: event.metadata.occurredAt,
  };
}

/** What goes back to an earlier route after a failed activation changes what the LSMS had been told. */
function reasonOf(type: PortingEvent['type'], action: DownloadContent['action']): string {
  if (action === 'delete') return 'delete';
  return type === 'SvFailed' ? 'modified' : 'new';
}
