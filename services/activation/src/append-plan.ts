import type { EventStore, NewEvent, StreamAppend } from '@openlnp/event-store';
import { eventId } from '@openlnp/messages';
import type { Instant, Tn } from '@openlnp/numbering';
import { evolve, type PortingEvent, type TnState } from '@openlnp/porting';

/** Ids, stream name, instants and metadata around an event's data. */
const ENVELOPE_BYTES = 500;

export const tnStream = (tn: Tn): string => `tn-${tn}`;

/** A number as its owner knows it: folded, with the revision it was folded at. */
export interface OwnedNumber {
  readonly state: TnState;
  readonly revision: number;
  /** Requests that the number's stream names, with the version each concerned: what a crash between two streams leaves (law 2). */
  readonly requests: ReadonlyMap<string, number>;
}

/**
 * What a batch of commands will append: one entry per stream, decided one after another on the state that the earlier ones
 * leave, written together.
 */
export class AppendPlan {
  private readonly numbers = new Map<Tn, { before: OwnedNumber; after: OwnedNumber; events: NewEvent[] }>();
  private readonly outcomes = new Map<string, StreamAppend>();
  private bytesSoFar = 0;

  /** At least what the plan's events take in an append: JSON is never shorter than the store's encoding. */
  get bytes(): number {
    return this.bytesSoFar;
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
    for (const event of append.events) this.weigh(event);
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
      const recorded = { id, type: event.type, data: event.data, metadata: { ...metadata, occurredAt: at } };
      entry.events.push(recorded);
      this.weigh(recorded);
      state = evolve(state, event, at);
    }
    this.numbers.set(tn, { ...entry, after: { ...entry.after, state } });
  }

  private weigh({ data }: NewEvent): void {
    this.bytesSoFar += ENVELOPE_BYTES + JSON.stringify(data).length;
  }

  /** Appends everything, numbers before outcomes; gives the numbers as they stand then, and the outcomes. */
  async write(store: EventStore): Promise<{ numbers: OwnedNumber[]; outcomes: readonly StreamAppend[] }> {
    const changed = [...this.numbers.values()].filter(({ events }) => events.length > 0);
    const appends = changed.map(({ before, after, events }) => ({
      stream: tnStream(after.state.tn),
      expectedRevision: before.revision,
      events,
    }));
    const outcomes = [...this.outcomes.values()];
    if (appends.length + outcomes.length > 0) await store.appendBatch([...appends, ...outcomes]);
    const numbers = changed.map(({ before, after, events }) => ({
      ...after,
      revision: before.revision + events.length,
    }));
    return { numbers, outcomes };
  }
}
