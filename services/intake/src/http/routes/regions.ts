import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import type { Route } from '../route';

/** The regions of the registry: everyone may see them, a file makes them. */
export function regionRoutes({ regions }: Pick<DoorDeps, 'regions'>): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/regions',
      access: 'token',
      doc: {
        id: 'getRegions',
        tag: 'operator',
        summary: 'The regions: time zone, area codes, business days in force, holidays of this year and the next',
        description:
          'A number is in the region of its area code. Business days are those of the region, but for what tunables say.',
        success: { 200: { description: 'Every region', schema: SCHEMA.Regions } },
      },
      handler: async (_request, reply) => reply.send({ regions: await regions.list() }),
    },
  ];
}
