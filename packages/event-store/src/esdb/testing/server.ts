import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { appendHandlers } from './appends';
import { featureHandlers, gossipHandlers } from './cluster-info';
import { newServerLog, type ServerLog } from './counters';
import { deleteHandlers } from './deletes';
import { Faults } from './faults';
import { EventLog } from './log';
import type { EndPoint, Member, Node } from './node';
import { readHandler } from './reads';

export interface EsdbServerOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** PEM texts; without them the server speaks plain text. */
  readonly tls?: { readonly key: string; readonly certificate: string };
  /** Then every call but gossip and server features needs them. The client sends them over TLS only. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Bytes of one append; default 1 MiB, as EventStoreDB's. */
  readonly maxAppendSize?: number;
  /** Default true; false as a server before 23.10. */
  readonly tellsCaughtUp?: boolean;
  /** Events of clients after which the server writes a system event of its own; default 3, 0 for never. */
  readonly systemEventEvery?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A stand-in for an EventStoreDB node. It speaks its protocol, keeps its log in memory and forgets it at the end. */
export interface EsdbServer {
  /** Connection string, with credentials when they are configured. With TLS add `tlsCAFile` to it. */
  readonly url: string;
  readonly endPoint: EndPoint;
  readonly faults: Faults;
  /** What the server has done. */
  readonly log: ServerLog;
  /** What the server holds. */
  readonly events: EventLog;
  /** Appends events to `$stats-...`, as a server does of itself; default one. */
  writeSystemEvents(count?: number): void;
  /** Cuts all connections, without ending the calls on them first, and stops listening. */
  stop(): Promise<void>;
}

/** What a cluster gives to each of its nodes; a server alone is a cluster of one. */
export interface Shared {
  readonly events: EventLog;
  readonly faults: Faults;
  readonly members: () => readonly Member[];
}

export const urlOf = (endPoints: readonly EndPoint[], options: EsdbServerOptions, scheme = 'esdb'): string => {
  const { credentials, tls } = options;
  const user = credentials
    ? `${encodeURIComponent(credentials.username)}:${encodeURIComponent(credentials.password)}@`
    : '';
  const hosts = endPoints.map(({ host, port }) => `${host}:${port}`).join(',');
  return `${scheme}://${user}${hosts}?tls=${tls ? 'true' : 'false'}`;
};

const peerOf = (socket: Socket): string => `${socket.remoteAddress}:${socket.remotePort}`;

/** Starts one node. The sockets are its own, not grpc-js's, so that a fault can cut the one that a call came in on. */
export async function startNode(options: EsdbServerOptions, shared: Shared): Promise<EsdbServer> {
  const counters = newServerLog();
  const sockets = new Map<string, Socket>();
  const grpc = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024, 'grpc.so_reuseport': 0 });
  const { tls } = options;
  const pair = tls && { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) };
  const injector = grpc.createConnectionInjector(
    pair ? ServerCredentials.createSsl(null, [pair]) : ServerCredentials.createInsecure(),
  );
  const listener = createServer((socket) => {
    const peer = peerOf(socket);
    sockets.set(peer, socket);
    counters.connections.opened += 1;
    counters.connections.open += 1;
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(peer);
      counters.connections.open -= 1;
    });
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const endPoint = { host: '127.0.0.1', port: (listener.address() as AddressInfo).port };
  const cutAll = (): number => {
    const cut = [...sockets.values()];
    for (const socket of cut) socket.destroy();
    return cut.length;
  };

  const node: Node = {
    log: shared.events,
    faults: shared.faults,
    counters,
    maxAppendSize: options.maxAppendSize ?? 1024 * 1024,
    tellsCaughtUp: options.tellsCaughtUp ?? true,
    credentials: options.credentials,
    endPoint,
    members: shared.members,
    cut: (peer) => sockets.get(peer)?.destroySoon(),
  };
  grpc.addService(StreamsService, { read: readHandler(node), ...appendHandlers(node), ...deleteHandlers(node) });
  grpc.addService(GossipService, gossipHandlers(node));
  grpc.addService(ServerFeaturesService, featureHandlers());
  const forgetCutter = shared.faults.onDropConnections(cutAll);

  return {
    url: urlOf([endPoint], options),
    endPoint,
    faults: shared.faults,
    log: counters,
    events: shared.events,
    writeSystemEvents: (count = 1) => {
      for (let n = 0; n < count; n += 1)
        shared.events.appendSystem(`$stats-${endPoint.host}:${endPoint.port}`, '$statsCollected', '{"proc":{"mem":1}}');
    },
    stop: async () => {
      forgetCutter();
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      // Like a node that dies: no farewell to the clients.
      cutAll();
      grpc.forceShutdown();
      await closed;
    },
  };
}

export async function startEsdbServer(options: EsdbServerOptions = {}): Promise<EsdbServer> {
  const instanceId = randomUUID();
  const members = (): Member[] => [{ instanceId, endPoint: server.endPoint, role: 'leader', alive: true }];
  const events = new EventLog(options.now, options.systemEventEvery);
  const server: EsdbServer = await startNode(options, { events, faults: new Faults(), members });
  return server;
}
