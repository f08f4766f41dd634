import { parseInstant, parseSpid, parseTnRange } from '@openlnp/numbering';
import { type Period, SV_STATUSES, type SvQuery } from '@openlnp/service';
import { z } from 'zod';
import { identityOf } from '../auth';
import { check } from '../input';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import { answer, refuse } from '../problem';
import type { Parameter, Route } from '../route';

const MAX_SV_ID = 2 ** 31 - 1;
const LONGEST_CURSOR = 64;
/** Default of the registry when `limit` is not given. */
const DEFAULT_LIMIT = 50;

/** What a period may be of. */
const DATES = ['created', 'due', 'activated', 'changed'] as const;

/** A parameter that is given once; `parse` gives undefined for what is none of its values. */
const parameter = <T>(expected: string, parse: (text: string) => T | undefined, code = 'invalid_request') =>
  z
    .unknown()
    .transform((value, context): T => {
      const parsed = typeof value === 'string' ? parse(value) : undefined;
      if (parsed === undefined) {
        const message = Array.isArray(value) ? `once: ${expected}` : expected;
        context.addIssue({ code: 'custom', message, params: { code } });
        return z.NEVER;
      }
      return parsed;
    })
    .optional();

const spid = parameter('four upper-case letters or digits', parseSpid);
const at = parameter('an ISO 8601 instant with an offset or Z', parseInstant);

const wholeNumber =
  (most: number) =>
  (text: string): number | undefined =>
    /^\d{1,10}$/.test(text) && Number(text) >= 1 && Number(text) <= most ? Number(text) : undefined;

function statusesOf(text: string): readonly string[] | undefined {
  const statuses = text.split(',');
  return statuses.every((status) => (SV_STATUSES as readonly string[]).includes(status)) ? statuses : undefined;
}

const tnOrRange = (text: string): string | undefined => (parseTnRange(text) === undefined ? undefined : text);
const cursor = (text: string): string | undefined => (text.length <= LONGEST_CURSOR ? text : undefined);

const Parameters = z.strictObject({
  tn: parameter('ten digits, or a range such as 3035550100-0199', tnOrRange, 'invalid_tn'),
  svId: parameter(`a whole number from 1 to ${MAX_SV_ID}`, wholeNumber(MAX_SV_ID)),
  status: parameter(`of ${SV_STATUSES.join(', ')}, with commas in between`, statusesOf),
  spid,
  newSp: spid,
  oldSp: spid,
  createdFrom: at,
  createdTo: at,
  dueFrom: at,
  dueTo: at,
  activatedFrom: at,
  activatedTo: at,
  changedFrom: at,
  changedTo: at,
  limit: parameter('a whole number of 1 or more', wholeNumber(MAX_SV_ID)),
  after: parameter('`next` of the answer before', cursor),
});

type Given = z.output<typeof Parameters>;

function queryOf(given: Given): SvQuery {
  const { tn, svId, status: statuses, spid: either, newSp, oldSp, limit, after } = given;
  const periods = Object.fromEntries(
    DATES.map((name): [string, Period | undefined] => {
      const [from, to] = [given[`${name}From`], given[`${name}To`]];
      return [name, from === undefined && to === undefined ? undefined : { from, to }];
    }),
  );
  return { tn, svId, statuses, spid: either, newSp, oldSp, ...periods, limit, after };
}

const SPID = { type: 'string', pattern: '^[A-Z0-9]{4}$' };
const query = (name: string, description: string, schema: object, example?: string | number): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
  ...(example === undefined ? {} : { example }),
});

const PARAMETERS: readonly Parameter[] = [
  query('tn', 'Telephone number, or a range', { type: 'string' }, '3035550100-0199'),
  query('svId', 'Version id', { type: 'integer', minimum: 1, maximum: MAX_SV_ID }),
  query(
    'status',
    `One or several, with commas in between: ${SV_STATUSES.join(', ')}`,
    { type: 'string' },
    'pending,conflict',
  ),
  query('spid', 'New or old service provider', SPID, 'A111'),
  query('newSp', 'New service provider', SPID),
  query('oldSp', 'Old service provider', SPID),
  ...DATES.flatMap((name) => {
    const what = name === 'due' ? 'Due date of either service provider' : `Instant at which it was ${name}`;
    const instant = { type: 'string', format: 'date-time' };
    return [
      query(`${name}From`, `${what}: at the earliest`, instant),
      query(`${name}To`, `${what}: at the latest`, instant),
    ];
  }),
  query(
    'limit',
    `Versions in one answer; ${DEFAULT_LIMIT} when not given, and never more than the registry's own maximum`,
    { type: 'integer', minimum: 1, default: DEFAULT_LIMIT },
  ),
  query('after', '`next` of the answer before', { type: 'string' }),
];

/** Queries of subscription versions (R5-72). */
export function versionRoutes({ reads, hasLsms }: Pick<DoorDeps, 'reads' | 'hasLsms'>): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/subscription-versions',
      access: 'token',
      doc: {
        id: 'findSubscriptionVersions',
        tag: 'numbers',
        summary: 'Subscription versions for which everything holds that is asked for',
        description:
          'By number, then by version id, in pages (N285): as long as `next` is not null there is more, and the same question with it as ' +
          '`after` goes on there. An empty list means that there is nothing that one may see. To others than its two parties and the ' +
          'operator a version is shown while it is active, partial_failure, disconnect_pending, canceled or old (RR5-39). `wsmscPointCode`, ' +
          '`svType` and each of `optionalData` are there where the profile of who asks supports them for its SOA (R5-74.3, N432).',
        parameters: PARAMETERS,
        success: { 200: { description: 'One page', schema: SCHEMA.SubscriptionVersions } },
        errors: ['invalid_request', 'invalid_tn'],
      },
      handler: async (request, reply) => {
        const given = check(Parameters, request.query);
        if (!given.ok) return answer(reply, given);
        return answer(reply, await reads.subscriptionVersions(identityOf(request), queryOf(given.value)));
      },
    },
    {
      method: 'GET',
      path: '/v1/lsms/subscription-versions',
      access: 'token',
      doc: {
        id: 'findSubscriptionVersionsAsLsms',
        tag: 'lsms',
        summary: 'The same question as an LSMS asks it: with what LSMSs know of a version (R5-74.4)',
        description:
          'Pages and parameters are those of /v1/subscription-versions. `wsmscPointCode`, `svType` and each of `optionalData` are there for ' +
          'service providers whose profile supports them for its LSMS (`wsmscSupported`, `lsmsOptionalFields`).',
        parameters: PARAMETERS,
        success: { 200: { description: 'One page', schema: SCHEMA.LsmsSubscriptionVersions } },
        errors: ['invalid_request', 'invalid_tn', 'not_an_lsms'],
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        if (!identity.operator && !hasLsms(identity.spid)) return refuse(reply, { code: 'not_an_lsms' });
        const given = check(Parameters, request.query);
        if (!given.ok) return answer(reply, given);
        return answer(reply, await reads.subscriptionVersions(identity, { ...queryOf(given.value), view: 'lsms' }));
      },
    },
  ];
}
