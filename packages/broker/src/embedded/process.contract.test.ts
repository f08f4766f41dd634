// What a process leaves behind when it dies, and what keeps a second one out. The children run the build, which the
// test run makes first.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { open } from 'lmdb';
import { textOf } from '../contract/harness';
import { openEmbeddedBroker } from './embedded-broker';

const BUILD = join(__dirname, '../../dist/index.js');
const now = () => Date.now();

/** Produces 0, 1, 2, ... and writes each number once it was answered. */
const PRODUCE_FOREVER = `
  const { openEmbeddedBroker } = require(${JSON.stringify(BUILD)});
  (async () => {
    const broker = await openEmbeddedBroker({ folder: process.argv[1], now: Date.now });
    await broker.ensureTopics([{ name: 't', partitions: 1, retentionMs: 3600000 }]);
    const record = (n) => ({ topic: 't', partition: 0, key: null, value: Buffer.from(String(n)), headers: {} });
    for (let n = 0; ; n += 1) {
      await broker.produce([record(n)]);
      console.log(n);
    }
  })();`;

describe('the folder of the embedded broker', () => {
  let folder: string;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lnp-broker-'));
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('is for one process, is free again after kill -9, and holds all that was answered', async () => {
    const producer = spawn(process.execPath, ['-e', PRODUCE_FOREVER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = producer;
    const ended = new Promise((resolve) => producer.on('close', resolve));
    let answered = -1;
    const lines = createInterface({ input: producer.stdout });
    await new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        answered = Number(line);
        if (answered === 200) resolve();
      });
    });
    const second = openEmbeddedBroker({ folder, now });
    await expect(second).rejects.toMatchObject({
      code: 'broker_locked',
      message: expect.stringContaining(`process ${producer.pid}`),
    });
    producer.kill('SIGKILL');
    await ended;

    const broker = await openEmbeddedBroker({ folder, now });
    const { end } = await broker.offsets('t', 0);
    expect(end).toBeGreaterThan(BigInt(answered));
    const texts = (await broker.fetch('t', 0, 0n, Number(end))).map(textOf);
    expect(texts).toEqual(texts.map((_, i) => String(i)));
    expect(BigInt(texts.length)).toBe(end);
    await broker.close();
  });

  it('is not opened twice by one process, and may be opened again after close', async () => {
    const first = await openEmbeddedBroker({ folder, now });
    await expect(openEmbeddedBroker({ folder, now })).rejects.toMatchObject({ code: 'broker_locked' });
    await first.close();
    await expect(first.listTopics()).rejects.toMatchObject({ code: 'broker_closed' });
    const again = await openEmbeddedBroker({ folder, now });
    await again.close();
  });

  const tamper = async (change: (meta: ReturnType<typeof open>) => void) => {
    await (await openEmbeddedBroker({ folder, now })).close();
    const meta = open({ path: folder });
    change(meta);
    await meta.close();
  };

  it('is free when another process was given the holder’s id since', async () => {
    await tamper((meta) => meta.putSync('lock', { pid: process.pid, boot: 'an earlier one', started: '1' }));
    const broker = await openEmbeddedBroker({ folder, now });
    await broker.close();
  });

  it('of another format is refused', async () => {
    await tamper((meta) => meta.putSync('format', 99));
    await expect(openEmbeddedBroker({ folder, now })).rejects.toMatchObject({ code: 'unknown_format' });
  });
});
