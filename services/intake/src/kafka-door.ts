import type { Batch, BatchOutcome, Consumer, IncomingRecord } from '@openlnp/broker';
import {
  decodeAs,
  HEADERS,
  isMessageError,
  isMessageId,
  requestHash,
  requestIdOf,
  saysTheSame,
  soaRequestsTopic,
} from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';
import {
  consumeRecords,
  countOutcomes,
  deadLetter,
  isPassing,
  outcomeOf,
  refusedAppend,
  requestStream,
  type ServiceDeps,
  traceparentOf,
} from '@openlnp/service';
import { accept, type Incoming, type Turn, turnsOf } from './accept';
import type { Quota } from './http/quota';
import type { PendingRequests } from './pending';
import { clientOf, type KnownFromLog, resolved } from './resolve';
import { shapeErrors } from './shape';

const PREFIX = soaRequestsTopic('' as Spid);

/** No request needs more; a refusal repeats fields of its request, and must fit into one append, one record. */
const MOST_BYTES = 65_536;

/** What a record turned out to be: nothing that can be read, a request that is refused as it stands, or one to take in. */
type Taken = { readonly record: IncomingRecord } & (
  | { readonly dead: string; readonly detail: string }
  | { readonly incoming: Incoming; readonly errors: readonly RequestError[] }
  | { readonly incoming: Incoming; readonly whole: Incoming }
);

/**
 * Takes requests from soa.requests.<SPID>: the topic is the sender (law 4). A record that cannot be read goes to the dead letters;
 * one that can but is not well-formed was accepted by the produce, so it gets its one final reply: refused.
 * A SPID over its quota is left to wait on its topic; the others go on.
 */
export class KafkaDoor {
  private consumer: Consumer | undefined;
  private following: Promise<void> = Promise.resolve();
  private topics: readonly string[] = [];

  constructor(
    private readonly deps: ServiceDeps,
    private readonly pending: PendingRequests,
    private readonly quota: Quota,
    private readonly known: KnownFromLog,
  ) {}

  /** Follows the topics of these SPIDs; called again whenever a service provider joins. */
  follow(spids: readonly Spid[]): Promise<void> {
    // One at a time, so that a newcomer in the middle of it makes no second consumer.
    const followed = this.following.then(() => this.join(spids.map(soaRequestsTopic).sort()));
    this.following = followed.catch(() => undefined);
    return followed;
  }

  async stop(): Promise<void> {
    await this.following;
    await this.consumer?.stop();
  }

  private async join(topics: readonly string[]): Promise<void> {
    if (topics.length === 0 || topics.join() === this.topics.join()) return;
    if (this.consumer !== undefined) await this.consumer.setTopics(topics);
    else
      this.consumer = await consumeRecords(this.deps, {
        group: 'intake',
        topics,
        onRecords: (records, batch) => this.take(records, batch),
      });
    this.topics = topics;
  }

  private async take(records: readonly IncomingRecord[], batch: Batch): Promise<BatchOutcome> {
    const sender = batch.topic.slice(PREFIX.length) as Spid;
    // Taken together, so that the broker and the store see one batch; kept in order by the partition they go to.
    let allowed = 0;
    let waitSeconds: number | undefined;
    const ids = new Set<string>();
    for (const { headers } of records) {
      // A message id once more waits for the fate of the first: it is a repeat, or another request that must not pass for one.
      const id = headers[HEADERS.messageId];
      if (id !== undefined && ids.has(id)) break;
      if (id !== undefined) ids.add(id);
      waitSeconds = this.quota(sender);
      if (waitSeconds !== undefined) break;
      allowed += 1;
    }
    // All are resolved before the first is taken in: one that waits for the log is not overtaken by those behind it.
    const read = await Promise.all(records.slice(0, allowed).map((record) => this.read(sender, record)));
    // What the store is asked of each may be answered in any order; they go on in that of the topic.
    const turns = turnsOf(read.length);
    await Promise.all(
      read.map((taken, place) => {
        const turn = turns[place] as Turn;
        return this.takeOne(taken, turn).finally(turn.over);
      }),
    );
    const next = records[allowed];
    return next === undefined ? undefined : { next: next.offset, pauseMs: Math.ceil((waitSeconds ?? 0) * 1000) };
  }

  private async takeOne(taken: Taken, turn: Turn): Promise<void> {
    const { record } = taken;
    if ('dead' in taken) return deadLetter(this.deps, record, taken.dead, taken.detail);
    if ('errors' in taken) return this.refuse(record, taken.incoming, taken.errors);
    const result = await accept(this.deps, this.pending, taken.whole, taken.incoming, turn);
    if (result.ok) return undefined;
    const { code } = result.error;
    if (isPassing({ code })) throw Object.assign(new Error('the broker is away'), { code });
    return deadLetter(this.deps, record, code, JSON.stringify(result.error));
  }

  private async read(sender: Spid, record: IncomingRecord): Promise<Taken> {
    const dead = (reason: string, detail: string): Taken => ({ record, dead: reason, detail });
    const messageId = record.headers[HEADERS.messageId];
    if (messageId === undefined) return dead('message_id_missing', `header ${HEADERS.messageId} is missing`);
    if (!isMessageId(messageId)) return dead('message_id_invalid', messageId.slice(0, 100));
    const { byteLength } = record.value;
    if (byteLength > MOST_BYTES) return dead('body_too_large', `${byteLength} bytes, at most ${MOST_BYTES}`);
    const decoded = decodedRequest(record.value);
    if ('dead' in decoded) return dead(decoded.dead, decoded.detail);
    const { kind, data } = decoded;
    // Stored, and repeated in a header of every record that the request causes: what is no trace context, of any size, stays out.
    const traceparent = traceparentOf(record.headers[HEADERS.traceparent]) ?? null;
    const actingFor = record.headers[HEADERS.actingFor] ?? null;
    const request = Buffer.from(record.value);
    const from = { sender, actingFor, user: null, messageId, origin: 'kafka' } as const;
    const incoming: Incoming = { ...from, kind, request, traceparent };
    const errors = shapeErrors(kind, data);
    if (errors.length > 0) return { record, incoming, errors };
    const result = await resolved(incoming, this.known);
    return result.ok ? { record, incoming, whole: result.incoming } : { record, incoming, errors: result.errors };
  }

  /** The outcome of an accepted request that never was one: its stream receives it once, repeats change nothing. */
  private async refuse(record: IncomingRecord, incoming: Incoming, errors: readonly RequestError[]): Promise<void> {
    const { sender, messageId, kind, origin, traceparent, request } = incoming;
    const requestId = requestIdOf(sender, messageId);
    const reused = () => deadLetter(this.deps, record, 'message_id_reused', requestId);
    if (this.pending.get(requestId) !== undefined) return reused();
    const [known] = await this.deps.store.readStream(requestStream(requestId), { limit: 1 });
    if (known !== undefined) {
      const { contentHash } = outcomeOf(known)?.data ?? {};
      return contentHash !== undefined && saysTheSame(contentHash, incoming) ? undefined : reused();
    }
    const acceptedAt = this.deps.clock.now();
    // An outcome that its client may read too, as far as it is one (law 4).
    const actingFor = await clientOf(incoming, this.known);
    const said = { requestId, sender, actingFor, user: null, messageId, kind, origin };
    const accepted = { ...said, acceptedAt, traceparent, request };
    const outcome = refusedAppend({ ...accepted, contentHash: requestHash(incoming) }, errors);
    await this.deps.store.append(outcome);
    countOutcomes(this.deps.metrics, [outcome], acceptedAt);
  }
}

function decodedRequest(value: Uint8Array): { kind: string; data: object } | { dead: string; detail: string } {
  try {
    const { type: kind, data } = decodeAs<object>('openlnp.request.', value);
    return { kind, data };
  } catch (error) {
    if (!isMessageError(error)) throw error;
    return { dead: error.code, detail: error.message };
  }
}
