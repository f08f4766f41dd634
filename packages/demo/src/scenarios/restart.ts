import type { Port } from '../plan';
import { isActiveEverywhere, registryComesToSay, type Scenario, type Stage } from '../stage';
import { comesTrue } from '../waiting';

/** The processes of a registry on Kafka, in the order in which they are killed. */
const SERVICES = [
  'intake',
  'validation',
  'activation',
  'relay',
  'lsms-broadcast',
  'soa-notification',
  'routing',
  'network-data',
] as const;

const TIMEOUT_MS = 60_000;

/**
 * kill -9 while requests are under way; the carriers know nothing of it and go on.
 * appeared: every process was killed with work under way. notified: every request, sent before, while or after, has exactly one final
 * reply. cleared: each number has one version, active everywhere.
 */
export const restart: Scenario = async (stage) => {
  const { sandbox, traffic, before, during, after, kafka } = stage;
  await traffic.port(before);
  const appeared = kafka ? await killEachService(stage) : await killWith(stage, during, () => killRegistry(stage));
  await traffic.port(after);
  const cleared = await registryComesToSay(stage, [...before, ...during, ...after], isActiveEverywhere);
  const notified = await comesTrue(
    () => traffic.sent.every(({ sender, messageId }) => sandbox.carrier(sender).repliesTo(messageId) === 1),
    TIMEOUT_MS,
    stage.signal,
  );
  return { appeared, notified, cleared };
};

/** Kills while some of the ports have begun and not ended; whether it found them so. */
async function killWith(
  { traffic, signal }: Stage,
  ports: readonly Port[],
  kill: () => Promise<boolean>,
): Promise<boolean> {
  let over = false;
  const ported = traffic.port(ports).finally(() => {
    over = true;
  });
  // Awaited below; meanwhile a failure is not one that nobody handles.
  ported.catch(() => undefined);
  const sentBefore = traffic.sent.length;
  await comesTrue(() => over || traffic.sent.length >= sentBefore + ports.length, TIMEOUT_MS, signal);
  const underWay = traffic.underWay > 0;
  const back = await kill();
  await ported;
  return underWay && back;
}

async function killRegistry({ sandbox, board, traffic }: Stage): Promise<boolean> {
  const { pid } = sandbox.registry;
  board.say(`kill -9 of the registry (pid ${pid}), ${traffic.underWay} ports under way`, 'fault');
  await sandbox.registry.kill();
  await sandbox.startRegistry();
  board.say(`the registry is back (pid ${sandbox.registry.pid})`, 'good');
  return sandbox.registry.pid !== pid;
}

async function killEachService(stage: Stage): Promise<boolean> {
  const { during } = stage;
  const share = Math.ceil(during.length / SERVICES.length);
  let all = true;
  for (const [index, name] of SERVICES.entries()) {
    const ports = during.slice(index * share, (index + 1) * share);
    all = (await killWith(stage, ports, () => killService(stage, name))) && all;
  }
  return all;
}

/** Whether the supervisor brought it back as another process. */
async function killService({ sandbox, board, traffic, signal }: Stage, name: string): Promise<boolean> {
  const { registry } = sandbox;
  const pid = registry.servicePid(name);
  board.say(`kill -9 of ${name} (pid ${pid}), ${traffic.underWay} ports under way`, 'fault');
  process.kill(pid, 'SIGKILL');
  const back = await comesTrue(() => registry.servicePid(name) !== pid, TIMEOUT_MS, signal);
  if (back) board.say(`${name} is back (pid ${registry.servicePid(name)})`, 'good');
  return back;
}
