import { parseInstant } from '@openlnp/numbering';
import { z } from 'zod';
import { check } from '../input';
import { EXAMPLES } from '../openapi/examples';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import { refuse } from '../problem';
import type { Route } from '../route';

const VALUE_FORM = 'a number, a text, or null to take back what was set';
const INSTANT_FORM = 'an instant in ISO 8601 with Z or an offset';

const TunableChange = z.strictObject({
  value: z.union([z.number(VALUE_FORM), z.string(VALUE_FORM).max(64)], VALUE_FORM).nullable(),
  region: z.string('the name of a region, or null for all').nullable().default(null),
  effectiveFrom: z
    .string(INSTANT_FORM)
    .refine((text) => parseInstant(text) !== undefined, INSTANT_FORM)
    .nullable()
    .default(null),
  person: z.string('who wants it so').nullable().default(null),
});

const textOf = (value: number | string | null): string | null => (value === null ? null : String(value));

/** Tunable parameters: everyone may see them, the operator changes them. */
export function tunableRoutes({ requests, tunables }: Pick<DoorDeps, 'requests' | 'tunables'>): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/tunables',
      access: 'token',
      doc: {
        id: 'getTunables',
        tag: 'operator',
        summary: 'The tunable parameters: what is in force, in which range, who set it and when',
        description:
          "The whole of FRS Appendix C, and what change orders have added. A region without a value of its own has the general one, whose region is null. Business days that nobody has set, neither for a region nor for all, are those of the region's data: where these differ from the default the region is listed with them, `changedBy` and `effectiveFrom` null. A general value stands before them. What nothing in the registry reads yet says so in `noEffect`.",
        success: { 200: { description: 'Every tunable', schema: SCHEMA.Tunables, example: EXAMPLES.tunables } },
      },
      handler: async (_request, reply) => reply.send({ tunables: await tunables.list() }),
    },
    {
      method: 'PUT',
      path: '/v1/tunables/{name}',
      access: 'operator',
      doc: {
        id: 'setTunable',
        tag: 'operator',
        summary: 'Give a tunable parameter another value, or take back what was set',
        description:
          'Answered once it is recorded. It is in force for the timers that start at `effectiveFrom` (now, when absent) or later; what has been computed stays as it is. `value` null takes back what was set: in a region the general value counts again, and without one the default, which for business days is what the data of each region say. `person` goes into the history as it is. The same over the request topics: TunableSet.',
        parameters: [
          {
            name: 'name',
            in: 'path',
            required: true,
            description: 'As GET /v1/tunables lists it',
            schema: { type: 'string' },
            example: 'long_initial_concurrence_window',
          },
        ],
        body: { schema: TunableChange, examples: EXAMPLES.tunableChanges },
        success: { 200: { description: 'The tunable as it is now', schema: SCHEMA.Tunable } },
        errors: [
          ...[
            'malformed_json',
            'missing_required_field',
            'invalid_request',
            'invalid_text',
            'not_authorized',
            'npac_only',
          ],
          ...[
            'unknown_tunable',
            'unknown_region',
            'tunable_not_regional',
            'tunable_out_of_range',
            'effective_from_in_past',
          ],
          ...['not_done_yet', 'broker_unreachable', 'disk_full'],
        ],
      },
      handler: async (request, reply) => {
        const { name } = request.params as { name: string };
        const input = check(TunableChange, request.body);
        if (!input.ok) return refuse(reply, input.error);
        const done = await requests.setTunable({ ...input.value, name, value: textOf(input.value.value) });
        if (!done.ok) return refuse(reply, done.error);
        return reply.send((await tunables.list()).find((tunable) => tunable.name === name));
      },
    },
  ];
}
