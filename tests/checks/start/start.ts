import { eventually } from '../../support/eventually';
import { House } from '../../support/house';
import type { CheckOptions, Outcome } from '../outcome';
import { Ports } from './ports';

const SERVICES = [
  'relay',
  'network-data',
  'validation',
  'activation',
  'lsms-broadcast',
  'soa-notification',
  'routing',
  'intake',
] as const;

const tnAt = (index: number): string => String(3_035_550_101 + index);

/** Ports numbers to two LSMSs while the registry, or one service after another, is killed; nothing may be lost or doubled. */
export async function start({ kafka, kafkaMissing, say }: CheckOptions): Promise<Outcome> {
  if (kafka && kafkaMissing !== undefined)
    return { result: {}, held: true, skipped: [kafkaMissing], text: 'start: not checked' };
  const started = performance.now();
  const house = await House.open(undefined, { kafka, sandbox: false });
  try {
    say(`a registry runs at ${house.registry.url} (${since(started)} ms)`);
    const ports = new Ports(house);
    const killed = kafka ? await killEachService(house, ports, say) : await killAll(house, ports, say);
    const allActive = await ports.allActive();
    const { lost, doubled, active } = await ports.findings();
    // Where an LSMS never gets there, its digest is not waited for.
    const digestsEqual = allActive && (await ports.digestsEqual());
    const accepted = ports.numbers.length;
    for (const what of lost) say(`lost: ${what}`);
    for (const what of doubled) say(`doubled: ${what}`);
    const counts = { accepted, active: active.length, lost: lost.length, doubled: doubled.length, digestsEqual };
    const held = lost.length + doubled.length === 0 && active.length === accepted && digestsEqual;
    const result = { ...counts, ms: since(started), requests: ports.accepted.length, killed };
    return { result, held, skipped: [], text: textOf(result, held) };
  } finally {
    await house.close();
  }
}

/** Five ports; kill -9 when all are activated and no LSMS has acknowledged. Gives how many processes were killed. */
async function killAll(house: House, ports: Ports, say: CheckOptions['say']): Promise<number> {
  const numbers = [0, 1, 2, 3, 4].map(tnAt);
  await Promise.all(numbers.map((tn) => ports.bothCreate(tn)));
  const [first, second, ...others] = numbers as [string, string, ...string[]];
  await Promise.all([first, second].map((tn) => ports.ask('berta', 'Activate', tn)));
  // The others are accepted and no more: the kill comes before their replies can be waited for.
  await Promise.all(others.map((tn) => ports.send('berta', 'Activate', tn)));
  await house.registry.kill();
  say('killed between activation and acknowledgement; starting it again');
  await house.closeCarriers();
  await house.start();
  await house.connect();
  house.startLsmss();
  return 1;
}

/** Two ports around the kill of each service: one at its first create, one at its activation. */
async function killEachService(house: House, ports: Ports, say: CheckOptions['say']): Promise<number> {
  house.startLsmss();
  const { registry } = house;
  for (const [index, service] of SERVICES.entries()) {
    const [starting, activating] = [tnAt(2 * index), tnAt(2 * index + 1)];
    await ports.bothCreate(activating);
    const before = ports.accepted.length;
    const inFlight = Promise.allSettled([ports.port(starting), ports.ask('berta', 'Activate', activating)]);
    await eventually(() => {
      if (ports.accepted.length === before) throw new Error('nothing is accepted');
    });
    const pid = registry.servicePid(service);
    process.kill(pid, 'SIGKILL');
    const killedAt = performance.now();
    await eventually(() => {
      if (registry.servicePid(service) === pid) throw new Error(`${service} does not come back`);
    }, 30_000);
    const back = since(killedAt);
    for (const port of await inFlight) if (port.status === 'rejected') say(`fell short: ${port.reason}`);
    say(`${service} killed (pid ${pid}), back after ${back} ms, its ports done after ${since(killedAt)} ms`);
  }
  return SERVICES.length;
}

const since = (instant: number): number => Math.round(performance.now() - instant);

function textOf(result: object, held: boolean): string {
  const lines = Object.entries(result).map(([name, value]) => `  ${name.padEnd(14)}${value}`);
  return [`start: ${held ? 'all held' : 'fell short'}`, ...lines].join('\n');
}
