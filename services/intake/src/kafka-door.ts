import type { Batch, BatchOutcome, Consumer, IncomingRecord } from '@openlnp/broker';
import { contentHash, decodeAs, HEADERS, isMessageError, requestIdOf, soaRequestsTopic } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';
import {
  consumeRecords,
  deadLetter,
  isPassing,
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

/**
 * Takes requests from soa.requests.<SPID>: the topic is the sender (law 4). A record that cannot be read goes to the dead letters;
 * one that can but is not well-formed was accepted by the produce, so it gets its one final reply: refused.
 * A SPID over its quota is left to wait on its topic; the others go on.
 */
export class KafkaDoor {
  private consumer: Consumer | undefined;
  private topics: readonly string[] = [];

  constructor(
    private readonly deps: ServiceDeps,
    private readonly pending: PendingRequests,
    private readonly quota: Quota,
  ) {}

  /** Follows the topics of these SPIDs; called again whenever a service provider joins. */
  async follow(spids: readonly Spid[]): Promise<void> {
    const topics = spids.map(soaRequestsTopic).sort();
    if (topics.length === 0 || topics.join() === this.topics.join()) return;
    this.topics = topics;
    if (this.consumer !== undefined) return this.consumer.setTopics(topics);
    this.consumer = await consumeRecords(this.deps, {
      group: 'intake',
      topics,
      onRecords: (records, batch) => this.take(records, batch),
    });
  }

  async stop(): Promise<void> {
    await this.consumer?.stop();
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
    try {
      const { type: kind, data } = decodeAs<object>('openlnp.request.', record.value);
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
    if (this.pending.get(requestId) !== undefined) return deadLetter(this.deps, record, 'message_id_reused', requestId);
    const known = await this.deps.store.readStream(requestStream(requestId), { limit: 1 });
    if (known.length > 0) return;
    const acceptedAt = this.deps.clock.now();
    await this.deps.store.append(
      refusedAppend(
        {
          requestId,
          sender,
          actingFor: null,
          messageId,
          kind,
          origin,
          acceptedAt,
          contentHash: contentHash(request),
          traceparent,
          request,
        },
        errors,
      ),
    );
    for (const { code } of errors) this.deps.metrics.refused.inc({ code });
  }
}
