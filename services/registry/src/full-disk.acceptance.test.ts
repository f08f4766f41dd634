import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RegistryClient, registryClient, requestOutcome, seed, WORLD } from '@openlnp/cli';
import { eventually } from '../../../tests/support/eventually';

const MAIN = resolve(__dirname, '../dist/main.js');
const MEGABYTE = 1_048_576;

/** A command line with a small file system of its own at $0, in a namespace that ends with it. */
const onSmallDisk = (command: string, mount: string): string[] => [
  '--map-root-user',
  '--mount',
  'sh',
  '-c',
  `mount -t tmpfs -o size=8m tmpfs "$0" && ${command}`,
  mount,
];

const canMount = spawnSync('unshare', onSmallDisk('true', tmpdir())).status === 0;
if (!canMount) process.stderr.write('full disk test skipped: it needs Linux with unshare and user namespaces\n');

(canMount ? describe : describe.skip)('a registry on a full disk', () => {
  let mount: string;
  /** The same folder as only the registry sees it. */
  let inside: string;
  let registry: ChildProcess;
  let url: string;
  let said = '';
  let token: string;
  let client: RegistryClient;

  beforeAll(async () => {
    mount = mkdtempSync(join(tmpdir(), 'lnp-full-'));
    const command = `head -c 3000000 /dev/zero > "$0/ballast" && exec "${process.execPath}" "${MAIN}" --port 0 --data "$0/data"`;
    registry = spawn('unshare', onSmallDisk(command, mount), {
      env: { ...process.env, LNP_LOG_LEVEL: 'silent', LNP_QUOTA_PER_SECOND: '100000', LNP_QUOTA_BURST: '100000' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [registry.stdout, registry.stderr])
      stream?.on('data', (chunk) => {
        said += String(chunk);
      });
    url = await eventually(() => {
      const found = /HTTP\s+(http:\/\/\S+)[\s\S]*Ctrl-C/.exec(said)?.[1];
      if (found === undefined) throw new Error(`not started: ${said}`);
      return found;
    });
    inside = `/proc/${registry.pid}/root${mount}`;
    const tokenFolder = mkdtempSync(join(tmpdir(), 'lnp-tokens-'));
    const operator = readFileSync(join(inside, 'data', 'operator.token'), 'utf8').trim();
    await seed(registryClient(url, operator), WORLD, { transport: 'http', tokenFolder });
    token = readFileSync(join(tokenFolder, 'X202.token'), 'utf8').trim();
    client = registryClient(url, token);
    rmSync(tokenFolder, { recursive: true });
  }, 60_000);

  afterAll(async () => {
    const gone = once(registry, 'exit');
    registry.kill('SIGTERM');
    await gone;
    rmdirSync(mount);
  }, 30_000);

  const today = (): string => `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
  const create = (n: number) => ({
    kind: 'NewSpCreate',
    tn: String(3035550000 + n),
    oldSp: 'X101',
    newSp: 'X202',
    dueDate: today(),
    lrn: '7205559990',
  });
  const alive = () => expect([registry.exitCode, registry.signalCode, said]).toEqual([null, null, said]);

  it('refuses clearly, loses nothing it accepted, and goes on by itself when there is room', async () => {
    const accepted: string[] = [];
    const refusals: string[] = [];
    let next = 0;
    const send = async (): Promise<void> => {
      const n = next++;
      const response = await fetch(`${url}/v1/requests`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `full-${n}`,
        },
        body: JSON.stringify(create(n)),
      });
      const { id, code } = (await response.json()) as { id: string; code: string };
      if (response.status === 202) accepted.push(id);
      else refusals.push(`${response.status} ${code}, try again in ${response.headers.get('retry-after')} s`);
    };
    for (; refusals.length < 50 && next < 9_900; ) await Promise.all(Array.from({ length: 20 }, send));
    expect(refusals.length).toBeGreaterThanOrEqual(50);
    expect([...new Set(refusals)]).toEqual(['503 disk_full, try again in 5 s']);
    expect(accepted.length).toBeGreaterThan(100);

    const refused = await fetch(`${url}/readyz`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ ready: false, reason: 'disk_full' });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const free = /lnp_data_free_bytes (\d+)/.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
    expect(Number(free)).toBeLessThan(MEGABYTE);
    alive();

    truncateSync(join(inside, 'ballast'), 0);
    await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), 30_000);
    await eventually(async () => {
      const open = await Promise.all(
        accepted.map((id) => client.call<{ status: string }>('GET', `/v1/requests/${id}`)),
      );
      expect(open.filter(({ status }) => status !== 'done')).toEqual([]);
    }, 60_000);
    expect(await requestOutcome(client, 'after', create(9_999))).toMatchObject({ status: 'done' });
    alive();
  }, 150_000);
});
