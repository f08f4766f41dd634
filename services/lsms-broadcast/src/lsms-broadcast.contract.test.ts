import { lsmsResponsesTopic, TOPICS } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import {
  append,
  coded,
  eventually,
  join,
  logOf,
  messagesOf,
  overBroker,
  smallWorld,
  testDeps,
} from '../../../packages/service/src/testing';
import { startLsmsBroadcast } from './lsms-broadcast';

import { broadcastAll, bytesOf, failed, numbersOf, read, relay, relayed, TNS } from './testing/broadcasts';

const newDeps = testDeps();

describe('downloads are one numbered log (law 5)', () => {
  it('counts broadcasts and restoring broadcasts, dense from 1, in the store’s order', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await broadcastAll(deps, TNS.slice(0, 2));
    await append(deps.store, `tn-${TNS[0]}`, failed(TNS[0] as number));
    await deps.running(startLsmsBroadcast(deps));
    await relay(deps);
    await read(deps);
    const first = await logOf(deps.store);
    await broadcastAll(deps, TNS.slice(2));
    await relay(deps, first.length);
    await read(deps);
    const found = await messagesOf(deps.broker, TOPICS.lsmsDownloads);
    expect(found.map(({ data }) => data)).toMatchObject([
      { number: 1, action: 'activate', firstTn: '3035550001', downloadReason: 'new', lrn: '3039870000' },
      { number: 2, action: 'activate', firstTn: '3035550002' },
      { number: 3, action: 'delete', firstTn: '3035550001', downloadReason: 'delete', lrn: null },
      { number: 4, action: 'activate', firstTn: '3035550003' },
    ]);
  });

  it('another one that counts from zero gets the same numbers and the same bytes', async () => {
    const one = await newDeps();
    await smallWorld(one.store);
    await broadcastAll(one, TNS);
    await relay(one);
    await one.running(startLsmsBroadcast(one));
    await read(one);
    // The same log elsewhere, told in other batches, by another clock.
    const other = await newDeps();
    other.time.now += 86_400_000;
    await other.running(startLsmsBroadcast(other));
    for (const event of await logOf(one.store)) {
      const { stream, revision, id, type, data, metadata } = event;
      await other.store.append({ stream, expectedRevision: revision - 1, events: [{ id, type, data, metadata }] });
      await other.broker.produce([relayed(event)]);
    }
    await read(other);
    expect(await numbersOf(other)).toEqual(['1', '2', '3']);
    expect(await bytesOf(other)).toEqual(await bytesOf(one));
  });

  it('repeats of an old relay, older ones last, lose no download and double none', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await broadcastAll(deps, TNS);
    const records = (await logOf(deps.store)).map(relayed);
    // In one batch: the newest event in the middle, its own repeat and much older ones behind it.
    await deps.broker.produce([...records, ...records.slice(-1), ...records.slice(0, 3)]);
    await deps.running(startLsmsBroadcast(deps));
    await read(deps);
    expect(await numbersOf(deps)).toEqual(['1', '2', '3']);
  });

  it('what could not be written is written again, byte for byte, and nothing twice after a restart', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await broadcastAll(deps, TNS);
    await relay(deps);
    let failures = 2;
    const broker = overBroker(deps.broker, {
      produce: async (records) => {
        // Taken, but the answer is lost: what is repeated must be the same.
        await deps.broker.produce(records);
        if (failures > 0 && records.some(({ topic }) => topic === TOPICS.lsmsDownloads)) {
          failures -= 1;
          throw coded('broker_unreachable');
        }
      },
    });
    await deps.running(startLsmsBroadcast({ ...deps, broker }));
    await read(deps);
    const written = await bytesOf(deps);
    expect(written).toHaveLength(9);
    expect(written.slice(3, 6)).toEqual(written.slice(0, 3));
    const again = await deps.restart();
    await again.running(startLsmsBroadcast(again));
    // The offsets of the group are lost: everything is told once more.
    await relay(again);
    await read(again);
    expect(await bytesOf(again)).toEqual(written);
  });

  it('go on while the topics of a newcomer cannot be made, which is tried again', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    let isFull = false;
    let tries = 0;
    const broker = overBroker(deps.broker, {
      ensureTopics: (specs) => {
        tries += isFull ? 1 : 0;
        return isFull ? Promise.reject(coded('disk_full')) : deps.broker.ensureTopics(specs);
      },
    });
    await deps.running(startLsmsBroadcast({ ...deps, broker }));
    isFull = true;
    const newcomer = 'D444' as Spid;
    await join(deps.store, newcomer, null, 'kafka');
    await broadcastAll(deps, TNS);
    await relay(deps);
    await read(deps);
    expect(await numbersOf(deps)).toEqual(['1', '2', '3']);
    await eventually('it is tried again', () => tries > 1);
    isFull = false;
    const names = async () => (await deps.broker.listTopics()).map(({ name }) => name);
    await eventually('the topic is there', async () => (await names()).includes(lsmsResponsesTopic(newcomer)));
  });
});
