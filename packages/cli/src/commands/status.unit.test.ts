import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from '../run';
import { capturedIo } from '../testing/io';

const status = {
  now: '2026-12-01T15:00:00.000Z',
  ready: false,
  services: { intake: 'ready' },
  store: { head: '9', relayed: '9', lag: 0 },
  lastDownload: 0,
  consumers: [],
  lsms: [],
};

describe('lnp status', () => {
  let registry: Server;
  let answer: object;

  beforeAll(async () => {
    registry = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => new Promise((resolve) => registry.close(resolve)));

  it.each([
    ['a full disk', { reason: 'disk_full' }, 'not ready: disk_full [not_ready]', 'make room on the disk'],
    ['a service that is away', { services: { relay: 'starting' } }, 'not ready: relay [not_ready]', 'the log'],
    [
      'both',
      { services: { relay: 'starting' }, reason: 'disk_full' },
      'not ready: relay, disk_full [not_ready]',
      'make room on the disk',
    ],
  ])('says why the registry is not ready: %s', async (_name, more, what, next) => {
    answer = { ...status, ...more };
    const { port } = registry.address() as AddressInfo;
    const io = capturedIo({ env: { LNP_URL: `http://127.0.0.1:${port}`, LNP_TOKEN: 'secret' } });
    expect(await run(['status'], io)).toBe(1);
    expect(io.err()).toContain(what);
    expect(io.err()).toContain(next);
  });
});
