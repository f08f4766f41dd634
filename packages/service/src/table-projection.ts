import type { RecordedEvent } from '@openlnp/event-store';
import { type DownloadContent, downloadOf, type PortingEvent, type SvBroadcastStarted } from '@openlnp/porting';
import { type RouteChange, RoutingTable } from '@openlnp/routing-table';
import { spanningEvents } from './range-events';

/**
 * The current routing table, folded from the log: a number routes to its version from the first LSMS's success on (R5-59.2), a
 * version that failed everywhere never routed, and a modified route is the registry's own as soon as it was asked for (RR5-41.4).
 * What is taken away goes when all LSMSs are through (R5-66.4, RR5-68.1).
 */
export class TableProjection {
  readonly table = new RoutingTable();
  private readonly sending = new Map<number, Pick<SvBroadcastStarted, 'purpose' | 'download'>>();
  private downloads = 0;

  /** Number of the last download. */
  get downloadNumber(): number {
    return this.downloads;
  }

  apply(recorded: RecordedEvent): void {
    const event = { type: recorded.type, data: recorded.data } as PortingEvent;
    this.downloads += spanningEvents(recorded).filter((spanning) => downloadOf(spanning.event) !== undefined).length;
    switch (event.type) {
      case 'SvBroadcastStarted':
        this.sending.set(event.data.svId, event.data);
        if (event.data.purpose === 'modify') this.route(event.data.svId);
        return;
      case 'SvAnswersRecorded':
        if (event.data.answers.some(({ ok }) => ok)) this.firstSuccess(event.data.svId);
        return;
      case 'SvDisconnected':
      case 'SvActivated':
      case 'SvPartiallyFailed':
      case 'SvPortedToOriginal':
        this.route(event.data.svId);
        return;
      case 'SvFailed':
      case 'SvDisconnectFailed':
        this.sending.delete(event.data.svId);
        return;
      default:
    }
  }

  /** The first LSMS's success makes a version live. */
  private firstSuccess(svId: number): void {
    if (this.sending.get(svId)?.purpose === 'activate') this.route(svId);
  }

  private route(svId: number): void {
    const sending = this.sending.get(svId);
    if (sending === undefined) return;
    this.sending.delete(svId);
    this.table.apply(changeOf(sending.download));
  }
}

const NO_ROUTE = {
  lrn: null,
  classPointCode: null,
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: null,
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: null,
  optionalData: null,
};

function changeOf({ action, svId, tn, spid, lnpType, route, activatedAt }: DownloadContent): RouteChange {
  return { action, firstTn: tn, lastTn: tn, firstSvId: svId, spid, lnpType, activatedAt, ...(route ?? NO_ROUTE) };
}
