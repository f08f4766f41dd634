import { isUtf8 } from 'node:buffer';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { authHook } from './auth';
import { answerMalformedHttp, failureHandler, pathOf } from './failures';
import { createFeeds } from './feed/feeds';
import { openApiDocument } from './openapi/document';
import type { DoorOptions } from './options';
import type { DoorDeps } from './ports';
import { refuse } from './problem';
import { logQueries } from './query-log';
import { logRefusals } from './refusal-log';
import { isAskedForAnother, type Route } from './route';
import { lsmsRoutes } from './routes/lsms';
import { numberRoutes } from './routes/numbers';
import { regionRoutes } from './routes/regions';
import { requestRoutes } from './routes/requests';
import { sandboxRoutes } from './routes/sandbox';
import { schemaRoutes } from './routes/schemas';
import { serviceProviderRoutes } from './routes/service-providers';
import { soaRoutes } from './routes/soa';
import { statusRoutes } from './routes/status';
import { systemRoutes } from './routes/system';
import { tokenRoutes } from './routes/tokens';
import { tunableRoutes } from './routes/tunables';
import { versionRoutes } from './routes/versions';

/** The Fastify application behind the door, not yet listening. */
export async function createApp(deps: DoorDeps, options: DoorOptions): Promise<FastifyInstance> {
  const onFailure = failureHandler(deps, options.newErrorId);
  const app = Fastify({
    logger: false,
    bodyLimit: options.bodyLimit,
    requestTimeout: options.requestTimeoutMs,
    keepAliveTimeout: options.keepAliveMs,
    http: {
      headersTimeout: options.headersTimeoutMs,
      connectionsCheckingInterval: Math.min(5_000, options.headersTimeoutMs),
    },
    // Requests that were under way when the door closes are answered, not refused.
    return503OnClosing: false,
    clientErrorHandler: answerMalformedHttp,
    frameworkErrors: onFailure,
    routerOptions: { maxParamLength: 200 },
  });
  app.server.maxConnections = options.maxConnections;
  const cutOffSilent = silentConnections(app.server);
  app.addHook('preClose', async () => cutOffSilent());
  app.removeContentTypeParser('text/plain');
  takeOnlyUtf8(app);
  app.decorateRequest('identity', null);
  app.decorateRequest('stillHolds', () => false);
  app.setErrorHandler(onFailure);
  logRefusals(app, deps);
  logQueries(app, deps);
  app.addHook('onRequest', authHook(deps));

  const feeds = createFeeds(deps, options);
  app.addHook('preClose', () => feeds.close());

  const routes: Route[] = [
    ...requestRoutes(deps),
    ...numberRoutes(deps),
    ...versionRoutes(deps),
    ...soaRoutes(deps, feeds),
    ...lsmsRoutes(deps, feeds),
    ...tokenRoutes(deps),
    ...serviceProviderRoutes(deps),
    ...tunableRoutes(deps),
    ...regionRoutes(deps),
    ...statusRoutes(deps),
    ...sandboxRoutes(deps),
    ...schemaRoutes(),
    ...systemRoutes(deps, () => document),
  ];
  const document = JSON.stringify(openApiDocument(routes));
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      exposeHeadRoute: route.method === 'GET' && route.feed !== true,
      config: { access: route.access, isAskedForAnother: isAskedForAnother(route) },
      handler: route.handler,
    });
  }
  app.setNotFoundHandler(unknownRoute(routes));
  await app.ready();
  return app;
}

/** Text that is no UTF-8 would be patched in silence, and stored so. */
function takeOnlyUtf8(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isUtf8(body)) void parse(request, body.toString(), done);
    else done(new errorCodes.FST_ERR_CTP_INVALID_JSON_BODY());
  });
}

/** Milliseconds that requests under way have to come to their end when the door closes. */
const CLOSING_MS = 5_000;

/**
 * Connections without one whole request so far. Node counts them as busy, and once it closes nothing times them out: whoever
 * opened one would keep the door from closing.
 */
function silentConnections(server: Server): () => void {
  const silent = new Set<Socket>();
  server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return () => {
    for (const socket of silent) socket.destroy();
    setTimeout(() => server.closeAllConnections(), CLOSING_MS).unref();
  };
}

/** 405 with Allow where the path is known, 404 otherwise. */
function unknownRoute(routes: readonly Route[]) {
  const known = routes.map((route) => ({
    methods: route.method === 'GET' && route.feed !== true ? ['GET', 'HEAD'] : [route.method],
    path: new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = pathOf(request.raw);
    const allowed = known.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods);
    // What is left of a body is read and thrown away, so that the connection can go on.
    request.raw.resume();
    if (allowed.length === 0) return refuse(reply, { code: 'not_found', detail: 'there is nothing at this path' });
    reply.header('allow', allowed.join(', '));
    return refuse(reply, {
      code: 'not_found',
      status: 405,
      detail: 'this path does not take this method',
      expected: allowed.join(', '),
      actual: request.method,
    });
  };
}
