import { GossipService, type IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb';
import * as gossip from '@eventstore/db-client/generated/gossip_pb';
import {
  type IServerFeaturesServer,
  ServerFeaturesService,
} from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import * as features from '@eventstore/db-client/generated/serverfeatures_pb';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { Node } from './node';

const { VNodeState } = gossip.MemberInfo;

/** Who is in the cluster; open to clients without credentials, as theirs is asked for before any. */
export const gossipHandlers = (node: Node): IGossipServer => ({
  read: (_call, callback) => {
    node.counters.gossips += 1;
    const info = new gossip.ClusterInfo();
    for (const { instanceId, endPoint, role, alive } of node.members()) {
      info.addMembers(
        new gossip.MemberInfo()
          .setInstanceId(new shared.UUID().setString(instanceId))
          .setTimeStamp((BigInt(node.log.now()) * 10_000n).toString())
          .setState(role === 'leader' ? VNodeState.LEADER : VNodeState.FOLLOWER)
          .setIsAlive(alive)
          .setHttpEndPoint(new gossip.EndPoint().setAddress(endPoint.host).setPort(endPoint.port)),
      );
    }
    callback(null, info);
  },
});

/** Names the methods that are here, so that the client appends by BatchAppend. */
export const featureHandlers = (): IServerFeaturesServer => ({
  getSupportedMethods: (_call, callback) => {
    const supported = new features.SupportedMethods().setEventStoreServerVersion('23.10.0');
    for (const service of [StreamsService, GossipService, ServerFeaturesService]) {
      for (const { path } of Object.values(service)) {
        const [, serviceName = '', methodName = ''] = path.split('/');
        // The server itself names its methods in lower case.
        const method = new features.SupportedMethod().setServiceName(serviceName);
        supported.addMethods(method.setMethodName(methodName.toLowerCase()));
      }
    }
    callback(null, supported);
  },
});
