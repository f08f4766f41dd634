import type { OutgoingRecord } from '@openlnp/broker';
import type { RecordedEvent } from '@openlnp/event-store';
import { type downloads, encodeWire, HEADERS, messageIdOf, TOPICS } from '@openlnp/messages';
import { formatLrn, formatTn } from '@openlnp/numbering';
import { metadataAt } from '@openlnp/service';
import type { UnnumberedDownload } from './download-index';

/** The record of lsms.downloads for download `number`, made from its event alone, so that a repeat is byte-equal. */
export function downloadRecord(event: RecordedEvent, download: UnnumberedDownload, number: number): OutgoingRecord {
  const { occurredAt, requestId, traceparent } = metadataAt(download.occurredAt, event.metadata);
  return {
    topic: TOPICS.lsmsDownloads,
    partition: 0,
    key: formatTn(download.range.first),
    value: encodeWire('openlnp.download.SvDownload', svDownload(download, number)),
    headers: {
      [HEADERS.messageId]: messageIdOf(event.id, 'lsms', `SvDownload/${download.range.first}`),
      [HEADERS.number]: String(number),
      [HEADERS.position]: String(event.position),
      [HEADERS.occurredAt]: String(occurredAt),
      ...(requestId === null ? {} : { [HEADERS.correlationId]: requestId }),
      ...(traceparent === null ? {} : { [HEADERS.traceparent]: traceparent }),
    },
  };
}

function svDownload({ reason, content, range, occurredAt }: UnnumberedDownload, number: number): downloads.SvDownload {
  const { action, svId, spid, lnpType, route, activatedAt } = content;
  return {
    number,
    action,
    firstTn: formatTn(range.first),
    lastTn: formatTn(range.last),
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
    optionalData: route?.optionalData ?? null,
    activatedAt,
    downloadReason: reason,
    occurredAt,
  };
}
