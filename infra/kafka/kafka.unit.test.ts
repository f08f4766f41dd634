import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (args: readonly string[], path = process.env.PATH) =>
  spawnSync(process.execPath, [join(__dirname, 'kafka.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });

describe('kafka.mjs', () => {
  it('says in one line what to install when Java is missing, and exits with 3', () => {
    const data = mkdtempSync(join(tmpdir(), 'lnp-kafka-'));
    const { status, stderr } = run(['start', '--data', data], data);
    rmSync(data, { recursive: true });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/java is not installed: .*Java 17.*apt-get install/);
    expect(status).toBe(3);
  });

  it('says how it is used when it is used wrongly, and exits with 2', () => {
    for (const args of [
      [],
      ['start'],
      ['fly', '--data', 'x'],
      ['start', '--data', 'x', '--port', 'y'],
      ['stop', '--what'],
    ]) {
      const { status, stderr } = run(args);
      expect(stderr).toContain('usage: kafka.mjs');
      expect(status).toBe(2);
    }
  });

  it('knows that nothing runs on a folder that is not there', () => {
    const folder = join(tmpdir(), 'lnp-no-such-folder');
    expect(JSON.parse(run(['status', '--data', folder]).stdout)).toEqual({ running: false, answers: false });
    expect(JSON.parse(run(['stop', '--data', folder]).stdout)).toEqual({ stopped: false });
  });
});
