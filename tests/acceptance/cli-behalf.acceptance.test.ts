import { createHash } from 'node:crypto';
import { eventually } from '../support/eventually';
import { cliHouse, inDays, LRN, PARTIES } from './cli-house';

jest.setTimeout(60_000);

const NPAC = ['--as', 'NPAC'];

describe('lnp on behalf of others:', () => {
  const { start, lnp, json, jsonLines, versions, done, bothCreate, activeAt, lsmss } = cliHouse();

  it('NPAC personnel take a number through everything, for either side', async () => {
    const tn = '3035550401';
    const sv = await done('port', tn, ...PARTIES, '--lrn', LRN, '--due', inDays(10), ...NPAC);
    await done('concur', tn, ...PARTIES, ...NPAC);
    await done('modify', '--sv', sv, '--side', 'new', '--due', inDays(12), ...NPAC);
    await done('modify', tn, '--side', 'old', '--due', inDays(12), ...NPAC);
    const due = `${inDays(12)}T00:00:00.000Z`;
    expect(await versions(tn)).toMatchObject([{ status: 'pending', newSpDueDate: due, oldSpDueDate: due }]);
    await done('conflict', tn, '--cause', '50', ...NPAC);
    expect(await versions(tn)).toMatchObject([{ status: 'conflict', causeCode: 50 }]);
    await done('resolve', '--sv', sv, ...NPAC);
    await done('cancel', tn, '--side', 'new', ...NPAC);
    await done('undo-cancel', tn, ...NPAC);
    expect(await versions(tn)).toMatchObject([{ status: 'pending' }]);
    await done('cancel', '--sv', sv, '--side', 'new', ...NPAC);
    await done('acknowledge', tn, '--side', 'old', ...NPAC);
    expect(await versions(tn)).toMatchObject([{ status: 'canceled' }]);
    const actors = (await jsonLines('history', tn)).map(({ actor }) => actor);
    expect(new Set(actors)).toEqual(new Set(['NPAC']));
    const sideless = await lnp('cancel', '3035550401', ...NPAC);
    expect(sideless).toMatchObject({ code: 1, err: expect.stringContaining('lnp: Cancel of 3035550401 was refused') });
  });

  it('NPAC personnel activate, move and disconnect', async () => {
    const tn = '3035550402';
    await bothCreate(tn);
    await done('activate', tn, ...NPAC);
    await activeAt(tn);
    await done('intra', tn, '--sp', 'X202', '--lrn', '4155559990', '--sms-uri', 'sms:x', ...NPAC);
    expect(await versions(tn, '--status', 'pending')).toMatchObject([
      { lnpType: 'lisp', lrn: '4155559990', optionalData: { smsUri: 'sms:x', mmsUri: null } },
    ]);
    await done('activate', tn, ...NPAC);
    await eventually(async () => expect((await lnp('route', tn)).out).toContain('X202 at LRN 4155559990'));
    await eventually(async () => expect((await lnp('route', tn)).out).not.toContain('sending'));
    await done('disconnect', tn, ...NPAC);
    await eventually(async () => expect((await lnp('route', tn)).out).toContain('X101, its code holder'));
  });

  it('NPAC personnel send a range again to the LSMS that failed', async () => {
    const tn = '3035550410-0411';
    const [first] = lsmss.splice(0, 1);
    await first?.interrupt();
    const refusing = start(['lsms', 'X101', '--refuse', '--json']);
    await bothCreate(tn);
    await done('activate', tn, '--as', 'X202');
    await eventually(async () => {
      expect(await versions(tn)).toMatchObject(
        Array(2).fill({ status: 'partial_failure', failedSps: [{ spid: 'X101', reason: 'refused_by_operator' }] }),
      );
    });
    await refusing.interrupt();
    await done('resend', tn, '--lsms', 'X101');
    expect(await versions(tn)).toMatchObject(Array(2).fill({ status: 'sending' }));
    const downloads = start(['watch', '--downloads', '--json']);
    await eventually(() => {
      const ofRange = downloads.lines().filter(({ firstTn }) => firstTn === '3035550410');
      expect(ofRange).toMatchObject([{ downloadReason: 'new' }, { downloadReason: 'new' }]);
    });
    await downloads.interrupt();
    lsmss.push(start(['lsms', 'X101', '--json']));
    await eventually(async () => {
      expect(await versions(tn)).toMatchObject(Array(2).fill({ status: 'active', failedSps: [] }));
    });
  });

  it('a service bureau acts for its client, and asks what its client may see', async () => {
    const tn = '3035550403';
    const forClient = ['--as', 'X202', '--for', 'X505'];
    const profile = ['--name', 'Dora Rural', '--type', 'wireline', '--associated-with', 'X202'];
    await done('provider', 'create', 'X505', ...profile);
    // Each door learns of a new service provider a moment after it was created.
    await eventually(async () => expect((await lnp('lrn', 'create', '9705559990', ...forClient)).code).toBe(0));
    await done('code', 'create', '970555', ...forClient, '--effective', inDays(0));
    const ported = ['--from', 'X101', '--to', 'X505'];
    const sv = await done('port', tn, ...ported, '--lrn', '9705559990', '--due', inDays(7), ...forClient);
    expect(await versions(tn, ...forClient)).toMatchObject([{ newSp: 'X505', status: 'pending' }]);
    expect(await versions(tn, '--as', 'X202')).toEqual([]);
    // Its client's due date is found for it.
    const back = ['9705550123', '--from', 'X505', '--to', 'X101'];
    await done('port', ...back, '--lrn', '3035559990', '--due', inDays(7));
    await done('concur', ...back, ...forClient);
    expect(await versions('9705550123')).toMatchObject([{ oldSpDueDate: `${inDays(7)}T00:00:00.000Z` }]);
    await done('modify', tn, '--billing-id', 'D5', ...forClient);
    expect(await versions(tn)).toMatchObject([{ billingId: 'D5' }]);
    await done('cancel', '--sv', sv, ...forClient);
    expect((await json('route', tn, ...forClient)).subscriptionVersions).toMatchObject([{ status: 'canceled' }]);
    const [created] = await jsonLines('history', tn, ...forClient);
    expect(created).toMatchObject({ type: 'SvCreated', actor: 'X202', actingFor: 'X505' });
    const request = ['request', String(created?.requestId), ...forClient];
    expect(await json(...request)).toMatchObject({ sender: 'X202', actingFor: 'X505', status: 'done' });
    expect((await lnp(...request)).out).toMatch(/acting for +X505/);
    const told = await jsonLines('watch', '--count', '1', ...forClient);
    expect(told).toMatchObject([{ type: 'SvObjectCreation', tn, newSp: 'X505' }]);
    const stranger = await lnp('port', '3035550404', ...ported, '--lrn', LRN, '--as', 'X303', '--for', 'X505');
    expect(stranger).toMatchObject({ code: 1, err: expect.stringContaining('[acting_for_not_associated]') });
  });

  it('the operator registers codes, LRNs and a token that its owner has made', async () => {
    const [token, tokenId] = ['made-by-X303-itself', 'soa-1'];
    await done('code', 'create', '312556', '--spid', 'X303', '--effective', '2026-01-01', ...NPAC);
    await done('lrn', 'create', '3125569990', '--spid', 'X303', ...NPAC);
    await done('port', '3125560100', '--from', 'X303', '--to', 'X202', '--lrn', LRN);
    const again = await lnp('lrn', 'create', '3125569990', '--as', 'X303');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('LrnCreate of 3125569990 was refused') });
    const hash = createHash('sha256').update(token).digest('hex');
    await done('token', 'create', 'X303', '--hash', hash, '--token-id', tokenId);
    const asked = () => start(['provider', 'show', 'X303', '--json'], { LNP_TOKEN: token }).end();
    await eventually(async () => expect(await asked()).toMatchObject({ code: 0 }));
    expect(await json('token', 'revoke', tokenId, '--spid', 'X303')).toMatchObject({ revoked: true });
    await eventually(async () => expect(await asked()).toMatchObject({ code: 1 }));
  });
});
