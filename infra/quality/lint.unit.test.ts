import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

interface Diagnostic {
  readonly category: string;
  readonly severity: string;
  readonly location: { readonly path: string };
}

/** Lints sources as if they stood at these paths of the repository; the errors of each, by path. */
function lint(sources: Record<string, string>): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'openlnp-lint-'));
  try {
    for (const path of ['biome.json', '.gitignore', 'infra/quality/pure.grit']) {
      cpSync(join(root, path), join(folder, path), { recursive: true });
    }
    for (const [path, source] of Object.entries(sources)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${source}\n`);
    }
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const run = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (!run.stdout.startsWith('{')) throw new Error(`biome did not run: ${run.stdout}${run.stderr}`);
    const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: Diagnostic[] };
    const errors = new Map<string, string[]>(Object.keys(sources).map((path) => [path, []]));
    for (const { category, severity, location } of diagnostics) {
      if (severity === 'error') errors.get(location.path)?.push(category.replace(/^lint\//, ''));
    }
    return errors;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const impure: [source: string, rule: string][] = [
  ["export { join } from 'node:path';", 'style/noRestrictedImports'],
  ["import { join } from 'path';\nexport const at = join('a');", 'correctness/noNodejsModules'],
  ["export const os = import('node:os');", 'correctness/noNodejsModules'],
  ["export const os = require('node:os');", 'correctness/noNodejsModules'],
  ['export const at = Date.now();', 'plugin'],
  ['export const clock = Date.now;', 'plugin'],
  ['export const at = Date();', 'plugin'],
  ['export const at = new Date();', 'plugin'],
  ['export const at = new Date;', 'plugin'],
  ['export const at = new Date(Date.now());', 'plugin'],
  ["export const at = Date['now']();", 'plugin'],
  ['export const { now } = Date;', 'plugin'],
  ['export const at = new Date(2026, 0, 5);', 'plugin'],
  ['export const hour = (at: number) => new Date(at).getHours();', 'plugin'],
  ['export const id = Math.random();', 'plugin'],
  ['export const random = Math.random;', 'plugin'],
  ['export const { random } = Math;', 'plugin'],
  ['export const id = crypto.randomUUID();', 'style/noRestrictedGlobals'],
  ['export const at = performance.now();', 'style/noRestrictedGlobals'],
  ['export const home = process.env;', 'style/noRestrictedGlobals'],
  ['export const all = globalThis;', 'style/noRestrictedGlobals'],
  ['export const later = (f: () => void) => setTimeout(f, 1);', 'style/noRestrictedGlobals'],
];

const everywhere: [source: string, rule: string][] = [
  ['export default 1;', 'style/noDefaultExport'],
  ['export const x: any = 1;', 'suspicious/noExplicitAny'],
  ['// @ts-ignore\nexport const x = 1;', 'suspicious/noTsIgnore'],
  ["console.log('here');", 'suspicious/noConsole'],
  ['const f = async () => Promise.resolve(1);\nexport const g = () => {\n  f();\n};', 'nursery/noFloatingPromises'],
  ["test.only('x', () => expect(1).toBe(1));", 'suspicious/noFocusedTests'],
];

const pure = ['numbering', 'calendar', 'porting', 'pooling', 'network'];
const innocent =
  'export const f = (at: number, text: string) =>\n' +
  '  Math.floor(at) + Date.parse(text) + Date.UTC(2026, 0) + new Date(at).getUTCHours();';

describe('the lint rules', () => {
  const sources: Record<string, string> = {};
  impure.forEach(([source], i) => {
    for (const name of pure) sources[`packages/${name}/src/impure${i}.ts`] = source;
    sources[`packages/broker/src/impure${i}.ts`] = source;
  });
  everywhere.forEach(([source], i) => {
    for (const place of ['packages/broker', 'services/intake', 'packages/cli']) {
      sources[`${place}/src/bad${i}.ts`] = source;
    }
  });
  for (const name of pure) {
    sources[`packages/${name}/src/innocent.ts`] = innocent;
    sources[`packages/${name}/src/at.unit.test.ts`] = 'export const at = Date.now();';
  }
  const errors = lint(sources);

  test.each(impure)('keep out of a pure package: %s', (source, rule) => {
    const i = impure.findIndex(([s]) => s === source);
    for (const name of pure) expect(errors.get(`packages/${name}/src/impure${i}.ts`)).toContain(rule);
    expect(errors.get(`packages/broker/src/impure${i}.ts`)).not.toContain('plugin');
  });

  test('leave a pure package what converts a given instant, and its tests a clock', () => {
    for (const name of pure) {
      expect(errors.get(`packages/${name}/src/innocent.ts`)).toEqual([]);
      expect(errors.get(`packages/${name}/src/at.unit.test.ts`)).toEqual([]);
    }
  });

  test.each(everywhere)('keep out everywhere: %s', (source, rule) => {
    const i = everywhere.findIndex(([s]) => s === source);
    expect(errors.get(`packages/broker/src/bad${i}.ts`)).toContain(rule);
    expect(errors.get(`services/intake/src/bad${i}.ts`)).toContain(rule);
  });

  test('let the command line print', () => {
    const i = everywhere.findIndex(([, rule]) => rule === 'suspicious/noConsole');
    expect(errors.get(`packages/cli/src/bad${i}.ts`)).toEqual([]);
  });
});
