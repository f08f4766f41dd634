import type { EventStore, RecordedEvent } from '@openlnp/event-store';
import { decodeWire } from '@openlnp/messages';
import type { Tn } from '@openlnp/numbering';
import type { RangeDecided } from '@openlnp/porting';
import type { FollowedLog } from './follow-log';

/** Version ids in one page: 2 to this power. */
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;

type Page = Float64Array | Int32Array;

/** What every event of a number has. */
interface OfVersion {
  readonly svId: number;
  readonly copySvId?: number | null;
  readonly tn: Tn;
}

/**
 * A number from 0 up for version ids: four bytes (up to 2^31 - 2) or eight for each, since ids are handed out from a sequence and
 * lie close together.
 */
export class NumbersById {
  private readonly pages = new Map<number, Page>();

  constructor(private readonly NewPage: new (size: number) => Page) {}

  get(svId: number): number | undefined {
    // Kept one higher: a page begins full of zeros.
    const kept = this.pages.get(svId >>> PAGE_BITS)?.[svId & (PAGE - 1)];
    return kept === undefined || kept === 0 ? undefined : kept - 1;
  }

  set(svId: number, value: number): void {
    let page = this.pages.get(svId >>> PAGE_BITS);
    if (page === undefined) {
      page = new this.NewPage(PAGE);
      this.pages.set(svId >>> PAGE_BITS, page);
    }
    page[svId & (PAGE - 1)] = value + 1;
  }
}

/**
 * The number of every version, folded from the log: eight bytes a version. Versions are never forgotten: an id is never given
 * twice.
 */
export class SvNumbers {
  private readonly tns = new NumbersById(Float64Array);

  /** Any event of the log; those of other aggregates change nothing. */
  apply({ stream, type, data }: RecordedEvent): void {
    if (stream.startsWith('tn-')) this.note(data as OfVersion);
    // Carriers are told the ids once a range decision is committed, before its numbers have their own events.
    if (type !== 'RangeDecided') return;
    for (const { firstTn, lastTn, events } of (data as RangeDecided).runs) {
      for (const { event } of events) this.note(decodeWire(event).data as OfVersion, lastTn - firstTn + 1);
    }
  }

  /** Of so many numbers in a row, whose ids count on. */
  private note({ svId, copySvId, tn }: OfVersion, count = 1): void {
    for (let place = 0; place < count; place += 1) {
      this.tns.set(svId + place, tn + place);
      // The version as it was before a change, which stays behind under an id of its own (RR5-48).
      if (copySvId != null) this.tns.set(copySvId + place, tn + place);
    }
  }

  tnOf(svId: number): Tn | undefined {
    return this.tns.get(svId) as Tn | undefined;
  }
}

/** A reader of the log that feeds `numbers`. */
export interface NumbersView {
  readonly numbers: SvNumbers;
  readonly store: Pick<EventStore, 'head'>;
  readonly followed: Pick<FollowedLog, 'reached'>;
}

/**
 * The number of a version that somebody names by its id alone; undefined when the store knows no such version. Whoever has been
 * told an id is told its number: the store is read to its head before the answer is no. Rejects as `reached` does.
 */
export async function tnOfVersion({ numbers, store, followed }: NumbersView, svId: number): Promise<Tn | undefined> {
  const known = numbers.tnOf(svId);
  if (known !== undefined) return known;
  await followed.reached(await store.head());
  return numbers.tnOf(svId);
}
