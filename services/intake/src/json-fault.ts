import { type FieldError, requestError } from '@openlnp/messages';
import { OPTIONAL_DATA_FIELDS, type RequestError } from '@openlnp/porting';

const POINT_CODE = 'pointCode';

/** What a value of the wrong type is called: as a wrong value of the right type is in shape.ts. Items of a list are `field[]`. */
const CODES: ReadonlyMap<string, string> = new Map([
  ...of('invalid_tn', 'tn'),
  ...of('malformed_spid', 'oldSp', 'newSp', 'sp', 'spid', 'associatedWith', 'altSpid', 'lastAltSpid', 'lsms[]'),
  ...of('malformed_lrn', 'lrn'),
  ...of('invalid_npa_nxx', 'npaNxx'),
  ...of('invalid_due_date', 'dueDate'),
  ...of('invalid_customer_disconnect_date', 'customerDisconnectDate'),
  ...of('invalid_effective_release_date', 'effectiveReleaseDate'),
  ...of('invalid_instant', 'effectiveAt', 'effectiveFrom'),
  ...of('invalid_authorization', 'authorized'),
  ...of('invalid_cause_code', 'causeCode'),
  ...of('invalid_porting_to_original', 'portingToOriginal'),
  ...of('invalid_medium_timer', 'mediumTimer'),
  ...of('invalid_point_code', POINT_CODE),
  ...of('invalid_dpc', `${POINT_CODE}.dpc`),
  ...of('invalid_ssn', `${POINT_CODE}.ssn`),
  ...of('invalid_end_user_location', 'endUserLocationValue', 'altEndUserLocationValue'),
  ...of('invalid_end_user_location_type', 'endUserLocationType', 'altEndUserLocationType'),
  ...of('invalid_billing_id', 'billingId', 'altBillingId'),
  ...of('invalid_sv_type', 'svType'),
  ...of('invalid_uri', ...OPTIONAL_DATA_FIELDS.filter((field) => field.endsWith('Uri'))),
  ...of('not_clearable', 'clear[]'),
  ...of('invalid_sp_type', 'spType'),
  ...of('invalid_transport', 'soa', 'ServiceProviderCreate.lsms'),
  ...of('invalid_timer_type', 'portInTimer', 'portOutTimer', 'businessDays'),
  ...of('invalid_notification_priority', 'notificationPriorities', 'notificationPriorities[]'),
  ...of('invalid_notification_priority', 'notificationPriorities[].notification', 'notificationPriorities[].priority'),
  ...of('invalid_optional_field', 'soaOptionalFields', 'lsmsOptionalFields'),
  ...of('invalid_optional_field', 'soaOptionalFields[]', 'lsmsOptionalFields[]'),
]);

function of(code: string, ...fields: readonly string[]): [string, string][] {
  return fields.map((field) => [field, code]);
}

/** A field's name in the table: that of every item in a list, of every service with a point code, of optional data by itself. */
const nameOf = (path: string): string =>
  path
    .replace(/\[\d+\]/g, '[]')
    .replace(/^(class|lidb|isvm|cnam|wsmsc)PointCode\b/, POINT_CODE)
    .replace(/^optionalData\./, '');

/** The error for a field that the JSON form of a request does not have right. Half a pair of DPC and SSN is none (N191). */
export function jsonFaultOf(kind: string, { missing, unknown, ...fault }: FieldError): RequestError {
  const name = nameOf(fault.field);
  if (unknown) return requestError('invalid_request', fault);
  if (missing)
    return requestError(name.startsWith(`${POINT_CODE}.`) ? 'invalid_point_code' : 'missing_required_field', fault);
  return requestError(CODES.get(`${kind}.${name}`) ?? CODES.get(name) ?? 'invalid_request', fault);
}
