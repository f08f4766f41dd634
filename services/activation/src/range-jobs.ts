import { type EventStore, type NewEvent, NO_STREAM, type RecordedEvent } from '@openlnp/event-store';
import { contentHash, decodeWire, eventId } from '@openlnp/messages';
import { type Instant, instant, type TnRange } from '@openlnp/numbering';
import type { RangeCompleted, RangeDecided, RangeRun } from '@openlnp/porting';
import { AppendPlan, BYTES_PER_APPEND } from './append-plan';
import type { OwnedNumbers } from './numbers';
import { numbersOf, tnsOf } from './range-runs';

export interface RangeDecision {
  readonly jobId: string;
  readonly kind: string;
  readonly range: TnRange;
  readonly runs: readonly RangeRun[];
  readonly at: Instant;
  readonly metadata: NewEvent['metadata'];
}

const jobStream = (jobId: string): string => `job-${jobId}`;

const hashOf = (runs: readonly RangeRun[]): string =>
  contentHash(Buffer.concat(runs.flatMap(({ events }) => events.map(({ event }) => event))));

/**
 * A command of the registry's own comes again, and may then find more to do: of what it decides each time, a job of its own. A
 * request has one outcome, and so one job. When it was decided makes no other job of it: one that arrives late in the store must
 * not stand beside the one that was decided in its place.
 */
export const ownJobId = (commandId: string, runs: readonly RangeRun[]): string =>
  `${commandId}-${contentHash(Buffer.from(JSON.stringify(runs.map(decidedIn)))).slice(0, 16)}`;

/** What the events of a run say, but for the end of a response window, which counts from the clock of whoever decides. */
const decidedIn = ({ events }: RangeRun): unknown[] =>
  events.map(({ event }) => {
    const { type, data } = decodeWire(event);
    return [type, { ...(data as object), respondBy: null }];
  });

/** The one event that commits a range decision (design, section 4): everything else of it follows from this. */
export function commitOf({ jobId, kind, range, runs, at, metadata }: RangeDecision) {
  const data: RangeDecided = { jobId, kind, firstTn: range.first, lastTn: range.last, runs };
  // The same command decided again, on another view or with other version ids, is another decision (append-plan.ts).
  const decision = `${jobId} ${hashOf(runs)}`;
  return jobAppend(jobId, NO_STREAM, 'RangeDecided', data, { ...metadata, occurredAt: at }, decision);
}

function jobAppend(
  jobId: string,
  expectedRevision: number,
  type: string,
  data: RangeDecided | RangeCompleted,
  metadata: NewEvent['metadata'],
  decision = jobId,
) {
  const stream = jobStream(jobId);
  return {
    stream,
    expectedRevision,
    events: [{ id: eventId(decision, stream, expectedRevision + 1), type, data, metadata }],
  };
}

/**
 * Gives each number of a committed decision its events, and closes the job. Done again after a crash, it goes on where it was:
 * a number whose events name the job has had them.
 */
export async function carryOut(
  store: EventStore,
  numbers: OwnedNumbers,
  committed: Pick<RecordedEvent, 'data' | 'metadata'>,
): Promise<void> {
  const { jobId, runs, firstTn: first, lastTn: last } = committed.data as RangeDecided;
  const metadata = { ...committed.metadata, jobId };
  const decidedAt = instant(metadata.occurredAt);
  let plan = new AppendPlan();
  const write = async (): Promise<void> => {
    const written = await plan.write(store);
    for (const owned of written.numbers) numbers.remember(owned);
    plan = new AppendPlan();
  };
  await numbers.load([...tnsOf({ first, last })]);
  for (const { tn, events } of numbersOf(runs)) {
    const owned = await numbers.get(tn);
    if (owned.decisions.has(jobId)) continue;
    plan.addEvents({
      owned,
      events: events.map(({ event, at }) => ({ ...event, at })),
      at: decidedAt,
      commandId: jobId,
      metadata,
    });
    if (plan.bytes >= BYTES_PER_APPEND) await write();
  }
  await write();
  await store.append(jobAppend(jobId, 0, 'RangeCompleted', { jobId }, committed.metadata));
}

/** Range decisions that were committed and not carried out to the end, as the log says: a projection. */
export class OpenJobs {
  private readonly open = new Map<string, RecordedEvent>();

  apply(event: RecordedEvent): void {
    if (event.type === 'RangeDecided') this.open.set((event.data as RangeDecided).jobId, event);
    if (event.type === 'RangeCompleted') this.open.delete((event.data as RangeCompleted).jobId);
  }

  /** Those whose numbers `mine` says are the caller's, oldest first. */
  of(mine: (range: TnRange) => boolean): RecordedEvent[] {
    return [...this.open.values()].filter(({ data }) => {
      const { firstTn: first, lastTn: last } = data as RangeDecided;
      return mine({ first, last });
    });
  }

  done(jobId: string): void {
    this.open.delete(jobId);
  }
}
