import { LRNS } from '../../support/house';
import type { Case, Stage } from './case';
import type { HttpRequest } from './http-door';
import { VERSION_CASES } from './version-cases';

/** Sent to POST /v1/requests by Berta unless it says otherwise. */
const at = (name: string, expected: string, request: HttpRequest | ((stage: Stage) => HttpRequest)): Case => ({
  name,
  expected,
  run: (stage) => stage.http.outcome(typeof request === 'function' ? request(stage) : request),
});

/** A good create of Berta's, but for what is wrong with it. */
const create = (name: string, expected: string, wrong: Record<string, unknown>, from = 'berta' as const): Case =>
  at(name, expected, (stage) => ({ token: stage.http.tokens[from], json: { ...goodCreate(stage), ...wrong } }));

export const goodCreate = ({ freshTn, today }: Stage) => ({
  kind: 'NewSpCreate',
  tn: freshTn(),
  oldSp: 'A111',
  newSp: 'B222',
  dueDate: today,
  lrn: LRNS.B222,
});

const ack = (name: string, expected: string, json: unknown, by: 'berta' | 'carla' | 'operator' = 'berta'): Case =>
  at(name, expected, ({ http }) => ({ path: '/v1/lsms/acknowledgements', token: http.tokens[by], json }));

const get = (name: string, expected: string, path: string, headers: Record<string, string> = {}): Case =>
  at(name, expected, { method: 'GET', path, headers });

const raw = (name: string, expected: string, bytes: string): Case => ({
  name,
  expected,
  run: async ({ http }) => (await http.raw(bytes)).summary,
});

const TEN_MB = 10 * 1024 * 1024;
const DEEP = 200_000;
const nested = '['.repeat(DEEP) + ']'.repeat(DEEP);
const activate = { kind: 'Activate', tn: '3035557999' };
const POST = 'POST /v1/requests HTTP/1.1\r\nHost: registry\r\nContent-Type: application/json\r\n';

/** Ten megabytes whose length nobody says before. */
const endless = (): ReadableStream<Uint8Array> => {
  let left = TEN_MB;
  return new ReadableStream({
    pull: (controller) => {
      if (left === 0) controller.close();
      else controller.enqueue(new Uint8Array(65_536).fill(0x20));
      left -= Math.min(left, 65_536);
    },
  });
};

const BODIES: readonly Case[] = [
  at('JSON that breaks off', '400 malformed_json', { body: '{"kind":"Activate","tn"' }),
  at('no body', '400 malformed_json', { body: '' }),
  at('an array', '400 malformed_json', { json: [activate] }),
  at('a text', '400 malformed_json', { json: 'Activate' }),
  at('null', '400 malformed_json', { json: null }),
  at('a byte that is not UTF-8', '400 malformed_json', (stage) => {
    const [before = '', after = ''] = JSON.stringify({ ...goodCreate(stage), billingId: '%' }).split('%');
    return { body: Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]) };
  }),
  create('half of a character', '400 invalid_billing_id', { billingId: '\ud800' }),
  at('a key __proto__', '400 malformed_json', { body: '{"kind":"Activate","tn":"3035557999","__proto__":{"x":1}}' }),
  at('200,000 arrays in each other', '400 malformed_json', { body: nested }),
  at('200,000 arrays as a number', '422 invalid_tn', { body: `{"kind":"Activate","tn":${nested}}` }),
  at('200,000 arrays in an acknowledgement', '400 invalid_request', {
    path: '/v1/lsms/acknowledgements',
    body: `{"after":${nested},"through":1}`,
  }),
  at('10 MB', '413 body_too_large', { body: JSON.stringify({ ...activate, tn: 'x'.repeat(TEN_MB) }) }),
  at('10 MB in chunks', '413 body_too_large', () => ({ body: endless() })),
  at('plain text', '415 unsupported_media_type', { body: 'Activate', headers: { 'content-type': 'text/plain' } }),
  at('XML', '415 unsupported_media_type', { body: '<a/>', headers: { 'content-type': 'application/xml' } }),
  at('bytes without a type', '415 unsupported_media_type', {
    body: Buffer.from('{}'),
    headers: { 'content-type': '' },
  }),
];

const FIELDS: readonly Case[] = [
  at('no kind', '400 unknown_kind', { json: { tn: '3035557999' } }),
  at('unknown kind', '400 unknown_kind', { json: { kind: 'Teleport', tn: '3035557999' } }),
  at('a kind that is a number', '400 unknown_kind', { json: { kind: 7 } }),
  at('a kind named constructor', '400 unknown_kind', { json: { kind: 'constructor' } }),
  create('an unknown field', '400 invalid_request', { colour: 'red' }),
  create('a field left out', '400 missing_required_field', { newSp: undefined }),
  create('a number for a text', '422 invalid_tn', { tn: 3035557999 }),
  create('null for a text', '400 missing_required_field', { newSp: null }),
  create('a TN of two digits', '422 invalid_tn', { tn: '12' }),
  create('a TN with an NPA of 1', '422 invalid_tn', { tn: '1035557999' }),
  create('a TN with a letter', '422 invalid_tn', { tn: '303555799X' }),
  create('a TN in other digits', '422 invalid_tn', { tn: '٣٠٣٥٥٥٧٩٩٩' }),
  create('an empty TN', '422 invalid_tn', { tn: '' }),
  create('a range backwards', '422 invalid_tn_range', { tn: '3035557009-7000' }),
  create('a range across an NPA-NXX', '422 invalid_tn_range', { tn: '3035559990-3035560010' }),
  create('a range of more than 10,000', '422 invalid_tn_range', { tn: '3035550000-12000' }),
  create('a SPID of two letters', '422 malformed_spid', { oldSp: 'zz' }),
  create('an LRN that is none', '422 malformed_lrn', { lrn: 'abc' }),
  create('a date that is none', '400 invalid_due_date', { dueDate: 'tomorrow' }),
  create('a day that does not exist', '400 invalid_due_date', { dueDate: '2026-02-30T00:00:00Z' }),
  create('an instant without a zone', '400 invalid_due_date', { dueDate: '2026-01-01T00:00:00' }),
  create('a due date with seconds', '400 invalid_due_date', { dueDate: '2026-01-01T00:00:01Z' }),
  create('the field separator in a text', '400 invalid_billing_id', { billingId: 'a|b' }),
  create('a point code that is none', '400 invalid_dpc', { classPointCode: { dpc: '000000000', ssn: 0 } }),
  create('a subsystem number of 1', '400 invalid_ssn', { classPointCode: { dpc: '001000000', ssn: 1 } }),
  create('half a point code', '400 invalid_point_code', { classPointCode: { dpc: '001000000' } }),
  create('an unknown SV type', '400 invalid_sv_type', { svType: 'telepathy' }),
];

const SENDERS: readonly Case[] = [
  at('no token', '401 unauthorized', { token: '', json: activate }),
  at('an unknown token', '401 unauthorized', { token: 'abcdef', json: activate }),
  at('another scheme', '401 unauthorized', { token: '', headers: { authorization: 'Basic YTpi' }, json: activate }),
  at('a token of 8,000 letters', '401 unauthorized', { token: 'a'.repeat(8_000), json: activate }),
  {
    name: 'a token taken back',
    expected: '401 unauthorized',
    run: async ({ http }) => {
      const operator = http.tokens.operator;
      const { body } = await http.ask({ path: '/v1/tokens', token: operator, json: { spid: 'B222' } });
      await http.ask({ method: 'DELETE', path: `/v1/tokens/${body.tokenId}?spid=B222`, token: operator });
      return http.outcome({ token: String(body.token), json: activate });
    },
  },
  at('a token for another, by a carrier', '403 not_authorized', { path: '/v1/tokens', json: { spid: 'A111' } }),
  at('a token for nobody', '422 unknown_service_provider', ({ http }) => ({
    path: '/v1/tokens',
    token: http.tokens.operator,
    json: { spid: 'Z999' },
  })),
  at("the operator's request, by a carrier", 'refused npac_only', {
    json: { kind: 'ServiceProviderCreate', spid: 'Z999', name: 'Zoe', spType: 'wireline', soa: null, lsms: null },
  }),
  at("an LRN of another's, by a carrier", 'refused not_the_owner', {
    json: { kind: 'LrnCreate', spid: 'A111', lrn: '3035559991' },
  }),
  at("another's side", 'refused not_authorized', (stage) => ({
    token: stage.http.tokens.carla,
    json: goodCreate(stage),
  })),
  at('the old side, by the new one', 'refused not_authorized', ({ freshTn, today }) => ({
    json: { kind: 'OldSpCreate', tn: freshTn(), oldSp: 'A111', newSp: 'B222', dueDate: today },
  })),
  get("another's request", '404 not_found', '/v1/requests/A111-same'),
  get('a request id that is none', '404 not_found', '/v1/requests/nonsense'),
];

const NETWORK: readonly Case[] = [
  create('an unknown SPID', 'refused invalid_spid', { oldSp: 'Z999' }),
  create('the same SPID twice', 'refused same_sp', { oldSp: 'B222' }),
  create('not the one who has the number', 'refused wrong_old_sp', { oldSp: 'C333' }),
  create('an NPA-NXX that is not open', 'refused npa_nxx_not_portable', { tn: '2125550100' }),
  create('an LRN that nobody has', 'refused invalid_lrn', { lrn: '7205558888' }),
  create("another's LRN", 'refused lrn_not_owned', { lrn: LRNS.A111 }),
  create('a due date long ago', 'refused due_date_in_past', { dueDate: '2021-01-01T00:00:00Z' }),
  at('an activation of nothing', 'refused no_such_version', { json: activate }),
];

const REPEATS: readonly Case[] = [
  at('a message id with a space', '400 message_id_invalid', { headers: { 'idempotency-key': 'a b' }, json: activate }),
  at('a message id of 65 letters', '400 message_id_invalid', {
    headers: { 'idempotency-key': 'a'.repeat(65) },
    json: activate,
  }),
  at('an empty message id', '400 message_id_invalid', { headers: { 'idempotency-key': '' }, json: activate }),
  {
    name: 'the same request three times',
    expected: '202 or 200, one id, done, 1 reply',
    run: async (stage) => {
      const json = goodCreate(stage);
      const headers = { 'idempotency-key': 'three-times' };
      const answers = await Promise.all([0, 1, 2].map(() => stage.http.ask({ headers, json })));
      const ids = [...new Set(answers.map(({ body }) => String(body.id)))];
      const taken = answers.every(({ status }) => status === 202 || status === 200) ? '202 or 200' : 'not taken';
      const outcome = await stage.http.settled(ids[0] as string);
      const replies = await stage.http.replies(stage.house.berta, ids[0] as string);
      return `${taken}, ${ids.length === 1 ? 'one id' : ids.join()}, ${outcome}, ${replies} reply`;
    },
  },
  at('the same message id, another request', '409 message_id_reused', {
    headers: { 'idempotency-key': 'three-times' },
    json: activate,
  }),
  {
    name: 'a refused request again',
    expected: 'refused no_such_version, then 200, 1 reply',
    run: async ({ http, house }) => {
      const request = { headers: { 'idempotency-key': 'refused-before' }, json: activate };
      const outcome = await http.outcome(request);
      const { status, body } = await http.ask(request);
      return `${outcome}, then ${status}, ${await http.replies(house.berta, String(body.id))} reply`;
    },
  },
];

const ACKNOWLEDGEMENTS: readonly Case[] = [
  ack('an acknowledgement with a gap', '409 ack_gap', { after: 1, through: 2 }),
  ack('one beyond the log', '422 ack_beyond_log', { after: 0, through: 999 }),
  ack('one backwards', '422 ack_backwards', { after: 2, through: 1 }),
  ack('a refused number outside', '422 refused_number_outside_interval', {
    after: 0,
    through: 1,
    refused: [{ number: 3, code: 'no_switch' }],
  }),
  ack('a refused number twice', '400 invalid_request', {
    after: 0,
    through: 2,
    refused: [1, 1].map((number) => ({ number, code: 'no_switch' })),
  }),
  ack('a negative number', '400 invalid_request', { after: -1, through: 1 }),
  ack('half a number', '400 invalid_request', { after: 0, through: 0.5 }),
  ack('a number beyond all numbers', '400 invalid_request', { after: 0, through: 1e300 }),
  ack('a reason of 100 letters', '400 invalid_request', {
    after: 0,
    through: 1,
    refused: [{ number: 1, code: 'x'.repeat(100) }],
  }),
  ack('nothing', '400 missing_required_field', {}),
  ack('one by who has no LSMS', '403 not_an_lsms', { after: 0, through: 1 }, 'carla'),
  ack('one by the operator', '403 not_an_lsms', { after: 0, through: 1 }, 'operator'),
];

const PATHS: readonly Case[] = [
  get('a TN that is none', '422 invalid_tn', '/v1/telephone-numbers/12'),
  get('a NUL in a path', '422 invalid_tn', '/v1/telephone-numbers/%00'),
  get('a path that is not UTF-8', '400 invalid_request', '/v1/telephone-numbers/%ff'),
  get('a path of 10,000 letters', '404 not_found', `/v1/requests/${'a'.repeat(10_000)}`),
  get('version 0', '400 invalid_request', '/v1/subscription-versions/0'),
  get('a version beyond 31 bits', '400 invalid_request', '/v1/subscription-versions/2147483648'),
  get('a place that is none', '400 invalid_request', '/v1/soa/messages?after=x'),
  get('a place that was never', '400 invalid_request', '/v1/soa/messages', { 'last-event-id': '99999999' }),
  get('a schema that is none', '404 not_found', '/schemas/ids/999999'),
  get('nothing there', '404 not_found', '/v1/nothing'),
  at('a method that is not taken', '405 not_found', { method: 'DELETE', path: '/v1/requests' }),
  at('the sandbox, outside of it', '404 not_in_sandbox', ({ http }) => ({
    path: '/sandbox/clock',
    token: http.tokens.operator,
    json: { advance: 'PT1H' },
  })),
];

const BYTES: readonly Case[] = [
  raw('bytes that are not HTTP', '400 malformed_http', '\u0016\u0003\u0001 hello\r\n\r\n'),
  raw('20,000 letters of headers', '431 malformed_http', `${POST}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`),
  raw('two lengths', '400 malformed_http', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`),
  raw(
    'a length and chunks',
    '400 malformed_http',
    `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ),
];

export const HTTP_CASES: readonly Case[] = [
  ...BODIES,
  ...FIELDS,
  ...SENDERS,
  ...NETWORK,
  ...VERSION_CASES,
  ...REPEATS,
  ...ACKNOWLEDGEMENTS,
  ...PATHS,
  ...BYTES,
];
