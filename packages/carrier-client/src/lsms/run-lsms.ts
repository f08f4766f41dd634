import type { Download, RefusedDownload } from '../connection';
import { asCarrierError, CarrierError } from '../errors';
import { type Log, noLog } from '../shared/log';
import { linkedSignal, systemTimers } from '../shared/timers';
import { Acknowledger } from './acknowledger';
import type { Refusal } from './refusal';
import type { LsmsOptions, RunningLsms, TakenRefused } from './running-lsms';
import { isSvDownload } from './table';
import { openParts, type UntakenDownload, UntakenDownloads } from './untaken';

/** Milliseconds that an LSMS which meets a jump gives its last acknowledgement. */
const FAREWELL_MS = 5_000;

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
  private untakenDownloads = new UntakenDownloads();
  /** Table and checkpoint are written by one at a time: a batch, or what was refused before. The checkpoint is loaded first. */
  private turn: Promise<unknown>;
  private ended: { readonly error: unknown } | undefined;

  constructor(private readonly options: LsmsOptions) {
    this.log = options.log ?? noLog;
    this.stopping = linkedSignal(options.signal);
    const loaded = this.load();
    this.turn = loaded.catch(() => undefined);
    this.done = this.run(loaded).then(
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

  get untaken(): readonly RefusedDownload[] {
    return this.untakenDownloads.all.map(({ refused }) => refused);
  }

  async takeRefused(numbers?: readonly number[]): Promise<TakenRefused> {
    return this.inTurn(() => {
      const { acknowledger } = this;
      if (this.ended !== undefined || acknowledger === undefined || this.stopping.signal.aborted)
        throw new CarrierError('closed', 'the LSMS has ended');
      const wanted = numbers === undefined ? undefined : new Set(numbers);
      const entries = this.untakenDownloads.all.filter(({ refused }) => wanted?.has(refused.number) ?? true);
      return this.retake(entries, acknowledger);
    });
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

  private async load(): Promise<Acknowledger> {
    const { connection, checkpoint, timers = systemTimers, random = Math.random } = this.options;
    const { ackEvery = 1, ackAfterMs = 1_000 } = this.options;
    const { signal } = this.stopping;
    const progress = (await checkpoint.load()) ?? { number: 0, acknowledged: 0, refused: [] };
    this.number = progress.number;
    this.untakenDownloads = new UntakenDownloads(progress.untaken);
    this.resolveReached();
    this.acknowledger = new Acknowledger(
      { connection, ackEvery, ackAfterMs, timers, random, log: this.log, signal },
      progress.number,
      progress.acknowledged,
      progress.refused,
      progress.repaired,
    );
    return this.acknowledger;
  }

  private async run(loaded: Promise<Acknowledger>): Promise<void> {
    const { connection, onState } = this.options;
    const { signal } = this.stopping;
    const acknowledger = await loaded;
    const onDownloads = (batch: readonly Download[]): Promise<void> =>
      this.inTurn(() => this.take(batch, acknowledger));
    const reading = { after: this.number, onDownloads, signal, ...(onState !== undefined && { onState }) };
    const parts = [connection.downloads(reading), this.acknowledge(acknowledger)];
    try {
      await Promise.all(parts.map((part) => part.then(() => this.checkIntended())));
    } finally {
      this.stopping.abort();
      await Promise.allSettled(parts);
      await this.turn;
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

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
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
      number = download.number;
      const refusal = this.apply(download, refused);
      this.options.onApplied?.(download, refusal);
    }
    if (number > this.number) {
      acknowledger.noteRefused(refused);
      await this.save(number, acknowledger);
      acknowledger.noteApplied(number);
    }
    if (jump === undefined) return;
    // What was applied is applied: the registry is told before the end, if it can be.
    this.log('download_jump', { number });
    await acknowledger.settled(FAREWELL_MS);
    throw jump;
  }

  /** Applies, or notes the refusal. */
  private apply(download: Download, refusals: RefusedDownload[]): Refusal | undefined {
    if (!isSvDownload(download)) return undefined;
    const { data, number } = download;
    const refusal = this.options.decide?.(data) ?? this.options.table.apply(data);
    if (refusal === undefined) this.untakenDownloads.applied({ ...data, number });
    else {
      const refused = refusedAs(number, refusal);
      refusals.push(refused);
      const forgotten = this.untakenDownloads.add(refused, data);
      if (forgotten !== undefined) this.log('untaken_forgotten', { number: forgotten });
    }
    return refusal;
  }

  private async retake(entries: readonly UntakenDownload[], acknowledger: Acknowledger): Promise<TakenRefused> {
    const taken: number[] = [];
    const refused: RefusedDownload[] = [];
    for (const entry of entries) {
      const { number } = entry.refused;
      const refusal = this.applyOpen(entry);
      if (refusal === undefined) taken.push(number);
      else refused.push(refusedAs(number, refusal));
    }
    if (entries.length > 0) await this.save(this.number, acknowledger, taken);
    for (const number of taken) this.untakenDownloads.delete(number);
    acknowledger.noteRepaired(taken);
    return { taken, refused };
  }

  /** Applies what later downloads have left of it: maybe nothing. */
  private applyOpen(entry: UntakenDownload): Refusal | undefined {
    const parts = openParts(entry);
    if (parts.length === 0) return undefined;
    const refusal = this.options.decide?.(entry.download);
    if (refusal !== undefined) return refusal;
    for (const part of parts) {
      const fault = this.options.table.apply(part);
      if (fault !== undefined) return fault;
      this.untakenDownloads.applied({ ...part, number: entry.refused.number });
    }
    return undefined;
  }

  private async save(number: number, acknowledger: Acknowledger, repaired: readonly number[] = []): Promise<void> {
    const taken = new Set(repaired);
    await this.options.checkpoint.save({
      number,
      acknowledged: Math.min(acknowledger.acknowledged, number),
      refused: acknowledger.pendingRefusals,
      untaken: this.untakenDownloads.all.filter(({ refused }) => !taken.has(refused.number)),
      repaired: [...acknowledger.pendingRepairs, ...repaired],
    });
    this.number = number;
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

const refusedAs = (number: number, { code, text }: Refusal): RefusedDownload => ({ number, code, text: text ?? null });
