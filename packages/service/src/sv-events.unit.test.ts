import type { EventStore, RecordedEvent } from '@openlnp/event-store';
import type { Tn } from '@openlnp/numbering';
import { eventsOfNumbers } from './sv-events';

describe('the events of many numbers', () => {
  it('are asked for several at once, given in the order of the numbers, and end where it is said', async () => {
    let most = 0;
    const asked: (() => void)[] = [];
    const store: Pick<EventStore, 'readStream'> = {
      readStream: async (stream) => {
        // Those that were asked for last answer first, when nobody asks for more.
        if (asked.length === 0)
          setImmediate(() => {
            most = Math.max(most, asked.length);
            for (const answer of asked.splice(0).reverse()) answer();
          });
        await new Promise<void>((resolve) => asked.push(resolve));
        return [3n, 4n].map((position) => ({ stream, position }) as RecordedEvent);
      },
    };
    const tns = Array.from({ length: 150 }, (_, place) => (3035550000 + place) as Tn);
    const seen: [Tn, string[]][] = [];
    for await (const [tn, events] of eventsOfNumbers(store, tns, 3n))
      seen.push([tn, events.map(({ stream, position }) => `${stream}@${position}`)]);
    expect(seen).toEqual(tns.map((tn) => [tn, [`tn-${tn}@3`]]));
    expect(most).toBe(64);
  });
});
