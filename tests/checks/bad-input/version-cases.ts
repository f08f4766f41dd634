import { LRNS } from '../../support/house';
import { type Case, FIRST_TN, type Stage } from './case';
import type { HttpRequest } from './http-door';

// Requests about versions that are there or not, and on behalf of others. None of them changes anything.

const at = (name: string, expected: string, request: HttpRequest | ((stage: Stage) => HttpRequest)): Case => ({
  name,
  expected,
  run: (stage) => stage.http.outcome(typeof request === 'function' ? request(stage) : request),
});

/** Berta's request with these fields. */
const of = (name: string, expected: string, kind: string, fields: Record<string, unknown>): Case =>
  at(name, expected, { json: { kind, ...fields } });

/** A number that no case ports. */
const TN = '3035557996';
const NO_VERSION = 2_000_000_000;
const date = '2026-01-15T00:00:00Z';

const WHICH: readonly Case[] = [
  of('neither number nor version', '400 missing_required_field', 'Activate', {}),
  of('neither, as null', '400 missing_required_field', 'Cancel', { tn: null, svId: null }),
  of('version 0', '400 invalid_request', 'Activate', { svId: 0 }),
  of('a version below 0', '400 invalid_request', 'Activate', { svId: -1 }),
  of('half a version', '400 invalid_request', 'Activate', { svId: 1.5 }),
  of('a version as a text', '400 invalid_request', 'Activate', { svId: '1001' }),
  of('a version beyond 31 bits', '400 invalid_request', 'Activate', { svId: 2_147_483_648 }),
  of('a version that is not there', '422 no_such_version', 'Activate', { svId: NO_VERSION }),
  of('one that is not there, to cancel', '422 no_such_version', 'Cancel', { svId: NO_VERSION }),
  of('one that is not there, with a number', 'refused no_such_version', 'UndoCancel', { tn: TN, svId: NO_VERSION }),
  of('a cancellation of nothing', 'refused no_such_version', 'Cancel', { tn: TN }),
  of('an acknowledgment of nothing', 'refused no_such_version', 'AcknowledgeCancel', { tn: TN }),
  of('the end of no conflict', 'refused no_such_version', 'ResolveConflict', { tn: TN }),
];

const FIELDS: readonly Case[] = [
  ...[49, 55, 0, -1, 2_000_000].map((causeCode) =>
    of(`a cause code of ${causeCode}`, '422 invalid_cause_code', 'SetConflict', { tn: TN, causeCode }),
  ),
  of('a cause code as a text', '422 invalid_cause_code', 'SetConflict', { tn: TN, causeCode: '50' }),
  of('half a cause code', '422 invalid_cause_code', 'SetConflict', { tn: TN, causeCode: 50.5 }),
  of('a conflict without a cause code', '422 cause_code_missing', 'SetConflict', { tn: TN }),
  of('a side that is none', '400 invalid_request', 'Cancel', { tn: TN, side: 'both' }),
  of('a status that is none', '400 invalid_request', 'Modify', { tn: TN, status: 'asleep', dueDate: date }),
  of('a status that nobody modifies', '400 invalid_request', 'Modify', { tn: TN, status: 'old', dueDate: date }),
  of('to remove a field that has to be', '400 not_clearable', 'Modify', { tn: TN, clear: ['lrn'] }),
  of('to remove __proto__', '400 not_clearable', 'Modify', { tn: TN, clear: ['__proto__'] }),
  of('to remove a field and to set it', '400 set_and_cleared', 'Modify', {
    tn: TN,
    clear: ['billingId'],
    billingId: 'A',
  }),
  of('a URI of 256 letters', '400 invalid_uri', 'Modify', { tn: TN, optionalData: { voiceUri: 'x'.repeat(256) } }),
  of('a URI with a field separator', '400 invalid_uri', 'Modify', { tn: TN, optionalData: { smsUri: 'sip:a|b' } }),
  of('optional data that nobody knows', '400 invalid_request', 'Modify', { tn: TN, optionalData: { faxUri: 'x' } }),
  of('an alternative SPID that is none', '422 malformed_spid', 'Modify', { tn: TN, optionalData: { altSpid: 'zz' } }),
  of('a release date that is none', '400 invalid_effective_release_date', 'Disconnect', {
    tn: TN,
    customerDisconnectDate: date,
    effectiveReleaseDate: 'later',
  }),
  of('a disconnect without its date', '400 missing_required_field', 'Disconnect', { tn: TN }),
  at('a route in a port to original', '422 route_in_port_to_original', ({ today }) => ({
    json: {
      kind: 'NewSpCreate',
      tn: TN,
      oldSp: 'A111',
      newSp: 'B222',
      dueDate: today,
      portingToOriginal: true,
      lrn: TN,
    },
  })),
  at('a port without a route', '422 lrn_missing', ({ today }) => ({
    json: { kind: 'NewSpCreate', tn: TN, oldSp: 'A111', newSp: 'B222', dueDate: today },
  })),
  of('a tunable without a name', '400 invalid_text', 'TunableSet', { name: '', value: '9' }),
];

const SENDERS: readonly Case[] = [
  ...[
    ['for who is not associated', '403 acting_for_not_associated', 'A111'],
    ['for nobody there is', '403 acting_for_not_associated', 'Z999'],
    ['for the operator', '403 acting_for_not_associated', 'NPAC'],
    ['for a SPID of two letters', '422 malformed_spid', 'zz'],
    ['for nobody', '422 malformed_spid', ''],
    ['for two at once', '422 malformed_spid', 'A111, B222'],
    ['for 10,000 letters', '422 malformed_spid', 'A'.repeat(10_000)],
    ['for itself, of nothing', 'refused no_such_version', 'B222'],
  ].map(([name, expected, spid]) =>
    at(String(name), String(expected), { headers: { 'acting-for': String(spid) }, json: { kind: 'Activate', tn: TN } }),
  ),
  of('a tunable, by a carrier', 'refused npac_only', 'TunableSet', {
    name: 'long_initial_concurrence_window',
    value: '9',
  }),
  of('to send again, by a carrier', 'refused not_authorized', 'Resend', { tn: TN, lsms: ['A111'] }),
  of('to exclude an LSMS, by a carrier', 'refused not_authorized', 'ExcludeFailedSps', { tn: TN, lsms: ['A111'] }),
];

/** A change of a tunable by the operator. */
const tunable = (name: string, expected: string, which: string, body: unknown): Case =>
  at(name, expected, ({ http }) => ({
    method: 'PUT',
    path: `/v1/tunables/${which}`,
    token: http.tokens.operator,
    json: body,
  }));

const TUNABLES: readonly Case[] = [
  tunable('a tunable that is none', '404 unknown_tunable', 'nonsense', { value: 9 }),
  tunable('a tunable named constructor', '404 unknown_tunable', 'constructor', { value: 9 }),
  tunable('a window of no hours', '422 tunable_out_of_range', 'long_initial_concurrence_window', { value: 0 }),
  tunable('a window of words', '422 tunable_out_of_range', 'long_initial_concurrence_window', { value: 'nine' }),
  tunable('a window of 73 hours', '422 tunable_out_of_range', 'long_initial_concurrence_window', { value: 73 }),
  tunable('a region that is none', '422 unknown_region', 'long_initial_concurrence_window', {
    value: 9,
    region: 'atlantis',
  }),
  tunable('a value for one region of what has one for all', '422 tunable_not_regional', 'maximum_subscription_query', {
    value: 60,
    region: 'us',
  }),
  tunable('a tunable in the past', '422 effective_from_in_past', 'long_initial_concurrence_window', {
    value: 9,
    effectiveFrom: '2020-01-01T00:00:00Z',
  }),
  tunable('a tunable without a value', '400 missing_required_field', 'long_initial_concurrence_window', {}),
  at('to set a tunable, by a carrier', '403 not_authorized', {
    method: 'PUT',
    path: '/v1/tunables/long_initial_concurrence_window',
    json: { value: 9 },
  }),
];

const query = (name: string, expected: string, parameters: string): Case =>
  at(name, expected, { method: 'GET', path: `/v1/subscription-versions?${parameters}` });

const QUERIES: readonly Case[] = [
  query('a status that is none, in a query', '400 invalid_request', 'status=asleep'),
  query('a SPID of two letters, in a query', '400 invalid_request', 'spid=zz'),
  query('an instant that is none, in a query', '400 invalid_request', 'dueFrom=tomorrow'),
  query('a TN that is none, in a query', '422 invalid_tn', 'tn=12'),
  query('a page of no versions', '400 invalid_request', 'limit=0'),
  query('a place that is none, in a query', '400 invalid_request', 'after=nonsense'),
  query('a parameter twice', '400 invalid_request', 'spid=A111&spid=B222'),
  query('a parameter that is none', '400 invalid_request', 'colour=red'),
];

/** The second number that a stage ports: once the LSMSs have caught up, Berta's, and active. */
const ACTIVE_TN = String(Number(FIRST_TN) + 1);

/** For a registry whose LSMSs have answered everything. */
export const ACTIVE_CASES: readonly Case[] = [
  at('a release before the disconnect', 'refused release_date_before_disconnect_date', ({ today }) => ({
    json: {
      kind: 'Disconnect',
      tn: ACTIVE_TN,
      customerDisconnectDate: today,
      effectiveReleaseDate: '2026-01-14T00:00:00Z',
    },
  })),
  of('an activation of what is active', 'refused not_pending', 'Activate', { tn: ACTIVE_TN }),
  of('a cancellation of what is active', 'refused cannot_be_canceled', 'Cancel', { tn: ACTIVE_TN }),
  of('to take back no cancellation', 'refused not_cancel_pending', 'UndoCancel', { tn: ACTIVE_TN }),
  of('a conflict by the new side', 'refused not_authorized', 'SetConflict', { tn: ACTIVE_TN, causeCode: 50 }),
  of('a due date of what is active', 'refused field_not_modifiable', 'Modify', { tn: ACTIVE_TN, dueDate: date }),
  of("another's LRN for what is active", 'refused lrn_not_owned', 'Modify', { tn: ACTIVE_TN, lrn: LRNS.A111 }),
];

export const VERSION_CASES: readonly Case[] = [...WHICH, ...FIELDS, ...SENDERS, ...TUNABLES, ...QUERIES];
