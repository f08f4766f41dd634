import { type EventStore, type Position, type RecordedEvent, START } from '@openlnp/event-store';
import type { Spid, TnRange } from '@openlnp/numbering';
import { type DownloadContent, downloadOf, type PortingEvent } from '@openlnp/porting';
import { type SpanningEvent, spanningEvents } from '@openlnp/service';

/** What an acknowledgement of one download says something about. */
export interface DownloadSubject {
  readonly range: TnRange;
  /** Of the range's first number. */
  readonly svId: number;
  readonly broadcast: number;
  /** LSMSs whose answer counts; empty for a download that puts back what was before something failed everywhere. */
  readonly targets: ReadonlySet<Spid>;
  /** Whether it was sent before. Those on the failed-SP list that this one does not wait for catch up with it all the same. */
  readonly resend: boolean;
}

/** A download as its event makes it, before it has a number. */
export interface UnnumberedDownload {
  readonly reason: 'new' | 'modified' | 'delete';
  readonly content: DownloadContent;
  readonly range: TnRange;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
}

/** The downloads of an event of the log, in their order: one for a number, one for each run of a range, none for most events. */
export const downloadsOf = (recorded: RecordedEvent): UnnumberedDownload[] =>
  spanningEvents(recorded).flatMap(({ event, range, occurredAt }) => {
    const content = downloadOf(event);
    return content === undefined ? [] : [{ reason: reasonOf(event, content), content, range, occurredAt }];
  });

/** What goes back to an earlier route after a failure changes what the LSMSs had been told. */
function reasonOf(event: PortingEvent, { action }: DownloadContent): UnnumberedDownload['reason'] {
  if (action === 'delete') return 'delete';
  return event.type === 'SvBroadcastStarted' && event.data.purpose === 'activate' ? 'new' : 'modified';
}

const CACHED = 100_000;

/**
 * Numbers the downloads: a running count over the store's log, so that anybody who counts gets the same numbers (law 5).
 * Keeps two positions for each download, and what the latest ones were about.
 */
export class DownloadIndex {
  /** Position of each download's event; a range's runs share theirs. */
  private readonly positions: Position[] = [];
  /** Of the event before it in the log: where to read from, since positions are opaque and have gaps. */
  private readonly before: Position[] = [];
  private last: Position = START;
  private readonly recent = new Map<number, DownloadSubject>();

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly cached = CACHED,
  ) {}

  /** Number of the last download. */
  get count(): number {
    return this.positions.length;
  }

  /** Every event of the log, in its order. */
  apply(recorded: RecordedEvent): void {
    for (const subject of subjectsOf(recorded)) {
      this.positions.push(recorded.position);
      this.before.push(this.last);
      this.recent.set(this.count, subject);
      this.recent.delete(this.count - this.cached);
    }
    this.last = recorded.position;
  }

  /** Number of the first download made from the event at this position; undefined when that event makes none. */
  numberAt(position: Position): number | undefined {
    let low = 0;
    let high = this.positions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.positions[middle] as Position) < position) low = middle + 1;
      else high = middle;
    }
    return this.positions[low] === position ? low + 1 : undefined;
  }

  async subject(number: number): Promise<DownloadSubject> {
    const recent = this.recent.get(number);
    if (recent !== undefined) return recent;
    const [position, before] = [this.positions[number - 1], this.before[number - 1]];
    if (position === undefined || before === undefined) throw new Error(`download ${number} does not exist`);
    const [event] = await this.store.readAll(before, 1);
    const place = number - (this.numberAt(position) as number);
    const subject = event === undefined ? undefined : subjectsOf(event)[place];
    if (subject === undefined) throw new Error(`the event of download ${number} is gone from the store`);
    return subject;
  }
}

const subjectsOf = (recorded: RecordedEvent): DownloadSubject[] =>
  spanningEvents(recorded)
    .filter(({ event }) => downloadOf(event) !== undefined)
    .map(subjectOf);

const PUTS_BACK = { targets: [], resend: false } as const;

function subjectOf({ event, range }: SpanningEvent): DownloadSubject {
  const { svId, broadcast } = event.data as { svId: number; broadcast: number };
  const { targets, resend } = event.type === 'SvBroadcastStarted' ? event.data : PUTS_BACK;
  return { range, svId, broadcast, targets: new Set(targets), resend };
}
