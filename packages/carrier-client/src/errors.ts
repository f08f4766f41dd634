/** Why the registry refused (its RequestError). */
export interface ReplyError {
  readonly code: string;
  readonly number: number;
  readonly rule?: string | null;
  readonly field?: string | null;
  readonly expected?: string | null;
  readonly actual?: string | null;
  readonly tn?: string | null;
  /** Several numbers at fault for this reason, as numbers and ranges such as 3035550100-0199; `tn` is null then. */
  readonly tns?: readonly string[] | null;
}

export interface CarrierErrorDetails {
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** The same call may succeed later. */
  readonly retriable?: boolean;
  /** What the registry asked to wait. */
  readonly retryAfterMs?: number;
  /** With ack_gap: what the registry holds as acknowledged. */
  readonly expectedAfter?: number;
  /** With missing_required_field and invalid_request: what is wrong, field by field. */
  readonly errors?: readonly (Partial<ReplyError> & { readonly field?: string | null })[];
  readonly cause?: unknown;
}

/**
 * Everything this library rejects with. `code` is stable: that of the registry's problem, or one of
 * network_error, timeout, deadline_exceeded, aborted, closed, unexpected_answer, malformed_answer, event_too_large,
 * unknown_kind, missing_required_field, invalid_request, malformed_spid, invalid_message_id, unknown_schema_id, malformed_record, beyond_log, reply_timeout,
 * download_jump, bad_checkpoint. Errors of the broker keep the broker's code.
 */
export class CarrierError extends Error {
  readonly status: number | undefined;
  readonly retriable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly expectedAfter: number | undefined;
  readonly errors: CarrierErrorDetails['errors'];

  constructor(
    readonly code: string,
    message: string,
    details: CarrierErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CarrierError';
    this.status = details.status;
    this.retriable = details.retriable ?? false;
    this.retryAfterMs = details.retryAfterMs;
    this.expectedAfter = details.expectedAfter;
    this.errors = details.errors;
  }
}

/** The stable code of any error of this project; undefined for others. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Carrier errors as they are, others wrapped under `code`, or their own code and retriability where they have them. */
export function asCarrierError(error: unknown, code: string, details: CarrierErrorDetails = {}): CarrierError {
  if (error instanceof Error && error.name === 'CarrierError') return error as CarrierError;
  const message = error instanceof Error ? error.message : String(error);
  const { retriable } = (error ?? {}) as { retriable?: unknown };
  const own = typeof retriable === 'boolean' ? { retriable } : {};
  return new CarrierError(codeOf(error) ?? code, message, { ...details, ...own, cause: error });
}
