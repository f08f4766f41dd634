import { decodeJsonRequest } from './accept';

const tn = '3035550100';
const dueDate = '2026-03-02T15:00:00.000Z';
const newSpCreate = { kind: 'NewSpCreate', tn, oldSp: 'HOLD', newSp: 'GAIN', dueDate, lrn: '3039870000' };
const oldSpCreate = { kind: 'OldSpCreate', tn, oldSp: 'HOLD', newSp: 'GAIN', dueDate };
const intraSpCreate = { kind: 'IntraSpCreate', tn, sp: 'HOLD', dueDate, lrn: '3039870000' };
const modify = { kind: 'Modify', tn };
const disconnect = { kind: 'Disconnect', tn, customerDisconnectDate: dueDate };

/** Code and field of each fault. */
function faultsOf(request: object): readonly (readonly [string, string | null])[] {
  const decoded = decodeJsonRequest(request);
  return decoded.ok ? [] : (decoded.error.errors ?? []).map(({ code, field }) => [code, field]);
}

describe('what a create needs, as JSON', () => {
  const json: Record<string, object> = {
    NewSpCreate: { tn, oldSp: 'HOLD', newSp: 'GAIN', dueDate, lrn: '3039870000' },
    PortToOriginal: { tn, oldSp: 'HOLD', newSp: 'GAIN', dueDate, portingToOriginal: true },
    OldSpCreate: { tn, oldSp: 'HOLD', newSp: 'GAIN', dueDate },
    IntraSpCreate: { tn, sp: 'HOLD', dueDate, lrn: '3039870000' },
  };
  const decoded = (name: string, without?: string) => {
    const fields = Object.entries(json[name] ?? {}).filter(([field]) => field !== without);
    const kind = name === 'PortToOriginal' ? 'NewSpCreate' : name;
    return decodeJsonRequest({ ...Object.fromEntries(fields), kind });
  };

  it.each([
    ['R5-15.1', 'NewSpCreate', ['tn', 'oldSp', 'newSp', 'dueDate', 'lrn']],
    ['R5-15.2', 'PortToOriginal', ['tn', 'oldSp', 'newSp', 'dueDate', 'portingToOriginal']],
    ['R5-14', 'OldSpCreate', ['tn', 'oldSp', 'newSp', 'dueDate']],
    ['RR5-4', 'IntraSpCreate', ['tn', 'sp', 'dueDate', 'lrn']],
  ])('%s %s is refused by the name of each field left out', (_rule, name, required) => {
    expect(Object.keys(json[name] ?? {}).sort()).toEqual([...required].sort());
    expect(decoded(name)).toMatchObject({ ok: true });
    for (const field of required) {
      // Without its flag, a port to original is a port without its route.
      const at = field === 'portingToOriginal' ? 'lrn' : field;
      const code = at === 'lrn' && name !== 'IntraSpCreate' ? 'lrn_missing' : 'missing_required_field';
      expect(decoded(name, field)).toMatchObject({ ok: false, error: { field: at, code } });
    }
  });

  it('R5-15.1 R5-14 must say which kind of port it is', () => {
    expect(decodeJsonRequest(json.NewSpCreate)).toMatchObject({ ok: false, error: { code: 'unknown_kind' } });
  });
});

describe('what a request has in JSON that its record cannot hold', () => {
  it.each([
    ['R5-18.1', newSpCreate],
    ['R5-18.1', oldSpCreate],
    ['RR5-6.1', intraSpCreate],
    ['R5-29.1', modify],
  ])('%s a telephone number that is none, or a range: %j', (_rule, request) => {
    expect(faultsOf(request)).toEqual([]);
    for (const [bad, code] of [
      ['303555010', 'invalid_tn'],
      ['3035550199-0100', 'invalid_tn_range'],
      [3_035_550_100, 'invalid_tn'],
    ]) {
      expect(faultsOf({ ...request, tn: bad })).toEqual([[code, 'tn']]);
    }
  });

  it.each([
    ['R5-18.1', newSpCreate],
    ['R5-18.1', oldSpCreate],
    ['RR5-6.1', intraSpCreate],
    ['R5-29.1', modify],
  ])('%s a due date that is none, or has seconds: %j', (_rule, request) => {
    for (const bad of ['tomorrow', '2026-02-30T00:00:00Z', '2026-03-02T15:00:01Z', '2026-03-02T15:00:00.001Z', 7]) {
      expect(faultsOf({ ...request, dueDate: bad })).toEqual([['invalid_due_date', 'dueDate']]);
    }
  });

  it.each([
    ['R5-18.1', oldSpCreate],
    ['R5-29.1', modify],
  ])('%s an authorization that is neither true nor false: %j', (_rule, request) => {
    for (const bad of ['yes', 1, 'true']) {
      expect(faultsOf({ ...request, authorized: bad })).toEqual([['invalid_authorization', 'authorized']]);
    }
  });

  it.each([
    ['R5-18.1', oldSpCreate],
    ['R5-29.1', modify],
  ])('%s a cause code that is none: %j', (_rule, request) => {
    for (const bad of ['50', 50.5, 1]) {
      expect(faultsOf({ ...request, causeCode: bad })).toEqual([['invalid_cause_code', 'causeCode']]);
    }
  });

  it('R5-18.1 a flag of a port to original that is neither true nor false', () => {
    for (const bad of ['yes', 0, null]) {
      expect(faultsOf({ ...newSpCreate, portingToOriginal: bad })).toEqual([
        ['invalid_porting_to_original', 'portingToOriginal'],
      ]);
    }
  });

  it('R5-18.1 RR5-6.1 R5-29.1 an LNP type: the kind of the request is that', () => {
    for (const request of [newSpCreate, oldSpCreate, intraSpCreate, modify]) {
      expect(faultsOf({ ...request, lnpType: 'lspp' })).toEqual([['invalid_request', 'lnpType']]);
    }
    expect(decodeJsonRequest({ ...newSpCreate, kind: 'PoolCreate' })).toMatchObject({
      error: { code: 'unknown_kind', field: 'kind' },
    });
  });

  it.each([
    ['R5-18.1', newSpCreate],
    ['RR5-6.1', intraSpCreate],
    ['R5-29.1 R5-38.1', modify],
  ])('%s N191 a DPC without SSN, or an SSN without DPC: %j', (_rule, request) => {
    for (const service of ['class', 'lidb', 'isvm', 'cnam', 'wsmsc']) {
      const field = `${service}PointCode`;
      const code = 'invalid_point_code';
      expect(faultsOf({ ...request, [field]: { dpc: '001004005', ssn: 0 } })).toEqual([]);
      expect(faultsOf({ ...request, [field]: { dpc: '001004005' } })).toEqual([[code, `${field}.ssn`]]);
      expect(faultsOf({ ...request, [field]: { dpc: '001004005', ssn: null } })).toEqual([[code, `${field}.ssn`]]);
      expect(faultsOf({ ...request, [field]: { ssn: 0 } })).toEqual([[code, `${field}.dpc`]]);
    }
  });
});

describe('what a request about a version needs, as JSON', () => {
  it('RR5-23.1 RR5-23.2 a disconnect is refused by the name of its dates: left out, or none', () => {
    const { customerDisconnectDate, ...dateless } = disconnect;
    expect(faultsOf({ ...dateless, customerDisconnectDate })).toEqual([]);
    for (const none of [dateless, { ...dateless, customerDisconnectDate: null }]) {
      expect(faultsOf(none)).toEqual([['missing_required_field', 'customerDisconnectDate']]);
    }
    const bad = 'soon';
    expect(faultsOf({ ...disconnect, customerDisconnectDate: bad, effectiveReleaseDate: bad })).toEqual([
      ['invalid_customer_disconnect_date', 'customerDisconnectDate'],
      ['invalid_effective_release_date', 'effectiveReleaseDate'],
    ]);
  });

  it('N249 a modification does not take the dates of a disconnect away', () => {
    for (const field of ['customerDisconnectDate', 'effectiveReleaseDate']) {
      expect(faultsOf({ ...modify, status: 'disconnect_pending', clear: [field] })).toEqual([
        ['not_clearable', 'clear[0]'],
      ]);
    }
  });

  it('R5-43.2 a conflict without its cause is refused by that name, and by its requirement', () => {
    for (const none of [{}, { causeCode: null }]) {
      expect(decodeJsonRequest({ kind: 'SetConflict', tn, ...none })).toMatchObject({
        error: { code: 'cause_code_missing', errors: [{ rule: 'R5-43.2', field: 'causeCode' }] },
      });
    }
  });

  it.each([
    ['RR5-38.2', 'a resend', 'Resend'],
    ['N227', 'an exclusion', 'ExcludeFailedSps'],
  ])('%s %s has a list', (_id, _what, kind) => {
    expect(faultsOf({ kind, tn })).toEqual([['missing_required_field', 'lsms']]);
    expect(faultsOf({ kind, tn, lsms: 'LSMA' })).toEqual([['invalid_request', 'lsms']]);
  });
});
