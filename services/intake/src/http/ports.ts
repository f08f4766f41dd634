import type { Broker } from '@openlnp/broker';
import type { ServiceProviderCreated } from '@openlnp/network';
import type { Spid } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';
import type { RegionStatus, SvPage, SvQuery } from '@openlnp/service';

/** Who is asking: decided by the credential, never by the payload (law 4). */
export interface Identity {
  /** NPAC for the operator. */
  readonly spid: Spid;
  readonly operator: boolean;
  /** Whose credential it is: the id of the token, or `operator` (R5-6). */
  readonly user: string;
  /** SPID of the credential, where that is another's, which acts for `spid`. */
  readonly holder?: Spid;
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
  /** Whom a service bureau sent it for; it may read it too. */
  readonly actingFor: string | null;
  /** Whose credential sent it: the id of the token, or `operator`; null over Kafka, where the topic says who sends. */
  readonly user: string | null;
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
  /** Acting-For: the SPID that a service bureau sends the request for. */
  readonly actingFor: string | undefined;
}

/** Takes requests in: validates the shape, de-duplicates, stamps the time, makes durable. */
export interface RequestDoor {
  submit(identity: Identity, input: SubmitInput): Promise<Result<RequestStatus>>;
  /** not_found for requests of others. */
  status(identity: Identity, requestId: string): Promise<Result<RequestStatus>>;
  issueToken(spid: string, label: string): Promise<Result<{ tokenId: string; token: string }>>;
  revokeToken(spid: string, tokenId: string): Promise<Result<null>>;
  /** As NPAC personnel; resolves when the change is known here too. */
  setTunable(input: TunableInput): Promise<Result<null>>;
}

export interface TunableInput {
  readonly name: string;
  /** Null takes back what was set. */
  readonly value: string | null;
  /** Null for every region. */
  readonly region: string | null;
  /** ISO 8601; null for now. */
  readonly effectiveFrom: string | null;
  /** Who wants it so, as the sender says. */
  readonly person: string | null;
}

/** A value in force. Who set it, from when on: null for a default, and for business days of a region's own data. */
export interface TunableValueStatus {
  /** Null for every region that has no value of its own. */
  readonly region: string | null;
  readonly value: number | string;
  readonly effectiveFrom: string | null;
  readonly changedBy: string | null;
  /** Who wanted it so, in the words of whoever changed it. */
  readonly person: string | null;
  readonly changedAt: string | null;
}

export interface TunableStatus {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly default: number | string;
  /** Whether a region may have a value of its own. */
  readonly regional: boolean;
  /** Why its value has no effect: nothing reads it yet. Null for one that counts. */
  readonly noEffect: string | null;
  readonly requirements: readonly string[];
  /** The general one first. */
  readonly values: readonly TunableValueStatus[];
  /** Region by region in the order it was decided, with what is yet to be in force. */
  readonly history: readonly {
    readonly region: string | null;
    /** Null when what was set was taken back. */
    readonly value: string | null;
    readonly previousValue: string | null;
    readonly effectiveFrom: string;
    readonly changedBy: string;
    readonly person: string | null;
    readonly changedAt: string;
  }[];
}

/** A service provider's profile; `createdAt` in ISO 8601. */
export interface ProfileStatus extends ServiceProviderCreated {
  readonly createdAt: string;
}

export interface ServiceProviderView {
  /** In the order they joined; never older than the store. */
  list(): Promise<readonly ProfileStatus[]>;
}

export interface RegionView {
  /** With the business days in force; never older than the store. */
  list(): Promise<readonly RegionStatus[]>;
}

export interface TunableView {
  /** Never older than the store. */
  list(): Promise<readonly TunableStatus[]>;
}

/** The read side (services/routing); values are ready for JSON. Visibility is decided by the identity. */
export interface ReadSide {
  subscriptionVersion(identity: Identity, svId: number): Promise<Result<object>>;
  /** What meets the query, by number and version id, in pages. */
  subscriptionVersions(identity: Identity, query: SvQuery): Promise<Result<SvPage>>;
  telephoneNumber(identity: Identity, tn: string): Promise<Result<object>>;
  history(identity: Identity, tn: string): Promise<Result<object>>;
  /** What LSMSs answered about a number, while the activation log is kept. */
  lsmsAnswers(tn: string): Promise<Result<object>>;
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
  /** `holder` is who says it for `spid`, where that is another one. */
  acknowledge(spid: Spid, input: AcknowledgementInput, holder?: Spid): Promise<Result<{ acknowledgedThrough: number }>>;
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
  /** Why nothing can be accepted although every service is ready, such as disk_full. */
  readonly reason?: string;
}

/** How far a consumer group is behind the end of a topic. */
export interface ConsumerLag {
  readonly group: string;
  readonly topic: string;
  /** Records that stand in the topic and are not yet handled, over all partitions; at most, where offsets have gaps. */
  readonly lag: number;
}

export interface LsmsLag {
  readonly spid: Spid;
  /** Null while lsms-broadcast does not answer. */
  readonly acknowledgedThrough: number | null;
  /** Downloads that it has not acknowledged. */
  readonly lag: number | null;
}

/** Where a running registry stands. Positions in decimal, -1 before the first event. */
export interface RegistryStatus {
  /** The registry's own time, ISO 8601: in a sandbox not that of the world. */
  readonly now: string;
  readonly ready: boolean;
  /** Service name to state, such as ready or starting. */
  readonly services: Readonly<Record<string, string>>;
  /** As in Readiness. */
  readonly reason?: string;
  readonly store: {
    readonly head: string;
    /** The last event that relay has published; null while the broker does not answer. */
    readonly relayed: string | null;
    readonly lag: number | null;
  };
  /** Number of the last download, 0 before the first; null while nobody can say. */
  readonly lastDownload: number | null;
  /** Null while the broker does not answer. */
  readonly consumers: readonly ConsumerLag[] | null;
  readonly lsms: readonly LsmsLag[];
}

export interface TopicStatus {
  readonly name: string;
  readonly partitions: readonly { readonly partition: number; readonly earliest: string; readonly end: string }[];
  readonly groups: readonly {
    readonly group: string;
    /** Next offset to be read, by partition; null where the group has committed none. */
    readonly committed: readonly (string | null)[];
    readonly lag: number;
  }[];
}

/** What an operator looks at. */
export interface StatusView {
  status(): Promise<RegistryStatus>;
  /** Every topic, by name. Rejects with broker_unreachable. */
  topics(): Promise<readonly TopicStatus[]>;
}

/** Everything the HTTP surface needs; no more. */
export interface DoorDeps {
  /** Undefined for an unknown or revoked token. */
  authenticate(token: string): Identity | undefined;
  readonly requests: RequestDoor;
  readonly reads: ReadSide;
  readonly acknowledgements: AcknowledgementDoor;
  readonly status: StatusView;
  readonly serviceProviders: ServiceProviderView;
  readonly tunables: TunableView;
  readonly regions: RegionView;
  /** For the live feeds: soa.messages.<SPID> and lsms.downloads. */
  readonly broker: Broker;
  /** Undefined outside the sandbox. */
  readonly sandbox: SandboxClock | undefined;
  /** True when the SPID has an LSMS in its profile. */
  hasLsms(spid: Spid): boolean;
  /** Whether a service bureau's credential may ask for another SPID, its associated one. */
  mayActFor(primary: Spid, spid: Spid): boolean;
  /** Requests per second and burst per SPID over HTTP. */
  readonly quota: { readonly perSecond: number; readonly burst: number };
  /** Milliseconds, for quotas and heartbeats; monotonic is enough. */
  readonly monotonicMs: () => number;
  readonly readiness: () => Promise<Readiness>;
  /** Prometheus text of what the processes count; where the registry stands is asked of `status`. */
  readonly metrics: () => Promise<string>;
  /** Told the code of each request to the registry that the door itself refuses, for those who count. */
  readonly refused?: (code: string) => void;
  readonly log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
    error(fields: object, text: string): void;
  };
}
