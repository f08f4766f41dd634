import type { FastifyInstance } from 'fastify';
import { pathOf } from './failures';
import type { DoorDeps } from './ports';

/** Questions about subscription versions, by number or otherwise. */
const ABOUT_VERSIONS = /^\/v1\/(lsms\/)?(subscription-versions|telephone-numbers)(\/|$)/;

/**
 * R5-6: one line for each question about versions: who asked, with whose credential, what, and whether it was answered. What was
 * asked is in the path and the parameters, which have nothing secret.
 */
export function logQueries(app: FastifyInstance, { log }: Pick<DoorDeps, 'log'>): void {
  app.addHook('onResponse', (request, reply, done) => {
    const path = pathOf(request.raw);
    const { identity } = request;
    if (request.method === 'GET' && identity != null && ABOUT_VERSIONS.test(path)) {
      const { spid, user } = identity;
      const status = reply.statusCode;
      log.info({ spid, user, path, query: request.query, status }, 'a question was asked');
    }
    done();
  });
}
