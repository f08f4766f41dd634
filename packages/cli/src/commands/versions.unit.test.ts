import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from '../run';
import { capturedIo } from '../testing/io';

const NOW = '2026-01-05T14:30:00.000Z';

const version = (line: number, changes: object = {}) => ({
  svId: 1000 + line,
  tn: String(3035550000 + line),
  status: 'pending',
  newSp: 'X202',
  oldSp: 'X101',
  lrn: '7205559990',
  newSpDueDate: null,
  oldSpDueDate: '2026-01-06T00:00:00.000Z',
  createdAt: NOW,
  activatedAt: null,
  changedAt: NOW,
  ...changes,
});

describe('lnp sv', () => {
  let server: Server;
  let url: string;
  let asked: URL[] = [];
  /** What there is; the registry gives two at a time. */
  let versions: object[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const at = new URL(request.url ?? '', 'http://registry');
      if (at.pathname === '/v1/status') {
        response.end(JSON.stringify({ now: NOW }));
        return;
      }
      asked.push(at);
      if (at.searchParams.get('status') === 'ported') {
        const fault = { code: 'invalid_request', field: 'status', expected: 'one of them', actual: 'ported' };
        response.writeHead(400).end(JSON.stringify({ ...fault, title: 'A field is wrong', errors: [fault] }));
        return;
      }
      const from = Number(at.searchParams.get('after') ?? 0);
      const limit = Math.min(2, Number(at.searchParams.get('limit') ?? 50));
      const subscriptionVersions = versions.slice(from, from + limit);
      const next = from + limit < versions.length ? String(from + limit) : null;
      response.end(JSON.stringify({ subscriptionVersions, next }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    asked = [];
    versions = [];
  });

  async function sv(...args: string[]) {
    const io = capturedIo({ env: { LNP_URL: url, LNP_TOKEN: 'secret' } });
    const code = await run(['sv', ...args], io);
    return { code, out: io.out(), err: io.err() };
  }

  /** What the registry was asked first. */
  const query = () => Object.fromEntries(asked[0]?.searchParams ?? []);

  it('asks for what the options say', async () => {
    await sv(
      '--tn',
      '303-555-0100-0199',
      '--sv',
      '7',
      '--status',
      'Pending,conflict',
      '--spid',
      'x303',
      '--from',
      'X101',
    );
    expect(query()).toEqual({
      ...{ tn: '3035550100-0199', svId: '7', status: 'pending,conflict', spid: 'X303', oldSp: 'X101', limit: '50' },
    });
  });

  it.each([
    ['--due', '2026-01-15', { dueFrom: '2026-01-15T00:00:00.000Z', dueTo: '2026-01-15T23:59:59.999Z' }],
    [
      '--created',
      '2026-01-15..2026-01-31',
      { createdFrom: '2026-01-15T00:00:00.000Z', createdTo: '2026-01-31T23:59:59.999Z' },
    ],
    ['--activated', '2026-01-15..', { activatedFrom: '2026-01-15T00:00:00.000Z' }],
    ['--changed', '..today', { changedTo: '2026-01-05T23:59:59.999Z' }],
    [
      '--changed',
      '2026-01-05T14:00Z..2026-01-05T15:00Z',
      { changedFrom: '2026-01-05T14:00:00.000Z', changedTo: '2026-01-05T15:00:00.000Z' },
    ],
  ])('%s %s', async (option, text, expected) => {
    expect(await sv(option, text, '--to', 'X202')).toMatchObject({ code: 0 });
    expect(query()).toEqual({ newSp: 'X202', ...expected, limit: '50' });
  });

  it.each([
    [['--due', '..'], 'invalid_period'],
    [['--due', '1..2..3'], 'invalid_period'],
    [['--due', 'soon'], 'invalid_date'],
    [['--tn', '12'], 'invalid_tn'],
    [['--limit', '0'], 'invalid_number'],
    [['3035550100'], 'wrong_use'],
  ])('%p is wrong use', async (args, code) => {
    expect(await sv(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`[${code}]`) });
    expect(asked).toEqual([]);
  });

  it('shows them as a table that lines up', async () => {
    versions = [
      version(1),
      version(2, {
        status: 'disconnect_pending',
        lrn: null,
        newSpDueDate: '2026-01-07T00:00:00.000Z',
        activatedAt: NOW,
      }),
    ];
    expect((await sv()).out).toBe(
      [
        'number        SV  status              from  to    LRN         due (UTC)   created           activated         changed',
        '3035550001  1001  pending             X101  X202  7205559990  2026-01-06  2026-01-05 14:30  -                 2026-01-05 14:30',
        '3035550002  1002  disconnect_pending  X101  X202  -           2026-01-07  2026-01-05 14:30  2026-01-05 14:30  2026-01-05 14:30',
        '',
      ].join('\n'),
    );
  });

  it('R5-75 says so where there is nothing', async () => {
    expect(await sv()).toEqual({ code: 0, out: 'no versions that you may see\n', err: '' });
    expect(await sv('--json')).toEqual({ code: 0, out: '', err: '' });
  });

  it('N285 goes on from page to page until it has as many as are wanted, and says when there are more', async () => {
    versions = [1, 2, 3, 4, 5].map((line) => version(line));
    const { out, err, code } = await sv('--limit', '3', '--json');
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).svId),
    ).toEqual([1001, 1002, 1003]);
    expect(err).toBe('lnp: only the first 3 are shown; --all shows all of them\n');
    expect(asked.map(({ searchParams }) => [searchParams.get('limit'), searchParams.get('after')])).toEqual([
      ['3', null],
      ['1', '2'],
    ]);
    const all = await sv('--all', '--json');
    expect([all.out.trimEnd().split('\n').length, all.err]).toEqual([5, '']);
  });

  it('R5-74.4 shows with --lsms what an LSMS is told, of the same question', async () => {
    const { status, oldSp, ...told } = version(1, { lnpType: 'lspp', activatedAt: NOW, customerDisconnectDate: null });
    versions = [told];
    const { out } = await sv('--lsms', '--tn', '3035550001', '--to', 'X202');
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['number', 'SV', 'to', 'LRN', 'type', 'activated (UTC)', 'disconnect'],
      ['3035550001', '1001', 'X202', '7205559990', 'lspp', '2026-01-05 14:30', '-'],
      [''],
    ]);
    expect(asked.map(({ pathname }) => pathname)).toEqual(['/v1/lsms/subscription-versions']);
    expect(query()).toEqual({ tn: '3035550001', newSp: 'X202', limit: '50' });
    expect(JSON.parse((await sv('--lsms', '--json')).out)).toEqual(told);
    versions = [];
    expect((await sv('--lsms')).out).toBe('no versions that you may see\n');
  });

  it('is completed', async () => {
    const io = capturedIo();
    await run(['completion', 'bash'], io);
    expect(io.out()).toMatch(/ 'sv '\*\) words='[^']*--tn --sv --status --spid --from --to --due .*--help' ;;/);
  });

  it('tells what the registry refuses', async () => {
    const { code, err } = await sv('--status', 'ported');
    expect(code).toBe(1);
    expect(err).toContain('[invalid_request]');
    expect(err).toContain('one of them');
  });
});
