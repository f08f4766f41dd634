import type { IncomingRecord } from '@openlnp/broker';
import { decodeWire, HEADERS, soaMessagesTopic, toJson } from '@openlnp/messages';
import { identityOf } from '../auth';
import { sseEvent } from '../feed/feed';
import type { Feeds } from '../feed/feeds';
import { invalid, lastSeen } from '../input';
import { FEED_PARAMETERS } from '../openapi/feed-parameters';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import { answer, refuse } from '../problem';
import type { Route } from '../route';

/** A SOA's replies and notifications. */
export function soaRoutes({ broker, log }: Pick<DoorDeps, 'broker' | 'log'>, feeds: Feeds): Route[] {
  const frame = (record: IncomingRecord): string => {
    const id = record.headers[HEADERS.messageId] ?? null;
    const offset = String(record.offset);
    try {
      const { subject, type, data } = decodeWire<object>(record.value);
      const priority = record.headers[HEADERS.priority];
      const own = priority === undefined ? { id } : { id, priority };
      return sseEvent(offset, type, JSON.stringify({ ...own, ...toJson(subject, data) }));
    } catch (error) {
      // The feed must go on, but the carrier is told that something stood here.
      log.error({ err: error, topic: record.topic, offset }, 'a message could not be decoded');
      return sseEvent(offset, 'UnreadableMessage', JSON.stringify({ id }));
    }
  };
  return [
    {
      method: 'GET',
      path: '/v1/soa/messages',
      access: 'token',
      feed: true,
      doc: {
        id: 'followSoaMessages',
        tag: 'feeds',
        summary: "Follow one's own replies and notifications",
        description:
          'Server-sent events from the oldest message kept, or after the last one seen, without end. `event` is the record name; readers skip names that they do not know. ' +
          'A message may come twice: drop repeats by the `id` in its data. A comment comes as a heartbeat.',
        parameters: FEED_PARAMETERS,
        success: {
          200: {
            description: 'The feed; the schema is that of the data of each event',
            contentType: 'text/event-stream',
            schema: SCHEMA.SoaMessage,
          },
        },
        errors: ['invalid_request', 'not_found', 'messages_expired', 'broker_unreachable'],
      },
      handler: async (request, reply) => {
        const seen = lastSeen(request.headers, request.query);
        if (!seen.ok) return answer(reply, seen);
        const topic = soaMessagesTopic(identityOf(request).spid);
        const kept = await broker.offsets(topic, 0).catch((error: unknown) => {
          if ((error as { code?: unknown } | null)?.code === 'unknown_topic') return undefined;
          throw error;
        });
        if (kept === undefined) return refuse(reply, { code: 'not_found', detail: 'this SPID has no SOA' });
        const from = seen.value === undefined ? kept.earliest : seen.value + 1n;
        if (from > kept.end)
          return answer(reply, invalid('after', 'the id of a message that was sent', String(from - 1n)));
        if (from < kept.earliest) {
          return refuse(reply, {
            code: 'messages_expired',
            detail:
              'messages after this one are no longer kept: ask for the status of open requests, then follow without an id',
            field: 'after',
            expected: `at least ${kept.earliest - 1n}`,
            actual: String(from - 1n),
          });
        }
        return feeds.open(request, reply, { topic, from, frame }, () => true);
      },
    },
  ];
}
