import { parseTn } from '@openlnp/numbering';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { identityOf } from '../auth';
import { invalid } from '../input';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps, Identity, Result } from '../ports';
import { answer } from '../problem';
import type { Route } from '../route';

const MAX_SV_ID = 2 ** 31 - 1;

const TN = {
  name: 'tn',
  in: 'path',
  required: true,
  description: 'Telephone number',
  schema: { type: 'string', pattern: '^[2-9][0-9]{2}[2-9][0-9]{6}$' },
  example: '3035550100',
} as const;

const VISIBILITY =
  'A version is shown to its two parties and the operator; to others while it is active, partial_failure, disconnect_pending, canceled or old (RR5-39).';

/** Subscription versions, routes and histories. */
export function numberRoutes({ reads }: Pick<DoorDeps, 'reads'>): Route[] {
  const byTn =
    (read: (identity: Identity, tn: string) => Promise<Result<object>>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { tn } = request.params as { tn: string };
      if (parseTn(tn) === undefined)
        return answer(reply, invalid('tn', 'ten digits, NPA and NXX starting with 2 to 9', tn, 'invalid_tn'));
      return answer(reply, await read(identityOf(request), tn));
    };
  return [
    {
      method: 'GET',
      path: '/v1/subscription-versions/{svId}',
      access: 'token',
      doc: {
        id: 'getSubscriptionVersion',
        tag: 'numbers',
        summary: 'A subscription version',
        description: VISIBILITY,
        parameters: [
          {
            name: 'svId',
            in: 'path',
            required: true,
            description: 'Version id',
            schema: { type: 'integer', minimum: 1, maximum: MAX_SV_ID },
            example: 1001,
          },
        ],
        success: { 200: { description: 'The version', schema: SCHEMA.SubscriptionVersion } },
        errors: ['invalid_request', 'not_found'],
      },
      handler: async (request, reply) => {
        const { svId } = request.params as { svId: string };
        if (!/^\d{1,10}$/.test(svId) || Number(svId) < 1 || Number(svId) > MAX_SV_ID) {
          return answer(reply, invalid('svId', `a whole number from 1 to ${MAX_SV_ID}`, svId));
        }
        return answer(reply, await reads.subscriptionVersion(identityOf(request), Number(svId)));
      },
    },
    {
      method: 'GET',
      path: '/v1/telephone-numbers/{tn}',
      access: 'token',
      doc: {
        id: 'getTelephoneNumber',
        tag: 'numbers',
        summary: 'Where a number is routed, its code holder, its versions',
        description: VISIBILITY,
        parameters: [TN],
        success: { 200: { description: 'The number', schema: SCHEMA.TelephoneNumber } },
        errors: ['invalid_tn', 'not_found'],
      },
      handler: byTn((identity, tn) => reads.telephoneNumber(identity, tn)),
    },
    {
      method: 'GET',
      path: '/v1/telephone-numbers/{tn}/history',
      access: 'token',
      doc: {
        id: 'getTelephoneNumberHistory',
        tag: 'numbers',
        summary: 'Every event of a number, oldest first; and requests about it that were refused',
        description: VISIBILITY,
        parameters: [TN],
        success: { 200: { description: 'The events', schema: SCHEMA.History } },
        errors: ['invalid_tn', 'not_found'],
      },
      handler: byTn((identity, tn) => reads.history(identity, tn)),
    },
    {
      method: 'GET',
      path: '/v1/telephone-numbers/{tn}/lsms-answers',
      access: 'operator',
      doc: {
        id: 'getLsmsAnswers',
        tag: 'numbers',
        summary: 'What the LSMSs answered to the downloads of a number, oldest first',
        description: 'The activation log (R5-58.5), for as long as local_sms_activation_log_retention_period says.',
        parameters: [TN],
        success: { 200: { description: 'The answers', schema: SCHEMA.LsmsAnswers } },
        errors: ['invalid_tn'],
      },
      handler: byTn((_identity, tn) => reads.lsmsAnswers(tn)),
    },
  ];
}
