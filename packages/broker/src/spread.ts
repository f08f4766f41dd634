/** A member of a group and the topics it follows. */
export interface GroupMember {
  readonly id: string;
  readonly topics: readonly string[];
}

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

export const placeKey = (topic: string, partition: number): string => `${topic}/${partition}`;

/**
 * Who reads what: each partition goes to one of the members that follow its topic, in turns over all topics, so that many topics
 * of one partition spread as well. The same input gives the same answer in every process; members with different topic lists
 * (a rolling change) are served right.
 */
export function spreadPartitions(
  topics: ReadonlyMap<string, number>,
  members: readonly GroupMember[],
): Map<string, Place[]> {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const spread = new Map<string, Place[]>(sorted.map((m) => [m.id, []]));
  let turn = 0;
  for (const topic of [...topics.keys()].sort()) {
    const followers = sorted.filter((m) => m.topics.includes(topic));
    if (followers.length === 0) continue;
    for (let partition = 0; partition < (topics.get(topic) ?? 0); partition += 1) {
      const owner = followers[turn % followers.length] as GroupMember;
      spread.get(owner.id)?.push({ topic, partition });
      turn += 1;
    }
  }
  return spread;
}
