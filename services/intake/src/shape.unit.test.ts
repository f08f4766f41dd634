import { REQUEST_KINDS, shapeErrors } from './shape';

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
const nothing = Object.fromEntries(Object.keys(route).map((field) => [field, null]));
const optionalData = {
  ...{ altSpid: null, lastAltSpid: null, altBillingId: null },
  ...{ altEndUserLocationValue: null, altEndUserLocationType: null },
  ...{ voiceUri: null, mmsUri: null, pocUri: null, presenceUri: null, smsUri: null },
};
const tn = '3035550100';
const parties = { tn, oldSp: 'HOLD', newSp: 'GAIN', dueDate: 0 };
const creates: Record<string, object> = {
  NewSpCreate: { ...parties, ...route, portingToOriginal: false, mediumTimer: false },
  OldSpCreate: { ...parties, authorized: true, causeCode: null, mediumTimer: false },
  IntraSpCreate: { tn, sp: 'HOLD', dueDate: 0, ...route },
};
const aboutVersions: Record<string, object> = {
  Modify: {
    ...{ tn, svId: null, status: null, side: null, dueDate: null, ...nothing, clear: [] },
    ...{ authorized: null, causeCode: null, mediumTimer: null },
    ...{ customerDisconnectDate: null, effectiveReleaseDate: null },
  },
  SetConflict: { tn, svId: null, causeCode: 54 },
  ResolveConflict: { tn, svId: null },
  Cancel: { tn, svId: null, side: null },
  AcknowledgeCancel: { tn, svId: null, side: null },
  UndoCancel: { tn, svId: null },
  Activate: { tn, svId: null },
  Disconnect: { tn, svId: null, customerDisconnectDate: 0, effectiveReleaseDate: null },
  Resend: { tn, svId: null, lsms: [] },
  ExcludeFailedSps: { tn, svId: null, lsms: [] },
};
const good = { ...creates, ...aboutVersions };
const DISCONNECT_DATES = [
  ['customerDisconnectDate', 'invalid_customer_disconnect_date'],
  ['effectiveReleaseDate', 'invalid_effective_release_date'],
] as const;
const codes = (kind: string, change: object) =>
  shapeErrors(kind, { ...good[kind], ...change }).map(({ code, field }) => [code, field]);

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
  ])('%s is refused', (_, text, code) => {
    for (const kind of Object.keys(good)) expect(codes(kind, { tn: text })).toEqual([[code, 'tn']]);
  });

  const NAMED_BY: Readonly<Record<string, string>> = {
    ...{ Activate: 'R5-51.1', Cancel: 'R5-69', Disconnect: 'R5-62', Modify: 'R5-26 R5-35' },
    ...{ ExcludeFailedSps: 'N227', Resend: 'RR5-38.1.1', ResolveConflict: 'R5-46', SetConflict: 'R5-42' },
  };
  it.each(Object.keys(aboutVersions).map((kind) => [NAMED_BY[kind] ?? '-', kind]))(
    '%s %s names the version by number, by version id or by both',
    (_ids, kind) => {
      expect(codes(kind, { tn: null, svId: 1 })).toEqual([]);
      expect(codes(kind, { svId: 1 })).toEqual([]);
      expect(codes(kind, { tn: null })).toEqual([['missing_required_field', 'tn']]);
      for (const svId of [0, -1, 0.5]) expect(codes(kind, { svId })).toEqual([['invalid_request', 'svId']]);
    },
  );

  it('RR5-23.1 RR5-23.2 a disconnect says when the service ends, and may say when the number goes', () => {
    expect(codes('Disconnect', { effectiveReleaseDate: 0 })).toEqual([]);
    for (const bad of [253_118_304_000_000, 1e15, 0.5]) {
      for (const [field, code] of DISCONNECT_DATES) {
        expect(codes('Disconnect', { [field]: bad })).toEqual([[code, field]]);
      }
    }
  });

  it('R5-43.2 a conflict has a cause from 50 to 54', () => {
    for (const causeCode of [50, 54]) expect(codes('SetConflict', { causeCode })).toEqual([]);
    for (const causeCode of [0, 2, 49, 55]) {
      expect(codes('SetConflict', { causeCode })).toEqual([['invalid_cause_code', 'causeCode']]);
    }
    const missing = { code: 'cause_code_missing', rule: 'R5-43.2', field: 'causeCode' };
    expect(shapeErrors('SetConflict', { tn, svId: null, causeCode: null })).toMatchObject([missing]);
  });

  it('R5-71.6 a cancellation on behalf of a side is for the new or the old one', () => {
    for (const kind of ['Cancel', 'AcknowledgeCancel', 'Modify']) {
      for (const side of ['new', 'old']) expect(codes(kind, { side })).toEqual([]);
      expect(codes(kind, { side: 'both' })).toEqual([['invalid_request', 'side']]);
    }
  });

  it.each([
    ['RR5-38.2', 'a resend', 'Resend'],
    ['N227', 'an exclusion', 'ExcludeFailedSps'],
  ])('%s %s names LSMSs by their SPIDs', (_id, _what, kind) => {
    expect(codes(kind, { lsms: ['LSMA', 'LSMB'] })).toEqual([]);
    expect(codes(kind, { lsms: ['LSMA', 'lsms'] })).toEqual([['malformed_spid', 'lsms[1]']]);
  });
});

const longest = 'u'.repeat(255);
/** Formats of Table 3-6 and of later change orders: field, what is right at its limits, what is wrong, the error. */
const FORMATS: readonly (readonly [string, readonly unknown[], readonly unknown[], string])[] = [
  [
    'dueDate',
    [-62_135_596_800_000, 60_000, 253_118_303_940_000],
    [-62_135_596_860_000, 253_118_304_000_000, 253_402_300_740_000, 0.5, 1_000, 60_001],
    'invalid_due_date',
  ],
  ['lrn', ['2012000000', '9999999999'], ['303', '30398700000', '1039870000', '3031870000'], 'malformed_lrn'],
  ...['class', 'lidb', 'isvm', 'cnam', 'wsmsc'].map((service) => {
    const right = [{ dpc: '001000000', ssn: 0 }, { dpc: '255255255', ssn: 0 }, null];
    return [`${service}PointCode`, right, [], 'invalid_dpc'] as const;
  }),
  ['endUserLocationValue', ['1', '123456789012', null], ['', '1234567890123', '12a'], 'invalid_end_user_location'],
  ['endUserLocationType', ['00', '99', null], ['1', '123', 'ab'], 'invalid_end_user_location_type'],
  ['billingId', ['A', 'ABCD', null], ['', 'ABCDE', 'A|B', 'A\n'], 'invalid_billing_id'],
  ['svType', ['wireline', 'sv_type_6', null], ['WIRELINE', 'sv_type_7', ''], 'invalid_sv_type'],
  ['optionalData', [optionalData, null], [], 'invalid_uri'],
];
const OPTIONAL: typeof FORMATS = [
  ['altSpid', ['X123', null], ['x123', 'X12', ''], 'malformed_spid'],
  ['lastAltSpid', ['X123', null], ['x123', 'X1234'], 'malformed_spid'],
  ['altEndUserLocationValue', ['1', '123456789012', null], ['', '1234567890123'], 'invalid_end_user_location'],
  ['altEndUserLocationType', ['00', null], ['1', '123'], 'invalid_end_user_location_type'],
  ['altBillingId', ['A', 'ABCD', null], ['', 'ABCDE', 'A|B'], 'invalid_billing_id'],
  ...['voiceUri', 'mmsUri', 'pocUri', 'presenceUri', 'smsUri'].map(
    (uri) => [uri, ['u', longest, null], ['', `${longest}u`, 'sip:a|b', 'sip:a\u0000'], 'invalid_uri'] as const,
  ),
];
const POINT_CODES = [
  [{ dpc: '000004005', ssn: 0 }, 'dpc'],
  [{ dpc: '256004005', ssn: 0 }, 'dpc'],
  [{ dpc: '001256005', ssn: 0 }, 'dpc'],
  [{ dpc: '001004256', ssn: 0 }, 'dpc'],
  [{ dpc: '01004005', ssn: 0 }, 'dpc'],
  [{ dpc: '001004005', ssn: 256 }, 'ssn'],
  [{ dpc: '001004005', ssn: 255 }, 'ssn'],
  [{ dpc: '001004005', ssn: 1 }, 'ssn'],
  [{ dpc: '001004005', ssn: -1 }, 'ssn'],
] as const;

describe.each([
  ['R5-18.1', 'NewSpCreate'],
  ['RR5-6.1', 'IntraSpCreate'],
  ['R5-29.1 R5-38.1', 'Modify'],
])('%s the fields of the route in %s', (_rule, kind) => {
  it.each(FORMATS)(
    '%s is taken at the limits of its format, and else refused by its name',
    (field, right, wrong, code) => {
      for (const value of right) {
        // An LRN may be left out of a modification only, a due date as well.
        expect([value, codes(kind, { [field]: value })]).toEqual([value, []]);
      }
      for (const value of wrong) expect([value, codes(kind, { [field]: value })]).toEqual([value, [[code, field]]]);
    },
  );

  it.each(OPTIONAL)('N399 N400 N432 N436 N438 %s of the optional data likewise', (field, right, wrong, code) => {
    const given = (value: unknown) => codes(kind, { optionalData: { ...optionalData, [field]: value } });
    for (const value of right) expect([value, given(value)]).toEqual([value, []]);
    for (const value of wrong) expect([value, given(value)]).toEqual([value, [[code, `optionalData.${field}`]]]);
  });

  it.each(POINT_CODES)('N191 N291 %o is no point code of any service: %s', (pointCode, part) => {
    for (const service of ['class', 'lidb', 'isvm', 'cnam', 'wsmsc']) {
      const field = `${service}PointCode`;
      expect(codes(kind, { [field]: pointCode })).toEqual([[`invalid_${part}`, `${field}.${part}`]]);
    }
  });
});

describe('the fields of a create besides its route', () => {
  it.each([
    ['R5-18.1', 'NewSpCreate', 'oldSp'],
    ['R5-18.1', 'NewSpCreate', 'newSp'],
    ['R5-18.1', 'OldSpCreate', 'oldSp'],
    ['R5-18.1', 'OldSpCreate', 'newSp'],
    ['RR5-6.1', 'IntraSpCreate', 'sp'],
  ])('%s %s has a SPID as its %s', (_rule, kind, field) => {
    for (const spid of ['0000', 'ZZ99']) expect(codes(kind, { [field]: spid })).toEqual([]);
    for (const spid of ['', 'ABC', 'ABCDE', 'abcd', 'AB-1']) {
      expect(codes(kind, { [field]: spid })).toEqual([['malformed_spid', field]]);
    }
  });

  it('R5-18.1 R5-18.10 an old service provider has a due date, and causes from 50 to 54', () => {
    for (const dueDate of [1e15, 1_000, 60_001]) {
      expect(codes('OldSpCreate', { dueDate })).toEqual([['invalid_due_date', 'dueDate']]);
    }
    for (const causeCode of [50, 54, null]) expect(codes('OldSpCreate', { causeCode })).toEqual([]);
    for (const causeCode of [0, 1, 49, 55]) {
      expect(codes('OldSpCreate', { causeCode })).toEqual([['invalid_cause_code', 'causeCode']]);
    }
  });

  it('R5-15.2 a port to original has no route at all', () => {
    const back = { ...nothing, portingToOriginal: true };
    expect(codes('NewSpCreate', back)).toEqual([]);
    const optional = { ...optionalData, voiceUri: 'sip:a' };
    const given = {
      ...{ ...route, endUserLocationValue: '1', endUserLocationType: '01', billingId: 'B1' },
      optionalData: optional,
    };
    const pointCode = { dpc: '123004005', ssn: 0 };
    for (const field of Object.keys(route)) {
      const value = field.endsWith('PointCode') ? pointCode : given[field as keyof typeof given];
      expect(codes('NewSpCreate', { ...back, [field]: value })).toEqual([['route_in_port_to_original', field]]);
    }
  });

  it('R5-15.2 optional data that give nothing are none of a port to original', () => {
    expect(codes('NewSpCreate', { ...nothing, portingToOriginal: true, optionalData })).toEqual([]);
  });

  it('R5-15.1 every other port has at least an LRN; RR5-4 so has an intra-SP port', () => {
    expect(codes('NewSpCreate', nothing)).toEqual([['lrn_missing', 'lrn']]);
    expect(codes('NewSpCreate', { ...nothing, lrn: '3039870000' })).toEqual([]);
    expect(codes('IntraSpCreate', { lrn: '' })).toEqual([['malformed_lrn', 'lrn']]);
  });
});

describe('the fields of a modification besides its route', () => {
  it.each([['dueDate', 'invalid_due_date'] as const, ...DISCONNECT_DATES])(
    'R5-29.1 N249 has an instant as %s',
    (field, code) => {
      expect(codes('Modify', { [field]: 0 })).toEqual([]);
      for (const value of [1e15, 0.5]) expect(codes('Modify', { [field]: value })).toEqual([[code, field]]);
    },
  );

  it('R5-29.1 has a due date to the minute, and other dates to the millisecond', () => {
    for (const at of [1_000, 1]) {
      expect(codes('Modify', { dueDate: at })).toEqual([['invalid_due_date', 'dueDate']]);
      expect(codes('Modify', { customerDisconnectDate: at, effectiveReleaseDate: at })).toEqual([]);
    }
  });

  it('R5-29.1 has causes from 50 to 54', () => {
    for (const causeCode of [50, 54]) expect(codes('Modify', { causeCode })).toEqual([]);
    for (const causeCode of [49, 55]) {
      expect(codes('Modify', { causeCode })).toEqual([['invalid_cause_code', 'causeCode']]);
    }
  });

  it('R5-26 R5-35 names a status that can be modified', () => {
    for (const status of ['pending', 'conflict', 'active', 'disconnect_pending']) {
      expect(codes('Modify', { status })).toEqual([]);
    }
    for (const status of ['sending', 'old', 'PENDING']) {
      expect(codes('Modify', { status })).toEqual([['invalid_request', 'status']]);
    }
  });

  it('R5-28 R5-37 N249 clears what is optional, and nothing that it also gives a value', () => {
    expect(codes('Modify', { clear: Object.keys(extras) })).toEqual([]);
    for (const field of ['lrn', 'dueDate', 'tn', 'altSpid', 'customerDisconnectDate', 'effectiveReleaseDate']) {
      expect(codes('Modify', { clear: ['svType', field] })).toEqual([['not_clearable', 'clear[1]']]);
    }
    expect(codes('Modify', { billingId: 'B1', clear: ['billingId'] })).toEqual([['set_and_cleared', 'clear[0]']]);
  });

  it('R5-28 R5-37 N432 clears the optional data, or any of them by its path', () => {
    const paths = Object.keys(optionalData).map((field) => `optionalData.${field}`);
    expect(codes('Modify', { clear: ['optionalData', ...paths] })).toEqual([]);
    expect(codes('Modify', { clear: ['optionalData', ...paths], optionalData })).toEqual([]);
    const given = { ...optionalData, voiceUri: 'sip:1' };
    expect(codes('Modify', { clear: ['optionalData.smsUri'], optionalData: given })).toEqual([]);
    for (const field of ['optionalData', 'optionalData.voiceUri']) {
      expect(codes('Modify', { clear: [field], optionalData: given })).toEqual([['set_and_cleared', 'clear[0]']]);
    }
    for (const field of ['voiceUri', 'optionalData.faxUri', 'optionalData.', 'classPointCode.dpc']) {
      expect(codes('Modify', { clear: [field] })).toEqual([['not_clearable', 'clear[0]']]);
    }
  });
});
