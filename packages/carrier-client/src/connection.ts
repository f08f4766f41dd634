import type { ReplyError } from './errors';
import type { CallOptions } from './shared/retry';

/** What a SOA says: the kind and the fields of the record openlnp.request.<kind> in JSON form, instants as ISO 8601 strings. */
export type CarrierRequestForm = { readonly kind: string } & Readonly<Record<string, unknown>>;

export interface SendOptions extends CallOptions {
  /** 1 to 64 of A-Z a-z 0-9 _ . : -; the same id again is the same request. Default: a new UUID. */
  readonly messageId?: string;
  /** SPID of the associated service provider that a bureau sends it for; the reply comes to the bureau. */
  readonly actingFor?: string;
}

export interface SentRequest {
  /** `<SPID>-<messageId>`. */
  readonly requestId: string;
  readonly messageId: string;
}

/** A message of the registry to this carrier. */
export interface CarrierMessage {
  /** The same for every repeat. */
  readonly id: string;
  /** Where it stands in the feed: `after` to go on behind it. Opaque; belongs to the transport that gave it. */
  readonly place: string;
  /** Record name, such as RequestDone. New ones may come: skip what you do not know. */
  readonly type: string;
  /** high, medium or low, as the recipient's profile says (N329); null for what is no notification. */
  readonly priority: string | null;
  /** The record in JSON form. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A record of the download log in JSON form. */
export interface Download {
  /** Dense from 1 over the whole log. */
  readonly number: number;
  /** SvDownload, or a kind made after this library: to be skipped, but counted as applied. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RefusedDownload {
  readonly number: number;
  readonly code: string;
  readonly text?: string | null;
}

/** Everything after one number through another was applied, but for what is listed as refused. */
export interface Acknowledgement {
  readonly after: number;
  readonly through: number;
  readonly refused: readonly RefusedDownload[];
}

/** `waiting`: the feed broke off and is opened again after `retryInMs`. */
export type FeedState = 'connecting' | 'live' | 'waiting';
export type OnState = (state: FeedState, detail: { readonly retryInMs?: number; readonly error?: unknown }) => void;

export interface MessagesOptions {
  /** Place of the last message had; without it from the first one the registry still keeps. */
  readonly after?: string;
  /** One at a time; the next waits until the promise resolves. What it throws ends the feed with that error. */
  readonly onMessage: (message: CarrierMessage) => void | Promise<void>;
  readonly onState?: OnState;
  readonly signal?: AbortSignal;
}

export interface DownloadsOptions {
  /** Number of the last download had; 0 for all. */
  readonly after: number;
  /** At least one, numbers ascending, repeats left out, a jump passed on. Otherwise as onMessage. */
  readonly onDownloads: (downloads: readonly Download[]) => void | Promise<void>;
  readonly onState?: OnState;
  readonly signal?: AbortSignal;
}

/** The final reply to a request. */
export interface Reply {
  readonly requestId: string;
  readonly messageId: string;
  readonly status: 'done' | 'refused';
  readonly kind: string | null;
  readonly tn: string | null;
  readonly svIds: readonly number[];
  readonly errors: readonly ReplyError[];
}

export interface RefusedAcknowledgement {
  readonly after: number;
  readonly through: number;
  readonly code: string;
  /** What this LSMS has acknowledged in the registry's eyes. */
  readonly expectedAfter: number;
}

/**
 * A carrier's line to the registry, the same over HTTP and Kafka. Feeds (`messages`, `downloads`) mend their own connection and
 * resolve when their signal is aborted or the connection closed; they reject with a CarrierError that waiting does not cure
 * (401, 403, an offset that is no longer kept).
 */
export interface CarrierConnection {
  readonly spid: string;
  /**
   * Resolves when the request is durable at the registry, which says no more: its one final reply comes as a message. Repeats
   * itself under the same id until then, its deadline or its signal.
   */
  send(request: CarrierRequestForm, options?: SendOptions): Promise<SentRequest>;
  messages(options: MessagesOptions): Promise<void>;
  downloads(options: DownloadsOptions): Promise<void>;
  /**
   * Over HTTP the registry's new number; one that does not fit rejects with code ack_gap and `expectedAfter`, or ack_beyond_log.
   * Over Kafka undefined: it is durable, and a refusal comes as a message (see `refusedAcknowledgements`).
   */
  acknowledge(acknowledgement: Acknowledgement, options?: CallOptions): Promise<number | undefined>;
  /** Only where `acknowledge` cannot tell: refusals from now on. `ready` is called once none made after it can be missed. */
  refusedAcknowledgements?(options: {
    readonly onRefused: (refusal: RefusedAcknowledgement) => void;
    readonly ready: () => void;
    readonly signal?: AbortSignal;
  }): Promise<void>;
  /** The final reply to a request that this connection sent; rejects with code reply_timeout. */
  waitForReply(
    messageId: string,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
  ): Promise<Reply>;
  /** Ends feeds and waits; calls after it reject with code closed. */
  close(): Promise<void>;
}
