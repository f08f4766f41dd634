import type { EventStore, NewEvent, StreamAppend } from '@openlnp/event-store';
import { eventId } from '@openlnp/messages';
import type { Instant, Tn } from '@openlnp/numbering';
import { evolve, type PortingEvent, type TnState } from '@openlnp/porting';

export const tnStream = (tn: Tn): string => `tn-${tn}`;

/** A number as its owner knows it: folded, with the revision it was folded at. */
export interface OwnedNumber {
  readonly state: TnState;
  readonly revision: number;
  /** Requests that the number's events name, with the versions they concerned: what a crash between two streams leaves (law 2). */
  readonly requests: ReadonlyMap<string, readonly number[]>;
}

/**
 * What a batch of commands will append: one entry per stream, decided one after another on the state that the earlier ones
 * leave, written together.
 */
export class AppendPlan {
  private readonly numbers = new Map<Tn, { before: OwnedNumber; after: OwnedNumber; events: NewEvent[] }>();
  private readonly outcomes = new Map<string, StreamAppend>();
  private eventCount = 0;

  get size(): number {
    return this.eventCount + this.outcomes.size;
  }

  /** The number as this plan leaves it so far. */
  number(tn: Tn): OwnedNumber | undefined {
    return this.numbers.get(tn)?.after;
  }

  hasOutcome(stream: string): boolean {
    return this.outcomes.has(stream);
  }

  addOutcome(append: StreamAppend): void {
    this.outcomes.set(append.stream, append);
  }

  /** Folds the decided events into the number; `commandId` makes their ids. */
  addEvents(
    owned: OwnedNumber,
    events: readonly PortingEvent[],
    at: Instant,
    commandId: string,
    metadata: NewEvent['metadata'],
  ): void {
    const { tn } = owned.state;
    const entry = this.numbers.get(tn) ?? { before: owned, after: owned, events: [] };
    const stream = tnStream(tn);
    let { state } = entry.after;
    for (const event of events) {
      const id = eventId(commandId, stream, entry.after.revision + entry.events.length);
      entry.events.push({ id, type: event.type, data: event.data, metadata: { ...metadata, occurredAt: at } });
      state = evolve(state, event, at);
    }
    this.eventCount += events.length;
    this.numbers.set(tn, { ...entry, after: { ...entry.after, state } });
  }

  /** Appends everything, numbers before outcomes; gives the numbers as they stand then. */
  async write(store: EventStore): Promise<OwnedNumber[]> {
    const changed = [...this.numbers.values()].filter(({ events }) => events.length > 0);
    const appends = changed.map(({ before, after, events }) => ({
      stream: tnStream(after.state.tn),
      expectedRevision: before.revision,
      events,
    }));
    const all = [...appends, ...this.outcomes.values()];
    if (all.length > 0) await store.appendBatch(all);
    return changed.map(({ before, after, events }) => ({ ...after, revision: before.revision + events.length }));
  }
}
