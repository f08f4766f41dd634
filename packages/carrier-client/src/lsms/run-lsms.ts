import type { CarrierConnection, Download, OnState, RefusedDownload } from '../connection';
import { asCarrierError, CarrierError } from '../errors';
import { type Log, noLog } from '../shared/log';
import { linkedSignal, systemTimers, type Timers } from '../shared/timers';
import { Acknowledger } from './acknowledger';
import type { LsmsCheckpoint } from './checkpoint';
import type { Refusal } from './refusal';
import { isSvDownload, type LsmsTable, type SvDownloadForm } from './table';

/** Milliseconds that an LSMS which meets a jump gives its last acknowledgement. */
const FAREWELL_MS = 5_000;

export interface LsmsOptions {
  readonly connection: CarrierConnection;
  readonly table: LsmsTable;
  readonly checkpoint: LsmsCheckpoint;
  /** Asked for every download that would be applied; a refusal keeps it out of the table, but it counts as dealt with. */
  readonly decide?: (download: SvDownloadForm) => Refusal | undefined;
  /** After each download, in order; with the refusal of `decide` or of the table, if any. The checkpoint is saved after the batch. */
  readonly onApplied?: (download: Download, refusal: Refusal | undefined) => void;
  readonly onState?: OnState;
  /** Acknowledge as soon as so many downloads wait for it; default 1: whenever a batch is applied and saved. */
  readonly ackEvery?: number;
  /** Milliseconds after which fewer are acknowledged too; default 1,000. */
  readonly ackAfterMs?: number;
  readonly signal?: AbortSignal;
  readonly timers?: Timers;
  readonly random?: () => number;
  readonly log?: Log;
}

export interface RunningLsms {
  /** The last download applied and saved. */
  readonly number: number;
  /** Through which download the registry has this LSMS's acknowledgement, as far as known. */
  readonly acknowledged: number;
  /** Resolves once download `number` is applied and saved; rejects when the LSMS ends before. */
  reached(number: number): Promise<void>;
  /** Resolves after stop() or when the signal is aborted; rejects with what ended the LSMS, such as code download_jump. */
  readonly done: Promise<void>;
  /** Finishes the batch in hand. What is applied but not acknowledged yet is acknowledged by the next run. */
  stop(): Promise<void>;
}

/**
 * An LSMS (law 5): reads on from its own number, applies every download in order to its table, saves its checkpoint, acknowledges.
 *
 * Delivery: each download once in order, none left out: a number that skips one ends it with code download_jump, after what came
 * before is applied and saved. Kinds of download that it does not know are passed over and count as applied. Interruptions of the
 * connection and of acknowledgements are waited out. An acknowledgement that does not fit is made again from the registry's own
 * number; where that is above what is applied (an older checkpoint was put back), nothing is acknowledged until it is passed.
 */
export function runLsms(options: LsmsOptions): RunningLsms {
  return new Lsms(options);
}

class Lsms implements RunningLsms {
  number = 0;
  readonly done: Promise<void>;
  private readonly log: Log;
  private readonly stopping: ReturnType<typeof linkedSignal>;
  private readonly waiting = new Set<{ number: number; resolve: () => void; reject: (error: unknown) => void }>();
  private acknowledger: Acknowledger | undefined;
  private ended: { readonly error: unknown } | undefined;

  constructor(private readonly options: LsmsOptions) {
    this.log = options.log ?? noLog;
    this.stopping = linkedSignal(options.signal);
    this.done = this.run().then(
      () => this.finish(new CarrierError('closed', 'the LSMS was stopped')),
      (error: unknown) => {
        this.log('lsms_ended', { number: this.number, code: asCarrierError(error, 'failed').code });
        this.finish(error);
        throw error;
      },
    );
    // Whoever does not look at `done` is told by the log, and not by the end of the process.
    this.done.catch(() => undefined);
  }

  get acknowledged(): number {
    return this.acknowledger?.acknowledged ?? 0;
  }

  reached(number: number): Promise<void> {
    if (this.number >= number) return Promise.resolve();
    if (this.ended !== undefined) return Promise.reject(this.ended.error);
    return new Promise((resolve, reject) => this.waiting.add({ number, resolve, reject }));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done.catch(() => undefined);
  }

  private async run(): Promise<void> {
    const { connection, checkpoint, onState, timers = systemTimers, random = Math.random } = this.options;
    const { ackEvery = 1, ackAfterMs = 1_000 } = this.options;
    const { signal } = this.stopping;
    const progress = (await checkpoint.load()) ?? { number: 0, acknowledged: 0, refused: [] };
    this.number = progress.number;
    this.resolveReached();
    const acknowledger = new Acknowledger(
      { connection, ackEvery, ackAfterMs, timers, random, log: this.log, signal },
      progress.number,
      progress.acknowledged,
      progress.refused,
    );
    this.acknowledger = acknowledger;
    const onDownloads = (batch: readonly Download[]): Promise<void> => this.take(batch, acknowledger);
    const reading = { after: progress.number, onDownloads, signal, ...(onState !== undefined && { onState }) };
    const parts = [connection.downloads(reading), this.acknowledge(acknowledger)];
    try {
      await Promise.all(parts.map((part) => part.then(() => this.checkIntended())));
    } finally {
      this.stopping.abort();
      await Promise.allSettled(parts);
      this.stopping.release();
    }
  }

  /** The acknowledger, and before it starts, the ear for what it cannot be told at once. */
  private async acknowledge(acknowledger: Acknowledger): Promise<void> {
    const { connection } = this.options;
    const { signal } = this.stopping;
    if (connection.refusedAcknowledgements === undefined) return acknowledger.run();
    let listening: Promise<void> = Promise.resolve();
    const ready = new Promise<void>((resolve) => {
      const onRefused = acknowledger.noteRefusal.bind(acknowledger);
      listening = connection.refusedAcknowledgements?.({ onRefused, ready: resolve, signal }) ?? Promise.resolve();
    });
    await Promise.race([ready, listening]);
    await Promise.all([listening, acknowledger.run()]);
  }

  /** A part that resolves without being asked to was closed with its connection. */
  private checkIntended(): void {
    if (!this.stopping.signal.aborted) throw new CarrierError('closed', 'the connection is closed');
  }

  private async take(batch: readonly Download[], acknowledger: Acknowledger): Promise<void> {
    const refused: RefusedDownload[] = [];
    let { number } = this;
    let jump: CarrierError | undefined;
    for (const download of batch) {
      if (download.number <= number) continue;
      if (download.number !== number + 1) {
        jump = new CarrierError('download_jump', `download ${download.number} came after ${number}`);
        break;
      }
      const refusal = this.apply(download);
      number = download.number;
      if (refusal !== undefined) refused.push({ number, code: refusal.code, text: refusal.text ?? null });
      this.options.onApplied?.(download, refusal);
    }
    if (number > this.number) await this.save(number, refused, acknowledger);
    if (jump === undefined) return;
    // What was applied is applied: the registry is told before the end, if it can be.
    this.log('download_jump', { number });
    await acknowledger.settled(FAREWELL_MS);
    throw jump;
  }

  private apply(download: Download): Refusal | undefined {
    if (!isSvDownload(download)) return undefined;
    return this.options.decide?.(download.data) ?? this.options.table.apply(download.data);
  }

  private async save(number: number, refused: readonly RefusedDownload[], acknowledger: Acknowledger): Promise<void> {
    acknowledger.noteRefused(refused);
    await this.options.checkpoint.save({
      number,
      acknowledged: Math.min(acknowledger.acknowledged, number),
      refused: acknowledger.pendingRefusals,
    });
    this.number = number;
    acknowledger.noteApplied(number);
    this.resolveReached();
  }

  private resolveReached(): void {
    for (const waiter of [...this.waiting]) {
      if (waiter.number > this.number) continue;
      this.waiting.delete(waiter);
      waiter.resolve();
    }
  }

  private finish(error: unknown): void {
    this.ended = { error };
    for (const { reject } of this.waiting) reject(error);
    this.waiting.clear();
  }
}
