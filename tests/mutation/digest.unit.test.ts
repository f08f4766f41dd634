import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Runs in a process of its own, as an ES module. */
function digestOf(root: string, packages: readonly string[]): string {
  const url = pathToFileURL(`${__dirname}/digest.mjs`).href;
  const call = `digestOf(${JSON.stringify(root)}, ${JSON.stringify(packages)})`;
  const code = `import { digestOf } from ${JSON.stringify(url)}; console.log(${call})`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).trim();
}

describe('what a report of mutants is of', () => {
  let root: string;
  const setting = (name: string) => join(root, 'tests/mutation', name);
  const seed = () => join(root, 'infra/quality/fast-check.cjs');
  const file = (path: string) => join(root, 'packages/porting/src', path);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lnp-digest-'));
    mkdirSync(file('decide'), { recursive: true });
    mkdirSync(setting(''), { recursive: true });
    writeFileSync(setting('stryker.config.cjs'), 's');
    mkdirSync(join(root, 'infra/quality'), { recursive: true });
    writeFileSync(setting('unit-tests.cjs'), 't');
    writeFileSync(seed(), 'u');
    writeFileSync(file('decide/cancel.ts'), 'a');
    writeFileSync(file('decide/cancel.unit.test.ts'), 'b');
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('is the code and its unit tests, by name and text, and how they are mutated', () => {
    const before = digestOf(root, ['porting']);
    const changes = [
      () => writeFileSync(file('decide/cancel.ts'), 'c'),
      () => writeFileSync(file('decide/cancel.unit.test.ts'), 'd'),
      () => renameSync(file('decide/cancel.ts'), file('decide/cancels.ts')),
      () => writeFileSync(file('new.ts'), ''),
      () => writeFileSync(setting('stryker.config.cjs'), 'x'),
      () => writeFileSync(setting('unit-tests.cjs'), 'x'),
      () => writeFileSync(seed(), 'x'),
    ];
    const digests = changes.map((change) => {
      change();
      return digestOf(root, ['porting']);
    });
    expect(new Set([before, ...digests]).size).toBe(1 + changes.length);
  });

  it('is nothing else', () => {
    const before = digestOf(root, ['porting']);
    writeFileSync(file('notes.md'), 'x');
    writeFileSync(setting('report.json'), 'x');
    expect(digestOf(root, ['porting'])).toBe(before);
  });
});
