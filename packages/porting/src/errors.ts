/**
 * Why a number's request is refused: code -> number, fixed for ever (4000 to 4999). Carriers program against both, so a
 * number is never given to another code and a code never changes its number; new codes take the next free number.
 */
export const PORTING_ERRORS = {
  /** Not ten digits with NPA and NXX starting with 2 to 9. */
  invalid_tn: 4001,
  /** The sender is not the service provider who may ask for this, nor NPAC. */
  not_authorized: 4002,
  /** A SPID that is no customer of the registry. */
  invalid_spid: 4003,
  /** Old and new service provider are the same in an inter-SP port. */
  same_sp: 4004,
  /** A service provider of this type holds no numbers. */
  sp_type_not_allowed: 4005,
  /** The number's NPA-NXX is not open for porting. */
  npa_nxx_not_portable: 4006,
  /** The due date is before the NPA-NXX is effective. */
  due_date_before_npanxx_effective: 4007,
  /** The LRN is not registered. */
  invalid_lrn: 4008,
  /** The LRN belongs to somebody else than the new service provider. */
  lrn_not_owned: 4009,
  /** The due date is before today. */
  due_date_in_past: 4010,
  /** The old service provider named is not the one who has the number; for an intra-SP port, the only one named. */
  wrong_old_sp: 4011,
  /** Another version of the number must be finished first. */
  version_exists_in_blocking_status: 4012,
  /** The second create names another service provider than the first. */
  mismatch_with_first_create: 4013,
  /** This side has created already. */
  already_created: 4014,
  /** The number has no version that the request could mean. */
  no_such_version: 4015,
  /** The version is not in the status that the request names. */
  wrong_status: 4016,
  /** The new service provider has not created yet. */
  new_sp_create_missing: 4017,
  /** The old service provider has not agreed, and its final concurrence window is not over. */
  old_sp_concurrence_missing: 4018,
  /** The due date is still to come. */
  due_date_not_reached: 4019,
  /** The NPA-NXX is not effective yet, or the LRN is gone or has another owner by now. */
  network_data_not_ready: 4020,
  /** The number's live version is being sent to the LSMSs. */
  version_in_progress: 4021,
  /** The customer's service ends after today, and no effective release date says when the number goes. */
  disconnect_date_in_future: 4022,
  /** The numbers of the range are in too different states for one decision. */
  range_too_varied: 4023,
  /** A status change cause code that is none of 50 to 54. */
  invalid_cause_code: 4024,
  /** The old service provider has put the version into conflict before. */
  conflict_already_used: 4025,
  /** The old service provider's final concurrence window is over, and the conflict restriction has begun. */
  conflict_window_closed: 4026,
  /** The new service provider may never end this conflict (causes 50 and 51). */
  conflict_not_resolvable: 4027,
  /** The side that cancels has not created the version. */
  cancel_not_allowed: 4028,
  /** NPAC personnel did not say for which side. */
  side_missing: 4029,
  /** A port to original to somebody else than the holder of the code. */
  invalid_port_to_original: 4030,
  /** A field that cannot be modified in the version's status, or by this side. */
  field_not_modifiable: 4031,
  /** Several versions of the number, or versions in several statuses in a range, could be meant, and the request does not say which. */
  status_missing: 4032,
  /** The effective release date is before the customer disconnect date. */
  release_date_before_disconnect_date: 4033,
  /** Nobody is on the failed-SP list of the version's last operation. */
  no_failed_lsms: 4034,
  /** An LSMS named is not on the failed-SP list. */
  lsms_not_failed: 4035,
  /** The new service provider's or the old one's profile does not take part in medium timers. */
  medium_timers_not_supported: 4036,
  /** A point code that the profile does not support. */
  invalid_point_code_data: 4037,
  /** Only the service provider that canceled may take it back. */
  undo_not_allowed: 4038,
  /** The last error of a refused range: numbers whose own reasons would have made the refusal too long. */
  more_numbers_at_fault: 4039,
  /** The due date is before the day on which the NPA-NXX's first-usage window ends. */
  due_date_before_first_usage_window: 4040,
  /** The pseudo-LRN in an inter-SP port, without the profile's leave, or in the place of a route or the other way round. */
  pseudo_lrn_not_allowed: 4041,
  /** A port that is none to original, without an LRN. */
  lrn_missing: 4042,
  /** A port to original with an LRN, or with what else a route has. */
  route_in_port_to_original: 4043,
  /** A port to original of a number that is not ported. */
  number_not_ported: 4044,
  /** The second create has another due date than the first. */
  due_date_mismatch: 4045,
  /** A denial, or a conflict, without a status change cause code. */
  cause_code_missing: 4046,
  /** A status change cause code where nothing is denied. */
  cause_code_not_allowed: 4047,
  /** The conflict is the answer to the old service provider's own cancellation, so that it has none left. */
  cancel_not_allowed_to_old_sp: 4048,
  /** The side that canceled has acknowledged its cancellation before. */
  already_acknowledged: 4049,
  /** Something else than canceled or old versions stands beside the one that is to be disconnected. */
  other_version_exists: 4050,
  /** A resend to nobody, or the exclusion of nobody. */
  no_lsms_named: 4051,
  /** A disconnect of a version that is not active. */
  not_active: 4052,
  /** An activation of a version that is not pending. */
  not_pending: 4053,
  /** An activation of a version in conflict. */
  in_conflict: 4054,
  /** A cancellation of a version whose status has none. */
  cannot_be_canceled: 4055,
  /** Nothing to acknowledge or to take back: the version is not in cancel-pending. */
  not_cancel_pending: 4056,
  /** The end of a conflict that is none. */
  not_in_conflict: 4057,
  /** A conflict for a version whose status has none. */
  cannot_be_put_into_conflict: 4058,
  /** A modification of a version that nobody may change in its status. */
  cannot_be_modified: 4059,
  /** The new service provider may not end this conflict yet. */
  conflict_resolution_too_early: 4060,
  /** The old service provider changes its half of a version before it has one. */
  old_sp_create_missing: 4061,
  /** The type of a version, which the profile of the new service provider's SOA does not support. */
  sv_type_not_supported: 4070,
  /** One of the optional data that the profile of the new service provider's SOA does not support. */
  optional_data_not_supported: 4071,
} as const;

export type PortingErrorCode = keyof typeof PORTING_ERRORS;
