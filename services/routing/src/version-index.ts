import type { RecordedEvent } from '@openlnp/event-store';
import { type NpaNxx, npaNxxOf, type Tn } from '@openlnp/numbering';
import type { PortingEvent, TnState } from '@openlnp/porting';
import { NumbersById } from '@openlnp/service';
import { type Criteria, factsOf, matches, type VersionFacts } from './version-facts';
import { VersionRows } from './version-rows';

/** A place in the order of the answers: by number, then by version id. */
export interface VersionKey {
  readonly tn: Tn;
  readonly svId: number;
}

/** What one look found. */
export interface Found {
  readonly keys: readonly VersionKey[];
  /** Where to look on; undefined when nothing is left. */
  readonly from: VersionKey | undefined;
}

/** The versions of one NPA-NXX, in order. */
class Bucket {
  rows = new Int32Array(16);
  size = 0;
  /** How many there are of each status, and the SPIDs that ever were a party: what cannot be here is not looked for. */
  readonly statuses = new Map<string, number>();
  readonly spids = new Set<string>();

  insert(at: number, row: number): void {
    if (this.size === this.rows.length) {
      const larger = new Int32Array(this.size * 2);
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows.copyWithin(at + 1, at, this.size);
    this.rows[at] = row;
    this.size += 1;
  }

  count(status: string, change: 1 | -1): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + change);
  }

  mayHold({ statuses, spid, newSp, oldSp }: Criteria): boolean {
    const sps = [spid, newSp, oldSp].every((one) => one === undefined || this.spids.has(one));
    return sps && (statuses === undefined || [...statuses].some((status) => (this.statuses.get(status) ?? 0) > 0));
  }
}

/**
 * What versions are sought by, in memory: one small row for each version of every number.
 *
 * Of the events that most numbers have it knows itself what they change; any other event means that its number is folded anew
 * from its stream, so that there is one place that knows what each of them does: `evolve`. Rebuild: fold the log from zero.
 */
export class VersionIndex {
  private readonly rows = new VersionRows();
  private readonly byId = new NumbersById(Int32Array);
  private readonly buckets = new Map<NpaNxx, Bucket>();
  /** Sorted. */
  private readonly codes: NpaNxx[] = [];

  /** Versions known. */
  get size(): number {
    return this.rows.size;
  }

  /** Any event of the log. The number whose versions must be folded anew and handed to `put`; undefined where that is all. */
  apply(recorded: RecordedEvent): Tn | undefined {
    if (!recorded.stream.startsWith('tn-')) return undefined;
    const event = { type: recorded.type, data: recorded.data } as PortingEvent;
    const changedAt = recorded.metadata.occurredAt;
    switch (event.type) {
      case 'SvCreated':
        this.upsert(created(event.data, changedAt));
        return undefined;
      case 'SvSecondCreateReceived': {
        const { by, dueDate } = event.data;
        return this.change(event.data, changedAt, (row) =>
          this.rows.setNumber(row, by === 'old' ? 'oldSpDueDate' : 'newSpDueDate', dueDate),
        );
      }
      case 'SvInitialWindowExpired':
      case 'SvFinalWindowExpired':
      case 'SvAnswersRecorded':
        return this.change(event.data, changedAt);
      case 'SvActivated':
        return this.change(event.data, changedAt, (row) => this.setStatus(row, 'active'));
      case 'SvBroadcastStarted': {
        // The first one activates; of later ones `evolve` knows what they are about.
        if (this.get(event.data)?.status !== 'pending') return event.data.tn;
        return this.change(event.data, changedAt, (row) => {
          this.setStatus(row, 'sending');
          this.rows.setNumber(row, 'activatedAt', changedAt);
        });
      }
      default:
        return (recorded.data as { tn: Tn }).tn;
    }
  }

  /** What is known of a version. */
  get({ svId }: Pick<VersionKey, 'svId'>): VersionFacts | undefined {
    const row = this.byId.get(svId);
    return row === undefined ? undefined : this.rows.get(row);
  }

  /** All versions of a number, as its events made them. */
  put(state: TnState): void {
    for (const sv of state.versions) this.upsert(factsOf(sv));
  }

  /**
   * The first versions from a place on that meet the criteria, at most `limit`. Looks at little more than `effort` rows, so that
   * nobody else waits for long: where that is not enough, `from` says where to look on.
   */
  find(criteria: Criteria, from: VersionKey, limit: number, effort: number): Found {
    const first = later(from, { tn: (criteria.range?.first ?? 0) as Tn, svId: 0 });
    const last = criteria.range?.last ?? Number.POSITIVE_INFINITY;
    const keys: VersionKey[] = [];
    let looked = 0;
    for (let at = this.codeAt(npaNxxOf(first.tn)); at < this.codes.length; at += 1) {
      const code = this.codes[at] as NpaNxx;
      if (code * 10_000 > last) break;
      if (looked >= effort) return { keys, from: { tn: (code * 10_000) as Tn, svId: 0 } };
      looked += 1;
      const bucket = this.buckets.get(code) as Bucket;
      if (!bucket.mayHold(criteria)) continue;
      for (let place = this.placeIn(bucket, first); place < bucket.size; place += 1) {
        const facts = this.rows.get(bucket.rows[place] as number);
        if (facts.tn > last) break;
        if (keys.length === limit) return { keys, from: keyOf(facts) };
        looked += 1;
        if (matches(facts, criteria)) keys.push(keyOf(facts));
      }
    }
    return { keys, from: undefined };
  }

  private change({ tn, svId }: VersionKey, changedAt: number, how?: (row: number) => void): Tn | undefined {
    const row = this.byId.get(svId);
    // Of a version made by an event that only `evolve` knows, in the same batch.
    if (row === undefined) return tn;
    this.rows.setNumber(row, 'changedAt', changedAt);
    how?.(row);
    return undefined;
  }

  private setStatus(row: number, status: string): void {
    const { tn, status: before } = this.rows.get(row);
    const bucket = this.bucketOf(npaNxxOf(tn as Tn));
    bucket.count(before, -1);
    bucket.count(status, 1);
    this.rows.setStatus(row, status);
  }

  private upsert(facts: VersionFacts): void {
    const tn = facts.tn as Tn;
    const bucket = this.bucketOf(npaNxxOf(tn));
    bucket.spids.add(facts.newSp).add(facts.oldSp);
    const known = this.byId.get(facts.svId);
    if (known !== undefined) {
      this.setStatus(known, facts.status);
      this.rows.put(known, facts);
      return;
    }
    const row = this.rows.add(facts);
    bucket.insert(this.placeIn(bucket, { tn, svId: facts.svId }), row);
    bucket.count(facts.status, 1);
    this.byId.set(facts.svId, row);
  }

  private bucketOf(code: NpaNxx): Bucket {
    let bucket = this.buckets.get(code);
    if (bucket === undefined) {
      bucket = new Bucket();
      this.buckets.set(code, bucket);
      this.codes.splice(this.codeAt(code), 0, code);
    }
    return bucket;
  }

  /** Place of the first code from this one on. */
  private codeAt(code: NpaNxx): number {
    return firstPlace(this.codes.length, (place) => (this.codes[place] as NpaNxx) >= code);
  }

  /** Place of the first version from this key on. */
  private placeIn(bucket: Bucket, { tn, svId }: VersionKey): number {
    return firstPlace(bucket.size, (place) => this.rows.compare(bucket.rows[place] as number, tn, svId) >= 0);
  }
}

const keyOf = ({ tn, svId }: VersionFacts): VersionKey => ({ tn: tn as Tn, svId });

const later = (a: VersionKey, b: VersionKey): VersionKey => ((a.tn - b.tn || a.svId - b.svId) < 0 ? b : a);

/** The first place of `size` from which on it holds; `size` when there is none. */
function firstPlace(size: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function created(
  { svId, tn, newSp, oldSp, createdBy, dueDate }: Extract<PortingEvent, { type: 'SvCreated' }>['data'],
  at: number,
): VersionFacts {
  return {
    svId,
    tn,
    newSp,
    oldSp,
    status: 'pending',
    createdAt: at,
    changedAt: at,
    newSpDueDate: createdBy === 'new' ? dueDate : Number.NaN,
    oldSpDueDate: createdBy === 'old' ? dueDate : Number.NaN,
    activatedAt: Number.NaN,
    retainUntil: Number.NaN,
  };
}
