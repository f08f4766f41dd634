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
    404,
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
  more_numbers_at_fault: text(
    409,
    'More numbers of the range are at fault, for reasons too many to list',
    'Send a smaller range of them to see why',
  ),
};
