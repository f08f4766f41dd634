import { EXAMPLES } from '../openapi/examples';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import type { Route } from '../route';

/** Where the registry stands, for people who run it or wait for it. */
export function statusRoutes({ status }: Pick<DoorDeps, 'status'>): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/status',
      access: 'token',
      doc: {
        id: 'getStatus',
        tag: 'status',
        summary: 'Services, store, consumers and LSMSs: who is ready, who is behind',
        description: 'Answers while the broker is away too: what it cannot say then is null.',
        success: { 200: { description: 'The status', schema: SCHEMA.RegistryStatus, example: EXAMPLES.status } },
      },
      handler: async (_request, reply) => reply.send(await status.status()),
    },
    {
      method: 'GET',
      path: '/v1/topics',
      access: 'operator',
      doc: {
        id: 'getTopics',
        tag: 'status',
        summary: "The broker's topics: offsets kept, offsets committed",
        success: { 200: { description: 'The topics, by name', schema: SCHEMA.Topics, example: EXAMPLES.topics } },
        errors: ['broker_unreachable'],
      },
      handler: async (_request, reply) => reply.send({ topics: await status.topics() }),
    },
  ];
}
