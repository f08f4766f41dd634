import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import { LRNS } from '../../support/house';
import type { Case, Stage } from './case';

/** A number from Anna to Berta, through to its activation's reply. */
export async function port({ house, freshTn, today }: Stage): Promise<string> {
  const tn = freshTn();
  const parties = { tn, oldSp: 'A111', newSp: 'B222', dueDate: today };
  const replies = [
    await house.berta.ask('NewSpCreate', { ...parties, lrn: LRNS.B222 }),
    await house.anna.ask('OldSpCreate', parties),
    await house.berta.ask('Activate', { tn }),
  ];
  const wrong = replies.find(({ status }) => status !== 'done');
  if (wrong !== undefined) throw new Error(`${tn} could not be ported: ${JSON.stringify(wrong)}`);
  return tn;
}

/** What a registry does that took no harm. */
export const STILL_WORKS: readonly Case[] = [
  {
    name: 'afterwards: a good port',
    expected: 'active',
    run: async (stage) => {
      stage.house.startLsmss();
      const tn = await port(stage);
      const [version] = await stage.house.carla.versions(
        tn,
        ([seen]) => seen !== undefined && seen.status !== 'sending',
      );
      return String(version?.status);
    },
  },
  {
    name: 'afterwards: the LSMSs',
    expected: 'equal to the registry',
    run: ({ house }) =>
      eventually(async () => {
        const { number, digest } = await house.digest();
        for (const carrier of [house.anna, house.berta]) {
          await carrier.lsmsReached(number);
          if (carrier.table.digest() !== digest) throw new Error(`${carrier.spid} differs from the registry`);
        }
        return 'equal to the registry';
      }),
  },
  {
    name: 'afterwards: the ports before',
    expected: 'all answered',
    run: async ({ house }) => {
      const entries = [...house.anna.table.routes.entries()];
      for (const { tn } of entries) await house.carla.versions(String(tn), ([seen]) => seen?.status !== 'sending');
      return entries.length < 3 ? `only ${entries.length} numbers` : 'all answered';
    },
  },
  {
    name: 'afterwards: readiness',
    expected: '200',
    run: async ({ http }) => (await http.ask({ method: 'GET', path: '/readyz' })).summary,
  },
];

/** Eight processes stop one after another in 2 to 6 s; one that hangs is killed after 15 s. */
const STOP_MS = 10_000;

/** At the very end: it must stop, whoever holds a connection. */
export const STOPS: readonly Case[] = [
  {
    name: 'a connection that says nothing, at the stop',
    expected: 'stopped within 10 s',
    run: async ({ house }) => {
      const { hostname, port: door } = new URL(house.registry.url);
      const silent = connect({ host: hostname, port: Number(door) });
      await once(silent, 'connect');
      await house.closeCarriers();
      const stopped = house.registry.stop();
      const inTime = await Promise.race([stopped.then(() => true), delay(STOP_MS, false)]);
      silent.destroy();
      await stopped;
      return inTime ? 'stopped within 10 s' : 'waits for it';
    },
  },
];
