import { type Instant, NPAC, type Spid } from '@openlnp/numbering';
import { portingCommandOf } from './porting-command';

const noOptionalData = {
  ...{ altSpid: null, lastAltSpid: null, altBillingId: null },
  ...{ altEndUserLocationValue: null, altEndUserLocationType: null },
  ...{ voiceUri: null, mmsUri: null, pocUri: null, presenceUri: null, smsUri: null },
};
const now = 1_770_000_000_000 as Instant;
const extras = {
  classPointCode: null,
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: { dpc: '123004005', ssn: 0 },
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: 'wireline',
  optionalData: null,
};
const route = { lrn: '3039870000', ...extras };
const noExtras = { ...extras, cnamPointCode: null, svType: null };
const known = { ...route, lrn: 3039870000 };
const tn = '3035550100';
const from = { now, sender: NPAC, tn: 3035550100 };
const sps = { oldSp: 'HOLD', newSp: 'GAIN' };
const unchanged = {
  ...{ status: null, side: null, dueDate: null, authorized: null, causeCode: null, mediumTimer: null },
  ...{ customerDisconnectDate: null, effectiveReleaseDate: null },
};
const nothing = { tn, svId: null, ...unchanged, lrn: null, ...noExtras, clear: [] };

describe('the command that a request about a number means', () => {
  it.each<[string, object, object]>([
    [
      'NewSpCreate',
      { tn, ...sps, dueDate: 7, ...route, portingToOriginal: false, mediumTimer: true },
      { ...sps, dueDate: 7, route: known, portingToOriginal: false, mediumTimer: true },
    ],
    [
      'NewSpCreate',
      { tn, ...sps, dueDate: 7, lrn: null, ...noExtras, portingToOriginal: true, mediumTimer: false },
      { ...sps, dueDate: 7, route: null, portingToOriginal: true, mediumTimer: false },
    ],
    [
      'OldSpCreate',
      { tn, ...sps, dueDate: 7, authorized: false, causeCode: 54, mediumTimer: true },
      { ...sps, dueDate: 7, authorized: false, causeCode: 54, mediumTimer: true },
    ],
    ['IntraSpCreate', { tn, sp: 'HOLD', dueDate: 7, ...route }, { sp: 'HOLD', dueDate: 7, route: known }],
    ['Modify', nothing, { svId: null, ...unchanged, route: {} }],
    [
      'Modify',
      { ...nothing, svId: 9, status: 'active', lrn: '3039870000', billingId: 'B1', clear: ['svType', 'optionalData'] },
      {
        ...{ svId: 9, ...unchanged, status: 'active' },
        route: { lrn: 3039870000, billingId: 'B1', svType: null, optionalData: null },
      },
    ],
    [
      'Modify',
      {
        ...{ ...nothing, side: 'old', dueDate: 7, authorized: false, causeCode: 50, mediumTimer: true },
        ...{ customerDisconnectDate: 8, effectiveReleaseDate: 9 },
      },
      {
        ...{ svId: null, status: null, side: 'old', dueDate: 7, authorized: false, causeCode: 50, mediumTimer: true },
        ...{ customerDisconnectDate: 8, effectiveReleaseDate: 9, route: {} },
      },
    ],
    ['SetConflict', { tn, svId: 9, causeCode: 54 }, { svId: 9, causeCode: 54 }],
    ['ResolveConflict', { tn, svId: null }, { svId: null }],
    ['Cancel', { tn, svId: 9, side: 'new' }, { svId: 9, side: 'new' }],
    ['AcknowledgeCancel', { tn, svId: 9, side: null }, { svId: 9, side: null }],
    ['UndoCancel', { tn, svId: 9 }, { svId: 9 }],
    ['Activate', { tn, svId: null }, { svId: null }],
    [
      'Disconnect',
      { tn, svId: null, customerDisconnectDate: 7, effectiveReleaseDate: null },
      { svId: null, customerDisconnectDate: 7, effectiveReleaseDate: null },
    ],
    [
      'Disconnect',
      { tn, svId: 9, customerDisconnectDate: 7, effectiveReleaseDate: 8 },
      { svId: 9, customerDisconnectDate: 7, effectiveReleaseDate: 8 },
    ],
    ['Resend', { tn, svId: 9, lsms: ['LSMA'] }, { svId: 9, lsms: ['LSMA'] }],
    ['ExcludeFailedSps', { tn, svId: null, lsms: ['LSMA'] }, { svId: null, lsms: ['LSMA'] }],
  ])('%s of %o', (type, data, rest) => {
    expect(portingCommandOf(type, data, NPAC as Spid, now)).toEqual({ type, ...from, ...rest });
  });

  it.each<[string[], object | null, object]>([
    [[], null, {}],
    [[], {}, {}],
    [[], { voiceUri: 'sip:1' }, { optionalData: { voiceUri: 'sip:1' } }],
    [['optionalData.smsUri'], { voiceUri: 'sip:1' }, { optionalData: { voiceUri: 'sip:1', smsUri: null } }],
    [['optionalData.smsUri', 'svType'], null, { svType: null, optionalData: { smsUri: null } }],
    [['optionalData.smsUri', 'optionalData'], {}, { optionalData: null }],
  ])('N432 changes what a modification names: clearing %j, giving %j', (clear, given, route) => {
    const optionalData = given === null ? null : { ...noOptionalData, ...given };
    expect(portingCommandOf('Modify', { ...nothing, clear, optionalData }, NPAC, now)).toHaveProperty('route', route);
  });

  it('N432 has no optional data where a create gives a record of none', () => {
    const given = (optionalData: object) => ({ tn, sp: 'HOLD', dueDate: 7, ...route, optionalData });
    expect(portingCommandOf('IntraSpCreate', given(noOptionalData), NPAC, now)).toHaveProperty('route', known);
    const some = { ...noOptionalData, smsUri: 'sip:1' };
    expect(portingCommandOf('IntraSpCreate', given(some), NPAC, now)).toMatchObject({ route: { optionalData: some } });
  });

  it('is that of the first number for a range', () => {
    const range = { tn: '3035550100-0199', svId: null };
    expect(portingCommandOf('Activate', range, NPAC, now)).toMatchObject({ tn: 3035550100 });
  });

  it('is a bug for other requests, and for what no door lets in', () => {
    expect(() => portingCommandOf('LrnCreate', { tn }, NPAC, now)).toThrow('LrnCreate');
    expect(() => portingCommandOf('Activate', { tn: '303' }, NPAC, now)).toThrow('303');
    expect(() => portingCommandOf('Activate', { tn: null, svId: 9 }, NPAC, now)).toThrow('null');
    expect(() => portingCommandOf('LrnCreate', { spid: 'HOLD' }, NPAC, now)).toThrow();
  });
});
