import { registryDouble } from '../testing/registry-double';

const { sent, lnp } = registryDouble();

const TN = '3035550100';
const by = { tn: TN };

describe('what is sent', () => {
  it.each([
    [['conflict', TN, '--cause', '54'], { kind: 'SetConflict', ...by, causeCode: 54 }],
    [['resolve', TN], { kind: 'ResolveConflict', ...by }],
    [['cancel', TN], { kind: 'Cancel', ...by, side: null }],
    [['cancel', '3035550100-0199', '--side', 'new'], { kind: 'Cancel', tn: '3035550100-0199', side: 'new' }],
    [['acknowledge', TN], { kind: 'AcknowledgeCancel', ...by, side: null }],
    [['acknowledge', TN, '--side', 'old'], { kind: 'AcknowledgeCancel', ...by, side: 'old' }],
    [['undo-cancel', TN], { kind: 'UndoCancel', ...by }],
    [['modify', TN, '--due', 'today'], { kind: 'Modify', ...by, dueDate: '2026-01-05T00:00:00.000Z' }],
    [
      ['modify', TN, '--status', 'active', '--lrn', '7205559991'],
      { kind: 'Modify', ...by, status: 'active', lrn: '7205559991' },
    ],
    [['modify', TN, '--authorize'], { kind: 'Modify', ...by, authorized: true }],
    [['modify', TN, '--deny', '51'], { kind: 'Modify', ...by, authorized: false, causeCode: 51 }],
    [
      ['modify', TN, '--date', '2026-02-01', '--release', '2026-03-01', '--side', 'new'],
      {
        ...{ kind: 'Modify', ...by, side: 'new', customerDisconnectDate: '2026-02-01T00:00:00.000Z' },
        effectiveReleaseDate: '2026-03-01T00:00:00.000Z',
      },
    ],
    [['resend', TN, '--lsms', 'X303', 'x404'], { kind: 'Resend', ...by, lsms: ['X303', 'X404'] }],
    [['exclude', TN, '--lsms', 'X303', 'x404'], { kind: 'ExcludeFailedSps', ...by, lsms: ['X303', 'X404'] }],
    [
      ['exclude', '3035550100-0199', '--lsms', 'X303,X404'],
      { kind: 'ExcludeFailedSps', tn: '3035550100-0199', lsms: ['X303', 'X404'] },
    ],
  ])('by lnp %j', async (args, body) => {
    expect(await lnp(...args)).toMatchObject({ code: 0 });
    expect(sent.map((request) => request.body)).toEqual([body]);
  });

  it.each([
    ['conflict', '--cause', '50'],
    ['resolve'],
    ['cancel'],
    ['acknowledge'],
    ['undo-cancel'],
    ['modify', '--authorize'],
    ['resend', '--lsms', 'X303'],
    ['exclude', '--lsms', 'X303'],
  ])('lnp %s names its version by id alone, and may act for another', async (command, ...options) => {
    expect(await lnp(command, ...options, '--sv', '1001', '--for', 'X404')).toMatchObject({ code: 0 });
    const [request] = sent;
    expect(request?.body).toMatchObject({ svId: 1001 });
    expect(request?.body).not.toHaveProperty('tn');
    expect(request?.headers['acting-for']).toBe('X404');
  });
});

describe('wrong use', () => {
  it.each([
    [['conflict', TN], '--cause'],
    [['conflict', TN, '--cause', '55'], 'no cause code'],
    [['conflict', '--cause', '50'], 'which version?'],
    [['resolve'], 'which version?'],
    [['cancel', TN, '--side', 'both'], 'new, old'],
    [['cancel', 'everything'], 'no telephone number'],
    [['modify', TN, '--authorize', '--deny', '50'], '--authorize or --deny'],
    [['modify', TN, '--status', 'sending'], 'pending, conflict, active, disconnect_pending'],
    [['modify', '--lrn', '7205559990'], 'which version?'],
    [['modify', TN, '--release', 'never'], 'no date'],
    [['resend', TN, '--lsms', 'X3'], 'no SPID'],
    [['exclude', TN, '--lsms', 'X303,'], 'no SPID'],
    [['exclude', TN], '--lsms'],
    [['undo-cancel', TN, '--sv', '1.5'], 'version id'],
  ])('lnp %j sends nothing', async (args, words) => {
    const { code, out, err } = await lnp(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(sent).toEqual([]);
  });
});
