import type { NetworkErrorCode } from '@openlnp/network';
import { type ErrorText, text } from './entry';

/** What to tell a carrier of the codes of @openlnp/network, which fixes their numbers. */
export const NETWORK_TEXTS: Readonly<Record<NetworkErrorCode, ErrorText>> = {
  npac_only: text(403, 'Only NPAC personnel may do this', 'Ask the registry operator'),
  not_the_owner: text(
    403,
    'The data belong to another service provider',
    'Send it as the service provider that owns them',
  ),
  already_exists: text(409, 'It is there already', 'Nothing, if it is as you want it; else use another name or number'),
  unknown_service_provider: text(
    422,
    'This SPID is no customer of the registry',
    'Have NPAC personnel create the service provider first',
  ),
  reserved_spid: text(422, 'The SPID stands for the registry itself', 'Use the SPID of a carrier'),
  invalid_sp_name: text(422, 'This is no name of a service provider', 'Send 1 to 40 characters without a pipe'),
  invalid_sp_type: text(422, 'No such type of service provider', 'Send one of the types that `expected` lists'),
  invalid_connection: text(422, 'No such way to connect', 'Send http, kafka or null'),
  invalid_token_id: text(422, 'This is no token id', 'Send 1 to 64 letters, digits and hyphens'),
  invalid_token_hash: text(422, 'This is no hash of a token', 'Send the SHA-256 of the token in lower-case hex'),
  invalid_token_label: text(422, 'This is no label', 'Send at most 40 characters without a pipe'),
  unknown_token: text(404, 'The service provider never had this token', 'Check the token id and the SPID'),
  npa_not_in_region: text(
    422,
    "The area code is in none of the registry's regions",
    'Send it to the registry that has the area code',
  ),
  unknown_tunable: text(404, 'There is no such tunable', 'Use one of the names that GET /v1/tunables lists'),
  tunable_out_of_range: text(
    422,
    'This is no value of the tunable',
    'Send a value in the unit and the range of `expected`',
  ),
  unknown_region: text(422, 'The registry has no such region', 'Send the name of a region, or none for all'),
  tunable_not_regional: text(422, 'The tunable has one value for the whole registry', 'Send it without a region'),
  effective_from_in_past: text(
    422,
    'A tunable cannot have changed in the past',
    'Send an instant to come, or none for now',
  ),
  invalid_notification_priority: text(
    422,
    'No such notification or priority, or one notification twice',
    'Send notifications and priorities that `expected` lists, each notification once',
  ),
  invalid_optional_field: text(
    422,
    'No such optional field, or one twice',
    'Send names of the fields that `expected` lists, each once',
  ),
  invalid_timer_type: text(422, 'Timers and business days are short or long', 'Send short, long or null'),
};
