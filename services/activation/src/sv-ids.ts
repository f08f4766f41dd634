import { type EventStore, isWrongExpectedRevision, NO_STREAM } from '@openlnp/event-store';
import { eventId } from '@openlnp/messages';
import type { PortingCommand, SvIdsReserved } from '@openlnp/porting';
import { type Ids, systemMetadata } from '@openlnp/service';

const STREAM = 'sequence-sv';
const BLOCK = 1_000;
/** Ids are 31-bit; the first ones are left out so that no id looks like a count. */
const FIRST = 1_001;
const LAST = 2 ** 31 - 1;

/** Ids that one decision may use. */
export interface TakenIds {
  /** One by one; asking for more than were taken throws: a bug. */
  next(): number;
  /** The decision is made: what it did not use, or all of them when it was refused, may be used by another. */
  giveBack(all: boolean): void;
}

/** Creates make a version; a disconnect and a modification make the copy that stays behind. */
export const needsIds = ({ type }: PortingCommand): boolean =>
  ['NewSpCreate', 'OldSpCreate', 'IntraSpCreate', 'Disconnect', 'Modify'].includes(type);

/** A version id is that of the range's first number; the next number's version has the next id. */
export const versionAt = (command: PortingCommand, place: number): object =>
  'svId' in command && command.svId !== null ? { svId: command.svId + place } : {};

/** Of consecutive version ids only the first: a range of 10,000 numbers answers with one id. */
export const firstOfEach = (svIds: readonly number[]): number[] =>
  svIds.filter((svId, index) => svId - 1 !== svIds[index - 1]);

/** Hands out subscription version ids from blocks that are reserved in the store; what is not used of a block is a gap. */
export class SvIdSequence {
  private next = 1;
  private last = 0;
  private reserving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly ids: Ids,
    private readonly now: () => number,
  ) {}

  /** `count` consecutive ids for the caller alone. */
  async take(count: number): Promise<TakenIds> {
    // One after another: partitions are decided in parallel, and none may count on what another is about to take.
    const taken = this.reserving.then(() => this.takeBlock(count));
    this.reserving = taken.catch(() => undefined);
    const first = await taken;
    const end = first + count;
    let next = first;
    return {
      next: () => {
        if (next === end) throw new Error(`more than ${count} subscription version ids were asked for`);
        next += 1;
        return next - 1;
      },
      // Only while nobody has taken any behind them: else they are a gap.
      giveBack: (all) => {
        if (this.next === end) this.next = all ? first : next;
      },
    };
  }

  private async takeBlock(count: number): Promise<number> {
    while (this.last - this.next + 1 < count) await this.reserve(Math.max(BLOCK, count));
    const first = this.next;
    this.next += count;
    return first;
  }

  private async reserve(count: number): Promise<void> {
    const [latest] = await this.store.readStream(STREAM, { direction: 'backward', limit: 1 });
    const first = latest === undefined ? FIRST : (latest.data as SvIdsReserved).last + 1;
    const data: SvIdsReserved = { first, last: first + count - 1 };
    if (data.last > LAST) throw new Error('subscription version ids are used up');
    const id = eventId(this.ids.uuid(), STREAM, 0);
    const metadata = systemMetadata(this.now(), null);
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
