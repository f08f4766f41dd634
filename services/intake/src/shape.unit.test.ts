import { REQUEST_KINDS, shapeErrors } from './shape';

const route = {
  lrn: '3039870000',
  classPointCode: null,
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: { dpc: '123004005', ssn: 0 },
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: 'wireline',
};
const good: Record<string, object> = {
  NewSpCreate: { tn: '3035550100', oldSp: 'HOLD', newSp: 'GAIN', dueDate: 0, ...route },
  OldSpCreate: { tn: '3035550100', oldSp: 'HOLD', newSp: 'GAIN', dueDate: 0 },
  IntraSpCreate: { tn: '3035550100', sp: 'HOLD', dueDate: 0, ...route },
  Activate: { tn: '3035550100' },
  Disconnect: { tn: '3035550100', customerDisconnectDate: 0 },
};
const profile = {
  ...{ spid: 'CELL', name: 'Cellular', spType: 'wireless', soa: 'http', lsms: null },
  ...{ portInTimer: 'short', portOutTimer: 'long', businessDays: null },
};
const codes = (kind: string, change: object) =>
  shapeErrors(kind, { ...(good[kind] ?? profile), ...change }).map(({ code, field }) => [code, field]);

describe('the shape of a request about a number', () => {
  it.each(Object.keys(good))('%s is right for one number and for a range of up to 10,000', (kind) => {
    expect(REQUEST_KINDS).toContain(kind);
    expect(codes(kind, {})).toEqual([]);
    expect(codes(kind, { tn: '3035550000-9999' })).toEqual([]);
  });

  it.each([
    ['a number that is none', '303', 'invalid_tn'],
    ['nothing', '', 'invalid_tn'],
    ['a range that runs backwards', '3035550199-0100', 'invalid_tn_range'],
    ['a range across codes', '3035559999-3035560001', 'invalid_tn_range'],
    ['a range with digits missing', '3035550100-199', 'invalid_tn_range'],
  ])('%s is refused', (_, tn, code) => {
    for (const kind of Object.keys(good)) expect(codes(kind, { tn })).toEqual([[code, 'tn']]);
  });

  it('RR5-6.1 an intra-SP port has the fields of a port and one service provider', () => {
    expect(codes('IntraSpCreate', { sp: 'LONGER' })).toEqual([['invalid_spid', 'sp']]);
    expect(codes('IntraSpCreate', { lrn: '303' })).toEqual([['invalid_lrn', 'lrn']]);
    expect(codes('IntraSpCreate', { dueDate: 1e15 })).toEqual([['invalid_instant', 'dueDate']]);
    expect(codes('IntraSpCreate', { cnamPointCode: { dpc: '000004005', ssn: 0 } })).toEqual([
      ['invalid_point_code', 'cnamPointCode.dpc'],
    ]);
  });

  it('RR5-23.1 a disconnect says when the service ends', () => {
    for (const customerDisconnectDate of [1e15, 0.5]) {
      expect(codes('Disconnect', { customerDisconnectDate })).toEqual([['invalid_instant', 'customerDisconnectDate']]);
    }
  });
});

describe('the shape of a profile', () => {
  it('has timers and business days that are short, long or left out', () => {
    expect(codes('ServiceProviderCreate', {})).toEqual([]);
    for (const field of ['portInTimer', 'portOutTimer', 'businessDays']) {
      expect(codes('ServiceProviderCreate', { [field]: 'medium' })).toEqual([['invalid_timer_type', field]]);
    }
  });
});
