import type { IncomingRecord } from '@openlnp/broker';
import { decodeWire, TOPICS, toJson } from '@openlnp/messages';
import { z } from 'zod';
import { identityOf } from '../auth';
import { downloadNumberOf, downloadsStart } from '../feed/downloads-start';
import { sseEvent } from '../feed/feed';
import type { Feeds } from '../feed/feeds';
import { check, invalid, lastSeen } from '../input';
import { EXAMPLES } from '../openapi/examples';
import { FEED_PARAMETERS } from '../openapi/feed-parameters';
import { SCHEMA } from '../openapi/schemas';
import type { AcknowledgementInput, DoorDeps, DoorError, Identity } from '../ports';
import { answer, refuse } from '../problem';
import type { Route } from '../route';

/** Refused downloads in one acknowledgement. */
const MOST_REFUSED = 10_000;

const number = z
  .number('a whole number')
  .int('a whole number')
  .min(0, 'at least 0')
  .max(Number.MAX_SAFE_INTEGER, 'a whole number');

const Acknowledgement: z.ZodType<AcknowledgementInput> = z
  .strictObject({
    after: number,
    through: number,
    refused: z
      .array(
        z.strictObject({
          number,
          code: z.string('text').min(1, '1 to 64 characters').max(64, '1 to 64 characters'),
          text: z.string('text').max(1_000, 'at most 1,000 characters').nullable().default(null),
        }),
        'a list',
      )
      .max(MOST_REFUSED, `at most ${MOST_REFUSED}`)
      .default([]),
  })
  .superRefine(({ after, through, refused }, context) => {
    const fault = (path: (string | number)[], message: string, code: string): void =>
      context.addIssue({ code: 'custom', path, message, params: { code } });
    if (through < after) fault(['through'], `at least ${after}`, 'ack_backwards');
    const seen = new Set<number>();
    for (const [index, entry] of refused.entries()) {
      const path = ['refused', index, 'number'];
      const outside = entry.number <= after || entry.number > through;
      if (outside) fault(path, `above ${after}, at most ${through}`, 'refused_number_outside_interval');
      else if (seen.has(entry.number)) fault(path, 'each number once', 'invalid_request');
      seen.add(entry.number);
    }
  });

const NO_LSMS: DoorError = { code: 'not_an_lsms' };

type LsmsDeps = Pick<DoorDeps, 'broker' | 'hasLsms' | 'acknowledgements' | 'reads'>;

/** The download log, its acknowledgements, and what to compare with. */
export function lsmsRoutes({ broker, hasLsms, acknowledgements, reads }: LsmsDeps, feeds: Feeds): Route[] {
  const mayRead = ({ spid, operator }: Identity): boolean => operator || hasLsms(spid);
  return [
    {
      method: 'GET',
      path: '/v1/lsms/downloads',
      access: 'token',
      feed: true,
      doc: {
        id: 'followDownloads',
        tag: 'feeds',
        summary: 'Follow the download log',
        description:
          'Server-sent events: every download after a number, in order, each once, without end. The event id is the download number. ' +
          'Numbers have no gaps: a reader stops when one is missing. A comment comes as a heartbeat.',
        parameters: FEED_PARAMETERS,
        success: {
          200: {
            description: 'The feed; the schema is that of the data of each event',
            contentType: 'text/event-stream',
            schema: SCHEMA.Download,
          },
        },
        errors: ['invalid_request', 'not_an_lsms', 'downloads_expired', 'broker_unreachable'],
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        if (!mayRead(identity)) return refuse(reply, NO_LSMS);
        const seen = lastSeen(request.headers, request.query);
        if (!seen.ok) return answer(reply, seen);
        const after = Number(seen.value ?? 0n);
        if (!Number.isSafeInteger(after)) return answer(reply, invalid('after', 'a download number', after));
        const start = await downloadsStart(broker, after);
        if (start.kind === 'expired') {
          return refuse(reply, {
            code: 'downloads_expired',
            detail: 'downloads after this number are no longer kept: load a bulk file, then follow from its number',
            field: 'after',
            expected: `at least ${start.earliest - 1}`,
            actual: String(after),
          });
        }
        if (start.kind === 'beyond') {
          return answer(reply, invalid('after', `at most ${start.highest}, where the log ends`, String(after)));
        }
        const frame = downloadFrame(after);
        return feeds.open(request, reply, { topic: TOPICS.lsmsDownloads, from: start.offset, frame }, () =>
          mayRead(identity),
        );
      },
    },
    {
      method: 'GET',
      path: '/v1/lsms/position',
      access: 'token',
      doc: {
        id: 'getLsmsPosition',
        tag: 'lsms',
        summary: 'How far one has acknowledged, and how far the log goes',
        success: { 200: { description: 'The position', schema: SCHEMA.LsmsPosition, example: EXAMPLES.position } },
        errors: ['not_an_lsms'],
      },
      handler: async (request, reply) => {
        const { spid } = identityOf(request);
        if (!hasLsms(spid)) return refuse(reply, NO_LSMS);
        return answer(reply, await acknowledgements.position(spid));
      },
    },
    {
      method: 'POST',
      path: '/v1/lsms/acknowledgements',
      access: 'token',
      doc: {
        id: 'acknowledgeDownloads',
        tag: 'lsms',
        summary: 'Acknowledge an interval of downloads',
        description:
          'Everything after one number through another was applied, but for the refused. `after` must be where the last acknowledgement ended; the refusal says in `expected` where that is. ' +
          'An interval that was acknowledged before changes nothing, but for what was refused in it and is not refused again: that counts as taken now.',
        body: { schema: Acknowledgement, examples: EXAMPLES.acknowledgements },
        success: {
          200: { description: 'Acknowledged', schema: SCHEMA.Acknowledged, example: { acknowledgedThrough: 120 } },
        },
        errors: [
          ...[
            'malformed_json',
            'missing_required_field',
            'invalid_request',
            'not_an_lsms',
            'ack_gap',
            'ack_beyond_log',
          ],
          'broker_unreachable',
        ],
      },
      handler: async (request, reply) => {
        const { spid, holder } = identityOf(request);
        if (!hasLsms(spid)) return refuse(reply, NO_LSMS);
        // Before the schema looks at each: a hostile list must not cost an error for every item.
        const listed = (request.body as { refused?: unknown } | null | undefined)?.refused;
        if (Array.isArray(listed) && listed.length > MOST_REFUSED) {
          return answer(reply, invalid('refused', `at most ${MOST_REFUSED}`, `${listed.length} entries`));
        }
        const input = check(Acknowledgement, request.body);
        return answer(reply, input.ok ? await acknowledgements.acknowledge(spid, input.value, holder) : input);
      },
    },
    {
      method: 'GET',
      path: '/v1/lsms/digest',
      access: 'token',
      doc: {
        id: 'getRoutingDigest',
        tag: 'lsms',
        summary: "Digest of the registry's routing table, to compare one's own with",
        success: {
          200: {
            description: 'The digest of the table as it was after download `number`',
            schema: SCHEMA.RoutingDigest,
            example: EXAMPLES.digest,
          },
        },
      },
      handler: async (_request, reply) => answer(reply, await reads.digest()),
    },
  ];
}

/** Each number once and in order; a jump means that the log is broken, and ends the feed rather than pass over it. */
function downloadFrame(after: number): (record: IncomingRecord) => string | undefined {
  let sent = after;
  return (record) => {
    const downloadNumber = downloadNumberOf(record);
    if (downloadNumber <= sent) return undefined;
    if (downloadNumber !== sent + 1) throw new Error(`download ${downloadNumber} follows ${sent}`);
    const { subject, type, data } = decodeWire<object>(record.value);
    const event = sseEvent(String(downloadNumber), type, JSON.stringify(toJson(subject, data)));
    sent = downloadNumber;
    return event;
  };
}
