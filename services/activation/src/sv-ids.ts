import { type EventStore, isWrongExpectedRevision } from '@openlnp/event-store';
import { eventId } from '@openlnp/messages';
import type { SvIdsReserved } from '@openlnp/porting';
import type { Ids } from '@openlnp/service';

const STREAM = 'sequence-sv';
const BLOCK = 1_000;
/** Ids are 31-bit; the first ones are left out so that no id looks like a count. */
const FIRST = 1_001;
const LAST = 2 ** 31 - 1;

/** Hands out subscription version ids from blocks that are reserved in the store; what a crash leaves of a block is a gap. */
export class SvIdSequence {
  private next = 1;
  private last = 0;

  constructor(
    private readonly store: EventStore,
    private readonly ids: Ids,
    private readonly now: () => number,
  ) {}

  /** Makes sure that `count` ids can be taken without waiting. */
  async ensure(count: number): Promise<void> {
    while (this.last - this.next + 1 < count) await this.reserve(Math.max(BLOCK, count));
  }

  /** Throws when `ensure` was not asked for enough: a bug. */
  take(): number {
    if (this.next > this.last) throw new Error('no subscription version id is reserved');
    this.next += 1;
    return this.next - 1;
  }

  private async reserve(count: number): Promise<void> {
    const [latest] = await this.store.readStream(STREAM, { direction: 'backward', limit: 1 });
    const first = latest === undefined ? FIRST : (latest.data as SvIdsReserved).last + 1;
    const data: SvIdsReserved = { first, last: first + count - 1 };
    if (data.last > LAST) throw new Error('subscription version ids are used up');
    const id = eventId(this.ids.uuid(), STREAM, 0);
    const metadata = {
      occurredAt: this.now(),
      requestId: null,
      actor: 'system',
      actingFor: null,
      traceparent: null,
      viewPosition: null,
    };
    try {
      await this.store.append({
        stream: STREAM,
        expectedRevision: latest?.revision ?? -1,
        events: [{ id, type: 'SvIdsReserved', data, metadata }],
      });
    } catch (error) {
      // Another owner was faster: its block is taken, the next one is free.
      if (isWrongExpectedRevision(error)) return;
      throw error;
    }
    this.next = data.first;
    this.last = data.last;
  }
}
