import type { EventStore, Position, RecordedEvent } from '@openlnp/event-store';
import { type NpaNxx, npaNxxOf, parseTnRange, type Tn } from '@openlnp/numbering';

/** Refused requests about the numbers of one NPA-NXX, in the order of the log: from which line to which, and where they stand. */
class Refusals {
  size = 0;
  private firsts = new Uint16Array(4);
  private lasts = new Uint16Array(4);
  /** Position of the event before. */
  private befores = new BigInt64Array(4);

  add(first: number, last: number, before: Position): void {
    if (this.size === this.firsts.length) {
      const larger = this.size * 2;
      this.firsts = grown(this.firsts, new Uint16Array(larger));
      this.lasts = grown(this.lasts, new Uint16Array(larger));
      this.befores = grown(this.befores, new BigInt64Array(larger));
    }
    this.firsts[this.size] = first;
    this.lasts[this.size] = last;
    this.befores[this.size] = before;
    this.size += 1;
  }

  of(line: number): Position[] {
    const found: Position[] = [];
    for (let at = 0; at < this.size; at += 1) {
      const holds = (this.firsts[at] as number) <= line && line <= (this.lasts[at] as number);
      if (holds) found.push(this.befores[at] as Position);
    }
    return found;
  }
}

function grown<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}

const lineOf = (tn: Tn): number => tn % 10_000;

/**
 * Which refused requests named a number (law 8): twelve bytes each, folded from the log; what they say is read from the store when
 * it is asked for. A request that names no number, or a version by its id alone, is in nobody's history.
 */
export class RefusalIndex {
  private readonly byCode = new Map<NpaNxx, Refusals>();
  private previous: Position;

  /** `after` is the position that the fold begins after. */
  constructor(after: Position) {
    this.previous = after;
  }

  /** Every event of the log, in its order. */
  apply({ type, data, position }: RecordedEvent): void {
    const before = this.previous;
    this.previous = position;
    if (type !== 'RequestRefused') return;
    const { tn } = data as { tn: string | null };
    const range = tn === null ? undefined : parseTnRange(tn);
    if (range === undefined) return;
    const code = npaNxxOf(range.first);
    let refusals = this.byCode.get(code);
    if (refusals === undefined) {
      refusals = new Refusals();
      this.byCode.set(code, refusals);
    }
    refusals.add(lineOf(range.first), lineOf(range.last), before);
  }

  /** Refused requests about the number, oldest first. */
  async read(store: EventStore, tn: Tn): Promise<RecordedEvent[]> {
    const befores = this.byCode.get(npaNxxOf(tn))?.of(lineOf(tn)) ?? [];
    const events: RecordedEvent[] = [];
    for (const before of befores) events.push(...(await store.readAll(before, 1)));
    return events;
  }
}
