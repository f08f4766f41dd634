import type { CarrierConnection, RefusedAcknowledgement, RefusedDownload } from '../connection';
import { asCarrierError } from '../errors';
import { Backoff } from '../shared/backoff';
import type { Log } from '../shared/log';
import { linkedSignal, pause, type Timers } from '../shared/timers';

export interface AcknowledgerOptions {
  readonly connection: CarrierConnection;
  /** Acknowledge as soon as so many downloads wait for it. */
  readonly ackEvery: number;
  /** Milliseconds after which fewer are acknowledged too. */
  readonly ackAfterMs: number;
  readonly timers: Timers;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const PASSING = new Set(['deadline_exceeded', 'ack_beyond_log']);
/** One acknowledgement lists at most so many refusals; the rest goes with the next. */
const MOST_REFUSED = 1_000;
/** Milliseconds before what lay beyond the registry's view of its log is acknowledged again. */
const BEHIND_MS = 1_000;
/** Refusals remembered after they were sent, should the registry ask for that interval again. */
const REMEMBERED = 10_000;

/**
 * Tells the registry what was applied, one interval after another, beside the applying. It keeps both numbers: what is applied,
 * and what the registry has acknowledged from this LSMS.
 */
export class Acknowledger {
  private refused: RefusedDownload[];
  private readonly repaired: Set<number>;
  private dueSince: number | undefined;
  private heldUntil = Number.NEGATIVE_INFINITY;
  private last: { readonly after: number; readonly through: number } | undefined;
  private wake: () => void = () => undefined;
  private whenSettled: () => void = () => undefined;

  constructor(
    private readonly options: AcknowledgerOptions,
    private applied: number,
    private taken: number,
    refused: readonly RefusedDownload[],
    repaired: readonly number[] = [],
  ) {
    this.refused = [...refused];
    this.repaired = new Set(repaired);
    // What the last run left behind is not made to wait for more.
    if (applied > taken) this.dueSince = Number.NEGATIVE_INFINITY;
  }

  /** Through which download the registry has it; may be above what is applied, if this LSMS went back to an older state. */
  get acknowledged(): number {
    return this.taken;
  }

  /** Refusals not yet acknowledged. */
  get pendingRefusals(): readonly RefusedDownload[] {
    return this.refused.filter(({ number }) => number > this.taken);
  }

  /** Downloads taken after all, which the registry has not been told yet. */
  get pendingRepairs(): readonly number[] {
    return [...this.repaired];
  }

  /** Refused before, applied and saved now. Goes out once the refusal has. */
  noteRepaired(numbers: readonly number[]): void {
    for (const number of numbers) this.repaired.add(number);
    this.wake();
  }

  /** Goes out only when noteApplied has come as far. */
  noteRefused(refused: readonly RefusedDownload[]): void {
    this.refused.push(...refused);
  }

  /** Everything through `number` is applied and saved. */
  noteApplied(number: number): void {
    this.applied = number;
    this.dueSince ??= this.options.timers.now();
    this.wake();
  }

  /** The registry refused one afterwards, by a message. Only the last one sent counts: those before it changed nothing either. */
  noteRefusal({ after, through, code, expectedAfter }: RefusedAcknowledgement): void {
    if (this.last?.after !== after || this.last.through !== through) return;
    this.options.log('acknowledgement_refused', { after, through, code, expectedAfter });
    if (code !== 'ack_gap' && code !== 'ack_beyond_log') return;
    // Nothing lies beyond the log that was read from it: the registry's own view is behind, for a moment.
    if (code === 'ack_beyond_log') this.heldUntil = this.options.timers.now() + BEHIND_MS;
    this.moveTo(expectedAfter);
    this.wake();
  }

  /** Resolves when all that is applied is acknowledged, after `mostMs` milliseconds, or at the end. */
  async settled(mostMs: number): Promise<void> {
    if (this.applied <= this.taken) return;
    this.dueSince = Number.NEGATIVE_INFINITY;
    this.wake();
    const over = linkedSignal(this.options.signal);
    this.whenSettled = over.abort;
    await pause(this.options.timers, mostMs, over.signal);
    over.release();
  }

  /** Runs until the signal; rejects with what repeating does not cure. */
  async run(): Promise<void> {
    const { timers, random, log, signal } = this.options;
    const backoff = new Backoff({ random });
    const wakeUp = (): void => this.wake();
    signal.addEventListener('abort', wakeUp, { once: true });
    try {
      while (!signal.aborted) {
        const waitMs = this.waitMs();
        const repair = waitMs > 0 ? this.nextRepair() : undefined;
        if (waitMs > 0 && repair === undefined) {
          await this.untilWoken(waitMs);
          continue;
        }
        try {
          await (repair === undefined ? this.acknowledge() : this.repair(repair));
          backoff.reset();
        } catch (error) {
          if (signal.aborted) return;
          const failure = asCarrierError(error, 'unexpected_answer');
          if (failure.code === 'ack_gap' && failure.expectedAfter !== undefined) {
            log('acknowledgement_refused', { ...this.last, code: failure.code, expectedAfter: failure.expectedAfter });
            // The same number again would be refused again: then it must wait, lest it asks without end.
            if (failure.expectedAfter !== this.taken) {
              this.moveTo(failure.expectedAfter);
              continue;
            }
          } else if (!failure.retriable && !PASSING.has(failure.code)) throw failure;
          const retryInMs = backoff.next();
          log('acknowledgement_waits', { retryInMs, code: failure.code });
          await pause(timers, retryInMs, signal);
        }
      }
    } finally {
      signal.removeEventListener('abort', wakeUp);
    }
  }

  private async acknowledge(): Promise<void> {
    const after = this.taken;
    const { refused, through } = this.interval();
    this.last = { after, through };
    const answer = await this.options.connection.acknowledge(
      { after, through, refused },
      { signal: this.options.signal },
    );
    // A refusal that came by message meanwhile has moved the number already.
    if (this.taken === after) this.moveTo(Math.max(through, answer ?? through));
  }

  /** The first of the repaired downloads that the registry has as refused, and those that follow on it without a gap. */
  private nextRepair(): { after: number; through: number } | undefined {
    const told = [...this.repaired].filter((number) => number <= this.taken);
    if (told.length === 0) return undefined;
    const first = told.reduce((least, number) => Math.min(least, number));
    let through = first;
    while (through < this.taken && this.repaired.has(through + 1)) through += 1;
    return { after: first - 1, through };
  }

  /** An interval that was acknowledged before, now without the refusals: the number stays where it is. */
  private async repair({ after, through }: { after: number; through: number }): Promise<void> {
    await this.options.connection.acknowledge({ after, through, refused: [] }, { signal: this.options.signal });
    for (let number = after + 1; number <= through; number += 1) this.repaired.delete(number);
    // Should the registry ask for the interval again, they are not refused any more.
    this.refused = this.refused.filter(({ number }) => number <= after || number > through);
  }

  private moveTo(taken: number): void {
    this.taken = taken;
    const sent = this.refused.findIndex(({ number }) => number > taken);
    const surplus = (sent === -1 ? this.refused.length : sent) - REMEMBERED;
    if (surplus > 0) this.refused.splice(0, surplus);
    if (taken < this.applied) return;
    this.dueSince = undefined;
    this.whenSettled();
  }

  /** What is to be acknowledged now: all that is applied, or less where too much of it was refused. */
  private interval(): { through: number; refused: readonly RefusedDownload[] } {
    const open = this.refused.filter(({ number }) => number > this.taken && number <= this.applied);
    const refused = open.slice(0, MOST_REFUSED);
    const through = open.length > MOST_REFUSED ? (refused.at(-1)?.number ?? this.applied) : this.applied;
    return { through, refused };
  }

  /** Milliseconds until there is something to acknowledge; Infinity while there is nothing. */
  private waitMs(): number {
    const waiting = this.applied - this.taken;
    if (waiting <= 0) return Number.POSITIVE_INFINITY;
    const { ackEvery, ackAfterMs, timers } = this.options;
    const due = waiting >= ackEvery ? Number.NEGATIVE_INFINITY : (this.dueSince ?? 0) + ackAfterMs;
    return Math.max(0, Math.max(due, this.heldUntil) - timers.now());
  }

  private untilWoken(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = Number.isFinite(ms) ? this.options.timers.after(ms, () => this.wake()) : () => undefined;
      this.wake = () => {
        this.wake = () => undefined;
        cancel();
        resolve();
      };
    });
  }
}
