import { consumeSpecs } from './consume-specs';
import { groupSpecs } from './group-specs';
import type { Subject } from './harness';
import { produceSpecs } from './produce-specs';
import { readSpecs } from './read-specs';

/**
 * What every broker must do, in jest: run it on each adapter.
 *
 * @param open a broker, empty or used before, for one test
 */
export function brokerContract(name: string, open: () => Promise<Subject>): void {
  describe(`${name} keeps the broker contract:`, () => {
    let subject: Subject;

    beforeEach(async () => {
      subject = await open();
    });

    afterEach(async () => {
      await subject.close();
    });

    produceSpecs(() => subject);
    readSpecs(() => subject);
    consumeSpecs(() => subject);
    groupSpecs(() => subject);
  });
}
