import { eventually } from '../support/eventually';
import { cliHouse, inDays, LRN, PARTIES } from './cli-house';

jest.setTimeout(60_000);

/** Everything that a route may have besides its LRN, and how it is told. */
const ROUTE = [
  ...['--class', '244021005:0', '--lidb', '244021006:0', '--isvm', '244021007:0', '--cnam', '244021008:0'],
  ...['--wsmsc', '244021009:0', '--location', '123456789012', '--location-type', '07', '--billing-id', 'B1'],
  ...['--sv-type', 'wireless', '--alt-spid', 'X303', '--last-alt-spid', 'X404', '--alt-location', '21'],
  ...['--alt-location-type', '08', '--alt-billing-id', 'B2', '--voice-uri', 'sip:v@x202.example'],
  ...['--mms-uri', 'mms:x', '--poc-uri', 'poc:x', '--presence-uri', 'pres:x', '--sms-uri', 'sms:x'],
];
const ROUTED = {
  classPointCode: { dpc: '244021005', ssn: 0 },
  lidbPointCode: { dpc: '244021006', ssn: 0 },
  isvmPointCode: { dpc: '244021007', ssn: 0 },
  cnamPointCode: { dpc: '244021008', ssn: 0 },
  wsmscPointCode: { dpc: '244021009', ssn: 0 },
  ...{ endUserLocationValue: '123456789012', endUserLocationType: '07', billingId: 'B1', svType: 'wireless' },
  optionalData: {
    ...{ altSpid: 'X303', lastAltSpid: 'X404', altEndUserLocationValue: '21', altEndUserLocationType: '08' },
    ...{ altBillingId: 'B2', voiceUri: 'sip:v@x202.example', mmsUri: 'mms:x', pocUri: 'poc:x' },
    ...{ presenceUri: 'pres:x', smsUri: 'sms:x' },
  },
};

describe('the life of a version, by lnp:', () => {
  const { start, lnp, json, versions, done, bothCreate, activeAt, port } = cliHouse();

  const statuses = async (tn: string, ...options: string[]): Promise<unknown[]> =>
    (await versions(tn, ...options)).map(({ status }) => status);
  const routesTo = (tn: string, where: string): Promise<void> =>
    eventually(async () => expect((await lnp('route', tn)).out).toContain(where));

  it('a denial, which the old service provider settles by version id', async () => {
    const tn = '3035550201';
    const sv = await done('port', tn, ...PARTIES, '--lrn', LRN, '--due', inDays(10));
    await done('concur', tn, ...PARTIES, '--deny', '52');
    expect(await versions(tn)).toMatchObject([
      { status: 'conflict', causeCode: 52, oldSpAuthorization: false, oldSpDueDate: `${inDays(10)}T00:00:00.000Z` },
    ]);
    await done('resolve', '--sv', sv, '--as', 'X101');
    expect(await versions(tn)).toMatchObject([{ status: 'pending', oldSpAuthorization: true }]);
  });

  it('a conflict of a range, set and resolved', async () => {
    const tn = '3035550210-0214';
    await bothCreate(tn, '--due', inDays(10));
    await done('conflict', tn, '--cause', '54', '--as', 'X101');
    expect(await versions(tn)).toMatchObject(Array(5).fill({ status: 'conflict', causeCode: 54 }));
    await done('resolve', tn, '--as', 'X101');
    expect(await statuses(tn)).toEqual(Array(5).fill('pending'));
  });

  it('a port with all that its route may have, changed on the way, and part of it taken away', async () => {
    const tn = '3035550202';
    const sv = await bothCreate(tn, ...ROUTE, '--due', inDays(10));
    expect(await versions(tn)).toMatchObject([{ lrn: LRN, ...ROUTED }]);
    await done('modify', tn, '--as', 'X202', '--lrn', '4155559990', '--cnam', '244021018:0', '--due', inDays(5));
    await done('modify', '--sv', sv, '--as', 'X202', '--clear', 'lidb', 'billing-id', 'optional-data');
    await done('modify', '--sv', sv, '--as', 'X101', '--due', inDays(5));
    const changed = {
      ...{ lrn: '4155559990', cnamPointCode: { dpc: '244021018', ssn: 0 } },
      ...{ lidbPointCode: null, billingId: null, optionalData: null },
      ...{ newSpDueDate: `${inDays(5)}T00:00:00.000Z`, oldSpDueDate: `${inDays(5)}T00:00:00.000Z` },
    };
    expect(await versions(tn)).toMatchObject([{ ...ROUTED, ...changed, status: 'pending' }]);
    await done('modify', tn, '--as', 'X101', '--deny', '51');
    expect(await versions(tn)).toMatchObject([{ status: 'conflict', causeCode: 51, oldSpAuthorization: false }]);
  });

  it('a change of what is active, for a range, which the LSMSs are sent', async () => {
    const tn = '3035550220-0222';
    await port(tn);
    const downloads = start(['watch', '--downloads', '--json']);
    await done('modify', tn, '--status', 'active', ...ROUTE, '--as', 'X202');
    await eventually(async () => {
      expect(await versions(tn, '--status', 'active')).toMatchObject(Array(3).fill(ROUTED));
    });
    const { optionalData: _, ...sent } = ROUTED;
    await eventually(() => {
      const modified = downloads.lines().filter(({ downloadReason }) => downloadReason === 'modified');
      expect(modified).toMatchObject([{ firstTn: '3035550220', lastTn: '3035550222', ...sent }]);
    });
    expect((await downloads.interrupt()).code).toBe(0);
  });

  it('a cancellation, taken back by version id, made again and acknowledged', async () => {
    const tn = '3035550203';
    const sv = await bothCreate(tn);
    await done('cancel', tn, '--as', 'X202');
    expect(await statuses(tn, '--as', 'X101')).toEqual(['cancel_pending']);
    await done('undo-cancel', '--sv', sv, '--as', 'X202');
    expect(await statuses(tn)).toEqual(['pending']);
    await done('cancel', '--sv', sv, '--as', 'X202');
    await done('acknowledge', '--sv', sv, '--as', 'X101');
    expect(await statuses(tn)).toEqual(['canceled']);
  });

  it('a cancellation of a range, from both sides', async () => {
    const tn = '3035550230-0234';
    await bothCreate(tn);
    await done('cancel', tn, '--as', 'X101');
    await done('undo-cancel', tn, '--as', 'X101');
    expect(await statuses(tn)).toEqual(Array(5).fill('pending'));
    await done('cancel', tn, '--as', 'X101');
    await done('acknowledge', tn, '--as', 'X202');
    expect(await statuses(tn)).toEqual(Array(5).fill('canceled'));
  });

  it('an activation by version id, a disconnect that waits, its other date, and its end', async () => {
    const tn = '3035550204';
    const sv = await bothCreate(tn);
    await done('activate', '--sv', sv, '--as', 'X202');
    await activeAt(tn);
    await done('disconnect', '--sv', sv, '--as', 'X202', '--date', inDays(3), '--release', inDays(20));
    // What it was until then is kept as a version of its own.
    const waiting = () => versions(tn, '--status', 'disconnect_pending');
    expect(await waiting()).toMatchObject([{ effectiveReleaseDate: `${inDays(20)}T00:00:00.000Z` }]);
    const dates = ['--date', inDays(2), '--release', inDays(10)];
    await done('modify', tn, '--status', 'disconnect_pending', ...dates, '--as', 'X202');
    expect(await waiting()).toMatchObject([
      {
        customerDisconnectDate: `${inDays(2)}T00:00:00.000Z`,
        effectiveReleaseDate: `${inDays(10)}T00:00:00.000Z`,
      },
    ]);
    await done('cancel', tn, '--as', 'X202');
    expect(await json('sv', '--sv', sv)).toMatchObject({ status: 'active', effectiveReleaseDate: null });
    await done('disconnect', tn, '--as', 'X202');
    await routesTo(tn, 'X101, its code holder');
  });

  it('a port to original', async () => {
    const tn = '3035550205';
    await port(tn);
    const back = ['--from', 'X202', '--to', 'X101'];
    await done('port', tn, ...back, '--to-original');
    await done('concur', tn, ...back);
    expect(await versions(tn, '--status', 'pending')).toMatchObject([{ portingToOriginal: true, lrn: null }]);
    await done('activate', tn, '--as', 'X101');
    await routesTo(tn, 'X101, its code holder');
    await eventually(async () => expect(await statuses(tn)).toEqual(['old', 'old']));
  });

  it('a port with medium timers, and without them', async () => {
    const tn = '3035550206';
    for (const spid of ['X101', 'X202']) await done('provider', 'modify', spid, '--medium-timers', 'yes');
    expect(await json('provider', 'show', 'X202')).toMatchObject({ mediumTimers: true });
    await done('port', tn, ...PARTIES, '--lrn', LRN, '--medium');
    expect(await versions(tn)).toMatchObject([{ timerType: 'medium' }]);
    await done('concur', tn, ...PARTIES, '--medium');
    expect(await versions(tn)).toMatchObject([{ timerType: 'medium' }]);
    await done('modify', tn, '--medium', 'no', '--as', 'X202');
    expect(await versions(tn)).toMatchObject([{ timerType: 'long' }]);
  });
});
