import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbReader } from '@openlnp/event-store';
import { eventCodec } from '@openlnp/messages';
import { RELAY_CHECKPOINT } from '@openlnp/service';
import { Carrier, LsmsMemory } from '../../../tests/support/carrier';
import { eventually } from '../../../tests/support/eventually';
import { RegistryProcess } from '../../../tests/support/registry-process';
import { backUp } from './backup';
import { registryClient } from './registry-client';
import { restore } from './restore';
import { seed } from './seed';
import { WORLD } from './world';

/** A due date that has come, also when midnight has come since the start. */
const today = (): string => `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
/** The machine may be busy, and relay notes its position every five seconds. */
const PATIENCE_MS = 40_000;
const LRN = '7205559990';

describe('backup of a running registry', () => {
  let folder: string;
  let original: RegistryProcess;
  let restored: RegistryProcess | undefined;
  const carriers: Carrier[] = [];
  const [data, copy, again] = ['data', 'backup', 'again'];
  const at = (name: string): string => join(folder, name);

  const carrier = async (spid: string, url: string): Promise<Carrier> => {
    const tokenFile = join(at(data), 'tokens', `${spid}.token`);
    const connected = await Carrier.connect({ spid, url, tokenFile, memory: new LsmsMemory() });
    carriers.push(connected);
    return connected;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lnp-backup-'));
    original = await RegistryProcess.start({ data: at(data), sandbox: false });
    const client = registryClient(original.url, original.operatorToken);
    await seed(client, WORLD, { transport: 'http', tokenFolder: join(at(data), 'tokens') });
  }, 60_000);

  afterAll(async () => {
    await Promise.all(carriers.map((one) => one.close()));
    await original.stop();
    await restored?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  it('holds every request accepted before it; a registry started on it finishes them, and every LSMS is equal', async () => {
    const [losing, winning] = [await carrier('X101', original.url), await carrier('X202', original.url)];
    losing.startLsms();
    winning.startLsms();
    const accepted: string[] = [];
    let porting = true;
    let next = 3035550100;
    const portMany = async (): Promise<void> => {
      for (; porting; ) {
        const tn = String(next++);
        const parties = { tn, oldSp: 'X101', newSp: 'X202', dueDate: today() };
        const steps: [Carrier, object][] = [
          [winning, { kind: 'NewSpCreate', ...parties, lrn: LRN }],
          [losing, { kind: 'OldSpCreate', ...parties }],
          [winning, { kind: 'Activate', tn }],
        ];
        for (const [who, request] of steps) {
          const { messageId } = await who.connection.send(request as { kind: string });
          accepted.push(`${who.spid}-${messageId}`);
          await who.connection.waitForReply(messageId, { timeoutMs: 60_000 }).catch(async (error: unknown) => {
            throw new Error(`${JSON.stringify(request)}: ${error}\n${await original.situation()}`);
          });
        }
      }
    };
    const lives = Promise.all([portMany(), portMany(), portMany()]);
    let broken: unknown;
    lives.catch((error: unknown) => {
      broken = error;
    });
    /** While numbers are ported: with nobody porting any more there is nothing to wait for. */
    const whilePorting = <T>(attempt: () => Promise<T> | T) =>
      eventually(() => (broken === undefined ? attempt() : undefined), PATIENCE_MS).then(
        (found) => {
          if (broken !== undefined) throw broken;
          return found as T;
        },
        async (error: unknown) => {
          throw new Error(`${error}\n${await original.situation()}`);
        },
      );
    const grows = (by: number) => {
      const wanted = accepted.length + by;
      return whilePorting(() => expect(accepted.length).toBeGreaterThan(wanted));
    };

    /** Relay's next note of how far it is that is beyond this position. */
    const relayNotes = (position: bigint) =>
      whilePorting(async () => {
        const store = await openLmdbReader({ folder: join(at(data), 'store'), codec: eventCodec });
        const noted = (await store.loadCheckpoint(RELAY_CHECKPOINT)) ?? -1n;
        await store.close();
        expect(noted).toBeGreaterThan(position);
        return noted;
      });

    await grows(100);
    const before = [...accepted];
    const manifest = await backUp({
      data: at(data),
      to: at(copy),
      now: Date.now,
      version: '0.1.0',
      // The store runs ahead of the copied broker, by what relay has published since and noted as published.
      between: async () => {
        await grows(50);
        await relayNotes(await relayNotes(-1n));
      },
    });
    await grows(20);
    porting = false;
    await lives;
    await original.kill();

    expect(await restore({ from: at(copy), data: at(again) })).toEqual(manifest);
    restored = await RegistryProcess.start({ data: at(again), sandbox: false });
    const client = registryClient(restored.url, restored.operatorToken);
    interface Status {
      store: { head: string; lag: number };
      consumers: { lag: number }[];
      lastDownload: number;
    }
    await eventually(async () => {
      const status = await client.call<Status>('GET', '/v1/status');
      expect(Number(status.store.head)).toBeGreaterThanOrEqual(Number(manifest.store.head));
      expect([status.store.lag, ...status.consumers.map(({ lag }) => lag)].filter((lag) => lag !== 0)).toEqual([]);
      expect(status.lastDownload).toBeGreaterThanOrEqual(manifest.store.downloads);
    }, PATIENCE_MS);
    const states = await Promise.all(before.map((id) => client.call<{ status: string }>('GET', `/v1/requests/${id}`)));
    expect(states.length).toBeGreaterThan(100);
    expect(states.filter(({ status }) => status !== 'done')).toEqual([]);

    const lsms = await carrier('X202', restored.url);
    lsms.startLsms();
    // The registry's table moves on while the last downloads are being answered.
    await eventually(async () => {
      const { number, digest } = await client.call<{ number: number; digest: string }>('GET', '/v1/lsms/digest');
      expect(number).toBeGreaterThanOrEqual(manifest.store.downloads);
      expect(lsms.table.digest()).toBe(digest);
    }, PATIENCE_MS);
    const created = { tn: '3035559001', oldSp: 'X101', newSp: 'X202', dueDate: today(), lrn: LRN };
    expect(await lsms.ask('NewSpCreate', created)).toMatchObject({ status: 'done' });
  }, 200_000);

  it('is not restored when a byte is missing, nor over anything, nor from half a backup', async () => {
    await expect(restore({ from: at(copy), data: at(again) })).rejects.toMatchObject({ code: 'not_empty' });
    await expect(restore({ from: at(again), data: at('third') })).rejects.toMatchObject({ code: 'no_backup' });
    truncateSync(join(at(copy), 'broker', 'data.mdb'), 4096);
    await expect(restore({ from: at(copy), data: at('third') })).rejects.toMatchObject({ code: 'backup_damaged' });
    await expect(
      RegistryProcess.start({ data: at('third'), sandbox: false }).then((registry) => registry.stop()),
    ).resolves.toBeUndefined();
  }, 60_000);

  it('is not made over anything, of nothing, nor of a registry whose requests wait in a Kafka', async () => {
    const options = { now: Date.now, version: '0.1.0' };
    await expect(backUp({ ...options, data: at(data), to: at(again) })).rejects.toMatchObject({ code: 'not_empty' });
    await expect(backUp({ ...options, data: at('none'), to: at('fourth') })).rejects.toMatchObject({
      code: 'no_store',
    });
    rmSync(join(at(data), 'broker'), { recursive: true });
    await expect(backUp({ ...options, data: at(data), to: at('fourth') })).rejects.toMatchObject({
      code: 'not_embedded',
    });
  });
});
