import { concerning } from '@openlnp/service';
import type { FastifyInstance } from 'fastify';
import { pathOf } from './failures';
import type { DoorDeps } from './ports';

declare module 'fastify' {
  interface FastifyReply {
    /** Code of the refusal that was sent; empty for any other answer. */
    refusalCode: string;
  }
}

/** Where requests to the registry come in. */
const REQUESTS = '/v1/requests';

/** One line for each request that the door refuses. A bug of ours has a line of its own already. */
export function logRefusals(app: FastifyInstance, { log, refused }: Pick<DoorDeps, 'log' | 'refused'>): void {
  app.decorateReply('refusalCode', '');
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.refusalCode !== '' && request.method === 'POST' && pathOf(request.raw) === REQUESTS)
      refused?.(reply.refusalCode);
    if (reply.refusalCode !== '' && reply.refusalCode !== 'internal_error') {
      const spid = request.identity?.spid;
      const key = request.headers['idempotency-key'];
      const { tn } = (request.body ?? {}) as { tn?: unknown };
      log.info(
        {
          code: reply.refusalCode,
          status: reply.statusCode,
          method: request.method,
          path: pathOf(request.raw),
          ...(spid === undefined ? {} : { spid }),
          ...concerning({
            requestId: spid !== undefined && typeof key === 'string' ? `${spid}-${key.slice(0, 64)}` : undefined,
            tn: typeof tn === 'string' ? tn.slice(0, 32) : undefined,
            traceparent: String(request.headers.traceparent ?? ''),
          }),
        },
        'the door refused',
      );
    }
    done();
  });
}
