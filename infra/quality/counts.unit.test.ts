import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Runs `npm run test:unit` over these test files in a folder of their own. */
const run = (files: Record<string, string>, ...paths: string[]) => runLevels(['unit'], files, ...paths);

function runLevels(levels: readonly string[], files: Record<string, string>, ...paths: string[]) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'openlnp-counts-')));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const config = JSON.stringify({ rootDir: folder, transform: {} });
    const args = [
      'infra/quality/test.mjs',
      ...levels,
      `--config=${config}`,
      `--outputFile=${join(folder, 'report.json')}`,
      ...paths,
    ];
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    return { lastLine: stdout.trimEnd().split('\n').at(-1), status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const passing = "test('one', () => expect(1).toBe(1));\n";

describe('the closing line of a test run', () => {
  test('counts what passed and what was skipped', () => {
    const skipping = "test.skip('two', () => {});\ntest.todo('three');\n";
    expect(run({ 'a.unit.test.ts': passing + skipping, 'b.kafka.test.ts': passing })).toEqual({
      lastLine: '1 passed, 0 failed, 2 skipped',
      status: 0,
    });
  });

  test('counts a failed test, and a suite that crashed before its tests as one', () => {
    const failing = "test('two', () => expect(1).toBe(2));\n";
    expect(run({ 'a.unit.test.ts': passing + failing, 'b.unit.test.ts': "require('./nowhere');\n" })).toEqual({
      lastLine: '1 passed, 2 failed, 0 skipped',
      status: 1,
    });
  });

  test('covers only the paths asked for', () => {
    const failing = "test('two', () => expect(1).toBe(2));\n";
    expect(run({ 'a.unit.test.ts': passing, 'b.unit.test.ts': failing }, 'a.unit')).toEqual({
      lastLine: '1 passed, 0 failed, 0 skipped',
      status: 0,
    });
  });

  test('adds up the levels that run beside others and those that run by themselves', () => {
    const failing = "test('two', () => expect(1).toBe(2));\n";
    const files = { 'a.unit.test.ts': passing, 'b.acceptance.test.ts': passing + failing, 'c.kafka.test.ts': passing };
    expect(runLevels([], files)).toEqual({ lastLine: '3 passed, 1 failed, 0 skipped', status: 1 });
    expect(runLevels([], files, 'c.kafka')).toEqual({ lastLine: '1 passed, 0 failed, 0 skipped', status: 0 });
  });

  test('counts a run without any test as a failure', () => {
    expect(runLevels([], {})).toEqual({ lastLine: '0 passed, 1 failed, 0 skipped', status: 1 });
    expect(run({})).toEqual({ lastLine: '0 passed, 1 failed, 0 skipped', status: 1 });
  });
});
