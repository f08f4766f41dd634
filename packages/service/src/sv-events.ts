import type { EventStore, Position, RecordedEvent } from '@openlnp/event-store';
import { instant, type Tn } from '@openlnp/numbering';
import { evolve, initial, type PortingEvent, type TnState } from '@openlnp/porting';

/** The events of a number, oldest first; those after `through` are left out. */
export async function numberEvents(
  store: Pick<EventStore, 'readStream'>,
  tn: Tn,
  through?: Position,
): Promise<RecordedEvent[]> {
  const events = await store.readStream(`tn-${tn}`);
  return through === undefined ? events : events.filter(({ position }) => position <= through);
}

const READS_AT_ONCE = 64;

/** The same of many numbers, in their order: a store that is far away is asked of several at once. */
export async function* eventsOfNumbers(
  store: Pick<EventStore, 'readStream'>,
  tns: readonly Tn[],
  through?: Position,
): AsyncGenerator<[Tn, RecordedEvent[]]> {
  for (let from = 0; from < tns.length; from += READS_AT_ONCE) {
    const page = tns.slice(from, from + READS_AT_ONCE);
    yield* await Promise.all(
      page.map(async (tn): Promise<[Tn, RecordedEvent[]]> => [tn, await numberEvents(store, tn, through)]),
    );
  }
}

/** The number as its events made it. Throws when they cannot follow one another. */
export const foldNumber = (tn: Tn, events: readonly RecordedEvent[]): TnState =>
  events.reduce(
    (state, { type, data, metadata }) => evolve(state, { type, data } as PortingEvent, instant(metadata.occurredAt)),
    initial(tn),
  );
