import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { NO_STREAM } from '../port';
import { insides } from './connection';
import { type Fault, FaultError } from './errors';

export interface EncodedEvent {
  /** With dashes. */
  readonly uuid: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface EncodedAppend {
  readonly stream: string;
  readonly expectedRevision: number | 'any';
  readonly events: readonly EncodedEvent[];
}

type Call = ReturnType<StreamsClient['batchAppend']>;
interface Waiter {
  resolve(position: bigint | undefined): void;
  reject(error: unknown): void;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'event_store.client.WrongExpectedVersion': 'wrong_version',
  'event_store.client.AccessDenied': 'denied',
  'event_store.client.StreamDeleted': 'final',
  'event_store.client.MaximumAppendSizeExceeded': 'too_large',
};
const MOST_POSITION = 2n ** 63n;

/**
 * All appends go down one call, answered one by one. The client's own appendToStream does the same, but ends the process when
 * the call breaks while more than sixteen appends are on their way (a rejection that nobody can catch), and when a late answer
 * comes after another connection's error (its list of waiting appends is one for the whole process).
 */
export class BatchAppender {
  private readonly calls = new WeakMap<StreamsClient, Call>();
  private readonly waiting = new WeakMap<Call, Map<string, Waiter>>();

  /** The position of the last event, undefined when the server does not tell. Throws FaultError or the error of the call. */
  async append(client: EventStoreDBClient, append: EncodedAppend): Promise<bigint | undefined> {
    const open = (grpc: StreamsClient): Call => this.open(client, grpc);
    const call = await insides(client).GRPCStreamCreator(StreamsClient, 'batchAppend', open, this.calls)();
    const waiters = this.waiting.get(call);
    if (waiters === undefined) throw new FaultError('passing', 'the connection was lost');
    return new Promise((resolve, reject) => {
      const id = randomUUID();
      waiters.set(id, { resolve, reject });
      call.write(requestOf(id, append));
    });
  }

  private open(client: EventStoreDBClient, grpc: StreamsClient): Call {
    // The deadline is the caller's: this call lives as long as the connection.
    const call = grpc.batchAppend(...insides(client).callArguments({ requiresLeader: true }, { deadline: Infinity }));
    const waiters = new Map<string, Waiter>();
    this.waiting.set(call, waiters);
    const fail = (error: unknown): void => {
      this.waiting.delete(call);
      for (const waiter of waiters.values()) waiter.reject(error);
      waiters.clear();
    };
    call.on('data', (answer: BatchAppendResp) => {
      const id = uuidOf(answer.getCorrelationId());
      const waiter = waiters.get(id);
      waiters.delete(id);
      if (waiter !== undefined) settle(waiter, answer);
    });
    call.on('error', fail);
    call.on('end', () => {
      fail(new FaultError('passing', 'the server ended the connection'));
      call.end();
    });
    return call;
  }
}

function settle(waiter: Waiter, answer: BatchAppendResp): void {
  const error = answer.getError();
  if (error !== undefined) {
    // Such as "Server Is Not Ready", and timeouts: whether it was appended is not known.
    const kind = error.getDetails()?.getTypeName() ?? '';
    waiter.reject(new FaultError(FAULTS[kind] ?? 'unclear', error.getMessage() || kind));
    return;
  }
  const commit = answer.getSuccess()?.getPosition()?.getCommitPosition();
  const position = commit === undefined ? undefined : BigInt(commit);
  waiter.resolve(position !== undefined && position < MOST_POSITION ? position : undefined);
}

function requestOf(id: string, { stream, expectedRevision, events }: EncodedAppend): BatchAppendReq {
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')));
  if (expectedRevision === 'any') options.setAny(new Empty());
  else if (expectedRevision === NO_STREAM) options.setNoStream(new Empty());
  else options.setStreamPosition(String(expectedRevision));
  const request = new BatchAppendReq().setOptions(options).setCorrelationId(new UUID().setString(id)).setIsFinal(true);
  for (const { uuid, type, data, metadata } of events) {
    const message = new BatchAppendReq.ProposedMessage().setId(new UUID().setString(uuid));
    message.getMetadataMap().set('type', type).set('content-type', 'application/json');
    request.addProposedMessages(message.setData(data).setCustomMetadata(metadata));
  }
  return request;
}

/** Servers may answer in the other form. */
function uuidOf(uuid: UUID | undefined): string {
  const halves = uuid?.getStructured();
  if (halves === undefined) return uuid?.getString() ?? '';
  const hex = [halves.getMostSignificantBits(), halves.getLeastSignificantBits()]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return withDashes(hex);
}

export const withDashes = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
