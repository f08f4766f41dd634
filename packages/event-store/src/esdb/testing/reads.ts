import { randomUUID } from 'node:crypto';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb';
import * as pb from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import type { ReadCounter } from './counters';
import { EventWriter, nextTurn, TURN } from './event-writer';
import { filterOf } from './filter';
import type { EventLog, LogRecord } from './log';
import { type Node, refusedAccess, refusedLeadership } from './node';
import { subscribeToAll, subscribeToStream } from './subscriptions';
import { type CallError, callError, identifierOf, nameOf, streamDeleted } from './wire';

const BACKWARDS = pb.ReadReq.Options.ReadDirection.BACKWARDS;

/** A position that is no event's (one guessed as "the last plus one", say) is refused, as no record begins there. */
function misplaced(log: EventLog, all: pb.ReadReq.Options.AllOptions): CallError | undefined {
  const position = all.getPosition();
  if (!position) return undefined;
  const commit = BigInt(position.getCommitPosition());
  const record = log.records[log.indexOf(commit)];
  if (record?.position === commit) return undefined;
  return callError(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');
}

/** Forward from the position's event on, backward from the one before it. */
function* allRecords(log: EventLog, all: pb.ReadReq.Options.AllOptions, backwards: boolean): Generator<LogRecord> {
  const position = all.getPosition();
  const length = log.records.length;
  const at = position ? log.indexOf(BigInt(position.getCommitPosition())) : all.hasEnd() ? length : 0;
  const step = backwards ? -1 : 1;
  for (let n = backwards ? at - 1 : at; n >= 0 && n < length; n += step) yield log.records[n] as LogRecord;
}

/** From the revision's event on, in either direction. */
function streamRecords(
  held: readonly LogRecord[],
  options: pb.ReadReq.Options.StreamOptions,
  backwards: boolean,
): readonly LogRecord[] {
  const from = options.hasRevision() ? Number(options.getRevision()) : undefined;
  if (backwards) {
    if (options.hasStart()) return held.slice(0, 1);
    return held.filter((record) => from === undefined || record.revision <= from).reverse();
  }
  if (options.hasEnd()) return [];
  return held.filter((record) => from === undefined || record.revision >= from);
}

/** What a read gives, or the error that it ends with, or that there is no such stream. */
function recordsOf(log: EventLog, options: pb.ReadReq.Options): Iterable<LogRecord> | CallError | undefined {
  const backwards = options.getReadDirection() === BACKWARDS;
  const all = options.getAll();
  if (all) return misplaced(log, all) ?? allRecords(log, all, backwards);
  const stream = options.getStream();
  const held = log.visible(nameOf(stream?.getStreamIdentifier()));
  if (held === 'tombstoned') return streamDeleted(nameOf(stream?.getStreamIdentifier()));
  return held && stream ? streamRecords(held, stream, backwards) : undefined;
}

async function read(node: Node, options: pb.ReadReq.Options, writer: EventWriter): Promise<CallError | undefined> {
  const records = recordsOf(node.log, options);
  if (records && 'code' in records) return records;
  if (!records) {
    const missing = identifierOf(nameOf(options.getStream()?.getStreamIdentifier()));
    await writer.message(
      new pb.ReadResp().setStreamNotFound(new pb.ReadResp.StreamNotFound().setStreamIdentifier(missing)),
    );
    return undefined;
  }
  const limit = BigInt(options.getCount());
  const filter = filterOf(options.getFilter());
  let given = 0n;
  let turn = 0;
  for (const record of records) {
    if (given >= limit || writer.over) break;
    turn += 1;
    if (turn % TURN === 0) await nextTurn();
    if (filter && !filter.matches(record)) continue;
    given += 1n;
    await writer.event(record);
  }
  return undefined;
}

async function subscribe(node: Node, options: pb.ReadReq.Options, writer: EventWriter, counter: ReadCounter) {
  const all = options.getAll();
  const wrong = all && misplaced(node.log, all);
  if (wrong) return wrong;
  const confirmation = new pb.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await writer.message(new pb.ReadResp().setConfirmation(confirmation));
  await writer.dropWhenDue();
  const stream = options.getStream();
  if (all) await subscribeToAll(node, all, filterOf(options.getFilter()), writer, counter);
  else if (stream) await subscribeToStream(node, stream, writer, counter);
  return undefined;
}

export const readHandler =
  (node: Node): IStreamsServer['read'] =>
  async (call) => {
    const options = call.request.getOptions() ?? new pb.ReadReq.Options();
    const refused = refusedAccess(node, call.metadata) ?? refusedLeadership(node, call.metadata);
    if (refused) {
      call.emit('error', refused);
      return;
    }
    const kind = options.hasSubscription() ? 'subscription' : 'read';
    const of = options.hasAll() ? '$all' : nameOf(options.getStream()?.getStreamIdentifier());
    const counter: ReadCounter = { kind, of, written: 0, sent: 0, stalls: 0, state: 'running' };
    node.counters.reads.push(counter);
    const writer = new EventWriter(node, call, counter, node.faults.takeDrop(kind));
    await node.faults.delayed();
    if (kind === 'read') await writer.dropWhenDue();
    const failed = await (kind === 'read' ? read(node, options, writer) : subscribe(node, options, writer, counter));
    if (failed && !writer.over) call.emit('error', failed);
    else writer.finish();
  };
