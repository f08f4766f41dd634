import type { RecordedEvent } from '@openlnp/event-store';
import { type DeadlineTick, partitionOf } from '@openlnp/messages';
import { instant, npaNxxOf, type Tn } from '@openlnp/numbering';
import type { PortingCommand, PortingEvent, RangeCompleted } from '@openlnp/porting';
import { commandRecord, type ServiceDeps } from '@openlnp/service';

interface Deadline {
  readonly kind: DeadlineTick['kind'];
  readonly tn: Tn;
  readonly svId: number;
  /** 0 for a window that is not a broadcast's. */
  readonly broadcast: number;
  readonly dueAt: number;
}

/** After this many milliseconds a tick that changed nothing yet is sent again. */
export const REPEAT_AFTER_MS = 30_000;

/**
 * The deadlines that stored events announced and later ones have not answered, at most one for each version: a projection
 * (law 6). It only announces; the owner decides, behind everything that was accepted before.
 *
 * A response window counts only while acknowledgements can be taken (law 5), so after a start every window is given its full
 * length again: it ends at the later of what was stored and `startedAt` plus the window.
 */
export class DeadlineIndex {
  private readonly open = new Map<number, Deadline>();
  private readonly announced = new Map<number, number>();
  /** Events of range decisions that are not carried out to the end, by job. */
  private readonly held = new Map<string, RecordedEvent[]>();
  /** No deadline is earlier: most looks at the clock end here. */
  private earliest = Number.POSITIVE_INFINITY;

  constructor(
    private readonly startedAt: number,
    private readonly responseWindowMs: number,
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
    const { type, data } = event as unknown as PortingEvent;
    switch (type) {
      case 'SvCreated':
        if (data.initialWindowEndsAt !== null) {
          this.set({
            kind: 'initial_window',
            tn: data.tn,
            svId: data.svId,
            broadcast: 0,
            dueAt: data.initialWindowEndsAt,
          });
        }
        return;
      case 'SvInitialWindowExpired':
        this.set({ kind: 'final_window', tn: data.tn, svId: data.svId, broadcast: 0, dueAt: data.finalWindowEndsAt });
        return;
      case 'SvBroadcastStarted': {
        const dueAt = Math.max(data.respondBy, this.startedAt + this.responseWindowMs);
        this.set({ kind: 'response_window', tn: data.tn, svId: data.svId, broadcast: data.broadcast, dueAt });
        return;
      }
      case 'SvSecondCreateReceived':
      case 'SvFinalWindowExpired':
      case 'SvActivated':
      case 'SvPartiallyFailed':
      case 'SvFailed':
      case 'SvDisconnected':
      case 'SvDisconnectFailed':
        this.open.delete(data.svId);
        this.announced.delete(data.svId);
        return;
      default:
    }
  }

  private set(deadline: Deadline): void {
    this.open.set(deadline.svId, deadline);
    this.announced.delete(deadline.svId);
    this.earliest = Math.min(this.earliest, deadline.dueAt);
  }

  get size(): number {
    return this.open.size;
  }

  /**
   * The ticks whose time has come, each once until it had time to take effect; neighbours with the same deadline in one tick.
   * `realNow` in monotonic milliseconds.
   */
  due(now: number, realNow: number): DeadlineTick[] {
    if (now < this.earliest) return [];
    let next = Number.POSITIVE_INFINITY;
    const due: Deadline[] = [];
    for (const deadline of this.open.values()) {
      next = Math.min(next, deadline.dueAt);
      const announcedAt = this.announced.get(deadline.svId) ?? Number.NEGATIVE_INFINITY;
      if (deadline.dueAt <= now && realNow - announcedAt >= REPEAT_AFTER_MS) due.push(deadline);
    }
    this.earliest = next;
    return ticksOf(due.sort((a, b) => a.tn - b.tn));
  }

  /** These ticks stand in their partitions: what was not announced is due again at once. */
  markAnnounced(ticks: readonly DeadlineTick[], realNow: number): void {
    for (const { svId, firstTn, lastTn } of ticks) {
      for (let place = 0; place <= lastTn - firstTn; place += 1) {
        if (this.open.has(svId + place)) this.announced.set(svId + place, realNow);
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
  if (kind === 'response_window') return { type: 'EndResponseWindow', ...at, broadcast };
  return { type: 'EndConcurrenceWindow', ...at, kind: kind === 'initial_window' ? 'initial' : 'final' };
}

/** Queues ticks in the partitions of their numbers. */
export async function announce(deps: Pick<ServiceDeps, 'broker'>, ticks: readonly DeadlineTick[]): Promise<void> {
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
