import { timingSafeEqual } from 'node:crypto';
import { type Metadata, status } from '@grpc/grpc-js';
import type { ServerLog } from './counters';
import type { Faults } from './faults';
import type { EventLog } from './log';
import { accessDenied, type CallError, callError, notLeader, unavailable } from './wire';

export interface EndPoint {
  readonly host: string;
  readonly port: number;
}

/** What the services of one server know of their surroundings. */
export interface Node {
  readonly log: EventLog;
  readonly faults: Faults;
  readonly counters: ServerLog;
  readonly maxAppendSize: number;
  /** Whether subscriptions are told `caughtUp` and `fellBehind` (servers from 23.10). */
  readonly tellsCaughtUp: boolean;
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  readonly endPoint: EndPoint;
  readonly members: () => readonly Member[];
  /** Cuts the connection that a call came in on, after what is already on its way. */
  readonly cut: (peer: string) => void;
}

export interface Member {
  readonly instanceId: string;
  readonly endPoint: EndPoint;
  readonly role: 'leader' | 'follower';
  readonly alive: boolean;
}

const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Undefined when the call may go on. Without credentials a call is denied, with wrong ones it is not authenticated. */
export function refusedAccess(node: Node, metadata: Metadata): CallError | undefined {
  if (!node.credentials) return undefined;
  const [given] = metadata.get('authorization');
  const { username, password } = node.credentials;
  const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  if (typeof given === 'string' && sameText(given, wanted)) return undefined;
  node.counters.denied += 1;
  return given === undefined ? accessDenied() : callError(status.UNAUTHENTICATED, 'Unauthenticated');
}

/** The refusal of a call that must be served by the leader, on a node that is not. */
export function refusedLeadership(node: Node, metadata: Metadata): CallError | undefined {
  if (metadata.get('requires-leader')[0] !== 'true') return undefined;
  const leader = node.members().find((member) => member.role === 'leader' && member.alive);
  if (leader?.endPoint.port === node.endPoint.port) return undefined;
  node.counters.notLeader += 1;
  return leader ? notLeader(leader.endPoint) : unavailable();
}

/** Where the leader is by the fault `not-leader`: another node when there is one, else this one. */
export function leaderElsewhere(node: Node): EndPoint {
  const others = node.members().filter((member) => member.alive && member.endPoint.port !== node.endPoint.port);
  return (others.find((member) => member.role === 'leader') ?? others[0])?.endPoint ?? node.endPoint;
}
