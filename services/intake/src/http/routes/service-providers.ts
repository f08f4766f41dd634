import { identityOf } from '../auth';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import type { Route } from '../route';

/** Profiles of service providers: the operator sees all of them, everybody else its own. */
export function serviceProviderRoutes({ serviceProviders }: Pick<DoorDeps, 'serviceProviders'>): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/service-providers',
      access: 'token',
      doc: {
        id: 'getServiceProviders',
        tag: 'operator',
        summary: 'The profiles of the service providers, or one’s own',
        description: 'Profiles are made and changed by the requests ServiceProviderCreate and ServiceProviderModify.',
        success: { 200: { description: 'Profiles in the order they joined', schema: SCHEMA.ServiceProviders } },
      },
      handler: async (request, reply) => {
        const { spid, operator } = identityOf(request);
        const all = await serviceProviders.list();
        return reply.send({ serviceProviders: operator ? all : all.filter((profile) => profile.spid === spid) });
      },
    },
  ];
}
