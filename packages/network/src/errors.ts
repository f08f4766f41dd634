/**
 * Why a request about network data is refused: code -> number, fixed for ever (3000 to 3999). Carriers program against both, so
 * a number is never given to another code and a code never changes its number; new codes take the next free number.
 */
export const NETWORK_ERRORS = {
  /** Only NPAC personnel may do this. */
  npac_only: 3001,
  /** The sender is neither the service provider that the data belong to, nor NPAC. */
  not_the_owner: 3002,
  /** The service provider, NPA-NXX, LRN or token is there already. */
  already_exists: 3003,
  /** A SPID that is no customer of the registry. */
  unknown_service_provider: 3004,
  /** The SPID stands for the registry itself. */
  reserved_spid: 3005,
  /** Empty, longer than 40 characters, or with a pipe. */
  invalid_sp_name: 3006,
  /** None of the types of service provider. */
  invalid_sp_type: 3007,
  /** Neither http nor kafka nor absent. */
  invalid_connection: 3008,
  /** Not 1 to 64 letters, digits, underscores, dots, colons or hyphens. */
  invalid_token_id: 3009,
  /** Not a SHA-256 in lower-case hex. */
  invalid_token_hash: 3010,
  /** Longer than 40 characters, or with a pipe. */
  invalid_token_label: 3011,
  /** The service provider never had a token of this id. */
  unknown_token: 3012,
  /** The area code is none of the registry's regions. */
  npa_not_in_region: 3013,
  /** Timers and business days are short, long or absent. */
  invalid_timer_type: 3014,
  /** No tunable parameter has this name. */
  unknown_tunable: 3015,
  /** Not a value of the tunable's unit, or not within its range. */
  tunable_out_of_range: 3016,
  /** The registry has no region of this name. */
  unknown_region: 3017,
  /** A tunable changes now or later, never in the past. */
  effective_from_in_past: 3018,
  /** A notification or a priority that there is not, or a notification with two priorities. */
  invalid_notification_priority: 3019,
  /** A value for one region of a tunable that is about the registry as a whole. */
  tunable_not_regional: 3020,
  /** None of the optional fields that a system may take or do without, or one twice. */
  invalid_optional_field: 3021,
} as const;

export type NetworkErrorCode = keyof typeof NETWORK_ERRORS;
