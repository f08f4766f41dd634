import { setMaxListeners } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { identityOf } from '../auth';
import type { DoorOptions } from '../options';
import type { DoorDeps } from '../ports';
import { refuse } from '../problem';
import { type FeedSource, runFeed } from './feed';

/** The open feeds of a door. */
export interface Feeds {
  /** Turns the reply into a feed for as long as the token that asked for it is good and `entitled` holds. */
  open(
    request: FastifyRequest,
    reply: FastifyReply,
    source: Omit<FeedSource, 'allowed'>,
    entitled: () => boolean,
  ): FastifyReply;
  readonly size: number;
  /** Ends all of them; resolves when no broker reader is left. */
  close(): Promise<void>;
}

export function createFeeds(deps: DoorDeps, options: DoorOptions): Feeds {
  const closing = new AbortController();
  // Each open feed listens; Node.js would take more than ten for a leak.
  setMaxListeners(0, closing.signal);
  const open = new Set<Promise<void>>();
  const perSpid = new Map<string, number>();

  return {
    get size() {
      return open.size;
    },
    open(request, reply, source, entitled) {
      const { spid } = identityOf(request);
      const { stillHolds } = request;
      const count = perSpid.get(spid) ?? 0;
      if (count >= options.feedsPerSpid) {
        return refuse(reply, {
          code: 'quota_exceeded',
          detail: 'too many open feeds',
          expected: `at most ${options.feedsPerSpid}`,
          retryAfter: options.heartbeatMs / 1000,
        });
      }
      perSpid.set(spid, count + 1);
      reply.hijack();
      const allowed = (): boolean => stillHolds() && entitled();
      const feed = runFeed(reply.raw, { ...source, allowed }, deps, options, closing.signal)
        .catch((error: unknown) => deps.log.error({ err: error, topic: source.topic }, 'a feed could not be ended'))
        .finally(() => {
          open.delete(feed);
          const left = (perSpid.get(spid) ?? 1) - 1;
          if (left === 0) perSpid.delete(spid);
          else perSpid.set(spid, left);
        });
      open.add(feed);
      return reply;
    },
    async close() {
      closing.abort();
      await Promise.all(open);
    },
  };
}
