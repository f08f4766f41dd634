import * as pb from '@eventstore/db-client/generated/streams_pb';
import type { ReadCounter } from './counters';
import { type EventWriter, nextTurn, TURN } from './event-writer';
import type { EventFilter } from './filter';
import type { LogRecord } from './log';
import type { Node } from './node';
import { checkpointResponse, nameOf } from './wire';

/** A live subscription that lags by more than this is read from the log again, and told so. */
const LIVE_BUFFER = 32;

interface Follow {
  /** Index in the log of the first record to look at. */
  readonly from: number;
  readonly matches: (record: LogRecord) => boolean;
  /** Of a filtered subscription to $all. */
  readonly filter: EventFilter | undefined;
}

/**
 * Where a filtered subscription can be resumed. While catching up a checkpoint lies, as EventStoreDB's, at the last event
 * given or the start of the page last looked through, whichever is later: it can lag behind what was looked at, so that
 * no client may take it for the end of the log. Live ones lie at the event looked at.
 */
class Checkpoints {
  #lastGiven = 0n;
  #pageStart = 0n;
  #inPage = 0;
  #counted = 0;

  constructor(
    private readonly filter: EventFilter | undefined,
    private readonly writer: EventWriter,
  ) {}

  async lookedAt({ position }: LogRecord, given: boolean, live: boolean): Promise<void> {
    if (!this.filter) return;
    if (given) this.#lastGiven = position;
    if (live) {
      this.#counted += 1;
      if (this.#due()) await this.#send(position);
      return;
    }
    if (this.#inPage === 0) this.#pageStart = position;
    this.#inPage += 1;
    if (this.#inPage < this.filter.window) return;
    this.#counted += this.#inPage;
    this.#inPage = 0;
    if (this.#due()) await this.send();
  }

  /** On going live and on falling behind there is always one. */
  async send(): Promise<void> {
    if (this.filter) await this.#send(this.#lastGiven > this.#pageStart ? this.#lastGiven : this.#pageStart);
  }

  /** From now on each event counts by itself. */
  goLive(): void {
    this.#counted = 0;
    this.#inPage = 0;
  }

  #due(): boolean {
    const every = this.filter?.checkpointEvery ?? Number.POSITIVE_INFINITY;
    if (this.#counted < every) return false;
    this.#counted %= every;
    return true;
  }

  async #send(position: bigint): Promise<void> {
    await this.writer.message(checkpointResponse(position));
  }
}

/** Catches up from the log, then follows it; one record at a time, so that a client that does not take holds it up. */
async function follow(node: Node, { from, matches, filter }: Follow, writer: EventWriter, counter: ReadCounter) {
  const { log } = node;
  const checkpoints = new Checkpoints(filter, writer);
  let at = from;
  let live = false;
  while (!writer.over) {
    const record = log.records[at];
    if (!record && live) {
      counter.state = 'waiting';
      await writer.until((done) => log.listen(done));
      if (!writer.over) counter.state = 'running';
    } else if (!record) {
      live = true;
      await checkpoints.send();
      checkpoints.goLive();
      if (node.tellsCaughtUp) await writer.message(new pb.ReadResp().setCaughtUp(new pb.ReadResp.CaughtUp()));
    } else {
      if (live && log.records.length - at > LIVE_BUFFER) {
        live = false;
        if (node.tellsCaughtUp) await writer.message(new pb.ReadResp().setFellBehind(new pb.ReadResp.FellBehind()));
        await checkpoints.send();
      }
      at += 1;
      const given = matches(record);
      if (given) await writer.event(record);
      await checkpoints.lookedAt(record, given, live);
      if (at % TURN === 0) await nextTurn();
    }
  }
}

/** Events after the position, never the one at it. */
export function subscribeToAll(
  node: Node,
  all: pb.ReadReq.Options.AllOptions,
  filter: EventFilter | undefined,
  writer: EventWriter,
  counter: ReadCounter,
): Promise<void> {
  const position = all.getPosition();
  const length = node.log.records.length;
  const from = position ? node.log.indexOf(BigInt(position.getCommitPosition())) + 1 : all.hasEnd() ? length : 0;
  const matches = filter?.matches ?? ((): boolean => true);
  return follow(node, { from, matches, filter }, writer, counter);
}

/** Events after the revision; a stream that does not exist yet is waited for. */
export function subscribeToStream(
  node: Node,
  options: pb.ReadReq.Options.StreamOptions,
  writer: EventWriter,
  counter: ReadCounter,
): Promise<void> {
  const stream = nameOf(options.getStreamIdentifier());
  const held = node.log.visible(stream);
  const oldest = Array.isArray(held) ? (held[0]?.revision ?? 0) : 0;
  const after = options.hasRevision() ? Number(options.getRevision()) : -1;
  const from = options.hasEnd() ? node.log.records.length : 0;
  const matches = (record: LogRecord): boolean =>
    record.stream === stream && record.revision > after && record.revision >= oldest;
  return follow(node, { from, matches, filter: undefined }, writer, counter);
}
