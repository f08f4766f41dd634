import { randomUUID } from 'node:crypto';

/** What an installation may tune, and a test must. */
export interface DoorOptions {
  /** Bytes of a request's body. */
  readonly bodyLimit: number;
  /** Milliseconds between heartbeat comments of a feed. */
  readonly heartbeatMs: number;
  /** Milliseconds a feed's reader may leave the socket full before it is cut; it resumes where it was. */
  readonly stalledMs: number;
  /** Milliseconds a feed's reader is told to wait before it connects again. */
  readonly retryMs: number;
  /** Open feeds per SPID. */
  readonly feedsPerSpid: number;
  readonly maxConnections: number;
  /** Milliseconds to send the headers, and the whole request. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Milliseconds an idle connection is kept. */
  readonly keepAliveMs: number;
  /** Names an unexpected failure, in the log and in the answer. */
  readonly newErrorId: () => string;
}

export const DEFAULT_OPTIONS: DoorOptions = {
  bodyLimit: 1_048_576,
  heartbeatMs: 15_000,
  stalledMs: 60_000,
  retryMs: 2_000,
  feedsPerSpid: 20,
  maxConnections: 10_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveMs: 65_000,
  newErrorId: randomUUID,
};
