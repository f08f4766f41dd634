import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');
const FILLER = join(ROOT, 'packages/broker/dist/embedded/testing/disk-filler.js');

/** Runs a command line with a file system of 4 MB of its own, mounted in a namespace that ends with it. */
const onSmallDisk = (mount: string, command: string) =>
  spawnSync(
    'unshare',
    ['--map-root-user', '--mount', 'sh', '-c', `mount -t tmpfs -o size=4m tmpfs "$0" && ${command}`, mount],
    { encoding: 'utf8', env: { ...process.env, NODE: process.execPath, FILLER } },
  );

const canMount = onSmallDisk(tmpdir(), 'true').status === 0;
if (!canMount) process.stderr.write('full disk test skipped: it needs Linux with unshare and user namespaces\n');

(canMount ? describe : describe.skip)('the embedded broker on a full disk', () => {
  beforeAll(() => {
    execFileSync(process.execPath, ['infra/build/build.mjs', '--quiet'], { cwd: ROOT });
  });

  it('says disk_full, keeps what was answered, and goes on when there is room, in the same process', async () => {
    const mount = await mkdtemp(join(tmpdir(), 'lnp-broker-full-'));
    const { status, stdout, stderr } = onSmallDisk(mount, '"$NODE" "$FILLER" "$0"');
    await rmdir(mount);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const outcome = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(outcome).toMatchObject({
      codes: ['disk_full', 'disk_full', 'disk_full'],
      codeOfNewBroker: 'disk_full',
      readable: true,
      afterRoom: Number(outcome.beforeRoom) + 20,
      same: true,
      // A committed offset that found no room was written when there was.
      committed: outcome.afterRoom,
      consumed: outcome.afterRoom,
    });
    expect(outcome.beforeRoom).toBeGreaterThan(100);
  });
});
