import type { EventStore, NewEvent, StreamAppend } from '@openlnp/event-store';
import { eventId } from '@openlnp/messages';
import type { Instant, Tn } from '@openlnp/numbering';
import { evolve, type PortingEvent } from '@openlnp/porting';
import { type OwnedNumber, tnStream } from './numbers';

/** Events that one decision gives one number; the instant is the decision's unless an event has one of its own. */
export interface Decided {
  readonly owned: OwnedNumber;
  readonly events: readonly (PortingEvent & { readonly at?: Instant })[];
  readonly at: Instant;
  /** Makes the events' ids. */
  readonly commandId: string;
  readonly metadata: NewEvent['metadata'];
}

/**
 * What a batch of commands will append: one entry per stream, decided one after another on the state that the earlier ones
 * leave, written together.
 */
export class AppendPlan {
  private readonly numbers = new Map<Tn, { before: OwnedNumber; after: OwnedNumber; events: NewEvent[] }>();
  private readonly others = new Map<string, StreamAppend>();
  private eventCount = 0;

  /** Events to append. */
  get size(): number {
    return this.eventCount + this.others.size;
  }

  /** The number as this plan leaves it so far. */
  number(tn: Tn): OwnedNumber | undefined {
    return this.numbers.get(tn)?.after;
  }

  has(stream: string): boolean {
    return this.others.has(stream);
  }

  /** An append to a stream that is no number's: a request's outcome, a job. */
  add(append: StreamAppend): void {
    const before = this.others.get(append.stream);
    this.others.set(
      append.stream,
      before === undefined ? append : { ...before, events: [...before.events, ...append.events] },
    );
  }

  addEvents({ owned, events, at, commandId, metadata }: Decided): void {
    const { tn } = owned.state;
    const entry = this.numbers.get(tn) ?? { before: owned, after: owned, events: [] };
    const stream = tnStream(tn);
    let { state } = entry.after;
    for (const { at: own = at, ...event } of events) {
      const id = eventId(commandId, stream, entry.after.revision + entry.events.length);
      entry.events.push({ id, type: event.type, data: event.data, metadata: { ...metadata, occurredAt: own } });
      state = evolve(state, event, own);
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
    const all = [...appends, ...this.others.values()];
    if (all.length > 0) await store.appendBatch(all);
    return changed.map(({ before, after, events }) => ({ ...after, revision: before.revision + events.length }));
  }
}
