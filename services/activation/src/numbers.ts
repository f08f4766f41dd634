import { type EventStore, NO_STREAM, type RecordedEvent } from '@openlnp/event-store';
import { instant, type Tn } from '@openlnp/numbering';
import { evolve, initial, type PortingEvent, type TnState } from '@openlnp/porting';

export const tnStream = (tn: Tn): string => `tn-${tn}`;

/** A number as its owner knows it: folded, with the revision it was folded at. */
export interface OwnedNumber {
  readonly state: TnState;
  readonly revision: number;
  /** Decisions that the number's events name, with the version each concerned: what a crash between two streams leaves (law 2). */
  readonly decisions: ReadonlyMap<string, Concerned>;
}

/** The version that a decision concerned, and the instant of its event. */
interface Concerned {
  readonly svId: number;
  readonly at: number;
}

const CACHED_NUMBERS = 50_000;
/** Reads at the same time: a store that is a server takes a round trip for each. */
const READS_AT_ONCE = 64;

/** The owner's folded numbers: the latest used in memory, the others folded when asked for. */
export class OwnedNumbers {
  private cache = new Map<Tn, OwnedNumber>();

  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** Forgets what was folded: after a lost race, or when partitions change hands. */
  reset(): void {
    this.cache = new Map();
  }

  async get(tn: Tn): Promise<OwnedNumber> {
    return this.cache.get(tn) ?? foldNumber(tn, await this.store.readStream(tnStream(tn)));
  }

  /** As `planned` leaves them; the others as they are stored. */
  async all(tns: readonly Tn[], planned: (tn: Tn) => OwnedNumber | undefined): Promise<OwnedNumber[]> {
    if (tns.length > 1) await this.load(tns.filter((tn) => planned(tn) === undefined));
    return Promise.all(tns.map((tn) => planned(tn) ?? this.get(tn)));
  }

  /** So that `get` of each of them answers at once: a range must not wait for one number after another. */
  async load(tns: readonly Tn[]): Promise<void> {
    const missing = tns.filter((tn) => !this.cache.has(tn));
    for (let from = 0; from < missing.length; from += READS_AT_ONCE) {
      const page = missing.slice(from, from + READS_AT_ONCE);
      for (const owned of await Promise.all(page.map((tn) => this.get(tn)))) this.remember(owned);
    }
  }

  /** What the owner has just appended itself, or read. */
  remember(owned: OwnedNumber): void {
    const { tn } = owned.state;
    this.cache.delete(tn);
    this.cache.set(tn, owned);
    const oldest = this.cache.size > CACHED_NUMBERS ? this.cache.keys().next() : undefined;
    if (oldest !== undefined && !oldest.done) this.cache.delete(oldest.value);
  }
}

function foldNumber(tn: Tn, events: readonly RecordedEvent[]): OwnedNumber {
  const decisions = new Map<string, Concerned>();
  let state = initial(tn);
  for (const { type, data, metadata } of events) {
    state = evolve(state, { type, data } as PortingEvent, instant(metadata.occurredAt));
    note(decisions, metadata, data as { svId: number });
  }
  return { state, revision: events.at(-1)?.revision ?? NO_STREAM, decisions };
}

/**
 * The version that a decision concerned is that of its first event at its own instant: later ones may be of the version that this one
 * replaces, earlier ones are deadlines of others.
 */
export function note(
  decisions: Map<string, Concerned>,
  { requestId, jobId = null, occurredAt: at }: RecordedEvent['metadata'],
  { svId }: { readonly svId: number },
): void {
  for (const decision of [requestId, jobId]) {
    if (decision !== null && at > (decisions.get(decision)?.at ?? Number.NEGATIVE_INFINITY))
      decisions.set(decision, { svId, at });
  }
}
