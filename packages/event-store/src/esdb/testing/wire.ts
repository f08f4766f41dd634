import { randomUUID } from 'node:crypto';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import * as pb from '@eventstore/db-client/generated/streams_pb';
import { Metadata, type ServerErrorResponse, status } from '@grpc/grpc-js';
import type { LogRecord, Proposed } from './log';

/** What a handler gives to grpc-js as the end of a call. */
export type CallError = ServerErrorResponse & { readonly code: status; readonly metadata: Metadata };

/** An error as EventStoreDB ends a call with: the client reads the kind from the trailer `exception`. */
export function callError(code: status, details: string, trailers: Readonly<Record<string, string>> = {}): CallError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { name: 'CallError', message: details, code, details, metadata };
}

export const accessDenied = (): CallError =>
  callError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

export const notLeader = (leader: { readonly host: string; readonly port: number }): CallError =>
  callError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': String(leader.port),
  });

export const unavailable = (details = 'Server Is Not Ready'): CallError => callError(status.UNAVAILABLE, details);

export const streamDeleted = (stream: string): CallError =>
  callError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const identifierOf = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8').toString('base64'));

/** Both forms of an id on the wire: a text, or two signed 64-bit halves. */
export function uuidOf(uuid: shared.UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (!structured) return uuid?.getString() ?? randomUUID();
  const half = (bits: string): string => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex = half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Both kinds of append propose events alike. */
export function proposedOf(message: pb.AppendReq.ProposedMessage | pb.BatchAppendReq.ProposedMessage): Proposed {
  return {
    id: uuidOf(message.getId()).toLowerCase(),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? 'application/octet-stream',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** `created` goes out in ticks of 100 ns since the Unix epoch. */
export function eventResponse(record: LogRecord): pb.ReadResp {
  const position = record.position.toString();
  const event = new pb.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(record.id))
    .setStreamIdentifier(identifierOf(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  const map = event.getMetadataMap();
  map.set('type', record.type);
  map.set('content-type', record.contentType);
  map.set('created', (BigInt(record.created) * 10_000n).toString());
  return new pb.ReadResp().setEvent(new pb.ReadResp.ReadEvent().setEvent(event).setCommitPosition(position));
}

export const checkpointResponse = (position: bigint): pb.ReadResp =>
  new pb.ReadResp().setCheckpoint(
    new pb.ReadResp.Checkpoint().setCommitPosition(position.toString()).setPreparePosition(position.toString()),
  );
