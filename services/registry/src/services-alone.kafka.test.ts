import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { registryClient, seed, WORLD } from '@openlnp/cli';
import { type EsdbServer, startEsdbServer } from '../../../tests/support/eventstore/stand-in';
import { eventually } from '../../../tests/support/eventually';
import { describeKafka } from '../../../tests/support/kafka/describe-kafka';
import { type OwnKafka, startOwnKafka } from '../../../tests/support/kafka/own-kafka';
import { SERVICE_NAMES, type ServiceName } from './service-names';
import { freePort } from './supervisor';

const SERVICE = resolve(__dirname, '../dist/service.js');

// As containers: nobody looks after them, and all they know comes from the environment.
describeKafka('every service alone, around a Kafka and a cluster', () => {
  const data = mkdtempSync(join(tmpdir(), 'lnp-alone-'));
  const services = new Map<ServiceName, ChildProcess>();
  let kafka: OwnKafka;
  let store: EsdbServer;
  let url: string;
  let complaints = '';

  beforeAll(async () => {
    kafka = startOwnKafka();
    store = await startEsdbServer({});
    const ports = new Map<ServiceName, number>();
    for (const name of SERVICE_NAMES) ports.set(name, await freePort());
    const door = await freePort();
    url = `http://127.0.0.1:${door}`;
    for (const name of SERVICE_NAMES) {
      const env = {
        PATH: process.env.PATH,
        LNP_KAFKA_BROKERS: kafka.broker,
        LNP_KAFKA_SESSION_TIMEOUT_MS: '6000',
        LNP_EVENTSTORE: store.url,
        LNP_SERVICE_PORT: String(ports.get(name)),
        LNP_LOG_LEVEL: 'error',
        ...(name === 'intake'
          ? {
              LNP_PORT: String(door),
              LNP_DATA: data,
              LNP_SERVICE_URLS: [...ports].map(([other, port]) => `${other}=http://127.0.0.1:${port}`).join(),
            }
          : {}),
      };
      const child = spawn(process.execPath, [SERVICE, name], { env, cwd: data, stdio: ['ignore', 'inherit', 'pipe'] });
      child.stderr.on('data', (chunk: Buffer) => {
        complaints += `${name}: ${chunk.toString()}`;
      });
      services.set(name, child);
    }
  }, 60_000);

  afterAll(async () => {
    for (const child of services.values()) child.kill('SIGKILL');
    kafka?.stop();
    await store?.stop();
    rmSync(data, { recursive: true, force: true });
  }, 60_000);

  it('they start at the same time, find each other, and do the registry’s work', async () => {
    const ready = (): Promise<Response> => fetch(`${url}/readyz`);
    await eventually(async () => expect((await ready()).status).toBe(200), 150_000);
    const token = readFileSync(join(data, 'operator.token'), 'utf8').trim();
    const client = registryClient(url, token);
    await seed(client, WORLD, { transport: 'http', tokenFolder: join(data, 'tokens') });
    const streams = new Set(store.events.records.map(({ stream }) => stream));
    for (const { spid } of WORLD.serviceProviders) expect(streams).toContain(`sp-${spid}`);
    expect(await client.call('GET', '/v1/lsms/digest')).toMatchObject({ number: 0, entries: 0 });
  }, 200_000);

  it('each ends cleanly when it is told to', async () => {
    for (const [name, child] of services) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      expect([name, ...(await gone)]).toEqual([name, 0, null]);
    }
    expect(complaints).toBe('');
  }, 60_000);
});
