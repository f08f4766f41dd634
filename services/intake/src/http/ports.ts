import type { Broker } from '@openlnp/broker';
import type { Spid } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';

/** Who is asking: decided by the credential, never by the payload (law 4). */
export interface Identity {
  /** NPAC for the operator. */
  readonly spid: Spid;
  readonly operator: boolean;
}

/** A refusal at the door: nothing was accepted. `code` is a code of the error table, which also knows the HTTP status. */
export interface DoorError {
  readonly code: string;
  readonly detail?: string;
  readonly field?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly errors?: readonly RequestError[];
  /** Seconds, for the Retry-After header. */
  readonly retryAfter?: number;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: DoorError };

export interface RequestStatus {
  readonly id: string;
  readonly messageId: string;
  readonly sender: Spid;
  readonly kind: string;
  readonly status: 'pending' | 'done' | 'refused';
  readonly tn: string | null;
  readonly svIds: readonly number[];
  readonly errors: readonly RequestError[];
  /** ISO 8601 instants. */
  readonly acceptedAt: string;
  readonly completedAt: string | null;
}

export interface SubmitInput {
  readonly body: unknown;
  /** Idempotency-Key, if the caller sent one. */
  readonly messageId: string | undefined;
  readonly traceparent: string | undefined;
}

/** Takes requests in: validates the shape, de-duplicates, stamps the time, makes durable. */
export interface RequestDoor {
  submit(identity: Identity, input: SubmitInput): Promise<Result<RequestStatus>>;
  /** not_found for requests of others. */
  status(identity: Identity, requestId: string): Promise<Result<RequestStatus>>;
  issueToken(spid: string, label: string): Promise<Result<{ tokenId: string; token: string }>>;
  revokeToken(spid: string, tokenId: string): Promise<Result<null>>;
}

/** The read side (services/routing); values are ready for JSON. Visibility is decided by the identity. */
export interface ReadSide {
  subscriptionVersion(identity: Identity, svId: number): Promise<Result<object>>;
  telephoneNumber(identity: Identity, tn: string): Promise<Result<object>>;
  history(identity: Identity, tn: string): Promise<Result<object>>;
  /** Digest of the current routing table and the number of the last download in it. */
  digest(): Promise<Result<{ number: number; digest: string; entries: number }>>;
}

export interface AcknowledgementInput {
  readonly after: number;
  readonly through: number;
  readonly refused: readonly { readonly number: number; readonly code: string; readonly text: string | null }[];
}

/** LSMS acknowledgements (services/lsms-broadcast). */
export interface AcknowledgementDoor {
  acknowledge(spid: Spid, input: AcknowledgementInput): Promise<Result<{ acknowledgedThrough: number }>>;
  position(spid: Spid): Promise<Result<{ spid: Spid; acknowledgedThrough: number; head: number }>>;
}

export interface SandboxClock {
  now(): { now: string; offsetMs: number };
  /** Resolves when every timer up to then has taken effect. */
  moveTo(to: number): Promise<Result<{ now: string; offsetMs: number }>>;
}

export interface Readiness {
  readonly ready: boolean;
  /** Service name to state, such as ready or starting. */
  readonly services: Readonly<Record<string, string>>;
}

/** Everything the HTTP surface needs; no more. */
export interface DoorDeps {
  /** Undefined for an unknown or revoked token. */
  authenticate(token: string): Identity | undefined;
  readonly requests: RequestDoor;
  readonly reads: ReadSide;
  readonly acknowledgements: AcknowledgementDoor;
  /** For the live feeds: soa.messages.<SPID> and lsms.downloads. */
  readonly broker: Broker;
  /** Undefined outside the sandbox. */
  readonly sandbox: SandboxClock | undefined;
  /** True when the SPID has an LSMS in its profile. */
  hasLsms(spid: Spid): boolean;
  /** Requests per second and burst per SPID over HTTP. */
  readonly quota: { readonly perSecond: number; readonly burst: number };
  /** Milliseconds, for quotas and heartbeats; monotonic is enough. */
  readonly monotonicMs: () => number;
  readonly readiness: () => Promise<Readiness>;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
    error(fields: object, text: string): void;
  };
}
