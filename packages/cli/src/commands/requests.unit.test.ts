import { registryDouble } from '../testing/registry-double';

const { sent, asked, doing, lnp, lnpAtTerminal } = registryDouble();

const TODAY = '2026-01-05T00:00:00.000Z';
const PARTIES = ['--from', 'X101', '--to', 'X202'];
const create = { tn: '3035550100', oldSp: 'X101', newSp: 'X202', dueDate: TODAY, mediumTimer: false };

describe('what is sent', () => {
  it.each([
    [
      ['port', '303-555-0100', ...PARTIES, '--lrn', '720-555-9990'],
      { kind: 'NewSpCreate', ...create, lrn: '7205559990', portingToOriginal: false },
    ],
    [
      ['port', '3035550100-0199', ...PARTIES, '--lrn', '7205559990', '--due', 'tomorrow', '--medium'],
      {
        ...{ kind: 'NewSpCreate', ...create, tn: '3035550100-0199', lrn: '7205559990', portingToOriginal: false },
        ...{ dueDate: '2026-01-06T00:00:00.000Z', mediumTimer: true },
      },
    ],
    [
      ['port', '3035550100', ...PARTIES, '--to-original'],
      { kind: 'NewSpCreate', ...create, lrn: null, portingToOriginal: true },
    ],
    [['concur', '3035550100', ...PARTIES], { kind: 'OldSpCreate', ...create, authorized: true, causeCode: null }],
    [
      ['concur', '3035550100', ...PARTIES, '--deny', '51', '--medium'],
      { kind: 'OldSpCreate', ...create, authorized: false, causeCode: 51, mediumTimer: true },
    ],
    [
      ['intra', '3035550100', '--sp', 'x202', '--lrn', '4155559990'],
      { kind: 'IntraSpCreate', tn: '3035550100', sp: 'X202', dueDate: TODAY, lrn: '4155559990' },
    ],
    [['activate', '3035550100'], { kind: 'Activate', tn: '3035550100' }],
    [['activate', '--sv', '1001'], { kind: 'Activate', svId: 1001 }],
    [['activate', '3035550100', '--sv', '1001'], { kind: 'Activate', tn: '3035550100', svId: 1001 }],
    [
      ['disconnect', '3035550100'],
      { kind: 'Disconnect', tn: '3035550100', customerDisconnectDate: TODAY, effectiveReleaseDate: null },
    ],
    [
      ['disconnect', '--sv', '1001', '--date', '2026-01-15', '--release', '2026-02-15T06:00:00Z'],
      {
        ...{ kind: 'Disconnect', svId: 1001, customerDisconnectDate: '2026-01-15T00:00:00.000Z' },
        effectiveReleaseDate: '2026-02-15T06:00:00.000Z',
      },
    ],
  ])('by lnp %j', async (args, body) => {
    expect(await lnp(...args)).toMatchObject({ code: 0, err: expect.not.stringContaining('error') });
    expect(sent.map((request) => request.body)).toEqual([body]);
    expect(sent[0]?.headers).toMatchObject({ 'idempotency-key': 'cli-id', authorization: 'Bearer secret' });
    expect(sent[0]?.headers['acting-for']).toBeUndefined();
  });

  it.each([
    ['pending', { newSpDueDate: '2026-01-09T00:00:00.000Z', oldSpDueDate: null }],
    ['pending', { newSpDueDate: null, oldSpDueDate: '2026-01-09T00:00:00.000Z' }],
    ['conflict', { newSpDueDate: null, oldSpDueDate: '2026-01-09T00:00:00.000Z' }],
  ])('is the due date of the other side of a version that is %s', async (status, dates) => {
    doing.versions = [
      { status: 'active', newSpDueDate: TODAY, oldSpDueDate: TODAY },
      { status, ...dates },
    ];
    await lnp('concur', '3035550100', ...PARTIES);
    await lnp('port', '3035550100-0199', ...PARTIES, '--lrn', '7205559990');
    expect(sent.map((request) => request.body.dueDate)).toEqual([
      '2026-01-09T00:00:00.000Z',
      '2026-01-09T00:00:00.000Z',
    ]);
  });

  it('is the due date that the client of a bureau is told, not what the bureau sees', async () => {
    doing.versions = [{ status: 'pending', newSpDueDate: '2026-01-09T00:00:00.000Z', oldSpDueDate: null }];
    expect(await lnp('concur', '3035550100', ...PARTIES, '--for', 'X101')).toMatchObject({ code: 0 });
    expect(asked.map(({ path }) => path)).toContain('/v1/telephone-numbers/3035550100');
    expect(asked.map(({ headers }) => headers['acting-for'])).toEqual(asked.map(() => 'X101'));
    expect(sent).toMatchObject([{ headers: { 'acting-for': 'X101' }, body: { dueDate: '2026-01-09T00:00:00.000Z' } }]);
  });

  it('is of whoever sends it, or of whom it is sent for, where nobody else is named', async () => {
    await lnp('code', 'create', '303556', '--for', 'X505');
    await lnp('lrn', 'create', '3035559991', '--for', 'X505');
    expect(sent.map(({ headers, body }) => [headers['acting-for'], body.spid])).toEqual([
      ['X505', 'X505'],
      ['X505', 'X505'],
    ]);
  });

  it('is for an associated service provider, under an id of one’s own', async () => {
    await lnp('activate', '3035550100', '--for', 'x404', '--id', 'port-7');
    expect(sent[0]?.headers).toMatchObject({ 'acting-for': 'X404', 'idempotency-key': 'port-7' });
  });
});

describe('what is said', () => {
  it('what came of it, once it has come', async () => {
    doing.pendingFor = 2;
    expect(await lnp('concur', '3035550100', ...PARTIES, '--deny', '51')).toEqual({
      code: 0,
      out: 'OldSpCreate 3035550100 done, SV 1001 (request X202-cli-id)\n',
      err: '',
    });
  });

  it.each([
    [['port', '3035550100', ...PARTIES, '--to-original'], 'lnp concur 3035550100 --from X101 --to X202'],
    [['concur', '3035550100', ...PARTIES], 'lnp activate 3035550100 --as X202'],
    [['concur', '3035550100', ...PARTIES, '--deny', '51'], 'lnp resolve 3035550100 --as X101'],
    [['activate', '3035550100-0199'], 'lnp history 3035550100'],
  ])('what a person may do after lnp %j', async (args, next) => {
    const { out, err } = await lnpAtTerminal(...args);
    expect(`${out}${err}`).toContain(`Next: ${next}`);
  });

  it('no more than that it is durable, where one does not wait', async () => {
    doing.pendingFor = 1_000;
    expect(await lnp('activate', '3035550100', '--no-wait')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Activate 3035550100 pending (request X202-cli-id)'),
    });
  });

  it('why it was refused', async () => {
    doing.errors = [
      { code: 'in_conflict', number: 4054, rule: 'R5-10.2', field: 'tn', actual: 'conflict', tn: '3035550100' },
    ];
    const { code, out, err } = await lnp('activate', '3035550100');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('in_conflict');
    expect(err).toContain('X202-cli-id');
  });
});

describe('wrong use', () => {
  it.each([
    [['port', '3035550100', ...PARTIES], 'where do its calls go?'],
    [['port', '3035550100', ...PARTIES, '--lrn', '7205559990', '--to-original'], 'where do its calls go?'],
    [['port', '3035550100', '--to', 'X202', '--lrn', '7205559990'], '--from'],
    [['port', '3035550199-0100', ...PARTIES, '--to-original'], 'backwards'],
    [['concur', '3035550100', ...PARTIES, '--deny', '49'], '49'],
    [['concur', '3035550100', ...PARTIES, '--deny', 'no'], 'no cause code'],
    [['concur', '3035550100', ...PARTIES, '--due', 'soon'], 'no date'],
    [['intra', '3035550100', '--lrn', '7205559990'], '--sp'],
    [['intra', '3035550100', '--sp', 'X1', '--lrn', '7205559990'], 'no SPID'],
    [['activate'], 'which version?'],
    [['activate', '--sv', '0'], 'version id'],
    [['activate', '--sv', 'x'], 'version id'],
    [['activate', '3035550100', '--for', 'somebody'], 'no SPID'],
    [['activate', '3035550100', '--id', 'a b'], 'no message id'],
    [['disconnect'], 'which version?'],
    [['disconnect', '3035550100', '--release', '2026-13-01'], 'no date'],
  ])('lnp %j sends nothing', async (args, words) => {
    const { code, out, err } = await lnp(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(sent).toEqual([]);
  });
});
