import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../../contract/harness';
import { openEmbeddedBroker } from '../embedded-broker';

/**
 * A process of its own, on a small file system that nobody else uses: node disk-filler.js MOUNT-POINT. Produces until the disk is
 * full, three times over it, while a consumer commits offsets; tries to make a topic and another broker; makes room, produces, and
 * prints what became of it as one line of JSON.
 */
const BALLAST_BYTES = 1_000_000;
const now = () => Date.now();

async function main(mount: string): Promise<void> {
  const ballast = join(mount, 'ballast');
  writeFileSync(ballast, Buffer.alloc(BALLAST_BYTES));
  const folder = join(mount, 'broker');
  let broker = await openEmbeddedBroker({ folder, now });
  const topic = { name: 't', partitions: 1, retentionMs: 3_600_000 };
  await broker.ensureTopics([topic]);
  let consumed = 0;
  const consumer = await broker.consume({
    group: 'g',
    topics: ['t'],
    fromBeginning: true,
    onBatch: async ({ records }) => {
      consumed += records.length;
    },
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  });
  const answered: string[] = [];
  const codes: unknown[] = [];
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'done',
      (error: { code?: unknown }) => error.code,
    );
  const produce = async (): Promise<void> => {
    const texts = Array.from({ length: 20 }, (_, i) => `${answered.length + i} ${'x'.repeat(900)}`);
    await broker.produce(
      texts.map((text) => ({ topic: 't', partition: 0, key: null, value: Buffer.from(text), headers: {} })),
    );
    answered.push(...texts);
  };
  while (codes.length < 3) {
    const code = await codeOf(produce());
    if (code !== 'done') codes.push(code);
  }
  const beforeRoom = answered.length;
  const codeOfNewBroker = await codeOf(openEmbeddedBroker({ folder: join(mount, 'another'), now }));
  const readable = (await broker.fetch('t', 0, 0n, 1_000_000)).length > 0;
  rmSync(ballast);
  await produce();
  await broker.ensureTopics([{ ...topic, name: 'later' }]);
  await consumer.stop();
  await broker.close();
  broker = await openEmbeddedBroker({ folder, now });
  const found: string[] = [];
  for (let records = await broker.fetch('t', 0, 0n, 500); records.length > 0; ) {
    found.push(...records.map(textOf));
    records = await broker.fetch('t', 0, BigInt(found.length), 500);
  }
  const committed = Number(await broker.committed('g', 't', 0));
  await broker.close();
  const same = found.length === answered.length && found.every((text, index) => text === answered[index]);
  process.stdout.write(
    `${JSON.stringify({ codes, codeOfNewBroker, beforeRoom, readable, afterRoom: found.length, same, consumed, committed })}\n`,
  );
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
