import type { NpaNxx, Spid } from '@openlnp/numbering';
import {
  carrierTopics,
  lsmsResponsesTopic,
  messagesTopicPlan,
  PARTITIONS,
  partitionOf,
  partitionOfText,
  sharedTopics,
  soaMessagesTopic,
  soaRequestsTopic,
  TOPICS,
} from './topics';

const DAY = 86_400_000;
const spid = 'X123' as Spid;

describe('the topic catalogue', () => {
  it('states partitions and retention of every shared topic', () => {
    const plans = Object.fromEntries(
      sharedTopics().map(({ name, partitions, retentionMs }) => [name, [partitions, retentionMs / DAY]]),
    );
    expect(plans).toEqual({
      'port.requests': [12, 7],
      'port.commands': [12, 7],
      'registry.events': [1, 7],
      'lsms.downloads': [1, 14],
      'dead.letters': [1, 30],
      'sandbox.clock': [1, 7],
    });
    expect(Object.keys(plans).sort()).toEqual(Object.values(TOPICS).sort());
  });

  it('gives a carrier the topics that its profile asks for', () => {
    const names = (profile: { soa: boolean; lsms: boolean }) => carrierTopics(spid, profile).map(({ name }) => name);
    expect(names({ soa: true, lsms: true })).toEqual([
      soaRequestsTopic(spid),
      soaMessagesTopic(spid),
      lsmsResponsesTopic(spid),
    ]);
    expect(messagesTopicPlan(spid)).toEqual({ name: 'soa.messages.X123', partitions: 1, retentionMs: 7 * DAY });
    expect(names({ soa: false, lsms: true })).toEqual(['lsms.responses.X123']);
    expect(names({ soa: false, lsms: false })).toEqual([]);
    expect(carrierTopics(spid, { soa: true, lsms: true }).every(({ partitions }) => partitions === 1)).toBe(true);
  });

  it('keeps every NPA-NXX and every SPID where it always was', () => {
    expect(PARTITIONS).toBe(12);
    expect(partitionOf(303_555 as NpaNxx)).toBe(303_555 % 12);
    // Pinned: another answer would move work between owners while it is under way.
    expect(['', '1234', '5678', 'NPAC', 'X123'].map(partitionOfText)).toEqual([1, 1, 9, 11, 9]);
  });

  it('spreads SPIDs over all partitions', () => {
    const used = new Set(Array.from({ length: 500 }, (_, i) => partitionOfText(String(1000 + i))));
    expect(used.size).toBe(PARTITIONS);
  });
});
