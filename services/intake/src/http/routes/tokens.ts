import { LABEL_LENGTH } from '@openlnp/network';
import { parseSpid } from '@openlnp/numbering';
import { z } from 'zod';
import { check, invalid } from '../input';
import { EXAMPLES } from '../openapi/examples';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import { answer, refuse } from '../problem';
import type { Route } from '../route';

const SPID_FORM = 'four upper-case letters or digits';

const TokenIssue = z.strictObject({
  spid: z.string(SPID_FORM).refine((text) => parseSpid(text) !== undefined, SPID_FORM),
  label: z.string('text').max(LABEL_LENGTH, `at most ${LABEL_LENGTH} characters`).default(''),
});

/** Bearer tokens of the service providers. */
export function tokenRoutes({ requests }: Pick<DoorDeps, 'requests'>): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/tokens',
      access: 'operator',
      doc: {
        id: 'issueToken',
        tag: 'operator',
        summary: 'Give a service provider a bearer token',
        description: 'The token is shown once: only its hash is kept.',
        body: { schema: TokenIssue, examples: EXAMPLES.tokens },
        success: { 201: { description: 'The token', schema: SCHEMA.IssuedToken } },
        errors: [
          ...['malformed_json', 'missing_required_field', 'invalid_request', 'not_authorized', 'not_found'],
          'broker_unreachable',
        ],
      },
      handler: async (request, reply) => {
        const input = check(TokenIssue, request.body);
        if (!input.ok) return refuse(reply, input.error);
        const issued = await requests.issueToken(input.value.spid, input.value.label);
        return issued.ok ? reply.code(201).send(issued.value) : refuse(reply, issued.error);
      },
    },
    {
      method: 'DELETE',
      path: '/v1/tokens/{tokenId}',
      access: 'operator',
      doc: {
        id: 'revokeToken',
        tag: 'operator',
        summary: 'Take a token back',
        description: 'Open feeds of this token end at their next heartbeat.',
        parameters: [
          {
            name: 'tokenId',
            in: 'path',
            required: true,
            description: 'As answered when it was issued',
            schema: { type: 'string' },
          },
          {
            name: 'spid',
            in: 'query',
            required: true,
            description: 'Whose token it is',
            schema: { type: 'string', pattern: '^[A-Z0-9]{4}$' },
            example: 'A111',
          },
        ],
        success: { 204: { description: 'Taken back' } },
        errors: ['missing_required_field', 'invalid_request', 'not_authorized', 'not_found', 'broker_unreachable'],
      },
      handler: async (request, reply) => {
        const { tokenId } = request.params as { tokenId: string };
        const { spid } = request.query as { spid?: unknown };
        if (typeof spid !== 'string' || parseSpid(spid) === undefined)
          return answer(reply, invalid('spid', SPID_FORM, spid));
        const revoked = await requests.revokeToken(spid, tokenId);
        return revoked.ok ? reply.code(204).send() : refuse(reply, revoked.error);
      },
    },
  ];
}
