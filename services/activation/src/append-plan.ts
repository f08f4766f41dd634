import type { EventStore, NewEvent, StreamAppend } from '@openlnp/event-store';
import { eventId } from '@openlnp/messages';
import type { Tn, TnRange } from '@openlnp/numbering';
import { evolve } from '@openlnp/porting';
import { metadataAt } from '@openlnp/service';
import type { Decided } from './decided';
import { FirstUses } from './first-uses';
import { note, type OwnedNumber, tnStream } from './numbers';

/** A plan of this size is written before the next decision is added: well below the 1 MB of one append. */
export const BYTES_PER_APPEND = 500_000;

/** Ids, stream name, instants and metadata around an event's data. */
const ENVELOPE_BYTES = 500;

/** What is recorded of a request: that it is done, or that its numbers are too different for one decision. */
export interface Outcome {
  readonly done: StreamAppend;
  readonly tooVaried: StreamAppend;
}

/**
 * What a batch of commands will append: one entry per stream, decided one after another on the state that the earlier ones
 * leave, written together.
 */
export class AppendPlan {
  private readonly numbers = new Map<Tn, { before: OwnedNumber; after: OwnedNumber; events: NewEvent[] }>();
  private readonly outcomes = new Map<string, StreamAppend>();
  private readonly refused: TnRange[] = [];
  /** First uses of codes in this plan: they count for what is decided behind them. */
  readonly firstUses = new FirstUses();
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
    for (const { data } of append.events) this.weigh(JSON.stringify(data));
  }

  /** `range` is what the refused request was about. */
  addRefusal(append: StreamAppend, range: TnRange): void {
    this.addOutcome(append);
    this.refused.push(range);
  }

  /** True when a refusal about one of these numbers is still to be written. */
  refuses({ first, last }: TnRange): boolean {
    return this.refused.some((range) => range.first <= last && first <= range.last);
  }

  /** Folds the decided events into the number. */
  addEvents({ owned, events, at, commandId, metadata }: Decided): void {
    this.firstUses.decided({ owned, events, at });
    const { tn } = owned.state;
    const entry = this.numbers.get(tn) ?? { before: owned, after: owned, events: [] };
    const stream = tnStream(tn);
    let { state } = entry.after;
    const decisions = new Map(entry.after.decisions);
    for (const { at: own = at, ...event } of events) {
      // The content is part of the id: the same command decided again, on another view or with another version id, is another
      // decision, and must not be taken for a repeat of the first by a store where that one arrived late.
      const content = JSON.stringify([event, own]);
      const id = eventId(`${commandId} ${content}`, stream, entry.after.revision + entry.events.length);
      const recorded = {
        id,
        type: event.type,
        data: event.data,
        metadata: metadataAt(own, { ...metadata, occurredAt: at }),
      };
      entry.events.push(recorded);
      this.weigh(content);
      note(decisions, recorded.metadata, event.data as { svId: number });
      state = evolve(state, event, own);
    }
    this.numbers.set(tn, { ...entry, after: { ...entry.after, state, decisions } });
  }

  private weigh(json: string): void {
    this.bytesSoFar += ENVELOPE_BYTES + json.length;
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
