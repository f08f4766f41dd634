import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../../packages/service/src/testing';
import type { ServiceName } from './service-names';
import { freePort, type Supervisor, type SupervisorTiming, startSupervisor } from './supervisor';

// A service as the supervisor sees one: answers /healthz, says that it is ready, does as the test tells it over its port.
const CHILD = `
const { createServer } = require('node:http');
const name = process.argv[2];
const port = Number(process.env.LNP_SERVICE_PORT);
if (port === 1) process.exit(3);
const server = createServer((request, response) => {
  if (request.url === '/hang') { response.end(); for (;;); }
  if (request.url === '/deaf') { response.end(); process.on('SIGTERM', () => {}); return; }
  if (request.url === '/exit') process.exit(7);
  response.end(String(process.pid));
});
server.listen(port, '127.0.0.1', () => process.send({ ready: name }));
process.on('disconnect', () => process.exit(0));
`;

const FAST: Partial<SupervisorTiming> = {
  restartDelay: (deaths) => deaths * 5,
  healthEvery: 300,
  hangsAfter: 10,
  stopTimeout: 300,
};

describe('the supervisor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openlnp-supervisor-'));
  const script = join(folder, 'child.js');
  let supervisor: Supervisor | undefined;
  let ports: Record<ServiceName, number>;
  let said: string[];

  beforeAll(() => writeFileSync(script, CHILD));
  afterEach(async () => {
    await supervisor?.stop();
    supervisor = undefined;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function start(services: readonly ServiceName[], given: Record<string, number> = {}): Promise<Supervisor> {
    ports = Object.fromEntries(
      await Promise.all(services.map(async (name) => [name, await freePort()] as const)),
    ) as Record<ServiceName, number>;
    Object.assign(ports, given);
    said = [];
    const env = (name: ServiceName) => ({ LNP_SERVICE_PORT: String(ports[name]) });
    const say = (text: string) => void said.push(text);
    supervisor = startSupervisor({ ports, env, say, services, script, timing: FAST });
    return supervisor;
  }

  const tell = (name: ServiceName, what: string): Promise<string> =>
    fetch(`http://127.0.0.1:${ports[name]}/${what}`).then(
      (response) => response.text(),
      () => 'nobody',
    );

  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  it('is ready when every service is, and stops them all', async () => {
    const { ready, pid, stop } = await start(['relay', 'routing']);
    await ready;
    const pids = [pid('relay'), pid('routing')] as number[];
    expect(pids.map(isAlive)).toEqual([true, true]);
    expect(await tell('relay', 'healthz')).toBe(String(pids[0]));
    await stop();
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(said).toEqual([]);
  });

  it('starts again what is killed or goes down, says so, and leaves the others alone', async () => {
    const { ready, pid } = await start(['relay', 'routing']);
    await ready;
    const [relay, routing] = [pid('relay'), pid('routing')] as [number, number];
    process.kill(relay, 'SIGKILL');
    await eventually('the relay is back', () => said.some((text) => text.startsWith('relay is back')));
    expect(pid('relay')).not.toBe(relay);
    await tell('relay', 'exit');
    await eventually('the relay is back again', () => said.filter((text) => text.includes('is back')).length === 2);
    expect(pid('routing')).toBe(routing);
    expect(said).toEqual([
      'relay died (SIGKILL); starting it again in 5 ms',
      expect.stringMatching(/^relay is back \(pid \d+\)$/),
      'relay died (exit 7); starting it again in 10 ms',
      expect.stringMatching(/^relay is back/),
    ]);
  });

  it('kills what hangs and starts it again', async () => {
    const { ready, pid } = await start(['relay', 'routing']);
    await ready;
    const [hanging, routing] = [pid('relay'), pid('routing')] as [number, number];
    await tell('relay', 'hang');
    await eventually('the relay is back', () => said.some((text) => text.startsWith('relay is back')));
    expect(said.slice(0, 2)).toEqual([
      `relay hangs (pid ${hanging}): killing it`,
      'relay died (SIGKILL); starting it again in 5 ms',
    ]);
    expect([isAlive(hanging), pid('routing')]).toEqual([false, routing]);
  });

  it('goes on trying with one that cannot start, and is not ready meanwhile', async () => {
    const { ready } = await start(['relay', 'routing'], { relay: 1 });
    let isReady = false;
    void ready.then(() => {
      isReady = true;
    });
    await eventually('three deaths', () => said.length >= 3);
    expect(said.slice(0, 3)).toEqual([5, 10, 15].map((ms) => `relay died (exit 3); starting it again in ${ms} ms`));
    expect(isReady).toBe(false);
  });

  it('kills one that does not stop when it is told', async () => {
    const { ready, pid, stop } = await start(['relay']);
    await ready;
    const deaf = pid('relay') as number;
    await tell('relay', 'deaf');
    await stop();
    expect([isAlive(deaf), said]).toEqual([false, []]);
  });
});
