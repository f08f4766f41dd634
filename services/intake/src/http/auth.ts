import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DoorDeps, Identity } from './ports';
import { refuse } from './problem';
import { createQuota } from './quota';
import type { Access } from './route';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Who asks; null where the route needs no token. */
    identity: Identity | null;
    /** The bearer token as sent, for feeds that outlive this request. */
    bearer: string;
  }
}

/** The token of an Authorization header; empty when there is none, so that a missing one costs as much as an unknown one. */
export function bearerToken(header: string | undefined): string {
  return /^bearer +([\w.~+/=-]{1,512}) *$/i.exec(header ?? '')?.[1] ?? '';
}

/** Identity, operator's rights and quota, before anything of the body is read. */
export function authHook(deps: Pick<DoorDeps, 'authenticate' | 'quota' | 'monotonicMs'>) {
  const quota = createQuota(deps.quota, deps.monotonicMs);
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access === 'public') {
      done();
      return;
    }
    reply.header('cache-control', 'no-store');
    const token = bearerToken(request.headers.authorization);
    const identity = deps.authenticate(token);
    if (identity === undefined) {
      reply.header('www-authenticate', `Bearer realm="openlnp"${token === '' ? '' : ', error="invalid_token"'}`);
      refuse(reply, { code: 'unauthorized' });
      return;
    }
    if (access === 'operator' && !identity.operator) {
      refuse(reply, { code: 'not_authorized', detail: 'only the operator may do this' });
      return;
    }
    // Questions and requests have a bucket each, so that polling never keeps a request out. The operator sets the quota and has none.
    const kind = request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write';
    const retryAfter = identity.operator ? undefined : quota(`${identity.spid} ${kind}`);
    if (retryAfter !== undefined) {
      refuse(reply, { code: 'quota_exceeded', retryAfter });
      return;
    }
    request.identity = identity;
    request.bearer = token;
    done();
  };
}

/** Who asks, on a route that needs a token. */
export function identityOf(request: FastifyRequest): Identity {
  if (request.identity === null) throw new Error('the route is public and has no identity');
  return request.identity;
}
