import { traceparentOf } from '@openlnp/service';
import { identityOf } from '../auth';
import { EXAMPLES } from '../openapi/examples';
import { requestBodySchema, SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import { answer, refuse } from '../problem';
import type { Route } from '../route';

/** Requests in, and what became of them. */
export function requestRoutes({ requests }: Pick<DoorDeps, 'requests'>): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/requests',
      access: 'token',
      ownActingFor: true,
      doc: {
        id: 'submitRequest',
        tag: 'requests',
        summary: 'Send a request to the registry',
        description:
          'The answer says that the request is durable, and no more; its one final reply comes on the message feed and stands under its own address. ' +
          'A repeat with the same Idempotency-Key and the same content is answered with the present status, at any time.',
        parameters: [
          {
            name: 'Idempotency-Key',
            in: 'header',
            description: 'The message id, unique for the sender; without it the registry makes one',
            schema: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,64}$' },
            example: 'port-2026-000123',
          },
          { name: 'traceparent', in: 'header', description: 'W3C trace context', schema: { type: 'string' } },
        ],
        body: { schema: requestBodySchema(), examples: EXAMPLES.requests },
        success: {
          200: { description: 'A repeat of a request that has its outcome', schema: SCHEMA.RequestStatus },
          202: {
            description: 'Accepted',
            schema: SCHEMA.RequestStatus,
            example: EXAMPLES.pending,
            headers: { Location: 'Where its status stands' },
          },
        },
        errors: [
          ...['malformed_json', 'unknown_kind', 'invalid_request', 'message_id_invalid', 'message_id_reused'],
          ...['missing_required_field', 'invalid_tn', 'invalid_tn_range', 'malformed_spid', 'malformed_lrn'],
          ...['invalid_npa_nxx', 'invalid_instant', 'invalid_text', 'invalid_sv_type', 'invalid_due_date'],
          ...[
            'invalid_customer_disconnect_date',
            'invalid_effective_release_date',
            'invalid_point_code',
            'invalid_dpc',
          ],
          ...['invalid_ssn', 'invalid_end_user_location', 'invalid_end_user_location_type', 'invalid_billing_id'],
          ...['invalid_uri', 'not_clearable', 'set_and_cleared', 'invalid_cause_code', 'cause_code_missing'],
          ...['lrn_missing', 'route_in_port_to_original', 'invalid_sp_type', 'invalid_transport'],
          ...['invalid_timer_type', 'invalid_notification_priority', 'acting_for_not_associated', 'no_such_version'],
          ...['invalid_optional_field', 'invalid_authorization', 'invalid_porting_to_original', 'invalid_medium_timer'],
          ...['broker_unreachable', 'disk_full'],
        ],
      },
      handler: async (request, reply) => {
        const key = request.headers['idempotency-key'];
        const actingFor = request.headers['acting-for'];
        const result = await requests.submit(identityOf(request), {
          body: request.body,
          messageId: typeof key === 'string' ? key : undefined,
          traceparent: traceparentOf(request.headers.traceparent),
          actingFor: typeof actingFor === 'string' ? actingFor : undefined,
        });
        if (!result.ok) return refuse(reply, result.error);
        const { id, status } = result.value;
        reply.header('location', `/v1/requests/${encodeURIComponent(id)}`);
        return reply.code(status === 'pending' ? 202 : 200).send(result.value);
      },
    },
    {
      method: 'GET',
      path: '/v1/requests/{id}',
      access: 'token',
      doc: {
        id: 'getRequest',
        tag: 'requests',
        summary: 'What became of a request',
        description: 'Only for its sender, for whom it was sent, and for the operator.',
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            description: 'SPID, a hyphen, message id',
            schema: { type: 'string' },
            example: EXAMPLES.pending.id,
          },
        ],
        success: { 200: { description: 'Its status', schema: SCHEMA.RequestStatus, example: EXAMPLES.done } },
        errors: ['not_found'],
      },
      handler: async (request, reply) => {
        const { id } = request.params as { id: string };
        return answer(reply, await requests.status(identityOf(request), id));
      },
    },
  ];
}
