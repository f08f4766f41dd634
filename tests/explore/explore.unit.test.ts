import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('npm run explore', () => {
  let reports: string;
  beforeAll(() => {
    reports = mkdtempSync(join(tmpdir(), 'openlnp-explore-'));
  });
  afterAll(() => rmSync(reports, { recursive: true, force: true }));

  const run = (...args: string[]) => {
    const command = [join(__dirname, 'explore.mjs'), '--reports', reports, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it('has no report to print before it has run', () => {
    const { status, stdout } = run('--report', '--json');
    expect({ status, skipped: JSON.parse(stdout).skipped }).toEqual({ status: 3, skipped: [expect.any(String)] });
  });

  it('prints one JSON object, and fails while rows are never taken', () => {
    const { status, stdout } = run('--depth', '1', '--json');
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ depth: 1, violations: [], seed: null });
    expect(result.rowsNeverTaken).toContain('T22');
    expect(result.states).toBeGreaterThan(20);
    expect(status).toBe(1);
  });

  it('prints what it found before, unless that was another commit', () => {
    const [first, again] = [run('--depth', '1', '--json'), run('--report', '--json')];
    expect(again.stdout).toBe(first.stdout);
    const file = join(reports, 'explore.json');
    const all = { rowsNeverTaken: [], edgesNeverTaken: [], actorsNeverSeen: [] };
    const held = { ...JSON.parse(readFileSync(file, 'utf8')), ...all };
    writeFileSync(file, JSON.stringify(held));
    expect(run('--report').status).toBe(0);
    for (const missing of ['rowsNeverTaken', 'edgesNeverTaken', 'actorsNeverSeen']) {
      writeFileSync(file, JSON.stringify({ ...held, [missing]: [{ row: 'T22', actor: 'npac' }] }));
      expect(run('--report').status).toBe(1);
    }
    writeFileSync(file, JSON.stringify({ ...held, commit: 'another' }));
    const { status, stderr } = run('--report');
    expect(status).toBe(1);
    expect(stderr).toContain('of commit another');
  });

  it.each([[['--depth', '0']], [['--depth', 'x']], [['--frob']]])('takes %j for wrong use', (args) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('usage: npm run explore');
  });
});
