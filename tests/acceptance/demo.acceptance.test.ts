import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EndedDemo, runDemo } from '../support/run-demo';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lnp-demo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const demo = (args: readonly string[], interruptWhen?: string): Promise<EndedDemo> =>
  runDemo(args, folder, interruptWhen);

describe('npm run demo', () => {
  it('ports numbers and proves that every LSMS has the same table as the registry', async () => {
    const { code, stdout, stderr } = await demo(['--numbers', '20', '--seed', '1', '--json']);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const { lsms, registryDigest, ...counts } = JSON.parse(stdout);
    expect(counts).toEqual({ requests: 60, active: 20, failed: 0, equal: true });
    expect(registryDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(lsms).toEqual(
      ['X101', 'X202', 'X303', 'X404', 'X505'].map((spid) => ({ spid, number: 20, digest: registryDigest })),
    );
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it.each(['dead-lsms', 'slow-lsms', 'refusing-lsms', 'duplicate-requests', 'restart'])(
    '%s: the fault appears, is told, and is healed',
    async (scenario) => {
      const args = ['--numbers', '16', '--rate', '100', '--scenario', scenario, '--json'];
      const { code, stdout, stderr } = await demo(args);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const found = { scenario, appeared: true, notified: true, cleared: true, equal: true };
      expect(JSON.parse(stdout)).toMatchObject({ active: 16, failed: 0, ...found });
      expect(readdirSync(folder)).toEqual([]);
    },
    90_000,
  );

  it('leaves nothing behind when it is interrupted', async () => {
    const { code, stdout } = await demo(['--numbers', '2000', '--rate', '20', '--json'], ' active, ');
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it('refuses a wrong command line and starts nothing', async () => {
    const { code, stdout, stderr } = await demo(['--scenario', 'fire']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--scenario fire: there are dead-lsms');
  });
});
