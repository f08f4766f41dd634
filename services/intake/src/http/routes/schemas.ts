import { PUBLISHED_SCHEMAS } from '@openlnp/messages';
import { SCHEMA } from '../openapi/schemas';
import { refuse } from '../problem';
import type { Route } from '../route';

/** Avro schemas by id, as a Confluent schema registry answers, so that any Avro reader works. */
export function schemaRoutes(): Route[] {
  const texts = new Map(
    PUBLISHED_SCHEMAS.map(({ id, schema }) => [String(id), JSON.stringify({ schema: JSON.stringify(schema) })]),
  );
  return [
    {
      method: 'GET',
      path: '/schemas/ids/{id}',
      access: 'public',
      doc: {
        id: 'getSchema',
        tag: 'schemas',
        summary: 'An Avro schema by the id in its wire form',
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            description: 'Schema id',
            schema: { type: 'integer', minimum: 1 },
            example: 1,
          },
        ],
        success: { 200: { description: 'The schema as JSON text; it never changes', schema: SCHEMA.AvroSchema } },
        errors: ['not_found'],
      },
      handler: (request, reply) => {
        const text = texts.get((request.params as { id: string }).id);
        if (text === undefined) return refuse(reply, { code: 'not_found' });
        reply.header('cache-control', 'public, max-age=31536000, immutable');
        return reply.header('content-type', 'application/json; charset=utf-8').send(text);
      },
    },
  ];
}
