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
    'The second create names another service provider than the first',
    'Agree with the other side and send the same SPIDs',
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
    'The version is not in the status that the request names',
    'Look at the version, and name the status it has or the version you mean; leave such numbers out of a range',
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
    'Send it on the day the service ends, or with an effective release date from that day on',
  ),
  range_too_varied: text(
    409,
    'The numbers of the range are in too different states for one decision',
    'Send several smaller ranges',
  ),
  invalid_cause_code: text(422, 'This is no cause code that a service provider gives', 'Send 50 to 54'),
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
    'The new service provider may not end a conflict of this cause',
    'Have the old service provider end it',
  ),
  cancel_not_allowed: text(
    409,
    'The side that cancels has not created the version',
    'Have the side that has created it cancel; or deny the port',
  ),
  side_missing: text(
    422,
    'It is not said for which side NPAC personnel speak',
    'Send `side`: new or old service provider',
  ),
  invalid_port_to_original: text(
    422,
    'The new service provider is not the original one of the number',
    'Port to the holder of its NPA-NXX; to anybody else without portingToOriginal and with an LRN',
  ),
  field_not_modifiable: text(
    409,
    "The field cannot be modified in the version's status or by this side",
    'Send only fields that `expected` lists; nothing was changed',
  ),
  status_missing: text(
    409,
    'More than one version of the number could be meant, or the versions of the range are in several statuses',
    'Name the status or the version id; send the numbers of each status as ranges of their own',
  ),
  release_date_before_disconnect_date: text(
    422,
    'The effective release date is before the customer disconnect date',
    'Release the number on the day the service ends, or later',
  ),
  no_failed_lsms: text(
    409,
    'No LSMS has failed the last operation of the version',
    'Nothing: there is nobody to send it to again, or to exclude',
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
    'The point code is not supported by the profile',
    'Send it without, or have NPAC personnel add the support to the profile',
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
  lrn_missing: text(422, 'The port has no LRN', 'Send an LRN of the new service provider, or portingToOriginal'),
  route_in_port_to_original: text(
    422,
    'A port to original has no LRN and no other data of a route',
    'Send it without the field, or without portingToOriginal',
  ),
  number_not_ported: text(
    422,
    'The number is not ported, so that there is no port to undo',
    'Check the number; a port to somebody else has an LRN instead of portingToOriginal',
  ),
  due_date_mismatch: text(
    409,
    'The due date is not that of the first create',
    'Agree with the other side and send the same due date',
  ),
  cause_code_missing: text(422, 'A denial or a conflict has no cause code', 'Send 50 to 54 as its cause code'),
  cause_code_not_allowed: text(
    422,
    'There is a cause code, and nothing is denied',
    'Send it without, or deny the port with authorized false',
  ),
  cancel_not_allowed_to_old_sp: text(
    409,
    "The conflict is the answer to the old service provider's own cancellation",
    'Settle it with the new service provider: end the conflict, or have it cancel',
  ),
  already_acknowledged: text(
    409,
    'This side has acknowledged the cancellation already',
    'Nothing: wait for the other side or the end of its window',
  ),
  other_version_exists: text(409, 'The number has another version', 'Cancel or finish it first'),
  no_lsms_named: text(422, 'The request names no LSMS', 'Name one or more of those that `expected` lists'),
  not_active: text(409, 'The version is not active', 'Disconnect it once it is active'),
  not_pending: text(
    409,
    'The version is not pending',
    'Look at its status: only a version that is pending is activated',
  ),
  in_conflict: text(409, 'The version is in conflict', 'End the conflict first'),
  cannot_be_canceled: text(
    409,
    'A version in this status cannot be canceled',
    'Look at its status; one that is active is disconnected',
  ),
  not_cancel_pending: text(
    409,
    'Nobody waits for an acknowledgment: the version is not in cancel-pending',
    'Nothing, or cancel it',
  ),
  not_in_conflict: text(409, 'The version is not in conflict', 'Nothing: there is no conflict to end'),
  cannot_be_put_into_conflict: text(
    409,
    'A version in this status cannot be put into conflict',
    'Look at its status: only one that is pending or in cancel-pending can',
  ),
  cannot_be_modified: text(
    409,
    'A version in this status cannot be modified',
    'Wait until it is pending, in conflict, active or disconnect-pending',
  ),
  conflict_resolution_too_early: text(
    409,
    'The new service provider may not end this conflict yet',
    'Wait until the instant in `expected`, or have the old service provider end it',
  ),
  old_sp_create_missing: text(409, 'The old service provider has not created yet', 'Send OldSpCreate first'),
};
