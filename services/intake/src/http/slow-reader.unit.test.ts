import type { Broker, IncomingRecord } from '@openlnp/broker';
import { type CountedBroker, countReaders, doneMessage } from './testing/brokers';
import { A111, fakeDeps } from './testing/fake-deps';
import { feedsOf } from './testing/feed-of';
import { testDoors } from './testing/test-door';
import { waitFor } from './testing/wait-for';

const feedOf = feedsOf(testDoors());

const MESSAGES = '/v1/soa/messages';

describe('a slow reader', () => {
  /** A topic without end: hands out the next batch as soon as the last is done. */
  function endless(): { broker: CountedBroker; handed: () => number } {
    const template = doneMessage(A111, 'x'.repeat(60));
    let handed = 0;
    const broker: Broker = {
      ...fakeDeps().broker,
      offsets: () => Promise.resolve({ earliest: 0n, end: 0n }),
      read: ({ onRecords }) => {
        let stopped = false;
        const batch = (): IncomingRecord[] =>
          Array.from({ length: 100 }, () => ({ ...template, offset: BigInt(handed++), timestamp: 0 }));
        const run = async (): Promise<void> => {
          while (!stopped) {
            await onRecords(batch());
            await new Promise((resolve) => setImmediate(resolve));
          }
        };
        const running = run();
        return Promise.resolve({
          stop: async () => {
            stopped = true;
            await running;
          },
        });
      },
    };
    return { broker: countReaders(broker), handed: () => handed };
  }

  async function untilStill(count: () => number): Promise<number> {
    let last = -1;
    let same = 0;
    await waitFor(() => {
      same = count() === last ? same + 1 : 0;
      last = count();
      return same >= 20;
    });
    return last;
  }

  it('is not read ahead of, and loses nothing', async () => {
    const { broker, handed } = endless();
    const feed = await feedOf(MESSAGES, { broker, monotonicMs: () => 0 });
    feed.pause();
    const taken = await untilStill(handed);
    // About 300 bytes an event: what the kernel holds for a connection, and no more.
    expect(taken).toBeLessThan(60_000);
    feed.resume();
    await feed.until(() => feed.events.length > taken);
    expect(feed.events.map(({ id }) => id)).toEqual(feed.events.map((_, index) => String(index)));
  });

  it('is cut in the end', async () => {
    const { broker } = endless();
    const feed = await feedOf(MESSAGES, { broker }, { options: { heartbeatMs: 5, stalledMs: 50 } });
    feed.pause();
    await waitFor(() => feed.logged.length > 0);
    await waitFor(() => broker.reading() === 0);
    expect(feed.logged[0]?.fields).toMatchObject({
      err: expect.objectContaining({ message: 'the reader does not read' }),
    });
  });

  it('does not keep the door from closing', async () => {
    const { broker, handed } = endless();
    const feed = await feedOf(MESSAGES, { broker, monotonicMs: () => 0 });
    feed.pause();
    await untilStill(handed);
    await feed.close();
    expect(broker.reading()).toBe(0);
  });
});
