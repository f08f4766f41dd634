import { type Instant, instant } from '@openlnp/numbering';
import {
  ANNA,
  accepted,
  BERTA,
  NOW,
  newSpCreate,
  oldSpCreate,
  smallWorld,
  testDeps,
} from '../../../packages/service/src/testing';
import { command, start } from './testing/owner';

const newDeps = testDeps();
const DAY = 86_400_000;
const LATE: Instant = instant(NOW + 10 * DAY);
const dueDate = instant(LATE + DAY);

describe('who is said to have done what a request finds due (law 6)', () => {
  // Of a number, and of a range, which is committed as one job first.
  it.each(['3035550001', '3035550001-0002'])('R5-6 is the registry itself, at its own instant: %s', async (tn) => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const create = accepted(BERTA, 'n', 'NewSpCreate', { ...newSpCreate(tn), dueDate });
    const concur = {
      ...accepted(BERTA, 'o', 'OldSpCreate', { ...oldSpCreate(tn), dueDate }),
      ...{ acceptedAt: LATE, actingFor: ANNA },
    };
    await start(deps);
    await command(deps, create);
    await command(deps, concur);
    for (const stream of tn.length > 10 ? ['tn-3035550001', 'tn-3035550002'] : ['tn-3035550001']) {
      const events = await deps.store.readStream(stream);
      expect(events.map(({ type, metadata: { actor, actingFor } }) => [type, actor, actingFor])).toEqual([
        ['SvCreated', BERTA, null],
        ['SvInitialWindowExpired', 'system', null],
        ['SvFinalWindowExpired', 'system', null],
        ['SvSecondCreateReceived', BERTA, ANNA],
      ]);
      expect(events.map(({ metadata: { requestId } }) => requestId)).toEqual([
        create.requestId,
        null,
        null,
        concur.requestId,
      ]);
      expect(events.map(({ metadata: { occurredAt } }) => occurredAt === LATE)).toEqual([false, false, false, true]);
    }
  });
});
