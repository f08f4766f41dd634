import { decodeWire, encodeWire, subjectOfEvent } from '@openlnp/messages';
import { type Instant, instant, type Tn, type TnRange } from '@openlnp/numbering';
import { alike, type PortingEvent, type RangeEvent, type RangeRun, shiftEvent } from '@openlnp/porting';

/** What one decision means for one number of a range. */
export interface NumberEvents {
  readonly tn: Tn;
  readonly events: readonly DatedEvent[];
}

/** An event with the instant it takes place at. */
export interface DatedEvent {
  readonly event: PortingEvent;
  readonly at: Instant;
}

interface Run {
  readonly first: NumberEvents;
  last: Tn;
}

/** Joins neighbours that the decision treats alike; numbers without events are left out. `numbers` in ascending order. */
export function runsOf(numbers: readonly NumberEvents[]): RangeRun[] {
  const runs: Run[] = [];
  for (const number of numbers) {
    if (number.events.length === 0) continue;
    const run = runs.at(-1);
    if (run !== undefined && continues(run, number)) run.last = number.tn;
    else runs.push({ first: number, last: number.tn });
  }
  return runs.map(({ first, last }) => ({ firstTn: first.tn, lastTn: last, events: first.events.map(encoded) }));
}

function continues({ first, last }: Run, next: NumberEvents): boolean {
  if (next.tn !== last + 1 || !next.events.every(({ at }, index) => at === first.events[index]?.at)) return false;
  const plain = (number: NumberEvents): PortingEvent[] => number.events.map(({ event }) => event);
  return alike(plain(first), plain(next), next.tn - first.tn);
}

/** Runs of a range decision, encoded: well below the 1 MB of one append. */
export const MOST_RUNS_BYTES = 700_000;

/** What the runs take in their event. */
export const bytesOf = (runs: readonly RangeRun[]): number =>
  runs.reduce((sum, { events }) => sum + events.reduce((bytes, { event }) => bytes + event.length + 16, 16), 0);

/** The same for each number of the runs: what `runsOf` has joined, taken apart. */
export function* numbersOf(runs: readonly RangeRun[]): Generator<NumberEvents> {
  for (const run of runs) {
    const events = run.events.map(decoded);
    for (let tn: number = run.firstTn; tn <= run.lastTn; tn += 1) {
      yield {
        tn: tn as Tn,
        events: events.map(({ event, at }) => ({ event: shiftEvent(event, tn - run.firstTn), at })),
      };
    }
  }
}

export function* tnsOf({ first, last }: TnRange): Generator<Tn> {
  for (let tn: number = first; tn <= last; tn += 1) yield tn as Tn;
}

const encoded = ({ event: { type, data }, at }: DatedEvent): RangeEvent => ({
  at,
  event: encodeWire(subjectOfEvent(type), data),
});

function decoded({ at, event }: RangeEvent): DatedEvent {
  const { type, data } = decodeWire(event);
  return { event: { type, data } as PortingEvent, at: instant(at) };
}
