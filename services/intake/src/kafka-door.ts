import type { Batch, BatchOutcome, Consumer, IncomingRecord } from '@openlnp/broker';
import {
  contentHash,
  decodeAs,
  HEADERS,
  isMessageError,
  isMessageId,
  requestIdOf,
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
import { accept, type Incoming } from './accept';
import type { Quota } from './http/quota';
import type { PendingRequests } from './pending';
import { shapeErrors } from './shape';

const PREFIX = soaRequestsTopic('' as Spid);

/** No request needs more; a refusal repeats fields of its request, and must fit into one append, one record. */
const MOST_BYTES = 65_536;

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
    while (allowed < records.length) {
      waitSeconds = this.quota(sender);
      if (waitSeconds !== undefined) break;
      allowed += 1;
    }
    await Promise.all(records.slice(0, allowed).map((record) => this.takeOne(sender, record)));
    const next = records[allowed];
    return next === undefined ? undefined : { next: next.offset, pauseMs: Math.ceil((waitSeconds ?? 0) * 1000) };
  }

  private async takeOne(sender: Spid, record: IncomingRecord): Promise<void> {
    const incoming = this.read(sender, record);
    if ('dead' in incoming) return deadLetter(this.deps, record, incoming.dead, incoming.detail);
    if (incoming.errors.length > 0) return this.refuse(record, incoming, incoming.errors);
    const result = await accept(this.deps, this.pending, incoming);
    if (result.ok) return undefined;
    const { code } = result.error;
    if (isPassing({ code })) throw Object.assign(new Error('the broker is away'), { code });
    return deadLetter(this.deps, record, code, JSON.stringify(result.error));
  }

  private read(
    sender: Spid,
    record: IncomingRecord,
  ): (Incoming & { errors: readonly RequestError[] }) | { dead: string; detail: string } {
    const messageId = record.headers[HEADERS.messageId];
    if (messageId === undefined)
      return { dead: 'message_id_missing', detail: `header ${HEADERS.messageId} is missing` };
    if (!isMessageId(messageId)) return { dead: 'message_id_invalid', detail: messageId.slice(0, 100) };
    const { byteLength } = record.value;
    if (byteLength > MOST_BYTES)
      return { dead: 'body_too_large', detail: `${byteLength} bytes, at most ${MOST_BYTES}` };
    try {
      const { type: kind, data } = decodeAs<object>('openlnp.request.', record.value);
      // Stored, and repeated in a header of every record that the request causes: what is no trace context, of any size, stays out.
      const traceparent = traceparentOf(record.headers[HEADERS.traceparent]) ?? null;
      const request = Buffer.from(record.value);
      return { sender, messageId, origin: 'kafka', kind, request, traceparent, errors: shapeErrors(kind, data) };
    } catch (error) {
      if (!isMessageError(error)) throw error;
      return { dead: error.code, detail: error.message };
    }
  }

  /** The outcome of an accepted request that never was one: its stream receives it once, repeats change nothing. */
  private async refuse(record: IncomingRecord, incoming: Incoming, errors: readonly RequestError[]): Promise<void> {
    const { sender, messageId, kind, origin, traceparent, request } = incoming;
    const requestId = requestIdOf(sender, messageId);
    const reused = () => deadLetter(this.deps, record, 'message_id_reused', requestId);
    if (this.pending.get(requestId) !== undefined) return reused();
    const [known] = await this.deps.store.readStream(requestStream(requestId), { limit: 1 });
    const hash = contentHash(request);
    if (known !== undefined) return outcomeOf(known)?.data.contentHash === hash ? undefined : reused();
    const acceptedAt = this.deps.clock.now();
    const accepted = { requestId, sender, actingFor: null, messageId, kind, origin, acceptedAt, traceparent, request };
    const outcome = refusedAppend({ ...accepted, contentHash: hash }, errors);
    await this.deps.store.append(outcome);
    countOutcomes(this.deps.metrics, [outcome], acceptedAt);
  }
}
