import type { RecordedEvent } from '@openlnp/event-store';
import type { Tn } from '@openlnp/numbering';
import { type DownloadContent, downloadOf, type PortingEvent } from '@openlnp/porting';
import { type RouteChange, RoutingTable } from '@openlnp/routing-table';
import { spanningEvents } from './range-events';

/**
 * The current routing table, folded from the log: a number routes to its version from the first LSMS's success on (R5-59.2), and a
 * version that failed everywhere never routed.
 */
export class TableProjection {
  readonly table = new RoutingTable();
  private readonly sending = new Map<number, DownloadContent>();
  private readonly tns = new Map<number, Tn>();
  private downloads = 0;

  /** Number of the last download. */
  get downloadNumber(): number {
    return this.downloads;
  }

  tnOf(svId: number): Tn | undefined {
    return this.tns.get(svId);
  }

  apply(recorded: RecordedEvent): void {
    const event = { type: recorded.type, data: recorded.data } as PortingEvent;
    this.downloads += spanningEvents(recorded).filter((spanning) => downloadOf(spanning.event) !== undefined).length;
    switch (event.type) {
      case 'SvCreated':
        this.tns.set(event.data.svId, event.data.tn);
        return;
      case 'SvBroadcastStarted':
        this.sending.set(event.data.svId, event.data.download);
        return;
      case 'SvAnswersRecorded':
        if (event.data.answers.some(({ ok }) => ok)) this.activate(event.data.svId);
        return;
      case 'SvDisconnectRequested':
        this.tns.set(event.data.copySvId, event.data.tn);
        return;
      case 'SvDisconnected':
      case 'SvActivated':
        this.route(event.data.svId);
        return;
      case 'SvFailed':
      case 'SvDisconnectFailed':
        this.sending.delete(event.data.svId);
        return;
      default:
    }
  }

  /** The first LSMS's success makes a version live; a version that ends is live until all of them are resolved (R5-66). */
  private activate(svId: number): void {
    if (this.sending.get(svId)?.action === 'activate') this.route(svId);
  }

  private route(svId: number): void {
    const content = this.sending.get(svId);
    if (content === undefined) return;
    this.sending.delete(svId);
    this.table.apply(changeOf(content));
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
};

function changeOf({ action, svId, tn, spid, lnpType, route, activatedAt }: DownloadContent): RouteChange {
  return { action, firstTn: tn, lastTn: tn, firstSvId: svId, spid, lnpType, activatedAt, ...(route ?? NO_ROUTE) };
}
