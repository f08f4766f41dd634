import type { RecordedEvent } from '@openlnp/event-store';
import { decodeWire } from '@openlnp/messages';
import type { Tn, TnRange } from '@openlnp/numbering';
import { alike, type PortingEvent, type RangeDecided, type RangeRun } from '@openlnp/porting';

/** An event as those see it who treat a range as one: what happened to the first number, and how far it goes. */
export interface SpanningEvent {
  readonly event: PortingEvent;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly range: TnRange;
}

/**
 * What an event of the log says to broadcast and notification: a number's own event about that number, a range decision all its
 * runs at once, joined where what is told of them is alike, and nothing for the numbers' events that follow from a range decision
 * (design, section 4). Empty for the events of other aggregates.
 */
export function spanningEvents(recorded: RecordedEvent): SpanningEvent[] {
  if (recorded.type === 'RangeDecided') {
    const [first, ...more] = (recorded.data as RangeDecided).runs.map(eventsOf);
    return first === undefined ? [] : joined(first, more);
  }
  if (!recorded.stream.startsWith('tn-') || recorded.metadata.jobId != null) return [];
  const event = { type: recorded.type, data: recorded.data } as PortingEvent;
  const { tn } = recorded.data as { tn: Tn };
  return [{ event, occurredAt: recorded.metadata.occurredAt, range: { first: tn, last: tn } }];
}

const eventsOf = ({ firstTn: first, lastTn: last, events }: RangeRun): SpanningEvent[] =>
  events.map(({ at, event: bytes }) => {
    const { type, data } = decodeWire(bytes);
    return { event: { type, data } as PortingEvent, occurredAt: at, range: { first, last } };
  });

/**
 * The events of all runs in order. Neighbours that go through the same events are one as far as these are alike: numbers that were
 * ported one by one before, and so take the place of versions whose ids do not count on, are still sent and told as one.
 */
function joined(first: SpanningEvent[], more: readonly (readonly SpanningEvent[])[]): SpanningEvent[] {
  const done: SpanningEvent[] = [];
  let columns = first.map((event) => [event]);
  for (const run of more) {
    if (sameSteps(columns, run)) {
      for (const [step, event] of run.entries()) extend(columns[step] as SpanningEvent[], event);
    } else {
      done.push(...columns.flat());
      columns = run.map((event) => [event]);
    }
  }
  return [...done, ...columns.flat()];
}

const sameSteps = (columns: readonly (readonly SpanningEvent[])[], run: readonly SpanningEvent[]): boolean =>
  columns.length === run.length &&
  run.every(({ event, range }, step) => {
    const last = columns[step]?.at(-1);
    return last?.event.type === event.type && last.range.last + 1 === range.first;
  });

function extend(column: SpanningEvent[], next: SpanningEvent): void {
  const last = column.at(-1) as SpanningEvent;
  const by = next.range.first - last.range.first;
  if (last.occurredAt === next.occurredAt && alike([told(last.event)], [told(next.event)], by)) {
    column[column.length - 1] = { ...last, range: { first: last.range.first, last: next.range.last } };
  } else column.push(next);
}

/** Which version it takes the place of is nobody's business but the number's own. */
const told = (event: PortingEvent): PortingEvent =>
  event.type === 'SvBroadcastStarted' ? { type: event.type, data: { ...event.data, supersedes: null } } : event;
