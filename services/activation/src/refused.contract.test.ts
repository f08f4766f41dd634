import type { AcceptedRequest } from '@openlnp/messages';
import {
  ANNA,
  accepted,
  BERTA,
  CARLA,
  newSpCreate,
  oldSpCreate,
  portOf,
  smallWorld,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { command, deadLetters, outcomesOf, STREAM, start, TN } from './testing/owner';

const newDeps = testDeps();
const DAY = 86_400_000;

const create = accepted(BERTA, 'create', 'NewSpCreate', newSpCreate(TN));
const lateDay = { tn: TN, dueDate: TODAY - DAY };
const otherLrn = { tn: TN, status: 'active', billingId: '7', lrn: '3039999999' };

describe('a request that is refused', () => {
  it.each<[string, string, readonly AcceptedRequest[], AcceptedRequest]>([
    ['R5-20.2', 'a second create', [create], accepted(ANNA, 'no', 'OldSpCreate', { ...oldSpCreate(TN), newSp: CARLA })],
    ['R5-30.2', 'a modification', [create], accepted(BERTA, 'no', 'Modify', lateDay)],
    ['R5-39.2', 'a modification of an active version', portOf(TN), accepted(BERTA, 'no', 'Modify', otherLrn)],
  ])('%s leaves the number as it was, and so what queries find of it: %s', async (_id, _what, before, refused) => {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: null });
    await start(deps);
    await command(deps, ...before);
    const events = await deps.store.readStream(STREAM);
    expect(events.length).toBeGreaterThan(0);
    await command(deps, refused);
    // Answers to queries are folded from these alone.
    expect(await deps.store.readStream(STREAM)).toEqual(events);
    expect(await outcomesOf(deps.store, [refused])).toEqual([[['RequestRefused', undefined]]]);
    expect(await deadLetters(deps)).toEqual([]);
  });
});
