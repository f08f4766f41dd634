import {
  type CarrierConnection,
  createLsmsTable,
  type Download,
  type DownloadsOptions,
  memoryCheckpoint,
  type Refusal,
  type RunningLsms,
  runLsms,
} from '@openlnp/carrier-client';
import { parseTn } from '@openlnp/numbering';

export interface SimulatedLsmsOptions {
  readonly connection: CarrierConnection;
  /** After each download. */
  readonly onApplied?: (download: Download, refusal: Refusal | undefined) => void;
  /** It ended by itself: nothing that a demo would mend. */
  readonly onFailure?: (error: unknown) => void;
}

/** An LSMS on the carrier's library. Table and place outlive stop() and start(), as a disk would; it can be made slow and stubborn. */
export class SimulatedLsms {
  readonly table = createLsmsTable();
  /** Milliseconds that it takes for each download. */
  delayMs = 0;
  /** Asked for each number that it should route; undefined takes it. */
  refuse: (tn: string) => Refusal | undefined = () => undefined;
  private readonly checkpoint = memoryCheckpoint();
  private running: RunningLsms | undefined;
  private lastNumber = 0;

  constructor(
    readonly spid: string,
    private readonly options: SimulatedLsmsOptions,
  ) {}

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** The last download applied. */
  get number(): number {
    return Math.max(this.running?.number ?? 0, this.lastNumber);
  }

  /** Id of the version that its table routes a number by. */
  versionOf(tn: string): number | undefined {
    const number = parseTn(tn);
    return number === undefined ? undefined : this.table.routes.get(number)?.svId;
  }

  start(): void {
    const { connection, onApplied, onFailure } = this.options;
    const running = runLsms({
      connection: { ...connection, downloads: (options) => connection.downloads(this.slowed(options)) },
      table: this.table,
      checkpoint: this.checkpoint,
      decide: ({ firstTn, action }) => (action === 'activate' ? this.refuse(firstTn) : undefined),
      ...(onApplied !== undefined && { onApplied }),
    });
    this.running = running;
    running.done.catch((error: unknown) => onFailure?.(error));
  }

  async stop(): Promise<void> {
    const { running } = this;
    await running?.stop();
    this.lastNumber = Math.max(running?.number ?? 0, this.lastNumber);
    this.running = undefined;
  }

  /** Its operator has it take what it refused. Resolves with how many of these it took. */
  async takeRefused(): Promise<number> {
    const { taken = [] } = (await this.running?.takeRefused()) ?? {};
    return taken.length;
  }

  /** Hands on one download after the other, each after the delay. */
  private slowed(options: DownloadsOptions): DownloadsOptions {
    return {
      ...options,
      onDownloads: async (batch) => {
        for (let done = 0; done < batch.length && options.signal?.aborted !== true; ) {
          const most = this.delayMs > 0 ? 1 : batch.length - done;
          if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
          await options.onDownloads(batch.slice(done, done + most));
          done += most;
        }
      },
    };
  }
}
