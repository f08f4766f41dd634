import { setImmediate } from 'node:timers/promises';
import type { RecordedEvent, SubscribeOptions, Subscription } from '../port';
import type { HeadWatch } from './head-watch';

const DEFAULT_BATCH = 512;

export class LmdbSubscription implements Subscription {
  private stopped = false;
  private resume: (() => void) | undefined;
  private readonly ended: Promise<void>;

  constructor(
    private readonly options: SubscribeOptions,
    private readonly read: (after: number, limit: number) => RecordedEvent[],
    private readonly watch: HeadWatch,
    onEnded: (subscription: LmdbSubscription) => void,
  ) {
    this.ended = this.run()
      .catch((error: unknown) => options.onError(error))
      .finally(() => onEnded(this));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.resume !== undefined) {
      this.watch.forget(this.resume);
      this.resume();
    }
    await this.ended;
  }

  private async run(): Promise<void> {
    const { after, onEvents, batchSize = DEFAULT_BATCH } = this.options;
    if (!Number.isInteger(batchSize) || batchSize < 1) throw new RangeError(`batchSize ${batchSize} is not 1 or more`);
    let position = Number(after);
    for (;;) {
      // A turn of the event loop between batches: catching up must not starve timers and sockets, and gives a fresh snapshot.
      await setImmediate();
      if (this.stopped) return;
      const events = this.read(position, batchSize);
      const last = events.at(-1);
      if (last === undefined) {
        await this.more();
      } else {
        await onEvents(events);
        position = Number(last.position);
      }
    }
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.resume = () => {
        this.resume = undefined;
        resolve();
      };
      this.watch.onceChanged(this.resume);
    });
  }
}
