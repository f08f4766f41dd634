import { AssignerProtocol, type Cluster, type PartitionAssigner } from 'kafkajs';
import { type Place, spreadPartitions } from '../spread';

const NAME = 'openlnp-spread';
const VERSION = 0;
const { MemberAssignment, MemberMetadata } = AssignerProtocol;

const NO_DATA = Buffer.alloc(0);

/** kafkajs' own assigner takes the leader's topics for everybody's; while members change their lists one after another, that is wrong. */
export const spreadAssigner: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: VERSION,
  protocol: ({ topics }) => ({
    name: NAME,
    metadata: MemberMetadata.encode({ version: VERSION, topics, userData: NO_DATA }),
  }),
  assign: async ({ members }) => {
    const followed = members.map(({ memberId, memberMetadata }) => ({
      id: memberId,
      topics: MemberMetadata.decode(memberMetadata)?.topics ?? [],
    }));
    const counts = await partitionCounts(cluster, [...new Set(followed.flatMap((m) => m.topics))]);
    const spread = spreadPartitions(counts, followed);
    return [...spread].map(([memberId, places]) => ({
      memberId,
      memberAssignment: MemberAssignment.encode({ version: VERSION, assignment: byTopic(places), userData: NO_DATA }),
    }));
  },
});

async function partitionCounts(cluster: Cluster, topics: string[]): Promise<Map<string, number>> {
  await cluster.addMultipleTargetTopics(topics);
  return new Map(topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length]));
}

function byTopic(places: readonly Place[]): Record<string, number[]> {
  const partitions: Record<string, number[]> = {};
  for (const { topic, partition } of places) {
    const list = partitions[topic] ?? [];
    partitions[topic] = list;
    list.push(partition);
  }
  return partitions;
}
