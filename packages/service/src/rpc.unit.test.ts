import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askService, type ServiceServerOptions, startServiceServer } from './rpc';

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

async function serve(options: Partial<ServiceServerOptions> = {}): Promise<string> {
  const server = await startServiceServer({
    port: 0,
    methods: {
      echo: async (input: never) => input,
      nothing: async () => undefined,
      broken: () => Promise.reject(new Error('a bug')),
    },
    ready: () => true,
    metrics: async () => 'up 1\n',
    ...options,
  });
  open.push(server);
  return `http://127.0.0.1:${server.port}`;
}

const unreachable = { code: 'service_unreachable', retriable: true };

describe('questions between services', () => {
  it('JSON in, JSON out', async () => {
    const url = await serve();
    expect(await askService(url, 'echo', { tn: '3035550001', list: [1, null] })).toEqual({
      tn: '3035550001',
      list: [1, null],
    });
    expect(await askService(url, 'nothing', {})).toBeNull();
  });

  it.each(['unknown', 'constructor', '__proto__', 'toString'])('there is no method %s', async (method) => {
    const url = await serve();
    expect((await fetch(`${url}/rpc/${method}`, { method: 'POST', body: '{}' })).status).toBe(404);
    await expect(askService(url, method, {})).rejects.toMatchObject(unreachable);
  });

  it('is asked by POST', async () => {
    expect((await fetch(`${await serve()}/rpc/echo`)).status).toBe(404);
  });

  it('what is no JSON, or too large, is answered and costs nothing', async () => {
    const url = await serve();
    expect((await fetch(`${url}/rpc/echo`, { method: 'POST', body: '{' })).status).toBe(400);
    const large = await fetch(`${url}/rpc/echo`, { method: 'POST', body: 'x'.repeat(5_000_000) });
    expect([large.status, await large.json()]).toEqual([413, { error: expect.stringContaining('too large') }]);
    expect(await askService(url, 'echo', 1)).toBe(1);
  });

  it('a sibling that throws, is dead, or answers in half is unreachable: its caller may try again', async () => {
    await expect(askService(await serve(), 'broken', {})).rejects.toMatchObject({
      ...unreachable,
      message: expect.stringContaining('a bug'),
    });
    const gone = await serve();
    await Promise.all(open.splice(0).map((one) => one.close()));
    await expect(askService(gone, 'echo', {})).rejects.toMatchObject(unreachable);
    const half = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"a":');
      setImmediate(() => response.destroy());
    });
    await new Promise<void>((resolve) => half.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => half.close(() => resolve())) });
    const url = `http://127.0.0.1:${(half.address() as AddressInfo).port}`;
    await expect(askService(url, 'echo', {})).rejects.toMatchObject(unreachable);
  });

  it('says whether it is up, ready, and what it measures', async () => {
    let ready = false;
    const url = await serve({ ready: () => ready });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    ready = true;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toBe('up 1\n');
  });

  it('a port that is taken is an error at the start', async () => {
    const port = Number(new URL(await serve()).port);
    await expect(serve({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
