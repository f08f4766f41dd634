import { NPAC, parseSpid } from '@openlnp/numbering';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DoorDeps, DoorError, Identity } from './ports';
import { refuse } from './problem';
import { createQuota } from './quota';
import type { Access } from './route';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Who asks is whom Acting-For names. */
    isAskedForAnother?: boolean;
  }
  interface FastifyRequest {
    /** Who asks; null where the route needs no token. */
    identity: Identity | null;
    /** Whether the token still lets who asked ask: for feeds that outlive this request. */
    stillHolds: () => boolean;
  }
}

/** The token of an Authorization header; empty when there is none, so that a missing one costs as much as an unknown one. */
export function bearerToken(header: string | undefined): string {
  return /^bearer +([\w.~+/=-]{1,512}) *$/i.exec(header ?? '')?.[1] ?? '';
}

/** Identity, operator's rights and quota, before anything of the body is read. */
export function authHook(deps: Pick<DoorDeps, 'authenticate' | 'mayActFor' | 'quota' | 'monotonicMs'>) {
  const quota = createQuota(deps.quota, deps.monotonicMs);
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { access, isAskedForAnother = false } = request.routeOptions.config;
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
    const asking = isAskedForAnother ? askedFor(request.headers['acting-for'], identity, deps.mayActFor) : identity;
    if ('code' in asking) {
      refuse(reply, asking);
      return;
    }
    request.identity = asking;
    request.stillHolds = () => {
      const holder = deps.authenticate(token);
      if (holder === undefined) return false;
      return holder.spid === asking.spid || holder.spid === NPAC || deps.mayActFor(holder.spid, asking.spid);
    };
    done();
  };
}

/**
 * Whom a question, or an acknowledgement, is for: the holder of the token, or the service provider that it acts for, which then sees
 * what its own token would show. NPAC personnel may act for everybody.
 */
function askedFor(
  header: string | string[] | undefined,
  holder: Identity,
  mayActFor: DoorDeps['mayActFor'],
): Identity | DoorError {
  if (header === undefined) return holder;
  const field = 'acting-for';
  const actual = String(header).slice(0, 100);
  const spid = parseSpid(actual);
  if (spid === undefined) return { code: 'malformed_spid', field, actual };
  if (spid === holder.spid) return holder;
  if (holder.spid !== NPAC && !mayActFor(holder.spid, spid))
    return { code: 'acting_for_not_associated', field, actual };
  return { spid, operator: false, user: holder.user, holder: holder.spid };
}

/** Who asks, on a route that needs a token. */
export function identityOf(request: FastifyRequest): Identity {
  if (request.identity === null) throw new Error('the route is public and has no identity');
  return request.identity;
}
