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

/** The number as its events made it. Throws when they cannot follow one another. */
export const foldNumber = (tn: Tn, events: readonly RecordedEvent[]): TnState =>
  events.reduce(
    (state, { type, data, metadata }) => evolve(state, { type, data } as PortingEvent, instant(metadata.occurredAt)),
    initial(tn),
  );
