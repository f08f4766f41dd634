import { requestError } from '@openlnp/messages';
import { LABEL_LENGTH, TOKEN_ID } from '@openlnp/network';
import { parseLrn, parseNpaNxx, parseRouteLrn, parseSpid, parseTnRange } from '@openlnp/numbering';
import { OPTIONAL_DATA_FIELDS, type RequestError } from '@openlnp/porting';
import { z } from 'zod';
import { fieldPath } from './field-path';

// What Avro cannot say of a request's fields: formats and values. Each issue's message is the code of the error table; a custom
// one may give the requirement behind it as `params.rule`.

const spid = z.string().refine((text) => parseSpid(text) !== undefined, 'malformed_spid');
// One number, or a range within its NPA-NXX, so up to 10,000 (design, section 4).
const tn = z.string().superRefine((text, context) => {
  if (parseTnRange(text) === undefined) context.addIssue(/^\d{10}-/.test(text) ? 'invalid_tn_range' : 'invalid_tn');
});
const lrn = z.string().refine((text) => parseLrn(text) !== undefined, 'malformed_lrn');
/** The pseudo-LRN too (N442). */
const routeLrn = z.string().refine((text) => parseRouteLrn(text) !== undefined, 'malformed_lrn');
const npaNxx = z.string().refine((text) => parseNpaNxx(text) !== undefined, 'invalid_npa_nxx');

// Year 1 to 9999: what ISO 8601 and every reader can express.
const FIRST_INSTANT = -62_135_596_800_000;
const LAST_INSTANT = 253_402_300_799_999;
/** Dates of versions end with year 9990: retentions and windows count from them, years in all, and end at instants of their own. */
const LAST_DATE = Date.UTC(9991, 0) - 1;
const instantOf = (code: string, last: number) => z.number().int(code).min(FIRST_INSTANT, code).max(last, code);
const when = instantOf('invalid_instant', LAST_INSTANT);
const customerDisconnectDate = instantOf('invalid_customer_disconnect_date', LAST_DATE);
const effectiveReleaseDate = instantOf('invalid_effective_release_date', LAST_DATE);
const MINUTE = 60_000;
/** To the minute: the seconds of a due date are always zero (FRS table 3-6). */
const dueDate = z
  .number()
  .refine((at) => at >= FIRST_INSTANT && at <= LAST_DATE && at % MINUTE === 0, 'invalid_due_date');

/** DPC: network 001 to 255, cluster and member 000 to 255 (N191). */
const dpc = z.string().refine((text) => {
  if (!/^\d{9}$/.test(text)) return false;
  const [network, cluster, member] = [text.slice(0, 3), text.slice(3, 6), text.slice(6)].map(Number) as [
    number,
    number,
    number,
  ];
  return network >= 1 && network <= 255 && cluster <= 255 && member <= 255;
}, 'invalid_dpc');
/** N191 has room for 000 to 255; since N291 a version takes 000 only. */
const ssn = z.number().refine((value) => value === 0, 'invalid_ssn');
const pointCode = z.object({ dpc, ssn }).nullable();

// No pipe character in any text: it separates the fields of the download files (RR3-3).
const text = (min: number, max: number, code = 'invalid_text') =>
  z
    .string()
    .min(min, code)
    .max(max, code)
    .refine((value) => !value.includes('|') && !/\p{Cc}/u.test(value), code);

const SV_TYPES = ['wireline', 'wireless', 'class2_voip', 'vowifi', 'prepaid_wireless', 'class1_voip', 'sv_type_6'];

const endUserLocationValue = z
  .string()
  .regex(/^\d{1,12}$/, 'invalid_end_user_location')
  .nullable();
const endUserLocationType = z
  .string()
  .regex(/^\d{2}$/, 'invalid_end_user_location_type')
  .nullable();
const billingId = text(1, 4, 'invalid_billing_id').nullable();
const uri = text(1, 255, 'invalid_uri').nullable();

/** Of later change orders: N399, N400, N432, N436, N438. */
const optionalData = z
  .object({
    altSpid: spid.nullable(),
    lastAltSpid: spid.nullable(),
    altEndUserLocationValue: endUserLocationValue,
    altEndUserLocationType: endUserLocationType,
    altBillingId: billingId,
    voiceUri: uri,
    mmsUri: uri,
    pocUri: uri,
    presenceUri: uri,
    smsUri: uri,
  })
  .nullable();

/** What a route may have besides its LRN; a modification may remove it. */
const routeExtras = {
  classPointCode: pointCode,
  lidbPointCode: pointCode,
  isvmPointCode: pointCode,
  cnamPointCode: pointCode,
  wsmscPointCode: pointCode,
  endUserLocationValue,
  endUserLocationType,
  billingId,
  svType: z
    .string()
    .refine((value) => SV_TYPES.includes(value), 'invalid_sv_type')
    .nullable(),
  optionalData,
};
const EXTRAS = Object.keys(routeExtras) as (keyof typeof routeExtras)[];
/** What a modification may name to be removed: of the optional data all, or one of them. */
const REMOVABLE = [...EXTRAS, ...OPTIONAL_DATA_FIELDS.map((field) => `optionalData.${field}`)];

/** 50 to 54: what an old service provider may give as its reason (N375). */
const causeCode = z.number().int('invalid_cause_code').min(50, 'invalid_cause_code').max(54, 'invalid_cause_code');
const side = z.enum(['new', 'old'], 'invalid_request').nullable();

/** Which set of concurrence windows, and which business days they count. */
const length = z.enum(['short', 'long'], 'invalid_timer_type').nullable();
const spType = z.enum(['wireline', 'wireless', 'non_carrier', 'class1_voip'], 'invalid_sp_type');
const notificationPriorities = z
  .array(z.object({ notification: text(1, 60), priority: text(1, 10) }))
  .max(20, 'invalid_notification_priority');

/** Names of optional fields that a system takes; which there are the profile's rules know. */
const optionalFields = z.array(text(1, 60)).max(20, 'invalid_optional_field').nullable();
const fault = (message: string, path: PropertyKey[], rule?: string) => ({
  ...{ code: 'custom' as const, path, message },
  params: { rule },
});

/** A version is named by number, range or version id, or by both (R5-26, R5-42, R5-46, R5-51.1, R5-62, R5-69, RR5-38.1.1, N227). */
const version = z
  .object({ tn: tn.nullable(), svId: z.number().int('invalid_request').min(1, 'invalid_request').nullable() })
  .superRefine((data, context) => {
    if (data.tn === null && data.svId === null) {
      context.addIssue(fault('missing_required_field', ['tn']));
    }
  });

/** R5-15.1: an LRN, and what else the route has. R5-15.2: nothing of a route in a port to original. */
const newSpCreate = z
  .object({
    tn,
    oldSp: spid,
    newSp: spid,
    dueDate,
    lrn: routeLrn.nullable(),
    ...routeExtras,
    portingToOriginal: z.boolean(),
  })
  .superRefine((data, context) => {
    if (!data.portingToOriginal) {
      if (data.lrn === null) context.addIssue(fault('lrn_missing', ['lrn'], 'R5-15.1'));
      return;
    }
    for (const field of ['lrn', ...EXTRAS] as const) {
      if (isGiven(data[field])) context.addIssue(fault('route_in_port_to_original', [field], 'R5-15.2'));
    }
  });

/** What is to be removed is optional, and is not given a value by the same request. */
const modify = version
  .and(
    z.object({
      status: z.enum(['pending', 'conflict', 'active', 'disconnect_pending'], 'invalid_request').nullable(),
      side,
      dueDate: dueDate.nullable(),
      lrn: routeLrn.nullable(),
      ...routeExtras,
      clear: z.array(z.enum(REMOVABLE, 'not_clearable')),
      causeCode: causeCode.nullable(),
      customerDisconnectDate: customerDisconnectDate.nullable(),
      effectiveReleaseDate: effectiveReleaseDate.nullable(),
    }),
  )
  .superRefine((data, context) => {
    data.clear.forEach((field, index) => {
      if (isGiven(valueAt(data, field.split('.')))) context.addIssue(fault('set_and_cleared', ['clear', index]));
    });
  });

const valueAt = (data: object, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], data);

/** Not null, nor a record of nothing but nulls. */
const isGiven = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.values(value).some(isGiven) : value != null;

/** R5-43.2 */
const setConflict = version.and(z.object({ causeCode: causeCode.nullable() })).superRefine((data, context) => {
  if (data.causeCode === null) context.addIssue(fault('cause_code_missing', ['causeCode'], 'R5-43.2'));
});

const SHAPES: Readonly<Record<string, z.ZodType>> = {
  NewSpCreate: newSpCreate,
  OldSpCreate: z.object({ tn, oldSp: spid, newSp: spid, dueDate, causeCode: causeCode.nullable() }),
  IntraSpCreate: z.object({ tn, sp: spid, dueDate, lrn: routeLrn, ...routeExtras }),
  Modify: modify,
  SetConflict: setConflict,
  ResolveConflict: version,
  Cancel: version.and(z.object({ side })),
  AcknowledgeCancel: version.and(z.object({ side })),
  UndoCancel: version,
  Activate: version,
  Disconnect: version.and(z.object({ customerDisconnectDate, effectiveReleaseDate: effectiveReleaseDate.nullable() })),
  Resend: version.and(z.object({ lsms: z.array(spid) })),
  ExcludeFailedSps: version.and(z.object({ lsms: z.array(spid) })),
  ServiceProviderCreate: z.object({
    ...{ spid, name: text(1, 40), spType },
    soa: z.enum(['http', 'kafka'], 'invalid_transport').nullable(),
    lsms: z.enum(['http', 'kafka'], 'invalid_transport').nullable(),
    ...{ portInTimer: length, portOutTimer: length, businessDays: length },
    associatedWith: spid.nullable(),
    ...{ notificationPriorities, soaOptionalFields: optionalFields, lsmsOptionalFields: optionalFields },
  }),
  ServiceProviderModify: z.object({
    ...{ spid, name: text(1, 40).nullable(), spType: spType.nullable() },
    ...{ portInTimer: length, portOutTimer: length, businessDays: length },
    notificationPriorities: notificationPriorities.nullable(),
    ...{ soaOptionalFields: optionalFields, lsmsOptionalFields: optionalFields },
  }),
  NpaNxxCreate: z.object({ spid, npaNxx, effectiveAt: when }),
  LrnCreate: z.object({ spid, lrn }),
  // Names and values are known to the catalogue of tunables, which refuses what it does not have.
  TunableSet: z.object({
    region: text(1, 64).nullable(),
    name: text(1, 64),
    value: text(1, 64).nullable(),
    effectiveFrom: when.nullable(),
    person: text(1, 64).nullable(),
  }),
  TokenIssue: z.object({
    spid,
    tokenId: z.string().regex(TOKEN_ID, 'invalid_text'),
    tokenHash: z.string().regex(/^[0-9a-f]{64}$/, 'invalid_text'),
    label: text(0, LABEL_LENGTH),
  }),
  TokenRevoke: z.object({ spid, tokenId: z.string().regex(TOKEN_ID, 'invalid_text') }),
};

/** Record names of the requests a carrier or the operator may send. */
export const REQUEST_KINDS: readonly string[] = Object.keys(SHAPES);

/** No list of a request needs more. Each item may be a fault of its own, and a refusal must fit into one append. */
const MOST_ITEMS = 1_000;
const MOST_FAULTS = 100;

/** The faults of a decoded request's fields, in field order, of very many the first; empty when its shape is right. */
export function shapeErrors(kind: string, data: object): RequestError[] {
  const shape = SHAPES[kind];
  if (shape === undefined) return [requestError('unknown_kind', { field: 'kind', actual: kind })];
  for (const [field, value] of Object.entries(data)) {
    if (!Array.isArray(value) || value.length <= MOST_ITEMS) continue;
    const about = { field, expected: `at most ${MOST_ITEMS} items`, actual: `${value.length} items` };
    return [requestError('invalid_request', about)];
  }
  const result = shape.safeParse(data);
  if (result.success) return [];
  return result.error.issues.slice(0, MOST_FAULTS).map(({ message, path, ...issue }) => {
    const rule = issue.code === 'custom' ? (issue.params?.rule as string | undefined) : undefined;
    const actual = asTold(message, valueAt(data, path));
    return requestError(message, { field: fieldPath(path), actual, ...(rule === undefined ? {} : { rule }) });
  });
}

const OF_INSTANTS: ReadonlySet<string> = new Set([
  ...['invalid_due_date', 'invalid_instant', 'invalid_customer_disconnect_date', 'invalid_effective_release_date'],
]);

/** A wrong value as JSON shows it: an instant as a date. */
function asTold(code: string, value: unknown): string {
  const date = OF_INSTANTS.has(code) ? new Date(Number(value)) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? String(value).slice(0, 100) : date.toISOString();
}
