import type { Spid } from '@openlnp/numbering';
import type { PortingFacts, RouteChanges } from './commands';
import type { OptionalData, RouteData } from './generated/common';
import type { Violation } from './refusal';

/** None of the data of later change orders. */
export const NO_OPTIONAL_DATA: OptionalData = {
  altSpid: null,
  lastAltSpid: null,
  altEndUserLocationValue: null,
  altEndUserLocationType: null,
  altBillingId: null,
  voiceUri: null,
  mmsUri: null,
  pocUri: null,
  presenceUri: null,
  smsUri: null,
};

export type OptionalDataField = keyof OptionalData;
export const OPTIONAL_DATA_FIELDS = Object.keys(NO_OPTIONAL_DATA) as readonly OptionalDataField[];

/** Null where none of the data is given: a record of nothing says no more than none. */
export const givenOptionalData = (data: RouteData['optionalData']): RouteData['optionalData'] =>
  data === null || Object.values(data).every((value) => value === null) ? null : data;

/** N432: what later change orders brought is data of SOAs that support it. Nobody has to give any of it, or to keep it. */
export function optionalDataIsSupported(
  sp: Spid,
  route: RouteChanges | null,
  facts: Pick<PortingFacts, 'supports'>,
): Violation | undefined {
  const svType = route?.svType ?? null;
  const expected = 'none, since the profile of its SOA does not support it';
  if (svType !== null && !facts.supports(sp, 'svType')) {
    return { code: 'sv_type_not_supported', rule: 'N399', field: 'svType', expected, actual: svType };
  }
  const given = (field: OptionalDataField) => route?.optionalData?.[field] ?? null;
  const wrong = OPTIONAL_DATA_FIELDS.find((field) => given(field) !== null && !facts.supports(sp, field));
  if (wrong === undefined) return undefined;
  const field = `optionalData.${wrong}`;
  return { code: 'optional_data_not_supported', rule: 'N432', field, expected, actual: given(wrong) };
}
