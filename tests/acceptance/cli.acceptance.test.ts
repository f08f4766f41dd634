import { eventually } from '../support/eventually';
import { cliHouse, LRN, PARTIES } from './cli-house';

jest.setTimeout(60_000);

describe('lnp', () => {
  const { start, lnp, json, activeAt, port } = cliHouse();

  it('loads its world once and says the same again', async () => {
    const first = await json('seed');
    expect(first.serviceProviders).toHaveLength(4);
    expect(await json('seed')).toEqual(first);
    const { out } = await lnp('seed');
    expect(out).toMatch(/^SPID {2}name {17}LSMS {2}codes/);
  });

  it('ports a number, step by step, and tells its story', async () => {
    const tn = '3035550101';
    const asked = await lnp('port', '303-555-0101', ...PARTIES, '--lrn', LRN);
    expect(asked).toMatchObject({ code: 0, err: '' });
    expect(asked.out).toMatch(/^NewSpCreate 3035550101 done, SV \d+ \(request X202-cli-[0-9a-f-]{36}\)\n$/);
    const before = (await lnp('route', tn)).out;
    expect(before).toMatch(/routes to {4}X101, its code holder/);
    expect(before).toMatch(/\d+ {2}pending {2}X101 {2}X202 {2}7205559990/);
    expect((await lnp('concur', tn, ...PARTIES)).out).toMatch(/^OldSpCreate 3035550101 done/);
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
    const args = ['port', '3035550103', ...PARTIES, '--lrn', LRN, '--id', 'mine-1'];
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
    const wrong = start(['port', '3035550199-0100', ...PARTIES, '--lrn', LRN], { LNP_URL: 'http://127.0.0.1:1' });
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
    const refused = await lnp('port', '3035550303-0306', ...PARTIES, '--lrn', LRN);
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
});
