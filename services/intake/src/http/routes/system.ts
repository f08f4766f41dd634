import { stateMetrics } from '@openlnp/service';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps } from '../ports';
import type { Route } from '../route';

/** What the machines around the registry ask. `openApi` gives the finished document as JSON text. */
export function systemRoutes(
  { readiness, metrics, status, log }: Pick<DoorDeps, 'readiness' | 'metrics' | 'status' | 'log'>,
  openApi: () => string,
): Route[] {
  /** Asked for at each scrape. What cannot be said now leaves the counts as they are. */
  const state = async (): Promise<string> => {
    try {
      return await stateMetrics(await status.status()).metrics();
    } catch (error) {
      log.warn({ err: error }, 'nobody can say where the registry stands');
      return '';
    }
  };
  return [
    {
      method: 'GET',
      path: '/healthz',
      access: 'public',
      doc: {
        id: 'getHealth',
        tag: 'system',
        summary: 'The process lives',
        success: { 200: { description: 'It does', schema: SCHEMA.Health, example: { status: 'up' } } },
      },
      handler: (_request, reply) => reply.send({ status: 'up' }),
    },
    {
      method: 'GET',
      path: '/readyz',
      access: 'public',
      doc: {
        id: 'getReadiness',
        tag: 'system',
        summary: 'Every service is ready',
        success: {
          200: {
            description: 'All are',
            schema: SCHEMA.Readiness,
            example: { ready: true, services: { intake: 'ready' } },
          },
          503: {
            description: 'Some are not',
            schema: SCHEMA.Readiness,
            example: { ready: false, services: { intake: 'starting' } },
          },
        },
      },
      handler: async (_request, reply) => {
        const state = await readiness();
        return reply.code(state.ready ? 200 : 503).send(state);
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      access: 'public',
      doc: {
        id: 'getMetrics',
        tag: 'system',
        summary: 'Metrics in the Prometheus text format',
        success: {
          200: {
            description: 'The metrics',
            contentType: 'text/plain; version=0.0.4; charset=utf-8',
            schema: { type: 'string' },
          },
        },
      },
      handler: async (_request, reply) => {
        const [counted, standing] = await Promise.all([metrics(), state()]);
        return reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(`${counted}${standing}`);
      },
    },
    {
      method: 'GET',
      path: '/openapi.json',
      access: 'public',
      doc: {
        id: 'getOpenApi',
        tag: 'system',
        summary: 'This document',
        success: { 200: { description: 'OpenAPI 3.1', schema: { type: 'object' } } },
      },
      handler: (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send(openApi()),
    },
  ];
}
