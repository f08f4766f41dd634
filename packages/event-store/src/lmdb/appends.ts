import { AppendTooLargeError, WrongExpectedRevisionError } from '../errors';
import { type AppendResult, type EventCodec, NO_STREAM, type StreamAppend } from '../port';
import { jumpAfter, type Link, NO_POSITION } from './chain';
import type { Tail } from './committer';
import type { Engine } from './engine';
import { InvalidAppendError, StoreCorruptError } from './errors';
import { MAX_NAME_BYTES, nameKey, newRecord, positionKey, writeHead, writePointers } from './layout';
import type { Reads } from './reads';

/** Bytes of all events of one call as the codec wrote them: leaves room for the envelope that Kafka's 1 MiB must hold too. */
export const MAX_APPEND_BYTES = 1_000_000;

export interface PreparedAppend {
  readonly stream: string;
  readonly key: Uint8Array;
  readonly expectedRevision: number;
  readonly ids: readonly string[];
  readonly records: readonly Buffer[];
}

export interface PreparedBatch {
  readonly appends: readonly PreparedAppend[];
  readonly bytes: number;
}

/** What can be done before the write transaction, which holds up every other writer. */
export function prepareBatch(appends: readonly StreamAppend[], codec: EventCodec, recordedAt: number): PreparedBatch {
  let bytes = 0;
  const prepared = appends.map(({ stream, expectedRevision, events }) => {
    const key = nameKey(stream);
    if (key.length === 0 || key.length > MAX_NAME_BYTES) {
      throw new InvalidAppendError(`a stream name has 1 to ${MAX_NAME_BYTES} bytes, this one ${key.length}`);
    }
    if (!Number.isInteger(expectedRevision) || expectedRevision < NO_STREAM) {
      throw new InvalidAppendError(`${expectedRevision} is not a revision of stream ${stream}`);
    }
    if (events.length === 0) throw new InvalidAppendError(`the append to stream ${stream} holds no event`);
    const records = events.map((event, index) => {
      const encoded = codec.encode({ ...event, stream, revision: expectedRevision + 1 + index, recordedAt });
      bytes += encoded.length;
      return newRecord(encoded);
    });
    return { stream, key, expectedRevision, ids: events.map((event) => event.id), records };
  });
  if (new Set(appends.map((append) => append.stream)).size !== appends.length) {
    throw new InvalidAppendError('a stream stands at most once in a batch');
  }
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLargeError(bytes);
  return { appends: prepared, bytes };
}

/** An append that may be written behind this head, or the answer that the same append got before. */
export type Plan =
  | { readonly kind: 'write'; readonly append: PreparedAppend; readonly head: Link | undefined }
  | { readonly kind: 'repeat'; readonly result: AppendResult };

/** Inside the write transaction; writes nothing. Errors: WrongExpectedRevisionError. */
export function planAppend(append: PreparedAppend, reads: Reads): Plan {
  const head = reads.head(append.key);
  const actual = head?.revision ?? NO_STREAM;
  if (actual === append.expectedRevision) return { kind: 'write', append, head };
  const last = append.expectedRevision + append.ids.length;
  if (head !== undefined && last <= actual) {
    const found = reads.revisions(head, append.expectedRevision + 1, last);
    if (found.every((event, index) => event.id === append.ids[index])) {
      return { kind: 'repeat', result: { revision: last, position: found.at(-1)?.position ?? 0n } };
    }
  }
  throw new WrongExpectedRevisionError(append.stream, append.expectedRevision, actual);
}

/** Inside the write transaction: an error here must fail the whole transaction. Moves the tail on. */
export function writeAppend(engine: Engine, reads: Reads, plan: Plan, tail: Tail): AppendResult {
  if (plan.kind === 'repeat') return plan.result;
  let link = plan.head;
  for (const record of plan.append.records) {
    const position = tail.position + 1;
    const jump = jumpAfter(link, reads.pointers);
    writePointers(record, link?.position ?? NO_POSITION, jump);
    // The types of lmdb say void; it answers false when the key is not behind the last one.
    const written: unknown = engine.log.putSync(positionKey(position), record, { append: true });
    if (written !== true) throw new StoreCorruptError(`position ${position} is taken`);
    tail.position = position;
    link = { revision: (link?.revision ?? NO_STREAM) + 1, position, jump };
  }
  if (link === undefined) throw new InvalidAppendError('an append without events was planned');
  engine.heads.putSync(plan.append.key, writeHead(link));
  return { revision: link.revision, position: BigInt(link.position) };
}
