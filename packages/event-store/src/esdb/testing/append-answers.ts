import * as rpc from '@eventstore/db-client/generated/code_pb';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import * as pb from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { AppendOutcome, Expected } from './log';
import { type CallError, callError, identifierOf, streamDeleted } from './wire';

/** What an append comes to, in neither of the two forms of the wire. */
export type Answer =
  | AppendOutcome
  | { readonly result: 'too_large'; readonly limit: number }
  | { readonly result: 'timeout' }
  | { readonly result: 'access_denied' };

const statusOf = (code: rpc.Code, kind: string, details: { serializeBinary(): Uint8Array }): Status => {
  const any = new Any();
  any.pack(details.serializeBinary(), `event_store.client.${kind}`);
  return new Status().setCode(code).setMessage(kind).setDetails(any);
};

function wrongVersion(expected: Expected, current: number): Status {
  const details = new shared.WrongExpectedVersion();
  if (current < 0) details.setCurrentNoStream(new Empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === 'any') details.setExpectedAny(new Empty());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(new Empty());
  else if (expected === 'no_stream') details.setExpectedNoStream(new Empty());
  else details.setExpectedStreamPosition(String(expected));
  return statusOf(rpc.Code.ALREADY_EXISTS, 'WrongExpectedVersion', details);
}

/** One answer of a BatchAppend call; errors are answers there and leave the call open. */
export function batchAnswer(
  correlation: shared.UUID | undefined,
  stream: string,
  expected: Expected,
  answer: Answer,
): pb.BatchAppendResp {
  const response = new pb.BatchAppendResp().setCorrelationId(correlation).setStreamIdentifier(identifierOf(stream));
  switch (answer.result) {
    case 'wrong_expected_version':
      return response.setError(wrongVersion(expected, answer.current));
    case 'stream_deleted': {
      const details = new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream));
      return response.setError(statusOf(rpc.Code.NOT_FOUND, 'StreamDeleted', details));
    }
    case 'too_large': {
      const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(answer.limit);
      return response.setError(statusOf(rpc.Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', details));
    }
    case 'timeout':
      return response.setError(statusOf(rpc.Code.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout()));
    case 'access_denied':
      return response.setError(statusOf(rpc.Code.PERMISSION_DENIED, 'AccessDenied', new shared.AccessDenied()));
    default: {
      const success = new pb.BatchAppendResp.Success();
      if (answer.revision < 0) success.setNoStream(new Empty());
      else success.setCurrentRevision(String(answer.revision));
      const position = answer.last?.position.toString();
      if (position === undefined) success.setNoPosition(new Empty());
      else success.setPosition(new shared.AllStreamPosition().setCommitPosition(position).setPreparePosition(position));
      return response.setSuccess(success);
    }
  }
}

/** The answer of the older Append call, which ends with an error for all but a wrong version. */
export function singleAnswer(stream: string, expected: Expected, answer: Answer): pb.AppendResp | CallError {
  switch (answer.result) {
    case 'wrong_expected_version': {
      const wrong = new pb.AppendResp.WrongExpectedVersion();
      if (answer.current < 0) wrong.setCurrentNoStream(new shared.Empty());
      else wrong.setCurrentRevision(String(answer.current));
      if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
      else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
      else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
      else wrong.setExpectedRevision(String(expected));
      return new pb.AppendResp().setWrongExpectedVersion(wrong);
    }
    case 'stream_deleted':
      return streamDeleted(stream);
    case 'too_large':
      return callError(status.INVALID_ARGUMENT, `Maximum Append Size of ${answer.limit} Exceeded.`, {
        exception: 'maximum-append-size-exceeded',
        'maximum-append-size': String(answer.limit),
      });
    case 'timeout':
      return callError(status.ABORTED, 'Operation timed out: commit timeout');
    case 'access_denied':
      return callError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
    default: {
      const success = new pb.AppendResp.Success();
      if (answer.revision < 0) success.setNoStream(new shared.Empty());
      else success.setCurrentRevision(String(answer.revision));
      const position = answer.last?.position.toString();
      if (position === undefined) success.setNoPosition(new shared.Empty());
      else success.setPosition(new pb.AppendResp.Position().setCommitPosition(position).setPreparePosition(position));
      return new pb.AppendResp().setSuccess(success);
    }
  }
}
