import type {
  Acknowledgement,
  CarrierConnection,
  Download,
  DownloadsOptions,
  RefusedAcknowledgement,
} from '../connection';
import { CarrierError } from '../errors';

type Refused = (refusal: RefusedAcknowledgement) => void;

/**
 * The download side of a registry in memory. It delivers exactly what a test gives it, whatever `after` says, and takes
 * acknowledgements by the registry's rules (law 5).
 */
export class FakeConnection implements CarrierConnection {
  readonly spid = '2222';
  /** As they came, those refused included. */
  readonly acknowledgements: Acknowledgement[] = [];
  /** Every `after` a reader began with. */
  readonly readFrom: number[] = [];
  acknowledgedThrough = 0;
  /** Errors for the next acknowledgements, before the rules are asked. */
  readonly failures: CarrierError[] = [];
  private reader: DownloadsOptions | undefined;
  private ear: Refused | undefined;
  private readonly watchers = new Set<() => void>();
  refusedAcknowledgements?: NonNullable<CarrierConnection['refusedAcknowledgements']>;

  /** `later`: refusals come by message, as over Kafka. */
  constructor(private readonly answers: 'at once' | 'later' = 'at once') {
    if (answers === 'later') {
      this.refusedAcknowledgements = ({ onRefused, ready, signal }) => {
        this.ear = onRefused;
        ready();
        return untilAborted(signal);
      };
    }
  }

  async downloads(options: DownloadsOptions): Promise<void> {
    this.reader = options;
    this.readFrom.push(options.after);
    this.tell();
    await Promise.race([untilAborted(options.signal), this.broken]);
  }

  private fail: (error: unknown) => void = () => undefined;
  private readonly broken = new Promise<void>((_, reject) => {
    this.fail = reject;
  });

  /** Hands a batch to the reader, waiting for one; what its handler throws ends the feed, as the real ones do. */
  async deliver(...batch: readonly Download[]): Promise<void> {
    await this.until(() => this.reader !== undefined);
    await Promise.resolve(this.reader?.onDownloads(batch)).catch((error: unknown) => this.fail(error));
  }

  acknowledge(acknowledgement: Acknowledgement): Promise<number | undefined> {
    this.acknowledgements.push(acknowledgement);
    const { after, through } = acknowledgement;
    const failure = this.failures.shift();
    const gap = through > this.acknowledgedThrough && after !== this.acknowledgedThrough;
    if (failure === undefined && !gap) this.acknowledgedThrough = Math.max(this.acknowledgedThrough, through);
    this.tell();
    if (failure !== undefined) return Promise.reject(failure);
    if (this.answers === 'later') {
      if (gap) this.refuse({ after, through, code: 'ack_gap', expectedAfter: this.acknowledgedThrough });
      return Promise.resolve(undefined);
    }
    if (!gap) return Promise.resolve(this.acknowledgedThrough);
    return Promise.reject(new CarrierError('ack_gap', 'a gap', { expectedAfter: this.acknowledgedThrough }));
  }

  refuse(refusal: RefusedAcknowledgement): void {
    setImmediate(() => this.ear?.(refusal));
  }

  /** Resolves when the registry holds as acknowledged what it should. */
  async acknowledgedIs(number: number): Promise<void> {
    await this.until(() => this.acknowledgedThrough === number);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.watchers.add(resolve));
  }

  send(): never {
    throw new TypeError('an LSMS sends no requests');
  }

  messages(): never {
    throw new TypeError('an LSMS follows no messages');
  }

  waitForReply(): never {
    throw new TypeError('an LSMS has no replies');
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private tell(): void {
    for (const watch of [...this.watchers]) watch();
    this.watchers.clear();
  }
}

function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
