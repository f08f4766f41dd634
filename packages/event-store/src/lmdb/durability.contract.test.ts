import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');
const APPENDER = join(ROOT, 'packages/event-store/dist/lmdb/testing/appender.js');
const APPENDS = 40;

const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
if (!canTrace) process.stderr.write('durability test skipped: it needs strace, allowed to trace\n');

(canTrace ? describe : describe.skip)('LMDB store and the disk', () => {
  beforeAll(() => {
    execFileSync(process.execPath, ['infra/build/build.mjs', '--quiet'], { cwd: ROOT });
  });

  it('flushes once for each append that waits for the one before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lmdb-durable-'));
    const trace = join(folder, 'trace');
    const { status } = spawnSync('strace', [
      '-f',
      '-e',
      'trace=fdatasync',
      '-o',
      trace,
      process.execPath,
      APPENDER,
      join(folder, 'store'),
      'race',
      'shared',
      String(APPENDS),
    ]);
    expect(status).toBe(0);
    const flushes = (await readFile(trace, 'utf8')).match(/fdatasync\(\d+/g) ?? [];
    await rm(folder, { recursive: true });
    expect(flushes.length).toBeGreaterThanOrEqual(APPENDS);
  });
});
