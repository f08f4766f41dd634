import { House, type HouseOptions } from '../support/house';
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

    it('leaves each LSMS equal to the registry, but for what one of them refused', async () => {
      const { number, digest, entries } = await house.digest();
      expect(entries).toBeGreaterThan(1000);
      await house.anna.lsmsReached(number);
      expect(house.anna.table.digest()).toBe(digest);
      await house.berta.lsmsReached(number);
      const missing = [...house.anna.table.routes.entries()].filter(
        ({ tn }) => house.berta.table.routes.get(tn) === undefined,
      );
      expect(missing.map(({ tn }) => tn)).toEqual([3035550009]);
    });
  });
}
