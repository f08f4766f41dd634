import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb';
import * as pb from '@eventstore/db-client/generated/streams_pb';
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import { type Answer, batchAnswer, singleAnswer } from './append-answers';
import { type Expected, type Proposed, sizeOf } from './log';
import { leaderElsewhere, type Node, refusedAccess, refusedLeadership } from './node';
import { type CallError, nameOf, notLeader, proposedOf, unavailable } from './wire';

type Options = pb.BatchAppendReq.Options | pb.AppendReq.Options;

/** One append as either call brings it, complete. */
interface Append {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly Proposed[];
}

/** What is to be done: answer, end the call, cut the connection, or keep silent. */
type Verdict = { readonly answer: Answer } | { readonly end: CallError } | 'cut' | 'silence';

function expectedOf(options: Options): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  if (options.hasAny()) return 'any';
  return Number(options instanceof pb.AppendReq.Options ? options.getRevision() : options.getStreamPosition());
}

function apply(node: Node, { stream, expected, events }: Append): Answer {
  const outcome = node.log.append(stream, expected, events);
  const { appends } = node.counters;
  if (outcome.result === 'appended') appends.applied += 1;
  else if (outcome.result === 'repeated') appends.repeated += 1;
  else appends.refused += 1;
  return outcome;
}

function decide(node: Node, append: Append): Verdict {
  node.counters.appends.received += 1;
  const limit = node.maxAppendSize;
  const size = append.events.reduce((sum, event) => sum + sizeOf(event), 0);
  const fault = size > limit ? undefined : node.faults.takeAppend();
  const refused = size > limit || (fault !== undefined && !fault.startsWith('applied'));
  if (refused) node.counters.appends.refused += 1;
  if (size > limit) return { answer: { result: 'too_large', limit } };
  switch (fault) {
    case undefined:
      return { answer: apply(node, append) };
    case 'wrong-expected-version': {
      const held = node.log.visible(append.stream);
      const current = Array.isArray(held) ? (held.at(-1)?.revision ?? -1) : -1;
      return { answer: { result: 'wrong_expected_version', current } };
    }
    case 'deadline-exceeded':
      return { answer: { result: 'timeout' } };
    case 'not-leader':
      return { end: notLeader(leaderElsewhere(node)) };
    case 'unavailable':
      return { end: unavailable() };
  }
  const outcome = apply(node, append);
  // A refused append took no effect: then there is nothing to hide.
  if (outcome.result !== 'appended' && outcome.result !== 'repeated') return { answer: outcome };
  node.counters.appends.unanswered += 1;
  if (fault === 'applied-timeout') return { answer: { result: 'timeout' } };
  return fault === 'applied-dropped' ? 'cut' : 'silence';
}

/** The bidirectional call: many appends, each of one or more messages, each answered by its correlation id. */
function batchAppend(node: Node, call: ServerDuplexStream<pb.BatchAppendReq, pb.BatchAppendResp>): void {
  const refused = refusedAccess(node, call.metadata);
  /** The refusal of an append on this call; undefined when it is let in. */
  const admitted = (): Verdict | undefined => {
    if (refused?.code === status.PERMISSION_DENIED) return { answer: { result: 'access_denied' } };
    const end = refused ?? refusedLeadership(node, call.metadata);
    return end && { end };
  };
  const open = new Map<string, { options: pb.BatchAppendReq.Options; events: Proposed[]; size: number }>();

  const settle = async (request: pb.BatchAppendReq, append: Append, verdict: Verdict): Promise<void> => {
    await node.faults.delayed();
    if (call.cancelled || verdict === 'silence') return;
    if (verdict === 'cut') node.cut(call.getPeer());
    else if ('end' in verdict) call.emit('error', verdict.end);
    else call.write(batchAnswer(request.getCorrelationId(), append.stream, append.expected, verdict.answer));
  };

  call.on('data', (request: pb.BatchAppendReq) => {
    const key = request.getCorrelationId()?.getString() ?? '';
    const options = request.getOptions();
    if (options) open.set(key, { options, events: [], size: 0 });
    const pending = open.get(key);
    if (!pending) return;
    const events = request.getProposedMessagesList().map(proposedOf);
    pending.events.push(...events);
    pending.size += events.reduce((sum, event) => sum + sizeOf(event), 0);
    // Too large is answered at once; what still comes of that append finds nothing open.
    if (!request.getIsFinal() && pending.size <= node.maxAppendSize) return;
    open.delete(key);
    const stream = nameOf(pending.options.getStreamIdentifier());
    const append = { stream, expected: expectedOf(pending.options), events: pending.events };
    void settle(request, append, admitted() ?? decide(node, append));
  });
  call.on('end', () => call.end());
}

const append =
  (node: Node): IStreamsServer['append'] =>
  (call, callback) => {
    let options: pb.AppendReq.Options | undefined;
    const events: Proposed[] = [];
    call.on('data', (request: pb.AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) events.push(proposedOf(message));
    });
    call.on('end', async () => {
      const refused = refusedAccess(node, call.metadata) ?? refusedLeadership(node, call.metadata);
      if (refused) return callback(refused);
      const stream = nameOf(options?.getStreamIdentifier());
      const expected = options ? expectedOf(options) : 'any';
      const verdict = decide(node, { stream, expected, events });
      await node.faults.delayed();
      if (call.cancelled || verdict === 'silence') return;
      if (verdict === 'cut') return node.cut(call.getPeer());
      if ('end' in verdict) return callback(verdict.end);
      const answer = singleAnswer(stream, expected, verdict.answer);
      return answer instanceof pb.AppendResp ? callback(null, answer) : callback(answer);
    });
  };

export const appendHandlers = (node: Node): Pick<IStreamsServer, 'append' | 'batchAppend'> => ({
  append: append(node),
  batchAppend: (call) => batchAppend(node, call),
});
