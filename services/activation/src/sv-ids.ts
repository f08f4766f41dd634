import { type EventStore, isWrongExpectedRevision, NO_STREAM } from '@openlnp/event-store';
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
  private refilling: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly ids: Ids,
    private readonly now: () => number,
  ) {}

  /** True when an id can be taken. It holds until somebody else's turn: whoever waits in between must ask again. */
  get isFilled(): boolean {
    return this.next <= this.last;
  }

  /** Reserves another block, once for all who ask at the same time. */
  refill(): Promise<void> {
    this.refilling ??= this.reserve().finally(() => {
      this.refilling = undefined;
    });
    return this.refilling;
  }

  /** Throws when the block is used up: a bug. */
  take(): number {
    if (!this.isFilled) throw new Error('no subscription version id is reserved');
    this.next += 1;
    return this.next - 1;
  }

  private async reserve(): Promise<void> {
    const [latest] = await this.store.readStream(STREAM, { direction: 'backward', limit: 1 });
    const first = latest === undefined ? FIRST : (latest.data as SvIdsReserved).last + 1;
    const data: SvIdsReserved = { first, last: first + BLOCK - 1 };
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
        expectedRevision: latest?.revision ?? NO_STREAM,
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
