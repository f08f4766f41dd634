import { AppendTooLargeError, WrongExpectedRevisionError } from '../errors';
import { InvalidAppendError } from '../lmdb/errors';
import { type AppendResult, type EventJsonCodec, NO_STREAM, type StreamAppend } from '../port';
import { BatchAppender, type EncodedAppend, withDashes } from './batch-append';
import type { Connection } from './connection';
import { faultOf } from './errors';
import type { Reads } from './reads';

/** Bytes of data and metadata of all events of one call: as the embedded store, and below the server's own limit of 1 MiB. */
export const MAX_APPEND_BYTES = 1_000_000;

/** Kinds of streams that do not depend on others of their kind, as port.ts says of batches. */
const INDEPENDENT = /^(tn|request)-/;

export interface PreparedAppend extends EncodedAppend {
  readonly expectedRevision: number;
  readonly bytes: number;
}

/** Throws before anything is sent: AppendTooLargeError, InvalidAppendError, and what the codec throws. */
export function prepareBatch(
  appends: readonly StreamAppend[],
  codec: EventJsonCodec,
  recordedAt: number,
  isOurs: (stream: string) => boolean,
): PreparedAppend[] {
  const prepared = appends.map(({ stream, expectedRevision, events }) => {
    if (!isOurs(stream)) throw new InvalidAppendError(`${stream || '(none)'} is no name of this store's streams`);
    if (!Number.isInteger(expectedRevision) || expectedRevision < NO_STREAM) {
      throw new InvalidAppendError(`${expectedRevision} is not a revision of stream ${stream}`);
    }
    if (events.length === 0) throw new InvalidAppendError(`the append to stream ${stream} holds no event`);
    const encoded = events.map((event, index) => {
      const json = codec.encode({ ...event, stream, revision: expectedRevision + 1 + index, recordedAt });
      const [data, metadata] = [Buffer.from(json.data, 'utf8'), Buffer.from(json.metadata, 'utf8')];
      return { uuid: withDashes(event.id), type: event.type, data, metadata };
    });
    const bytes = encoded.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    return { stream, expectedRevision, events: encoded, bytes };
  });
  if (new Set(appends.map(({ stream }) => stream)).size !== appends.length) {
    throw new InvalidAppendError('a stream stands at most once in a batch');
  }
  const bytes = prepared.reduce((sum, append) => sum + append.bytes, 0);
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLargeError(bytes);
  return prepared;
}

export class Appends {
  private readonly appender = new BatchAppender();

  constructor(
    private readonly connection: Connection,
    private readonly reads: Reads,
  ) {}

  async inOrder(appends: readonly PreparedAppend[]): Promise<AppendResult[]> {
    const results: AppendResult[] = [];
    while (results.length < appends.length) {
      const settled = await Promise.allSettled(nextGroup(appends, results.length).map((append) => this.one(append)));
      for (const outcome of settled) {
        if (outcome.status === 'rejected') throw outcome.reason;
        results.push(outcome.value);
      }
    }
    return results;
  }

  /** For notes beside the events: whatever stands there, no revision expected. */
  async write(append: EncodedAppend): Promise<void> {
    await this.connection.call((client) => this.appender.append(client, append));
  }

  /**
   * After an unclear answer the same append is sent again: by its expected revision it can take effect only once. When it had
   * taken effect, the server answers alike or with a wrong version; then the ids in the stream tell.
   */
  private async one(append: PreparedAppend): Promise<AppendResult> {
    const revision = append.expectedRevision + append.events.length;
    try {
      const position = await this.connection.call((client) => this.appender.append(client, append));
      return { revision, position: position ?? (await this.positionOf(append.stream, revision)) };
    } catch (error) {
      if (faultOf(error) === 'too_large') throw new AppendTooLargeError(append.bytes);
      if (faultOf(error) !== 'wrong_version') throw error;
      return this.asBefore(append, revision);
    }
  }

  private async asBefore({ stream, expectedRevision, events }: PreparedAppend, last: number): Promise<AppendResult> {
    const [end] = await this.reads.raw(stream, { direction: 'backward', limit: 1 });
    const actual = end?.revision ?? NO_STREAM;
    if (last <= actual) {
      const found = await this.reads.raw(stream, { from: expectedRevision + 1, limit: events.length });
      const alike = events.every(
        ({ uuid }, index) => found[index] !== undefined && withDashes(found[index].id) === uuid,
      );
      if (alike) return { revision: last, position: found.at(-1)?.position ?? 0n };
    }
    throw new WrongExpectedRevisionError(stream, expectedRevision, actual);
  }

  private async positionOf(stream: string, revision: number): Promise<bigint> {
    const [event] = await this.reads.raw(stream, { from: revision, limit: 1 });
    return event?.position ?? 0n;
  }
}

/** One stream, or neighbours that may be appended at the same time. The call keeps their order as far as nothing fails. */
function nextGroup(appends: readonly PreparedAppend[], from: number): readonly PreparedAppend[] {
  const kindOf = (at: number): string | undefined => INDEPENDENT.exec(appends[at]?.stream ?? '')?.[0];
  const kind = kindOf(from);
  let end = from + 1;
  while (kind !== undefined && kindOf(end) === kind) end += 1;
  return appends.slice(from, end);
}
