import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from '../run';
import { capturedIo } from '../testing/io';

const change = (region: string | null, value: string | null, previousValue: string | null, person?: string) => ({
  ...{ region, value, previousValue, changedBy: 'NPAC', person: person ?? null },
  effectiveFrom: '2026-02-01T06:00:00.000Z',
  changedAt: '2026-01-05T14:30:00.000Z',
});
const CHANGED = {
  ...{ name: 'long_initial_concurrence_window', title: '', unit: 'business_hours', min: 1, max: 72, default: 9 },
  ...{ regional: true, noEffect: null, requirements: [] },
  values: [
    {
      region: null,
      value: 12,
      ...{ effectiveFrom: '2026-02-01T06:00:00.000Z', changedBy: 'NPAC', person: null, changedAt: null },
    },
    {
      region: 'us',
      value: 15,
      ...{ effectiveFrom: '2026-02-01T06:00:00.000Z', changedBy: 'NPAC', person: null, changedAt: null },
    },
  ],
  history: [change(null, '12', null, 'Ann'), change('us', '15', null)],
};
const DEFAULT = {
  ...{ name: 'long_business_days', title: '', unit: 'weekdays', min: null, max: null, default: 'mon,tue' },
  ...{ regional: true, noEffect: null, requirements: [] },
  values: [
    { region: null, value: 'mon,tue', effectiveFrom: null, changedBy: null, person: null, changedAt: null },
    { region: 'east', value: 'sat', effectiveFrom: null, changedBy: null, person: null, changedAt: null },
  ],
  history: [],
};
const IDLE = {
  ...{ name: 'key_change_interval', title: '', unit: 'calendar_days', min: 1, max: 365, default: 365 },
  ...{ regional: false, noEffect: 'no keys', requirements: [] },
  values: [{ region: null, value: 365, effectiveFrom: null, changedBy: null, person: null, changedAt: null }],
  history: [],
};
const TAKEN_BACK = {
  ...{ name: 'short_business_days', title: '', unit: 'weekdays', min: null, max: null, default: 'mon,tue' },
  ...{ regional: true, noEffect: null, requirements: [] },
  values: [{ region: null, value: 'mon,tue', effectiveFrom: null, changedBy: null, person: null, changedAt: null }],
  history: [change('us', null, 'mon', 'Ben'), change(null, null, 'tue')],
};
const ALL = [CHANGED, DEFAULT, IDLE, TAKEN_BACK];

const day = { weekdays: 'mon,tue', opens: '07:00', hours: 12 };
const REGIONS = [
  {
    ...{ name: 'pacific', zone: 'America/Los_Angeles', npas: [213, 415] },
    businessDays: { short: day, medium: { ...day, hours: 17 }, long: { ...day, opens: '08:00' } },
    holidays: [{ date: '2026-01-01', name: 'New Year' }],
  },
  {
    name: 'us',
    zone: 'America/Chicago',
    npas: null,
    businessDays: { short: day, medium: day, long: day },
    holidays: [],
  },
];

/** What the registry lists: before a request that changes something, less than it answers. */
let before: readonly object[] = ALL;
const asked: [method: string | undefined, url: string | undefined, body: unknown][] = [];
const STATUS = { id: 'NPAC-cli-id', status: 'done', errors: [], tn: null, svIds: [] };

const registry = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    asked.push([request.method, request.url, text === '' ? null : JSON.parse(text)]);
    const answer =
      request.url === '/v1/requests'
        ? STATUS
        : request.method === 'PUT'
          ? (ALL.find(({ name }) => request.url?.endsWith(name)) ?? CHANGED)
          : { tunables: before, regions: REGIONS, now: '2026-01-31T12:00:00.000Z' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
});
beforeAll(() => new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => registry.close(resolve)));
beforeEach(() => {
  asked.splice(0);
  before = ALL;
});

async function lnp(...args: string[]) {
  const { port } = registry.address() as AddressInfo;
  const io = capturedIo({
    env: { LNP_URL: `http://127.0.0.1:${port}`, LNP_TOKEN: 'secret', LNP_DATA: '/nonexistent' },
  });
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}

describe('lnp tunables', () => {
  it('lists what is in force, region by region', async () => {
    const { code, out } = await lnp('tunables');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['tunable', 'region', 'value', 'unit', 'range', 'default', 'since (UTC)', 'by'],
      ['long_initial_concurrence_window', 'all', '12', 'business hours', '1 to 72', '9', '2026-02-01 06:00', 'NPAC'],
      ['', 'us', '15', '2026-02-01 06:00', 'NPAC'],
      ['long_business_days', 'all', 'mon,tue', 'weekdays', 'any', 'mon,tue', '-', '-'],
      ['', 'east', 'sat', '-', 'its own data'],
      ['short_business_days', 'all', 'mon,tue', 'weekdays', 'any', 'mon,tue', '-', '-'],
      [''],
      ['tunable', 'region', 'value', 'unit', 'range', 'default', 'since (UTC)', 'by', 'no effect yet'],
      ['key_change_interval', 'all', '365', 'calendar days', '1 to 365', '365', '-', '-', 'no keys'],
      [''],
    ]);
  });

  it('leaves out the defaults where asked to', async () => {
    const { out } = await lnp('tunables', '--changed', '--json');
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([CHANGED, TAKEN_BACK]);
  });

  it('sets a value from now on in every region, or as it is told', async () => {
    before = [];
    const first = await lnp('tunables', 'set', CHANGED.name, '12', '--by', 'Ann');
    expect(first).toEqual({
      code: 0,
      out: 'long_initial_concurrence_window is 12 business hours in every region without a value of its own from 2026-02-01 06:00 UTC on\n',
      err: '',
    });
    await lnp('tunables', 'set', 'a/b', '15', '--region', 'us', '--from', 'tomorrow', '--by', 'Ann', '--json');
    expect(asked.filter(([method]) => method === 'PUT')).toEqual([
      ['PUT', `/v1/tunables/${CHANGED.name}`, { value: '12', region: null, effectiveFrom: null, person: 'Ann' }],
      [
        'PUT',
        '/v1/tunables/a%2Fb',
        { value: '15', region: 'us', effectiveFrom: '2026-02-01T00:00:00.000Z', person: 'Ann' },
      ],
    ]);
  });

  it('takes back what was set, in a region or in every one', async () => {
    before = [];
    const inRegion = await lnp('tunables', 'unset', TAKEN_BACK.name, '--region', 'us', '--by', 'Ben');
    expect(inRegion.out).toBe(
      'short_business_days has its general value in region us, or what its own data say where there is none, from 2026-02-01 06:00 UTC on\n',
    );
    const everywhere = await lnp('tunables', 'unset', TAKEN_BACK.name);
    expect(everywhere.out).toBe(
      "short_business_days is what the regions' own data say in every region from 2026-02-01 06:00 UTC on\n",
    );
    expect(asked.flatMap(([method, , body]) => (method === 'PUT' ? [body] : []))).toEqual([
      { value: null, region: 'us', effectiveFrom: null, person: 'Ben' },
      { value: null, region: null, effectiveFrom: null, person: null },
    ]);
    before = ALL;
    const { out } = await lnp('tunables', 'history', TAKEN_BACK.name);
    expect(out.split('\n').map((line) => line.split(/ {2,}/).slice(1, 5))).toEqual([
      ['who', 'region', 'before', 'after'],
      ['NPAC: Ben', 'us', 'mon', 'as all, or its data'],
      ['NPAC', 'all', 'tue', "the regions' data"],
      [],
    ]);
  });

  it('says so where nothing reads what is set', async () => {
    const { out } = await lnp('tunables', 'set', IDLE.name, '30');
    expect(out).toBe(
      'nothing changed: key_change_interval is 365 calendar days in every region, the default\nnothing reads it yet: no keys\n',
    );
  });

  it('says that nothing changed where the registry recorded nothing, and what is in force and to come', async () => {
    expect((await lnp('tunables', 'set', CHANGED.name, '12')).out).toBe(
      'nothing changed: long_initial_concurrence_window is 12 business hours in every region without a value of its own; 15 business hours in region us\n' +
        'later: long_initial_concurrence_window is 12 business hours in every region without a value of its own from 2026-02-01 06:00 UTC on\n' +
        'later: long_initial_concurrence_window is 15 business hours in region us from 2026-02-01 06:00 UTC on\n',
    );
  });

  it('answers with one object where JSON is wanted, which says whether anything changed', async () => {
    const { out } = await lnp('tunables', 'set', CHANGED.name, '12', '--json');
    expect(JSON.parse(out)).toEqual({ ...CHANGED, changed: false });
  });

  it('tells who changed one, when, from what to what', async () => {
    const { out } = await lnp('tunables', 'history', CHANGED.name);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['when (UTC)', 'who', 'region', 'before', 'after', 'in force from'],
      ['2026-01-05 14:30', 'NPAC: Ann', 'all', '-', '12', '2026-02-01 06:00'],
      ['2026-01-05 14:30', 'NPAC', 'us', '-', '15', '2026-02-01 06:00'],
      [''],
    ]);
    const json = await lnp('tunables', 'history', CHANGED.name, '--json');
    const lines = json.out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      CHANGED.history.map((one) => ({ name: CHANGED.name, ...one })),
    );
    expect((await lnp('tunables', 'history', DEFAULT.name)).out).toBe(
      'nobody has set long_business_days: mon,tue in every region without a value of its own, the default; sat in region east, as its own data say\n',
    );
    expect(await lnp('tunables', 'history', 'none')).toMatchObject({ code: 1, err: expect.stringContaining('none') });
  });
});

describe('lnp regions', () => {
  it('shows whose clocks and business days count for which area codes, and which days are closed', async () => {
    const { code, out } = await lnp('regions', '--holidays');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['region', 'zone', 'area codes', 'short business days', 'medium', 'long'],
      [
        ...['pacific', 'America/Los_Angeles', '213 415'],
        ...['mon,tue 07:00 +12h', 'mon,tue 07:00 +17h', 'mon,tue 08:00 +12h'],
      ],
      ['us', 'America/Chicago', 'all others', ...Array(3).fill('mon,tue 07:00 +12h')],
      [''],
      ['region', 'closed on', 'for'],
      ['pacific', '2026-01-01', 'New Year'],
      [''],
    ]);
    const json = await lnp('regions', '--json');
    expect(
      json.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(REGIONS);
  });
});
