import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One question between services, JSON in and JSON out. Only between the registry's own processes, on loopback or a private net. */
export type RpcMethod = (input: never) => Promise<unknown>;

export interface ServiceServerOptions {
  readonly port: number;
  readonly host?: string;
  readonly methods: Readonly<Record<string, RpcMethod>>;
  readonly ready: () => boolean;
  readonly metrics: () => Promise<string>;
}

const LIMIT = 2_000_000;

/** Each service's own small server: /healthz, /readyz, /metrics, and POST /rpc/METHOD for its siblings. */
export async function startServiceServer(
  options: ServiceServerOptions,
): Promise<{ port: number; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    void answer(request, options)
      .catch((error: unknown) => ({ status: statusOf(error), body: JSON.stringify({ error: String(error) }) }))
      .then(({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  options: ServiceServerOptions,
): Promise<{ status: number; body: string }> {
  const path = request.url ?? '/';
  if (path === '/healthz') return { status: 200, body: '{"status":"up"}' };
  if (path === '/readyz') {
    const ready = options.ready();
    return { status: ready ? 200 : 503, body: JSON.stringify({ ready }) };
  }
  if (path === '/metrics') return { status: 200, body: await options.metrics() };
  const name = /^\/rpc\/(\w+)$/.exec(path)?.[1];
  const method = name === undefined || !Object.hasOwn(options.methods, name) ? undefined : options.methods[name];
  if (request.method !== 'POST' || method === undefined) return { status: 404, body: '{"error":"not found"}' };
  const input = parse(await readBody(request)) as never;
  return { status: 200, body: JSON.stringify((await method(input)) ?? null) };
}

const fault = (status: number, message: string): Error => Object.assign(new Error(message), { status });

const statusOf = (error: unknown): number => (error as { status?: number }).status ?? 500;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(fault(400, 'the question is no JSON'), { cause });
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to its end even when it is too large, so that the sibling gets its answer and not a broken connection.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LIMIT) chunks.push(chunk);
  }
  if (size > LIMIT) throw fault(413, `a question of ${size} bytes is too large`);
  return Buffer.concat(chunks).toString('utf8');
}

/** Asks a sibling service; throws an error with code `service_unreachable` when it does not answer as it should. */
export async function askService<T>(url: string, method: string, input: unknown): Promise<T> {
  let status: number;
  let body: string;
  try {
    const response = await fetch(`${url}/rpc/${method}`, {
      method: 'POST',
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(10_000),
    });
    status = response.status;
    body = await response.text();
  } catch (cause) {
    throw unreachable(`no answer from ${url}`, cause);
  }
  if (status !== 200) throw unreachable(`${url} answered ${status} to ${method}: ${body.slice(0, 200)}`);
  return JSON.parse(body) as T;
}

const unreachable = (message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code: 'service_unreachable', retriable: true });
