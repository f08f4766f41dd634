import type { RecordedEvent } from '@openlnp/event-store';
import { type DeadlineTick, partitionOf } from '@openlnp/messages';
import { type Instant, instant, npaNxxOf, type Tn } from '@openlnp/numbering';
import {
  nextDeadline,
  type PortingCommand,
  type PortingEvent,
  type RangeCompleted,
  type RangeDecided,
  type SvBroadcastStarted,
  type TrackedVersion,
  trackDeadlines,
} from '@openlnp/porting';
import { commandRecord, type ServiceDeps } from '@openlnp/service';

interface Deadline {
  readonly kind: DeadlineTick['kind'];
  readonly tn: Tn;
  readonly svId: number;
  /** 0 for a deadline that is not a broadcast's. */
  readonly broadcast: number;
  readonly dueAt: number;
}

/** A response window that was open at the start. */
interface OpenWindow {
  readonly about: Pick<SvBroadcastStarted, 'tn' | 'purpose' | 'respondBy'>;
  /** Of the broadcast; what is decided late has its window later than that. */
  readonly start: Instant;
}

/** How long the window of such a broadcast is that takes place at `start`, in milliseconds. */
export type WindowLength = (about: Pick<SvBroadcastStarted, 'tn' | 'purpose'>, start: Instant) => number;

/** After this many milliseconds a tick that changed nothing yet is sent again. */
export const REPEAT_AFTER_MS = 30_000;

/**
 * The deadlines that stored events set and later ones have not answered: a projection (law 6), which forgets a version that
 * waits for nothing. It only announces; the owner decides, behind everything that was accepted before. A version's deadlines
 * are announced one after the other, the earliest first: the next one may not come, or have another time, once that has
 * taken effect.
 *
 * A response window counts only while acknowledgements can be taken (law 5), so after a start every window is given its full
 * length again: it ends at the later of what was stored and `startedAt` plus the length that it was opened with, whatever the
 * tunables say by now. From the stored instants alone that length does not follow: what was decided late lies between them as well.
 */
export class DeadlineIndex {
  private readonly versions = new Map<number, TrackedVersion>();
  private readonly windows = new Map<number, OpenWindow>();
  private readonly announced = new Map<number, number>();
  /** Events of range decisions that are not carried out to the end, by job. */
  private readonly held = new Map<string, RecordedEvent[]>();
  /** No deadline is earlier: most looks at the clock end here. */
  private earliest = Number.POSITIVE_INFINITY;

  constructor(
    private readonly startedAt: number,
    private readonly windowLength: WindowLength,
  ) {}

  /**
   * Events of a range count one by one, in the streams of its numbers: later decisions may split it. They count once all of them
   * are there, so that what is due of them at the same time is announced as one.
   */
  apply(event: RecordedEvent): void {
    const { jobId = null } = event.metadata;
    if (event.type === 'RangeCompleted') {
      const { jobId: completed } = event.data as RangeCompleted;
      for (const held of this.held.get(completed) ?? []) this.take(held);
      this.held.delete(completed);
    } else if (jobId === null) this.take(event);
    else {
      const held = this.held.get(jobId) ?? [];
      held.push(event);
      this.held.set(jobId, held);
    }
  }

  private take(event: RecordedEvent): void {
    const told = event as unknown as PortingEvent;
    if (!('svId' in told.data)) return;
    const { svId } = told.data;
    const before = this.versions.get(svId);
    const after = trackDeadlines(before, told);
    if (after === before) return;
    this.announced.delete(svId);
    this.windows.delete(svId);
    if (after === undefined) {
      this.versions.delete(svId);
      return;
    }
    this.versions.set(svId, after);
    const start = instant(event.metadata.occurredAt);
    if (told.type === 'SvBroadcastStarted' && start < this.startedAt)
      this.windows.set(svId, { about: told.data, start });
    const next = nextDeadline(after);
    // No later than its end, which is not asked for before the log has been read: the start has a word for codes in no region.
    if (next !== undefined) this.earliest = Math.min(this.earliest, next.at);
  }

  /** Versions that wait for something. */
  get size(): number {
    return this.versions.size;
  }

  private endOf(svId: number, deadline: TrackedVersion['stored'][number]): number {
    const window = deadline.kind === 'response_window' ? this.windows.get(svId) : undefined;
    if (window === undefined) return deadline.at;
    const { about, start } = window;
    const length = Math.min(about.respondBy - start, this.windowLength(about, start));
    return Math.max(deadline.at, this.startedAt + length);
  }

  /**
   * The ticks whose time has come, each once until it had time to take effect; neighbours with the same deadline in one tick.
   * `realNow` in monotonic milliseconds.
   */
  due(now: number, realNow: number): DeadlineTick[] {
    if (now < this.earliest) return [];
    let earliest = Number.POSITIVE_INFINITY;
    const due: Deadline[] = [];
    for (const version of this.versions.values()) {
      const next = nextDeadline(version);
      if (next === undefined) continue;
      const { tn, svId } = version;
      const dueAt = this.endOf(svId, next);
      earliest = Math.min(earliest, dueAt);
      const announcedAt = this.announced.get(svId) ?? Number.NEGATIVE_INFINITY;
      if (dueAt > now || realNow - announcedAt < REPEAT_AFTER_MS) continue;
      due.push({ kind: next.kind, tn, svId, broadcast: next.kind === 'response_window' ? next.broadcast : 0, dueAt });
    }
    this.earliest = earliest;
    // Neighbours that one range made have consecutive ids, also where a number has another version that waits.
    return ticksOf(due.sort((a, b) => a.svId - b.svId));
  }

  /** These ticks stand in their partitions: what was not announced is due again at once. */
  markAnnounced(ticks: readonly DeadlineTick[], realNow: number): void {
    for (const { kind, svId, firstTn, lastTn, dueAt } of ticks) {
      for (let place = 0; place <= lastTn - firstTn; place += 1) {
        const version = this.versions.get(svId + place);
        const next = version && nextDeadline(version);
        // A tick may have taken effect before this: what the version waits for next was not announced by it.
        if (version === undefined || next?.kind !== kind || this.endOf(svId + place, next) !== dueAt) continue;
        this.announced.set(svId + place, realNow);
      }
    }
  }
}

function ticksOf(deadlines: readonly Deadline[]): DeadlineTick[] {
  const ticks: { first: Deadline; last: Deadline }[] = [];
  for (const deadline of deadlines) {
    const tick = ticks.at(-1);
    if (tick !== undefined && continues(tick, deadline)) tick.last = deadline;
    else ticks.push({ first: deadline, last: deadline });
  }
  return ticks.map(({ first: { kind, tn, svId, broadcast, dueAt }, last }) => ({
    commandId: `${kind}-${svId}-${last.svId}-${broadcast}-${dueAt}`,
    kind,
    firstTn: tn,
    lastTn: last.tn,
    svId,
    broadcast,
    dueAt,
  }));
}

const continues = ({ first, last }: { first: Deadline; last: Deadline }, next: Deadline): boolean =>
  next.tn === last.tn + 1 &&
  next.svId === last.svId + 1 &&
  npaNxxOf(next.tn) === npaNxxOf(first.tn) &&
  next.kind === first.kind &&
  next.broadcast === first.broadcast &&
  next.dueAt === first.dueAt;

/** What a tick asks of its first number. */
export function commandOfTick({ kind, firstTn: tn, svId, broadcast, dueAt }: DeadlineTick): PortingCommand {
  const at = { now: instant(dueAt), tn, svId };
  return kind === 'response_window'
    ? { type: 'EndResponseWindow', ...at, broadcast }
    : { type: 'ReachDeadline', ...at, kind };
}

/** A tick that finds nothing due: what its partition has left undone is done before it. */
export function wakeUp({ data, metadata }: RecordedEvent): DeadlineTick {
  const { jobId, firstTn } = data as RangeDecided;
  const about = { firstTn, lastTn: firstTn, svId: 0, broadcast: 0, dueAt: metadata.occurredAt };
  return { commandId: `wake-up-${jobId}`, kind: 'pending_retention', ...about };
}

/** Queues ticks in the partitions of their numbers. */
export async function announce(
  deps: { readonly broker: Pick<ServiceDeps['broker'], 'produce'> },
  ticks: readonly DeadlineTick[],
): Promise<void> {
  if (ticks.length === 0) return;
  await deps.broker.produce(
    ticks.map((tick) => {
      const code = npaNxxOf(tick.firstTn);
      return commandRecord('DeadlineTick', tick, {
        partition: partitionOf(code),
        key: String(code),
        kind: 'DeadlineTick',
        id: tick.commandId,
      });
    }),
  );
}
