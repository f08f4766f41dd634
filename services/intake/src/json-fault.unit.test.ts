import { jsonSchemaOf } from '@openlnp/messages';
import { decodeJsonRequest } from './accept';

const tn = '3035550100';
const dueDate = '2026-03-02T15:00:00.000Z';
const parties = { tn, oldSp: 'HOLD', newSp: 'GAIN', dueDate };
const profile = { spid: 'GAIN', name: 'Gain', spType: 'wireline' };
const GOOD: Readonly<Record<string, object>> = {
  NewSpCreate: { ...parties, lrn: '3039870000' },
  OldSpCreate: parties,
  IntraSpCreate: { tn, sp: 'HOLD', dueDate, lrn: '3039870000' },
  Modify: { tn },
  SetConflict: { tn, causeCode: 50 },
  Disconnect: { tn, customerDisconnectDate: dueDate },
  Resend: { tn, lsms: ['LSMA'] },
  ServiceProviderCreate: profile,
  NpaNxxCreate: { spid: 'GAIN', npaNxx: '303555', effectiveAt: dueDate },
};

/** Code and field of each fault. */
function faultsOf(kind: string, change: object): readonly (readonly [string, string | null])[] {
  const decoded = decodeJsonRequest({ kind, ...GOOD[kind], ...change });
  return decoded.ok ? [] : (decoded.error.errors ?? []).map(({ code, field }) => [code, field]);
}

const CREATES = ['R5-18.1 NewSpCreate', 'R5-18.1 OldSpCreate', 'RR5-6.1 IntraSpCreate'] as const;
const OF_ROUTES = ['R5-18.1 NewSpCreate', 'RR5-6.1 IntraSpCreate', 'R5-29.1 R5-38.1 Modify'] as const;
const OF_OLD_SP = ['R5-18.1 OldSpCreate', 'R5-29.1 Modify'] as const;
const PROFILES = ['R4-8 ServiceProviderCreate'] as const;

/** Requirement and kind of request, field, what JSON has instead, the error. */
const WRONG_TYPES: readonly (readonly [readonly string[], string, unknown, string])[] = [
  [[...CREATES, 'R5-29.1 Modify'], 'tn', 3_035_550_100, 'invalid_tn'],
  [[...CREATES, 'R5-29.1 Modify'], 'dueDate', 7, 'invalid_due_date'],
  [['R5-18.1 NewSpCreate', 'R5-18.1 OldSpCreate'], 'oldSp', 1234, 'malformed_spid'],
  [['R5-18.1 NewSpCreate', 'R5-18.1 OldSpCreate'], 'newSp', ['GAIN'], 'malformed_spid'],
  [['RR5-6.1 IntraSpCreate'], 'sp', {}, 'malformed_spid'],
  [['RR5-38.2 Resend'], 'lsms[0]', 1234, 'malformed_spid'],
  [OF_ROUTES, 'lrn', 3_039_870_000, 'malformed_lrn'],
  ...['class', 'lidb', 'isvm', 'cnam', 'wsmsc'].flatMap((service) => [
    [OF_ROUTES, `${service}PointCode`, '001004005', 'invalid_point_code'] as const,
    [OF_ROUTES, `${service}PointCode.dpc`, 1_004_005, 'invalid_dpc'] as const,
    [OF_ROUTES, `${service}PointCode.ssn`, '0', 'invalid_ssn'] as const,
  ]),
  [OF_ROUTES, 'endUserLocationValue', 12, 'invalid_end_user_location'],
  [OF_ROUTES, 'endUserLocationType', 12, 'invalid_end_user_location_type'],
  [OF_ROUTES, 'billingId', 12, 'invalid_billing_id'],
  [OF_ROUTES, 'svType', 0, 'invalid_sv_type'],
  [OF_ROUTES, 'optionalData.altSpid', 1234, 'malformed_spid'],
  [OF_ROUTES, 'optionalData.lastAltSpid', 1234, 'malformed_spid'],
  [OF_ROUTES, 'optionalData.altEndUserLocationValue', 12, 'invalid_end_user_location'],
  [OF_ROUTES, 'optionalData.altEndUserLocationType', 12, 'invalid_end_user_location_type'],
  [OF_ROUTES, 'optionalData.altBillingId', 12, 'invalid_billing_id'],
  ...['voiceUri', 'mmsUri', 'pocUri', 'presenceUri', 'smsUri'].map(
    (uri) => [OF_ROUTES, `optionalData.${uri}`, 12, 'invalid_uri'] as const,
  ),
  [OF_OLD_SP, 'authorized', 'yes', 'invalid_authorization'],
  [[...OF_OLD_SP, 'R5-43.2 SetConflict'], 'causeCode', '50', 'invalid_cause_code'],
  [['R5-15.2 NewSpCreate'], 'portingToOriginal', 'yes', 'invalid_porting_to_original'],
  [['N441 NewSpCreate', 'N441 OldSpCreate', 'N441 Modify'], 'mediumTimer', 1, 'invalid_medium_timer'],
  [['R5-28 R5-37 Modify'], 'clear[0]', 1, 'not_clearable'],
  [['RR5-23.1 Disconnect', 'N249 Modify'], 'customerDisconnectDate', 7, 'invalid_customer_disconnect_date'],
  [['RR5-23.2 Disconnect', 'N249 Modify'], 'effectiveReleaseDate', 7, 'invalid_effective_release_date'],
  [PROFILES, 'spType', 1, 'invalid_sp_type'],
  [PROFILES, 'soa', 1, 'invalid_transport'],
  [PROFILES, 'lsms', 1, 'invalid_transport'],
  [PROFILES, 'portInTimer', 1, 'invalid_timer_type'],
  [PROFILES, 'businessDays', 1, 'invalid_timer_type'],
  [['N329 ServiceProviderCreate'], 'notificationPriorities', 1, 'invalid_notification_priority'],
  [['N432 ServiceProviderCreate'], 'soaOptionalFields', 'svType', 'invalid_optional_field'],
  [['N432 ServiceProviderCreate'], 'lsmsOptionalFields[0]', 1, 'invalid_optional_field'],
  [['- NpaNxxCreate'], 'npaNxx', 303_555, 'invalid_npa_nxx'],
  [['- NpaNxxCreate'], 'effectiveAt', 'soon', 'invalid_instant'],
];

/** A change of the field at a path such as optionalData.smsUri or lsms[0]; half a point code gets its other half. */
function changeAt(path: string, value: unknown): object {
  const [field = '', part] = path.split('.');
  if (part === undefined) return field.endsWith('[0]') ? { [field.slice(0, -3)]: [value] } : { [field]: value };
  return { [field]: field.endsWith('PointCode') ? { dpc: '001004005', ssn: 0, [part]: value } : { [part]: value } };
}

describe('a field that has another type in JSON', () => {
  it.each(
    WRONG_TYPES.flatMap(([requests, field, value, code]) =>
      requests.map((request) => {
        const [kind = '', ...ids] = request.split(' ').reverse();
        return [ids.reverse().join(' '), kind, field, value, code] as const;
      }),
    ),
  )('%s %s is refused with the error of that field: %s as %j', (_ids, kind, field, value, code) => {
    expect(faultsOf(kind, {})).toEqual([]);
    expect(faultsOf(kind, changeAt(field, value))).toEqual([[code, field]]);
  });

  it('R5-18.1 R5-29.1 RR5-6.1 has an error of its own, unless it only says which version or what list is meant', () => {
    const kinds = ['NewSpCreate', 'OldSpCreate', 'IntraSpCreate', 'Modify', 'SetConflict', 'Disconnect', 'Resend'];
    const without = kinds.flatMap((kind) =>
      Object.keys(jsonSchemaOf(`openlnp.request.${kind}`).properties as object).filter((field) =>
        // No field is a function: nothing of JSON can be mistaken for it.
        faultsOf(kind, { [field]: () => undefined }).some(([code]) => code === 'invalid_request'),
      ),
    );
    expect([...new Set(without)].sort()).toEqual(['clear', 'lsms', 'optionalData', 'side', 'status', 'svId']);
  });
});

describe('a field that the kind of request does not have', () => {
  it.each([
    ['Disconnect', 'dueDate'],
    ['NewSpCreate', 'causeCode'],
    ['NewSpCreate', 'authorized'],
    ['OldSpCreate', 'lrn'],
    ['IntraSpCreate', 'portingToOriginal'],
    ['NewSpCreate', 'altSpid'],
  ])('is unknown there, whatever it is elsewhere: %s, %s', (kind, field) => {
    expect(faultsOf(kind, { [field]: '50' })).toEqual([['invalid_request', field]]);
  });
});
