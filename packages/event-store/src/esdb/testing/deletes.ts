import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb';
import * as pb from '@eventstore/db-client/generated/streams_pb';
import { type Metadata, status } from '@grpc/grpc-js';
import type { Expected } from './log';
import { type Node, refusedAccess, refusedLeadership } from './node';
import { type CallError, callError, nameOf, streamDeleted } from './wire';

type Options = pb.DeleteReq.Options | pb.TombstoneReq.Options;

function expectedOf(options: Options): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasAny() ? 'any' : Number(options.getRevision());
}

/** Position of the delete as text, or the error that the call ends with. */
function deleteStream(
  node: Node,
  metadata: Metadata,
  options: Options | undefined,
  kind: 'soft' | 'tombstone',
): string | CallError {
  const refused = refusedAccess(node, metadata) ?? refusedLeadership(node, metadata);
  if (refused) return refused;
  const stream = nameOf(options?.getStreamIdentifier());
  const expected = options ? expectedOf(options) : 'any';
  const outcome = node.log.delete(stream, expected, kind);
  if (outcome.result === 'stream_deleted') return streamDeleted(stream);
  if (outcome.result !== 'wrong_expected_version') return (outcome.last?.position ?? 0n).toString();
  const words = { no_stream: -1, any: -2, stream_exists: -4 };
  return callError(status.FAILED_PRECONDITION, `Delete failed due to WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(typeof expected === 'number' ? expected : words[expected]),
    'actual-version': String(outcome.current),
  });
}

export const deleteHandlers = (node: Node): Pick<IStreamsServer, 'delete' | 'tombstone'> => ({
  delete: (call, callback) => {
    const done = deleteStream(node, call.metadata, call.request.getOptions(), 'soft');
    if (typeof done !== 'string') return callback(done);
    const position = new pb.DeleteResp.Position().setCommitPosition(done).setPreparePosition(done);
    return callback(null, new pb.DeleteResp().setPosition(position));
  },
  tombstone: (call, callback) => {
    const done = deleteStream(node, call.metadata, call.request.getOptions(), 'tombstone');
    if (typeof done !== 'string') return callback(done);
    const position = new pb.TombstoneResp.Position().setCommitPosition(done).setPreparePosition(done);
    return callback(null, new pb.TombstoneResp().setPosition(position));
  },
});
