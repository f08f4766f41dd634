import type { EventStore } from '@openlnp/event-store';
import type { LsmsEvent } from '@openlnp/messages';

const PAGE = 1_000;

/** The downloads that an LSMS has refused and not taken since, folded from its stream when first asked for, then kept up. */
export class OpenRefusals {
  private readonly open = new Set<number>();
  /** Revision of the next event to fold. */
  private next = 0;

  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly stream: string,
  ) {}

  /** Those of an interval, ascending, as they are at the stream's end. */
  async within(after: number, through: number): Promise<number[]> {
    await this.catchUp();
    return [...this.open].filter((number) => number > after && number <= through).sort((a, b) => a - b);
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      const events = await this.store.readStream(this.stream, { from: this.next, limit: PAGE });
      for (const event of events) {
        this.fold(event as unknown as LsmsEvent);
        this.next = event.revision + 1;
      }
      if (events.length < PAGE) return;
    }
  }

  private fold({ type, data }: LsmsEvent): void {
    if (type === 'LsmsAcknowledged') for (const { number } of data.refused) this.open.add(number);
    if (type === 'LsmsRepaired') for (const number of data.numbers) this.open.delete(number);
  }
}
