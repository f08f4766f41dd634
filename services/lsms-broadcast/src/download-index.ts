import type { EventStore, Position, RecordedEvent } from '@openlnp/event-store';
import type { Spid, Tn } from '@openlnp/numbering';
import { downloadOf, type PortingEvent } from '@openlnp/porting';

/** What an acknowledgement of one download says something about. */
export interface DownloadSubject {
  readonly tn: Tn;
  readonly svId: number;
  readonly broadcast: number;
  /** LSMSs whose answer counts; empty for a restoring download, whose answers decide nothing. */
  readonly targets: ReadonlySet<Spid>;
}

const CACHED = 100_000;

/**
 * Numbers the downloads: a running count over the store's log, so that anybody who counts gets the same numbers (law 5).
 * Keeps eight bytes for each download, and what the latest ones were about.
 */
export class DownloadIndex {
  private readonly positions: Position[] = [];
  private readonly recent = new Map<number, DownloadSubject>();

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly cached = CACHED,
  ) {}

  /** Number of the last download. */
  get count(): number {
    return this.positions.length;
  }

  apply(event: RecordedEvent): void {
    const subject = subjectOf(event);
    if (subject === undefined) return;
    this.positions.push(event.position);
    this.recent.set(this.count, subject);
    this.recent.delete(this.count - this.cached);
  }

  /** Number of the download made from the event at this position; undefined when that event makes none. */
  numberAt(position: Position): number | undefined {
    let low = 0;
    let high = this.positions.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.positions[middle] as Position;
      if (found === position) return middle + 1;
      if (found < position) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  async subject(number: number): Promise<DownloadSubject> {
    const recent = this.recent.get(number);
    if (recent !== undefined) return recent;
    const position = this.positions[number - 1];
    if (position === undefined) throw new Error(`download ${number} does not exist`);
    const [event] = await this.store.readAll(position - 1n, 1);
    const subject = event === undefined ? undefined : subjectOf(event);
    if (subject === undefined) throw new Error(`the event of download ${number} is gone from the store`);
    return subject;
  }
}

function subjectOf({ type, data }: RecordedEvent): DownloadSubject | undefined {
  const event = { type, data } as PortingEvent;
  if (downloadOf(event) === undefined) return undefined;
  if (event.type !== 'SvBroadcastStarted') {
    const { tn, svId, broadcast } = event.data as { tn: Tn; svId: number; broadcast: number };
    return { tn, svId, broadcast, targets: new Set() };
  }
  const { tn, svId, broadcast, targets } = event.data;
  return { tn, svId, broadcast, targets: new Set(targets) };
}
