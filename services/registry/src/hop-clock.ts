import type { OutgoingRecord } from '@openlnp/broker';
import type { StreamAppend } from '@openlnp/event-store';
import { type AcceptedRequest, decodeWire, HEADERS, type LsmsAcknowledged, TOPICS } from '@openlnp/messages';
import { type Clock, type Hop, type Metrics, outcomeOf } from '@openlnp/service';
import type { ProduceObserver } from './observed-broker';
import type { AppendObserver } from './observed-store';

/** Downloads that are still waiting for acknowledgements when they are older than this are not measured. */
const REMEMBERED_DOWNLOADS = 100_000;

/**
 * Measures how long a request takes from its acceptance to each stage, in the process where it gets there: validated when it is in
 * port.commands, decided when its outcome is in the store, relayed when that is in registry.events, downloaded when what follows
 * from it is in lsms.downloads, acknowledged for each LSMS that acknowledges it.
 *
 * Repeats after a restart are measured again. A download is only measured to its acknowledgement by the process that wrote it.
 */
export class HopClock implements ProduceObserver, AppendObserver {
  /** When the request behind each of the latest downloads was accepted, by number. */
  private readonly downloads = new Map<number, number>();

  constructor(
    private readonly metrics: Pick<Metrics, 'hopSeconds'>,
    private readonly clock: Clock,
  ) {}

  produced(records: readonly OutgoingRecord[]): void {
    for (const record of records) {
      const acceptedAt = this.acceptedAt(record);
      if (acceptedAt === undefined) continue;
      if (record.topic === TOPICS.portCommands) this.observe('validated', acceptedAt);
      if (record.topic === TOPICS.registryEvents) this.observe('relayed', acceptedAt);
      if (record.topic === TOPICS.lsmsDownloads) this.observeDownload(record, acceptedAt);
    }
  }

  appended(appends: readonly StreamAppend[]): void {
    for (const { events } of appends) {
      for (const event of events) {
        const outcome = outcomeOf(event);
        if (outcome !== undefined) this.observe('decided', outcome.data.acceptedAt);
        if (event.type === 'LsmsAcknowledged') this.observeAcknowledged(event.data as LsmsAcknowledged);
      }
    }
  }

  /** When the request of a record was accepted; undefined for a record that no stage of a request is measured by. */
  private acceptedAt({ topic, key, headers, value }: OutgoingRecord): number | undefined {
    if (headers[HEADERS.correlationId] === undefined) return undefined;
    switch (topic) {
      case TOPICS.portCommands:
        return decodeWire<AcceptedRequest>(value).data.acceptedAt;
      case TOPICS.registryEvents:
        // One event for each request: the one of its outcome.
        return key?.startsWith('request-') === true ? Number(headers[HEADERS.occurredAt]) : undefined;
      case TOPICS.lsmsDownloads:
        return Number(headers[HEADERS.occurredAt]);
      default:
        return undefined;
    }
  }

  private observeDownload({ headers }: OutgoingRecord, acceptedAt: number): void {
    const number = Number(headers[HEADERS.number]);
    this.downloads.set(number, acceptedAt);
    this.downloads.delete(number - REMEMBERED_DOWNLOADS);
    this.observe('downloaded', acceptedAt);
  }

  private observeAcknowledged({ after, through }: LsmsAcknowledged): void {
    for (let number = Math.max(after, through - REMEMBERED_DOWNLOADS) + 1; number <= through; number += 1) {
      const acceptedAt = this.downloads.get(number);
      if (acceptedAt !== undefined) this.observe('acknowledged', acceptedAt);
    }
  }

  /** The clocks of two processes may differ a little: nothing takes less than no time. */
  private observe(hop: Hop, acceptedAt: number): void {
    this.metrics.hopSeconds.observe({ hop }, Math.max(0, this.clock.now() - acceptedAt) / 1000);
  }
}
