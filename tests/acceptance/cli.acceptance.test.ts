import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from '../support/eventually';
import { RegistryProcess } from '../support/registry-process';

const LNP = resolve(__dirname, '../../packages/cli/bin/lnp.js');
const LRN = '7205559990';
const MINE = ['--from', 'X101', '--to', 'X202'];

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running lnp, as a shell starts it. */
class Lnp {
  out = '';
  err = '';
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown>;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [LNP, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.out += chunk.toString();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.err += chunk.toString();
    });
    this.closed = once(this.child, 'close');
  }

  async end(): Promise<Ended> {
    await this.closed;
    return { code: this.child.exitCode, out: this.out, err: this.err };
  }

  /** Ctrl-C. */
  interrupt(): Promise<Ended> {
    this.child.kill('SIGINT');
    return this.end();
  }

  lines(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }
}

describe('lnp', () => {
  const data = mkdtempSync(join(tmpdir(), 'lnp-cli-'));
  const lsmss: Lnp[] = [];
  let registry: RegistryProcess;

  const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Lnp =>
    new Lnp(args, { PATH: process.env.PATH, LNP_URL: registry.url, LNP_DATA: data, ...env });
  const lnp = (...args: string[]): Promise<Ended> => start(args).end();

  /** Succeeds and answers one JSON object. */
  async function json(...args: string[]): Promise<Record<string, unknown>> {
    const { code, out, err } = await lnp(...args, '--json');
    expect({ args, code, err }).toEqual({ args, code: 0, err: '' });
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    return JSON.parse(out);
  }

  async function activeAt(tn: string): Promise<Record<string, unknown>> {
    return eventually(async () => {
      const number = await json('route', tn);
      expect(number.subscriptionVersions).toContainEqual(expect.objectContaining({ status: 'active' }));
      return number;
    });
  }

  async function port(tn: string): Promise<void> {
    await json('port', tn, ...MINE, '--lrn', LRN);
    await json('concur', tn, ...MINE);
    await json('activate', tn, '--as', 'X202');
    await activeAt(tn.slice(0, 10));
  }

  beforeAll(async () => {
    registry = await RegistryProcess.start({ data });
    expect(await lnp('seed')).toMatchObject({ code: 0, err: '' });
    lsmss.push(start(['lsms', 'X101', '--json']), start(['lsms', 'X202', '--json']));
  }, 60_000);

  afterAll(async () => {
    await Promise.all(lsmss.map((lsms) => lsms.interrupt()));
    await registry?.stop();
    rmSync(data, { recursive: true, force: true });
  }, 60_000);

  it('loads its world once and says the same again', async () => {
    const first = await json('seed');
    expect(first.serviceProviders).toHaveLength(4);
    expect(await json('seed')).toEqual(first);
    const { out } = await lnp('seed');
    expect(out).toMatch(/^SPID {2}name {17}LSMS {2}codes/);
  });

  it('ports a number, step by step, and tells its story', async () => {
    const tn = '3035550101';
    const asked = await lnp('port', '303-555-0101', ...MINE, '--lrn', LRN);
    expect(asked).toMatchObject({ code: 0, err: '' });
    expect(asked.out).toMatch(/^NewSpCreate 3035550101 done, SV \d+ \(request X202-cli-[0-9a-f-]{36}\)\n$/);
    const before = (await lnp('route', tn)).out;
    expect(before).toMatch(/routes to {4}X101, its code holder/);
    expect(before).toMatch(/\d+ {2}pending {2}X101 {2}X202 {2}7205559990/);
    expect((await lnp('concur', tn, ...MINE)).out).toMatch(/^OldSpCreate 3035550101 done/);
    expect((await lnp('activate', tn, '--as', 'X202')).out).toMatch(/^Activate 3035550101 done/);
    await activeAt(tn);
    expect((await lnp('route', tn)).out).toMatch(/routes to {4}X202 at LRN 7205559990 \(SV \d+\)/);

    const { code, out } = await lnp('history', tn);
    expect(code).toBe(0);
    expect(out).not.toContain('\u001b');
    const lines = out.split('\n');
    expect(lines[0]).toBe(`History of ${tn} (times in UTC)`);
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} {2}SvCreated +X202 +SV \d+ {2}pending$/);
    expect(lines[2]).toMatch(/^ {25}X202 asks for the number from X101, LRN 7205559990, due /);
    expect(lines[3]).toMatch(/^ {25}request X202-cli-/);
    expect(out).toContain('X101 concurs: the number may go to X202');
    expect(out).toContain('sent to X101, X202; answers until');
    expect(out).toMatch(/SvActivated +system +SV \d+ {2}active/);
  });

  it('tells the same of a version, one event a line', async () => {
    const tn = '3035550102';
    await port(tn);
    const { subscriptionVersions } = (await json('route', tn)) as { subscriptionVersions: { svId: number }[] };
    const svId = subscriptionVersions[0]?.svId;
    const [byTn, bySv] = [await lnp('history', tn, '--json'), await lnp('history', '--sv', String(svId), '--json')];
    expect(bySv.out).toBe(byTn.out);
    const events = byTn.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual([
      'SvCreated',
      'SvSecondCreateReceived',
      'SvBroadcastStarted',
    ]);
    const { requestId } = events[0];
    expect(await json('request', requestId)).toMatchObject({ id: requestId, status: 'done', tn, svIds: [svId] });
    expect((await lnp('request', requestId)).out).toMatch(
      /^request {4}X202-cli-.*\nkind {7}NewSpCreate\nstatus {5}done\n/,
    );
  });

  it('sends a request once, however often it is told to', async () => {
    const args = ['port', '3035550103', ...MINE, '--lrn', LRN, '--id', 'mine-1'];
    const first = await json(...args, '--no-wait');
    expect(first).toMatchObject({ id: 'X202-mine-1', status: expect.stringMatching(/pending|done/) });
    const done = await json(...args);
    expect(done).toMatchObject({ id: 'X202-mine-1', status: 'done' });
    expect(await json(...args)).toEqual(done);
    const other = await lnp('activate', '3035550103', '--as', 'X202', '--id', 'mine-1');
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('[message_id_reused]') });
  });

  it('shows a refusal with rule, field, what was expected, and what to do', async () => {
    const refused = await lnp('port', '3035550104', '--from', 'X303', '--to', 'X202', '--lrn', LRN);
    expect(refused).toMatchObject({ code: 1, out: '' });
    const [what, heading, row, next] = refused.err.split('\n');
    expect(what).toMatch(/^lnp: NewSpCreate of 3035550104 was refused \(request X202-cli-.*\) \[wrong_old_sp\]$/);
    expect(heading).toMatch(/^code +rule +field +expected +actual +tn$/);
    expect(row).toMatch(/^wrong_old_sp +\S+ +oldSp +X101 +X303 +3035550104$/);
    expect(next).toMatch(/^Next: \S/);
    const { code, out } = await lnp('activate', '3035550104', '--as', 'X202', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([1, { status: 'refused', errors: [{ code: 'no_such_version' }] }]);
    const { id } = JSON.parse(out);
    expect((await lnp('request', id)).out).toMatch(/status {5}refused[\s\S]*no_such_version/);
  });

  it('says what is wrong with the command line before it asks anybody', async () => {
    const wrong = start(['port', '3035550199-0100', ...MINE, '--lrn', LRN], { LNP_URL: 'http://127.0.0.1:1' });
    expect(await wrong.end()).toEqual({
      code: 2,
      out: '',
      err: 'lnp: 3035550199-0100 runs backwards [invalid_range]\nNext: write the lower number first: 3035550100-0199\n',
    });
    expect(await lnp('history', '--sv', '999999')).toMatchObject({
      code: 1,
      err: expect.stringContaining('[not_found]'),
    });
    const stranger = await start(['status'], { LNP_TOKEN: 'stranger' }).end();
    expect(stranger).toMatchObject({ code: 1, err: expect.stringMatching(/\[unauthorized\]\nNext: set LNP_TOKEN/) });
    expect(await lnp('topics', '--as', 'X101')).toMatchObject({
      code: 1,
      err: expect.stringContaining('[not_authorized]'),
    });
  });

  it('ports a range in one request', async () => {
    await port('3035550300-0304');
    const downloads = await start(['watch', '--downloads', '--count', '1000', '--json']);
    await eventually(() => {
      expect(downloads.lines()).toContainEqual(
        expect.objectContaining({ firstTn: '3035550300', lastTn: '3035550304', spid: 'X202' }),
      );
    });
    expect((await downloads.interrupt()).code).toBe(0);
    expect((await lnp('route', '3035550303')).out).toContain('X202 at LRN 7205559990');
    const refused = await lnp('port', '3035550303-0306', ...MINE, '--lrn', LRN);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('3035550303-0304');
  });

  it('moves a number within its network, and ends service on it', async () => {
    const tn = '3035550105';
    await port(tn);
    expect(await json('intra', tn, '--sp', 'X202', '--lrn', '4155559990')).toMatchObject({ status: 'done' });
    expect(await json('activate', tn, '--as', 'X202')).toMatchObject({ status: 'done' });
    await eventually(async () => expect((await lnp('route', tn)).out).toContain('X202 at LRN 4155559990'));
    // The version before becomes old with the last answer; until then there is one that is sending.
    await eventually(async () => expect((await lnp('route', tn)).out).not.toContain('sending'));
    expect(await json('disconnect', tn, '--as', 'X202')).toMatchObject({ status: 'done' });
    await eventually(async () => expect((await lnp('route', tn)).out).toContain('X101, its code holder'));
    expect((await lnp('history', tn)).out).toMatch(/the number goes back to X101[\s\S]*removal sent to X101, X202/);
  });

  it('follows messages live, goes on where it was told to, and ends cleanly', async () => {
    const watching = start(['watch', '--as', 'X101', '--json']);
    await port('3035550106');
    await eventually(() => {
      expect(watching.lines()).toContainEqual(
        expect.objectContaining({ type: 'SvStatusAttributeValueChange', tn: '3035550106', status: 'active' }),
      );
    });
    const seen = watching.lines();
    expect(await watching.interrupt()).toMatchObject({ code: 0, err: '' });
    const rest = await lnp('watch', '--as', 'X101', '--after', String(seen[0]?.place), '--count', '2', '--json');
    expect(rest.code).toBe(0);
    expect(
      rest.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(seen.slice(1, 3));
    const text = await lnp('watch', '--downloads', '--as', 'X202', '--count', '1');
    expect(text.out).toMatch(/^#1 {2}\S+ \S+ {2}SvDownload {2}30355501\d\d routes to X202 at 7205559990\n$/);
    expect(await lnp('watch')).toMatchObject({ code: 2, err: expect.stringContaining('--as SPID') });
    const none = await lnp('watch', '--downloads', '--as', 'X303');
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('[not_an_lsms]') });
  });

  it('reconnects when the registry comes back', async () => {
    // On another port a registry is another one to its readers: this one must come back where it was.
    const { port: at } = new URL(registry.url);
    const watching = start(['watch', '--downloads', '--json']);
    await eventually(() => expect(watching.lines().length).toBeGreaterThan(0));
    await registry.kill();
    registry = await RegistryProcess.start({ data, port: Number(at) });
    await port('3035550107');
    await eventually(() => expect(watching.lines().at(-1)).toMatchObject({ firstTn: '3035550107' }), 40_000);
    // However many it had when the registry went away: each number once, none left out.
    const numbers = watching.lines().map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect((await watching.interrupt()).code).toBe(0);
  }, 90_000);

  it('says where everything stands', async () => {
    const status = await eventually(async () => {
      const answer = await json('status');
      expect(answer).toMatchObject({ ready: true, store: { lag: 0 }, lsms: [{ lag: 0 }, { lag: 0 }] });
      return answer;
    });
    expect(status.lsms).toEqual([
      { spid: 'X101', acknowledgedThrough: status.lastDownload, lag: 0 },
      { spid: 'X202', acknowledgedThrough: status.lastDownload, lag: 0 },
    ]);
    const { code, out } = await lnp('status', '--as', 'X303');
    expect(code).toBe(0);
    expect(out).toMatch(/intake {12}ready/);
    expect(out).toMatch(/validation {8}port\.requests {9}0/);
    const topics = await lnp('topics');
    expect(topics.out).toMatch(/^topic +partitions +kept +group +behind\n/);
    expect(topics.out).toMatch(/port\.commands +12 +\d+ +activation +0\n +network-data +0\n/);
    expect((await lnp('topics', 'port.requests')).out.trimEnd().split('\n')).toHaveLength(13);
    expect(await lnp('topics', 'nonsense')).toMatchObject({ code: 1, err: expect.stringContaining('[unknown_topic]') });
  });

  it('gives tokens and takes them back', async () => {
    const { tokenId, token } = await json('token', 'create', 'X303', '--label', 'test');
    const asked = (env: NodeJS.ProcessEnv) => start(['status', '--json'], env).end();
    expect(await asked({ LNP_TOKEN: String(token) })).toMatchObject({ code: 0 });
    expect(await json('token', 'revoke', String(tokenId), '--spid', 'X303')).toMatchObject({ revoked: true });
    expect(await asked({ LNP_TOKEN: String(token) })).toMatchObject({ code: 1 });
    expect(await json('token', 'create', 'X303', '--save')).toMatchObject({ file: join(data, 'tokens', 'X303.token') });
    expect((await lnp('status', '--as', 'X303')).code).toBe(0);
    expect(await lnp('token', 'create', 'ZZZZ')).toMatchObject({
      code: 1,
      err: expect.stringContaining('[unknown_service_provider]'),
    });
  });

  it('replays the log beside the running registry, to the digest that the registry and its LSMSs have', async () => {
    const authorization = `Bearer ${registry.operatorToken}`;
    const answer = await fetch(`${registry.url}/v1/lsms/digest`, { headers: { authorization } });
    const digest = (await answer.json()) as { number: number; digest: string; entries: number };
    const whole = await json('replay', '--digest');
    expect(whole).toMatchObject({ downloads: digest.number, numbers: digest.entries, digest: digest.digest });
    const half = await json('replay', '--to', '40', '--digest');
    expect(half).toMatchObject({ events: 41, position: '40' });
    expect(half.digest).not.toBe(whole.digest);
    expect((await lnp('replay')).out).not.toContain('digest');
    expect(await lnp('replay', '--to', '9999999')).toMatchObject({
      code: 1,
      err: expect.stringContaining('[beyond_log]'),
    });
    expect(await json('port', '3035550108', ...MINE, '--lrn', LRN)).toMatchObject({ status: 'done' });
    for (const lsms of lsmss.splice(0)) {
      const ended = await lsms.interrupt();
      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
        number: digest.number,
        digest: digest.digest,
      });
    }
  });
});
