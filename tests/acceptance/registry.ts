import { House, type HouseOptions } from '../support/house';
import { disputeStories } from './disputes';
import { doorStories } from './doors';
import { lifeStories } from './life';
import { portStories } from './port';
import { rangeStories } from './ranges';

/**
 * The acceptance test: carriers port numbers through a registry of real processes, over its public doors. The same stories run on
 * the embedded broker and on a real Kafka, where each service is a process of its own, and on each event store.
 */
export function registryAcceptance(
  name: string,
  brokers: () => string | undefined,
  options: () => HouseOptions = () => ({}),
): void {
  describe(name, () => {
    let house: House;

    beforeAll(async () => {
      house = await House.open(brokers(), options());
      house.startLsmss();
    }, 120_000);

    afterAll(() => house?.close(), 60_000);

    portStories(() => house);
    rangeStories(() => house);
    lifeStories(() => house);
    disputeStories(() => house);
    doorStories(() => house);

    it('leaves each LSMS equal to the registry', async () => {
      const { number, digest, entries } = await house.digest();
      expect(entries).toBeGreaterThan(600);
      for (const carrier of [house.anna, house.berta]) {
        await carrier.lsmsReached(number);
        expect(carrier.table.digest()).toBe(digest);
      }
    });
  });
}
