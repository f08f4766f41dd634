import type { EventReader, EventStore, Position, RecordedEvent, StreamAppend } from '@openlnp/event-store';
import { LogTally, type Tallied, tallied } from './log-tally';
import { CommandError } from './shared/command-error';

export interface CopyLogOptions {
  /** Nobody may write to it meanwhile. */
  readonly source: EventReader;
  /** Empty, or what an earlier run has left; nobody else writes to it. Takes `recordedAt` from `clock`. */
  readonly target: EventStore;
  readonly clock: { now: number };
  readonly onProgress?: (done: number, total: number) => void;
}

export interface CopiedLog extends Tallied {
  /** Events that were there already, and events that this run has appended. */
  readonly found: number;
  readonly appended: number;
  /** Position of the target's last event, -1 for none. */
  readonly head: Position;
}

const PAGE = 1_000;
/** Well below the 1 MB of one append; JSON is longer than what the stores keep. */
const APPEND_BYTES = 400_000;
/** Appends on their way to a store that keeps their order whatever happens. */
const IN_FLIGHT = 64;

/**
 * Copies a log in the order of its store, under the same event ids, revisions and instants, and reads both to see that they are
 * the same. Positions are the target's own. It goes on where an earlier run was stopped, wherever that was: what the target holds
 * is compared with the source first, and an append whose answer was lost is answered alike when it is repeated.
 *
 * Errors by code: other_events (the target holds something else), source_changed, target_changed, digest_mismatch.
 */
export async function copyLog({ source, target, clock, onProgress }: CopyLogOptions): Promise<CopiedLog> {
  const { START } = await import('@openlnp/event-store');
  const sourceHead = await source.head();
  const tally = await LogTally.begin();
  const writer = new Writer(target, clock);
  let existing: AsyncGenerator<RecordedEvent, undefined> | undefined = pages(target, START);
  let found = 0;
  let total = 0;
  for await (const event of pages(source, START)) {
    const before: RecordedEvent | undefined = (await existing?.next())?.value;
    if (before === undefined) {
      existing = undefined;
      await writer.add(event);
    } else {
      mustBeAlike(before, event, tally);
      found += 1;
    }
    tally.add(event);
    total += 1;
    // Positions say how much there is, not how many events; that is good enough for a bar.
    onProgress?.(Number(event.position) + 1, Number(sourceHead) + 1);
  }
  await writer.end();
  if (existing !== undefined && (await existing.next()).value !== undefined) {
    throw otherEvents(`it goes on behind the ${total} events of the source`);
  }
  if ((await source.head()) !== sourceHead) {
    throw new CommandError('source_changed', 'events were added to the source meanwhile', {
      next: 'stop the registry that runs on it and run the same command again: it goes on where it is',
    });
  }
  const copied = await tallied(pages(target, START));
  const wanted = tally.result();
  if (copied.logDigest !== wanted.logDigest || copied.digest !== wanted.digest) {
    throw new CommandError(
      'digest_mismatch',
      `the copy is not the source: ${describe(copied)}, not ${describe(wanted)}`,
      {
        answer: { source: wanted, target: copied },
        next: 'do not use the target; empty it and copy again',
      },
    );
  }
  return { ...wanted, found, appended: total - found, head: await target.head() };
}

const describe = ({ events, logDigest, digest }: Tallied): string =>
  `${events} events, log ${logDigest.slice(0, 12)}, routing table ${digest.slice(0, 12)}`;

/** The log, event by event. */
async function* pages(store: EventReader, after: Position): AsyncGenerator<RecordedEvent, undefined> {
  for (let position = after; ; ) {
    const page = await store.readAll(position, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    position = last.position;
  }
}

function mustBeAlike(found: RecordedEvent, wanted: RecordedEvent, tally: LogTally): void {
  if (tally.bytesOf(found).equals(tally.bytesOf(wanted))) return;
  throw otherEvents(
    `at position ${found.position} it has ${found.type} of ${found.stream} at revision ${found.revision}, ` +
      `the source ${wanted.type} of ${wanted.stream} at revision ${wanted.revision}`,
  );
}

const otherEvents = (what: string): CommandError =>
  new CommandError('other_events', `the target holds other events than the source: ${what}`, {
    exitCode: 2,
    next: 'name an empty store, or one that an earlier copy of the same source has begun',
  });

/** Puts neighbours together as far as the target keeps their order and their instant. */
class Writer {
  private batch: { stream: string; expectedRevision: number; events: RecordedEvent[] }[] = [];
  private bytes = 0;
  private readonly inFlight: Promise<unknown>[] = [];

  constructor(
    private readonly target: EventStore,
    private readonly clock: { now: number },
  ) {}

  async add(event: RecordedEvent): Promise<void> {
    const size = JSON.stringify(event.data).length;
    if (this.batch.length > 0 && !this.fits(event, size)) await this.flush();
    const open = this.batch.at(-1);
    if (open?.stream === event.stream) open.events.push(event);
    else this.batch.push({ stream: event.stream, expectedRevision: event.revision - 1, events: [event] });
    this.bytes += size;
  }

  private fits({ stream, recordedAt }: RecordedEvent, size: number): boolean {
    const last = this.batch.at(-1);
    if (last?.events[0]?.recordedAt !== recordedAt || this.bytes + size > APPEND_BYTES) return false;
    if (last.stream === stream) return true;
    // Elsewhere the streams of a batch may be written in another order when one of them fails.
    return this.target.atomicBatches && !this.batch.some((append) => append.stream === stream);
  }

  private async flush(): Promise<void> {
    const [first] = this.batch;
    if (first === undefined) return;
    this.clock.now = (first.events[0] as RecordedEvent).recordedAt;
    // The clock is read, and its place in the order taken, before the call returns.
    const appended = this.target.appendBatch(this.batch.map(asAppend)).catch((error: unknown) => {
      throw writeError(error);
    });
    this.batch = [];
    this.bytes = 0;
    if (!this.target.atomicBatches) {
      await appended;
      return;
    }
    appended.catch(() => undefined);
    this.inFlight.push(appended);
    if (this.inFlight.length >= IN_FLIGHT) await this.inFlight.shift();
  }

  async end(): Promise<void> {
    await this.flush();
    await Promise.all(this.inFlight);
  }
}

const asAppend = ({
  stream,
  expectedRevision,
  events,
}: {
  stream: string;
  expectedRevision: number;
  events: RecordedEvent[];
}): StreamAppend => ({
  stream,
  expectedRevision,
  events: events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })),
});

function writeError(error: unknown): unknown {
  if ((error as { code?: unknown }).code !== 'wrong_expected_revision') return error;
  return new CommandError('target_changed', `somebody else writes to the target: ${(error as Error).message}`, {
    next: 'stop whoever that is, empty the target and copy again',
  });
}
