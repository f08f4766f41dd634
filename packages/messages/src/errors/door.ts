import { entry } from './entry';

const FORM = 'Send it in the form that /openapi.json or schemas/ gives for the field';
const AGAIN =
  'Nothing was accepted: send the same request again, under the same message id, after the time in Retry-After';

/** 1000 to 1999: what the door itself refuses, before anybody looks at the number. Shape of fields from 1100 on. */
export const DOOR_ERRORS = {
  malformed_json: entry(1001, 400, 'The body is not a JSON object', 'Send one JSON object in UTF-8'),
  malformed_avro: entry(
    1002,
    400,
    'The bytes are not one record of the schema they name',
    'Encode the record with exactly the schema whose id is in front of it, and nothing behind it',
  ),
  not_wire_format: entry(
    1003,
    400,
    'The bytes are not in the wire format',
    'Begin with byte 0 and the schema id in four bytes, big-endian, before the Avro record',
  ),
  unknown_schema_id: entry(
    1004,
    400,
    'No schema has this id',
    'Use an id that GET /schemas/ids/{id} knows; ids of another schema registry do not count here',
  ),
  unexpected_message: entry(
    1005,
    400,
    'This kind of message does not belong here',
    'Send requests to soa.requests.<SPID> and acknowledgements to lsms.responses.<SPID>',
  ),
  unknown_kind: entry(1006, 400, 'No such kind of request', 'Name one of the kinds that /openapi.json lists'),
  invalid_request: entry(
    1007,
    400,
    'A field is missing, unknown or of the wrong type',
    'Correct the fields that `errors` lists and send it as a new request',
  ),
  body_too_large: entry(1008, 413, 'The body is too large', 'Send one request at a time; no request needs a megabyte'),
  unsupported_media_type: entry(1009, 415, 'The body is not JSON', 'Send Content-Type: application/json'),
  malformed_http: entry(
    1010,
    400,
    'The bytes are not an HTTP request',
    'Check the client, proxies and the protocol in between',
  ),
  not_found: entry(
    1011,
    404,
    'There is nothing here that you may see',
    "Check the path and the id; others' pending data is not shown",
  ),
  message_id_missing: entry(
    1012,
    400,
    'The record has no message id',
    'Set the header message-id, and keep it when you send the same request again',
  ),
  message_id_invalid: entry(1013, 400, 'The message id is not one', 'Use 1 to 64 letters, digits and _ . : -'),
  message_id_reused: entry(
    1014,
    409,
    'Another request was sent under this message id before',
    'Give every request an id of its own; only an unchanged repeat may keep it',
  ),
  quota_exceeded: entry(1015, 429, 'Too many requests at once', AGAIN),
  not_in_sandbox: entry(
    1016,
    404,
    'This registry is not a sandbox',
    'Only a registry started with --sandbox lets its clock be moved',
  ),
  clock_backwards: entry(
    1017,
    409,
    'The sandbox clock does not go back',
    'Move it to an instant after the one that GET /sandbox/clock gives',
  ),
  broker_unreachable: entry(1018, 503, 'The message broker cannot be reached', AGAIN),
  store_unreachable: entry(1019, 503, 'The event store cannot be reached', AGAIN),
  service_unreachable: entry(1020, 503, 'A part of the registry cannot be reached', AGAIN),
  messages_expired: entry(
    1021,
    410,
    'Messages after this one are no longer kept',
    'Ask for the status of open requests, then follow without an id',
  ),
  not_encodable: entry(
    1022,
    500,
    'The registry made a message that its own schema refuses',
    'A bug of ours: report it with the time',
  ),
  internal_error: entry(
    1023,
    500,
    'Something unexpected went wrong in the registry',
    'Ask for the status of the request; report the instance id if there is none',
  ),
  not_done_yet: entry(
    1024,
    504,
    'Accepted, but not finished within the time that the door waits',
    'Ask for the status of the request: it keeps its id',
  ),
  disk_full: entry(1025, 503, 'The disk of the registry is full', AGAIN),
  invalid_npa_nxx: entry(1101, 400, 'This is no NPA-NXX', 'Send six digits, the first and the fourth from 2 to 9'),
  invalid_point_code: entry(
    1102,
    400,
    'This is no point code with its subsystem number',
    'DPC: 9 digits, network 001 to 255, cluster and member 000 to 255; SSN: 0 to 255',
  ),
  invalid_end_user_location: entry(1103, 400, 'This is no end user location', 'Value: 1 to 12 digits; type: 2 digits'),
  invalid_sv_type: entry(1104, 400, 'No such SV type', FORM),
  invalid_transport: entry(1105, 400, 'No such way to connect', 'Send http, kafka or null'),
  invalid_instant: entry(1106, 400, 'The instant is out of range', 'Send an instant of the years 1 to 9999'),
  invalid_text: entry(
    1107,
    400,
    'The text has a wrong length or a wrong character',
    'No pipe, no control character; lengths as in /openapi.json',
  ),
  invalid_tn_range: entry(
    1108,
    422,
    'The range runs backwards or leaves its NPA-NXX',
    'Write the first number, a hyphen and the last four digits of the last number, such as 3035550100-0199',
  ),
} as const;
