import type { OptionalData, RouteData } from './generated/common';

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
