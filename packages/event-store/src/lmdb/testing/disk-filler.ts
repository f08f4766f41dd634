import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonCodec } from '../../contract/json-codec';
import { newEvent } from '../../contract/kit';
import { openLmdbStore } from '../store';

/**
 * A process of its own, on a small file system that nobody else uses: node disk-filler.js MOUNT-POINT. Appends until the disk
 * is full, three times over it, tries to make another store, opens the full one again, makes room, appends, opens once more,
 * and prints what became of it as one line of JSON.
 */
const BALLAST_BYTES = 1_000_000;
const stream = 'filling';

async function main(mount: string): Promise<void> {
  const ballast = join(mount, 'ballast');
  writeFileSync(ballast, Buffer.alloc(BALLAST_BYTES));
  const options = { folder: join(mount, 'store'), codec: jsonCodec, now: Date.now };
  let store = await openLmdbStore(options);
  const answered: string[] = [];
  const codes: unknown[] = [];
  const append = async (): Promise<void> => {
    const events = Array.from({ length: 20 }, (_, n) => newEvent(n, 'x'.repeat(900)));
    await store.append({ stream, expectedRevision: answered.length - 1, events });
    answered.push(...events.map((event) => event.id));
  };
  while (codes.length < 3) {
    await append().catch((error: { code?: unknown }) => codes.push(error.code));
  }
  const beforeRoom = answered.length;
  const codeOfNewStore: unknown = await openLmdbStore({ ...options, folder: join(mount, 'another') }).then(
    () => 'opened',
    (error: { code?: unknown }) => error.code,
  );
  await store.close();
  store = await openLmdbStore(options);
  const readable = (await store.readStream(stream)).length;
  rmSync(ballast);
  await append();
  await store.close();
  store = await openLmdbStore(options);
  const found = (await store.readStream(stream)).map((event) => event.id);
  await store.close();
  const same = found.length === answered.length && found.every((id, index) => id === answered[index]);
  process.stdout.write(
    `${JSON.stringify({ codes, codeOfNewStore, beforeRoom, readable, afterRoom: found.length, same })}\n`,
  );
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
