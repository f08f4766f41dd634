export type EventStoreErrorCode =
  /** It did not answer in time, or has no leader. What was asked may or may not have been done: asking again is safe. */
  | 'event_store_unavailable'
  /** Wrong credentials, or not allowed to read $all or to append. */
  | 'event_store_unauthorized'
  /** It refused for a reason that asking again does not change. */
  | 'event_store_failed'
  | 'invalid_event_store_url';

/** Recognised by `code`; `retriable` says whether the same call may succeed later without a restart. Names servers, no passwords. */
export class EventStoreError extends Error {
  readonly retriable: boolean;
  constructor(
    readonly code: EventStoreErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.retriable = code === 'event_store_unavailable';
  }
}

/** What an answer means, be it thrown by the client, a gRPC status or the answer to one append. */
export type Fault =
  | 'wrong_version'
  | 'too_large'
  | 'denied'
  | 'not_found'
  | 'passing'
  | 'unclear'
  | 'final'
  | 'no_answer';

const BY_NAME: Readonly<Record<string, Fault>> = {
  'wrong-expected-version': 'wrong_version',
  'maximum-append-size-exceeded': 'too_large',
  'access-denied': 'denied',
  'stream-not-found': 'not_found',
  'stream-deleted': 'final',
  'not-leader': 'passing',
  timeout: 'passing',
};
/** gRPC status codes; those not named here say little: unclear. */
const BY_STATUS: Readonly<Record<number, Fault>> = {
  ...{ 1: 'passing', 4: 'passing', 8: 'passing', 10: 'passing', 14: 'passing' },
  ...{ 3: 'final', 5: 'final', 9: 'final', 11: 'final', 12: 'final', 7: 'denied', 16: 'denied' },
};
const WITHOUT_CODE = /^Failed to discover after|^Channel has been shut down|^Premature close/;

/** A fault of its own, such as an attempt that was given up. */
export class FaultError extends Error {
  constructor(
    readonly fault: Fault,
    message: string,
  ) {
    super(message);
  }
}

/** `no_answer`: not an answer of the server or of the way to it, but a bug. */
export function faultOf(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault;
  if (!(error instanceof Error)) return 'no_answer';
  const { type, code, metadata } = error as { type?: string; code?: unknown; metadata?: { getMap?(): object } };
  const name = type ?? (metadata?.getMap?.() as { exception?: unknown } | undefined)?.exception;
  if (name !== undefined && BY_NAME[String(name)] !== undefined) return BY_NAME[String(name)] as Fault;
  if (typeof code === 'number') return BY_STATUS[code] ?? 'unclear';
  if (WITHOUT_CODE.test(error.message)) return 'passing';
  return type === undefined ? 'no_answer' : 'unclear';
}

/** The error for a caller, once nothing more is tried. */
export function errorOf(error: unknown, servers: string): unknown {
  const said = error instanceof Error ? error.message : String(error);
  switch (faultOf(error)) {
    case 'no_answer':
    case 'wrong_version':
    case 'too_large':
      return error;
    case 'denied':
      return new EventStoreError(
        'event_store_unauthorized',
        `the event store at ${servers} refuses these credentials (${said}): put user:password@ into its URL, of a user who may read $all and append`,
        error,
      );
    case 'passing':
    case 'unclear':
      return new EventStoreError(
        'event_store_unavailable',
        `the event store at ${servers} cannot be reached or does not answer (${said}): check that it runs, has a leader, and that the URL and its tls settings are right`,
        error,
      );
    default:
      return new EventStoreError('event_store_failed', `the event store at ${servers} refused: ${said}`, error);
  }
}
