import type { RecordedEvent } from '@openlnp/event-store';
import { type DeadlineTick, partitionOf } from '@openlnp/messages';
import { npaNxxOf } from '@openlnp/numbering';
import type { PortingEvent } from '@openlnp/porting';
import { commandRecord, type ServiceDeps } from '@openlnp/service';

interface OpenWindow {
  readonly tn: DeadlineTick['tn'];
  readonly svId: number;
  readonly broadcast: number;
  readonly respondBy: number;
}

/** After this many milliseconds a tick that changed nothing yet is sent again. */
export const REPEAT_AFTER_MS = 30_000;

/**
 * The deadlines that stored events announced and later ones have not answered: a projection (law 6). It only announces; the
 * owner decides, behind everything that was accepted before.
 *
 * A response window counts only while acknowledgements can be taken (law 5), so after a start every window is given its full
 * length again: it ends at the later of what was stored and `startedAt` plus the window.
 */
export class DeadlineIndex {
  private readonly windows = new Map<number, OpenWindow>();
  private readonly announced = new Map<number, number>();

  constructor(
    private readonly startedAt: number,
    private readonly responseWindowMs: number,
  ) {}

  apply(event: RecordedEvent): void {
    const { type, data } = event as unknown as PortingEvent;
    switch (type) {
      case 'SvBroadcastStarted':
        this.windows.set(data.svId, {
          tn: data.tn,
          svId: data.svId,
          broadcast: data.broadcast,
          respondBy: data.respondBy,
        });
        return;
      case 'SvActivated':
      case 'SvPartiallyFailed':
      case 'SvFailed':
        this.windows.delete(data.svId);
        this.announced.delete(data.svId);
        return;
      default:
    }
  }

  get size(): number {
    return this.windows.size;
  }

  /** The ticks whose time has come, each once until it had time to take effect. `realNow` in monotonic milliseconds. */
  due(now: number, realNow: number): DeadlineTick[] {
    const ticks: DeadlineTick[] = [];
    for (const { tn, svId, broadcast, respondBy } of this.windows.values()) {
      const dueAt = Math.max(respondBy, this.startedAt + this.responseWindowMs);
      if (dueAt > now || realNow - (this.announced.get(svId) ?? Number.NEGATIVE_INFINITY) < REPEAT_AFTER_MS) continue;
      ticks.push({ commandId: `window-${svId}-${broadcast}`, kind: 'response_window', tn, svId, broadcast, dueAt });
    }
    return ticks;
  }

  /** These ticks stand in their partitions: what was not announced is due again at once. */
  markAnnounced(ticks: readonly DeadlineTick[], realNow: number): void {
    for (const { svId } of ticks) if (this.windows.has(svId)) this.announced.set(svId, realNow);
  }
}

/** Queues ticks in the partitions of their numbers. */
export async function announce(deps: Pick<ServiceDeps, 'broker'>, ticks: readonly DeadlineTick[]): Promise<void> {
  if (ticks.length === 0) return;
  await deps.broker.produce(
    ticks.map((tick) => {
      const code = npaNxxOf(tick.tn);
      return commandRecord('DeadlineTick', tick, {
        partition: partitionOf(code),
        key: String(code),
        kind: 'DeadlineTick',
        id: tick.commandId,
      });
    }),
  );
}
