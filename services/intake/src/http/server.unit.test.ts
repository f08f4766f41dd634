import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { DoorDeps } from './ports';
import { as, fakeDeps, ok, PENDING } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();

const LARGE = 10 * 1024 * 1024;
const submitting = (): Partial<DoorDeps> => ({ requests: { ...fakeDeps().requests, submit: () => ok(PENDING) } });
const json = { 'content-type': 'application/json' };

async function text(stream: AsyncIterable<Buffer | string>): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}

/** Everything the server says until it closes. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('a body of 10 MB', () => {
  it.each([
    ['with its length', { 'content-length': String(LARGE) }],
    ['in chunks', {}],
  ])('is refused before it has come, and the connection lives on: %s', async (_name, length) => {
    const door = await startDoor(fakeDeps(submitting()));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const request = httpRequest({
      agent,
      port: door.port,
      method: 'POST',
      path: '/v1/requests',
      headers: { ...as('token-a'), ...json, ...length },
    });
    const answering = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
    });
    // A little more than the limit; the rest only once the answer is there.
    const part = Buffer.alloc(1_100_000, 'x');
    request.write(part);
    const answer = await answering;
    expect(answer.statusCode).toBe(413);
    expect(JSON.parse(await text(answer))).toMatchObject({ code: 'body_too_large' });
    request.end(Buffer.alloc(LARGE - part.length, 'x'));
    const { socket } = request;

    const next = httpRequest({ agent, port: door.port, path: '/healthz' });
    next.end();
    const [second] = await new Promise<[IncomingMessage]>((resolve, reject) => {
      next.once('response', (response: IncomingMessage) => resolve([response]));
      next.once('error', reject);
    });
    expect(await text(second)).toBe('{"status":"up"}');
    expect(next.socket).toBe(socket);
    agent.destroy();
  });

  it('sent all at once gets its answer, not a reset', async () => {
    const door = await startDoor(fakeDeps(submitting()));
    const payload = JSON.stringify({ kind: 'Activate', tn: 'x'.repeat(LARGE) });
    for (let i = 0; i < 5; i += 1) {
      const answer = await fetch(`http://127.0.0.1:${door.port}/v1/requests`, {
        method: 'POST',
        headers: { ...as('token-a'), ...json },
        body: payload,
      });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'body_too_large']);
    }
  });
});

describe('bytes that are no HTTP', () => {
  it.each([
    ['nonsense', 'nonsense\r\n\r\n', 400],
    ['a TLS greeting', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003', 400],
    ['a header without a name', 'GET /healthz HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n', 400],
    ['two lengths', 'POST /v1/requests HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 400],
    ['a header of 40 kB', `GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ])('get a problem, and the door stays up: %s', async (_name, bytes, status) => {
    const door = await startDoor(fakeDeps());
    const answer = await raw(door.port, bytes);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('application/problem+json');
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ code: 'malformed_http', status });
    expect((await door.ask({ url: '/healthz' })).statusCode).toBe(200);
  });

  it('nor do headers that never end hold a connection', async () => {
    const door = await startDoor(fakeDeps(), { headersTimeoutMs: 50, requestTimeoutMs: 100 });
    expect(await raw(door.port, 'GET /healthz HTTP/1.1\r\nHost: a\r\n')).toContain('HTTP/1.1 408 ');
  });
});

describe('closing', () => {
  it('answers what is under way first', async () => {
    let finish: () => void = () => undefined;
    let arrived: () => void = () => undefined;
    const here = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const digest = () =>
      new Promise<Awaited<ReturnType<DoorDeps['reads']['digest']>>>((resolve) => {
        finish = () => resolve({ ok: true, value: { number: 1, digest: 'd', entries: 1 } });
        arrived();
      });
    const door = await startDoor(fakeDeps({ reads: { ...fakeDeps().reads, digest } }));
    const answering = door.ask({ url: '/v1/lsms/digest', headers: as('token-a') });
    await here;
    const closing = door.close();
    finish();
    expect((await answering).statusCode).toBe(200);
    await closing;
    await expect(door.ask({ url: '/healthz' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('does not wait for connections that are idle', async () => {
    const door = await startDoor(fakeDeps());
    const agent = new Agent({ keepAlive: true });
    const request = httpRequest({ agent, port: door.port, path: '/healthz' });
    request.end();
    const response = await new Promise<IncomingMessage>((resolve) => request.once('response', resolve));
    await text(response);
    await door.close();
    agent.destroy();
    expect(response.headers.connection).toBe('keep-alive');
  });
});
