import type { PortingErrorCode } from '@openlnp/porting';
import { type ErrorText, text } from './entry';

const EARLIER = 'Send the request again once the earlier version is finished';
const DUE_DATE = 'Agree on a later due date and send it as a new request';

/** What to tell a carrier of the codes of @openlnp/porting, which fixes their numbers. */
export const PORTING_TEXTS: Readonly<Record<PortingErrorCode, ErrorText>> = {
  invalid_tn: text(422, 'This is no telephone number', 'Send ten digits, the first and the fourth from 2 to 9'),
  not_authorized: text(
    403,
    'The sender may not ask for this',
    'Send it as the service provider that the request speaks for',
  ),
  invalid_spid: text(
    422,
    'This SPID is no customer of the registry',
    'Check the SPID: four upper-case letters or digits',
  ),
  same_sp: text(
    422,
    'Old and new service provider are the same',
    'An inter-SP port goes from one service provider to another',
  ),
  sp_type_not_allowed: text(422, 'A service provider of this type holds no numbers', 'Only carriers port numbers'),
  npa_nxx_not_portable: text(422, 'The NPA-NXX is not open for porting', 'Have the code holder open it first'),
  due_date_before_npanxx_effective: text(422, 'The due date is before the NPA-NXX is effective', DUE_DATE),
  invalid_lrn: text(422, 'This LRN is not registered', 'Check the LRN, or register it with LrnCreate first'),
  lrn_not_owned: text(422, 'The LRN belongs to another service provider', 'Use an LRN of the new service provider'),
  due_date_in_past: text(422, 'The due date is before today', DUE_DATE),
  wrong_old_sp: text(
    422,
    'The old service provider is not the one who has the number',
    'Send the SPID that GET /v1/telephone-numbers/{tn} gives',
  ),
  version_exists_in_blocking_status: text(409, 'Another version of the number must be finished first', EARLIER),
  mismatch_with_first_create: text(
    409,
    'The second create differs from the first',
    'Agree with the other side and send the same SPIDs and due date',
  ),
  already_created: text(
    409,
    'This side has created already',
    'Nothing: the version stands; wait for the other side or activate',
  ),
  no_such_version: text(
    422,
    'The number has no version that the request could mean',
    'Check the number; a port begins with a create',
  ),
  wrong_status: text(
    409,
    "The version's status does not allow this",
    'Look at the version and send what its status allows',
  ),
  new_sp_create_missing: text(409, 'The new service provider has not created yet', 'Send NewSpCreate first'),
  old_sp_concurrence_missing: text(
    409,
    'The old service provider has not agreed yet',
    'Wait for its create or the end of its window, then activate again',
  ),
  due_date_not_reached: text(409, 'The due date is still to come', 'Activate on the due date or later'),
  network_data_not_ready: text(
    409,
    'The NPA-NXX or the LRN cannot be used at present',
    'Look at what `field` names, and send it again when it is in order',
  ),
  version_in_progress: text(409, "The number's live version is being sent to the LSMSs", EARLIER),
  disconnect_date_in_future: text(
    409,
    "The customer's service ends after today",
    'Send the disconnect on the day the service ends: it takes effect at once',
  ),
  range_too_varied: text(
    409,
    'The numbers of the range are in too different states for one decision',
    'Send several smaller ranges',
  ),
  invalid_cause_code: text(
    422,
    'The cause code does not go with the authorization',
    'Send 50 to 54 when you deny the port, and no cause code otherwise',
  ),
  conflict_already_used: text(
    409,
    'The old service provider has put the version into conflict before',
    'Settle it with the new service provider, or ask NPAC personnel',
  ),
  conflict_window_closed: text(
    409,
    'It is too late for the old service provider to put the version into conflict',
    'Settle it with the new service provider, or ask NPAC personnel',
  ),
  conflict_not_resolvable: text(
    409,
    'The new service provider may not end this conflict now',
    'Wait until the instant in `expected`, or have the old service provider end it',
  ),
  cancel_not_allowed: text(
    409,
    'The sender may not cancel the version as it is',
    'Look at the version: who has created it, and why it is in conflict',
  ),
  side_missing: text(
    422,
    'It is not said for which side NPAC personnel speak',
    'Send `side`: new or old service provider',
  ),
  invalid_port_to_original: text(
    422,
    'This is no port to original, or a port without its route',
    'With portingToOriginal: a ported number, to the holder of its code, without LRN and route; else send an LRN',
  ),
  field_not_modifiable: text(
    409,
    "The field cannot be modified in the version's status or by this side",
    'Send only fields that `expected` lists; nothing was changed',
  ),
  status_missing: text(409, 'More than one version of the number could be meant', 'Name its status or its version id'),
  release_date_before_disconnect_date: text(
    422,
    'The effective release date is before the customer disconnect date',
    'Release the number on the day the service ends, or later',
  ),
  no_failed_lsms: text(
    409,
    'No LSMS has failed the last operation of the version',
    'Nothing: there is nothing to send again',
  ),
  lsms_not_failed: text(
    409,
    'An LSMS named is not on the failed-SP list of the version',
    'Name one or more of those that `expected` lists',
  ),
  medium_timers_not_supported: text(
    422,
    'Medium timers are not in the profiles of both service providers',
    'Send it without the medium timer indicator',
  ),
  pseudo_lrn_not_allowed: text(
    422,
    'The pseudo-LRN is for intra-SP ports of service providers whose profile has it, and stays what it is',
    'Send an LRN of your own; or port the number anew, once it has no route of its own',
  ),
  sv_type_not_supported: text(
    422,
    'The profile of the SOA does not support the type of a version',
    'Leave svType out, or have NPAC personnel add it to the profile',
  ),
  optional_data_not_supported: text(
    422,
    'The profile of the SOA does not support this of the optional data',
    'Leave the field out that `field` names, or have NPAC personnel add it to the profile',
  ),
  invalid_point_code_data: text(
    422,
    'A point code is not supported by the profile, or is missing',
    'Send the point codes that `expected` names',
  ),
  undo_not_allowed: text(
    409,
    'Only the service provider that canceled may take it back',
    'Have it sent by who canceled, or acknowledge the cancellation',
  ),
  more_numbers_at_fault: text(
    409,
    'More numbers of the range are at fault, for reasons too many to list',
    'Send a smaller range of them to see why',
  ),
  due_date_before_first_usage_window: text(
    422,
    'The due date is before the first-usage window of the NPA-NXX is over',
    DUE_DATE,
  ),
};
