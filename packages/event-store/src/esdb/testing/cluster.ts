import { randomUUID } from 'node:crypto';
import { Faults } from './faults';
import { EventLog } from './log';
import type { EndPoint, Member } from './node';
import { type EsdbServer, type EsdbServerOptions, startNode, urlOf } from './server';

/** Several nodes over one log: what one takes, all have at once. A pretence of a cluster, without elections or lag. */
export interface EsdbCluster {
  /** `esdb://h1,h2,h3`: the client asks the nodes for the leader. */
  readonly url: string;
  /** `esdb+discover://h1`: the same by way of one host. */
  readonly discoverUrl: string;
  readonly nodes: readonly EsdbServer[];
  readonly events: EventLog;
  /** Shared by the nodes. */
  readonly faults: Faults;
  /** Undefined while there is none. */
  readonly leader: EsdbServer | undefined;
  /**
   * Gives the lead to another node, or to none. Open calls go on where they are; those that require the leader are refused
   * from now on, on the others with the leader's end point, and as unavailable while there is none.
   */
  moveLeader(to: number | undefined): void;
  /** Stops one node; gossip tells that it is dead. It leads no longer, and nobody does until `moveLeader`. */
  stopNode(index: number): Promise<void>;
  stop(): Promise<void>;
}

/** Node 0 leads at first. Ports are free ones; `options.port` is not used. */
export async function startEsdbCluster(size = 3, options: EsdbServerOptions = {}): Promise<EsdbCluster> {
  const events = new EventLog(options.now, options.systemEventEvery);
  const faults = new Faults();
  const nodes: EsdbServer[] = [];
  const instanceIds = Array.from({ length: size }, () => randomUUID());
  const dead = new Set<number>();
  let leader: number | undefined = 0;
  const members = (): Member[] =>
    nodes.map(({ endPoint }, index) => ({
      instanceId: instanceIds[index] ?? '',
      endPoint,
      role: index === leader ? 'leader' : 'follower',
      alive: !dead.has(index),
    }));
  for (let n = 0; n < size; n += 1) nodes.push(await startNode({ ...options, port: 0 }, { events, faults, members }));

  const stopNode = async (index: number): Promise<void> => {
    if (dead.has(index)) return;
    dead.add(index);
    if (leader === index) leader = undefined;
    await nodes[index]?.stop();
  };
  const endPoints: EndPoint[] = nodes.map((node) => node.endPoint);
  return {
    url: urlOf(endPoints, options),
    discoverUrl: urlOf(endPoints.slice(0, 1), options, 'esdb+discover'),
    nodes,
    events,
    faults,
    get leader() {
      return leader === undefined ? undefined : nodes[leader];
    },
    moveLeader: (to) => {
      leader = to;
    },
    stopNode,
    stop: async () => {
      await Promise.all(nodes.map((_, index) => stopNode(index)));
    },
  };
}
