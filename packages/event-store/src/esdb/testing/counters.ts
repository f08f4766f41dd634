/** One Read call as the server saw it. `written` less what the client has handled is what is under way. */
export interface ReadCounter {
  readonly kind: 'read' | 'subscription';
  /** The stream, or `$all`. */
  readonly of: string;
  /** Events that the server gave to gRPC. */
  written: number;
  /** Events of these that have left the server's own queue for the connection. */
  sent: number;
  /** Times that the server stopped because the client was not taking. */
  stalls: number;
  state: 'running' | 'stalled' | 'waiting' | 'ended';
}

/** What a server has done since it started. */
export interface ServerLog {
  /** Appends by what became of them; `unanswered` are counted under `applied` too. */
  readonly appends: { received: number; applied: number; repeated: number; refused: number; unanswered: number };
  /** In the order they came. */
  readonly reads: ReadCounter[];
  readonly connections: { opened: number; open: number };
  gossips: number;
  /** Calls refused for want of credentials. */
  denied: number;
  /** Calls refused because this node does not lead. */
  notLeader: number;
}

export const newServerLog = (): ServerLog => ({
  appends: { received: 0, applied: 0, repeated: 0, refused: 0, unanswered: 0 },
  reads: [],
  connections: { opened: 0, open: 0 },
  gossips: 0,
  denied: 0,
  notLeader: 0,
});
