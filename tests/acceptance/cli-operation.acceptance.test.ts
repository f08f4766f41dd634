import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { cliHouse, LRN, PARTIES } from './cli-house';

jest.setTimeout(60_000);

describe('lnp, of a running registry,', () => {
  const house = cliHouse();
  const { data, start, lnp, json, port } = house;

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
    const { port: at } = new URL(house.registry().url);
    const watching = start(['watch', '--downloads', '--json']);
    await eventually(() => expect(watching.lines().length).toBeGreaterThan(0));
    await house.killAndStart(Number(at));
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
    const authorization = `Bearer ${house.registry().operatorToken}`;
    const answer = await fetch(`${house.registry().url}/v1/lsms/digest`, { headers: { authorization } });
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
    expect(await json('port', '3035550108', ...PARTIES, '--lrn', LRN)).toMatchObject({ status: 'done' });
    for (const lsms of house.lsmss.splice(0)) {
      const ended = await lsms.interrupt();
      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
        number: digest.number,
        digest: digest.digest,
      });
    }
  });
});
