import type { CarrierConnection, Download, OnState, RefusedDownload } from '../connection';
import type { Log } from '../shared/log';
import type { Timers } from '../shared/timers';
import type { LsmsCheckpoint } from './checkpoint';
import type { Refusal } from './refusal';
import type { LsmsTable, SvDownloadForm } from './table';

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
  /** What it has refused and not taken since; the latest 10,000 of it. */
  readonly untaken: readonly RefusedDownload[];
  /**
   * Takes what it refused, all of `untaken` or the given numbers of it: asks `decide` and the table again, applies, saves, and has it
   * acknowledged in the background, so that this LSMS leaves the failed-SP lists. Telephone numbers that a later download has changed
   * stay as they are: for them the refused one is over. Resolves once saved; rejects with code closed when the LSMS has ended.
   */
  takeRefused(numbers?: readonly number[]): Promise<TakenRefused>;
  /** Resolves after stop() or when the signal is aborted; rejects with what ended the LSMS, such as code download_jump. */
  readonly done: Promise<void>;
  /** Finishes the batch in hand. What is applied but not acknowledged yet is acknowledged by the next run. */
  stop(): Promise<void>;
}

/** What became of refused downloads that were to be taken, by number, ascending. */
export interface TakenRefused {
  readonly taken: readonly number[];
  /** Refused again, with the reason of now. They stay in `untaken`. */
  readonly refused: readonly RefusedDownload[];
}
