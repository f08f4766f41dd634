import { TOPICS } from '@openlnp/messages';
import { smallWorld, type TestDeps } from '../../../../packages/service/src/testing';
import { startLsmsBroadcast } from '../lsms-broadcast';
import { broadcastAll, read, relay } from './broadcasts';

/** The service with so many downloads of one number each, from 3035550001 on; `published` does the relay's work and waits for its effect. */
export async function startedWithDownloads(deps: TestDeps, count: number) {
  await smallWorld(deps.store);
  const tns = Array.from({ length: count }, (_, n) => 3035550001 + n);
  await broadcastAll(deps, tns);
  const service = await deps.running(startLsmsBroadcast(deps));
  await relay(deps);
  await read(deps);
  const published = async () => {
    const { end } = await deps.broker.offsets(TOPICS.registryEvents, 0);
    await relay(deps, Number(end));
    await read(deps);
  };
  return { deps, service, acks: service.acknowledgements, published };
}
