import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jsonCodec } from '../contract/json-codec';
import { START } from '../port';
import { openLmdbReader } from './reader';
import type { Acknowledged } from './testing/appender';

const APPENDER = resolve(__dirname, '../../../../packages/event-store/dist/lmdb/testing/appender.js');

describe('the read-only view of a store', () => {
  let folder: string;
  let writer: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lmdb-reader-'));
  });

  afterEach(async () => {
    await killWriter();
    rmSync(folder, { recursive: true });
  });

  async function killWriter(): Promise<void> {
    if (writer === undefined) return;
    const gone = once(writer, 'exit');
    writer.kill('SIGKILL');
    await gone;
    writer = undefined;
  }

  /** The next append that another process has had answered. */
  async function acknowledged(): Promise<Acknowledged> {
    const [message] = (await once(writer as ChildProcess, 'message')) as [Acknowledged];
    return message;
  }

  it('sees everything that another process goes on appending, while it appends', async () => {
    writer = fork(APPENDER, [folder, 'forever', '', '3']);
    await acknowledged();
    const reader = await openLmdbReader({ folder, codec: jsonCodec });
    for (let round = 0; round < 5; round += 1) {
      const { stream, revision, position, id } = await acknowledged();
      expect(await reader.head()).toBeGreaterThanOrEqual(BigInt(position));
      expect(await reader.readAll(BigInt(position) - 1n, 1)).toMatchObject([{ id, stream, revision }]);
      expect((await reader.readStream(stream))[revision]).toMatchObject({ id });
    }
    const all = await reader.readAll(START, 1_000_000);
    expect(all.map(({ position }) => position)).toEqual(all.map((_, index) => BigInt(index)));
    await reader.close();
    // The writer has not noticed.
    expect(await acknowledged()).toMatchObject({ stream: expect.any(String) });
  });

  it('reads what a dead process left', async () => {
    writer = fork(APPENDER, [folder, 'forever', '', '1']);
    const { position } = await acknowledged();
    await killWriter();
    const reader = await openLmdbReader({ folder, codec: jsonCodec });
    expect(await reader.head()).toBeGreaterThanOrEqual(BigInt(position));
    await reader.close();
  });

  it('makes nothing where there is no store', async () => {
    const missing = join(folder, 'none');
    await expect(openLmdbReader({ folder: missing, codec: jsonCodec })).rejects.toMatchObject({ code: 'no_store' });
    writeFileSync(join(folder, 'data.mdb'), 'this is no database, whatever its name says, and longer than its head');
    await expect(openLmdbReader({ folder, codec: jsonCodec })).rejects.toMatchObject({ code: 'unknown_format' });
  });
});
