import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** Writes a small tree with the shape of this repository and says which rules it breaks, as `rule file`. */
function cruise(files: Record<string, string>): string[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'openlnp-layers-')));
  try {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    write('tsconfig.json', '{"compilerOptions":{"module":"node16","moduleResolution":"node16","target":"es2022"}}');
    write('package.json', '{"name":"fixture","devDependencies":{"jester":"1.0.0"}}');
    write('node_modules/jester/package.json', '{"name":"jester","version":"1.0.0","main":"index.js"}');
    write('node_modules/jester/index.js', '');
    for (const [name, place] of [
      ['numbering', 'packages/numbering'],
      ['network', 'packages/network'],
      ['broker', 'packages/broker'],
      ['intake-service', 'services/intake'],
      ['relay-service', 'services/relay'],
      ['registry-service', 'services/registry'],
    ] as const) {
      const exports = { '.': { types: './src/index.ts', default: './dist/index.js' } };
      write(`${place}/package.json`, JSON.stringify({ name: `@openlnp/${name}`, exports }));
      write(`${place}/src/index.ts`, 'export const here = 1;\n');
      mkdirSync(join(folder, 'node_modules/@openlnp'), { recursive: true });
      symlinkSync(join(folder, place), join(folder, 'node_modules/@openlnp', name));
    }
    write('tests/help.ts', 'export const help = 1;\n');
    write('packages/broker/src/contract/suite.ts', 'export const suite = 1;\n');
    write('packages/broker/src/inner.ts', 'export const inner = 1;\n');
    for (const [path, text] of Object.entries(files)) write(path, text);
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        join(root, '.dependency-cruiser.cjs'),
        '--output-type',
        'json',
        'packages',
        'services',
        'tests',
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    if (run.status === null || run.stdout === '') throw new Error(`dependency-cruiser did not run: ${run.stderr}`);
    const { summary } = JSON.parse(run.stdout) as { summary: { violations: Violation[] } };
    return [...new Set(summary.violations.map((v) => `${v.rule.name} ${v.from}`))].sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const load = (name: string) => `import * as it from '${name}';\nexport const used = it;\n`;

describe('the layer check', () => {
  test('lets arrows point downwards', () => {
    const broken = cruise({
      'packages/network/src/use.ts': load('@openlnp/numbering'),
      'packages/broker/src/use.ts': load('@openlnp/network'),
      'packages/broker/src/disk.ts': load('node:fs'),
      'packages/broker/src/suite.contract.test.ts': `${load('./contract/suite')}import '../../../tests/help';\n`,
      'packages/network/src/use.unit.test.ts': load('jester'),
      'services/intake/src/use.ts': load('@openlnp/broker'),
      'services/registry/src/use.ts': load('@openlnp/intake-service'),
      'tests/port.acceptance.test.ts': load('@openlnp/registry-service'),
    });
    expect(broken).toEqual([]);
  });

  test('refuses every arrow that points up, across or in a circle', () => {
    const broken = cruise({
      'packages/network/src/to-adapter.ts': load('@openlnp/broker'),
      'packages/network/src/to-node.ts': load('node:crypto'),
      'packages/network/src/to-library.ts': load('jester'),
      'packages/network/src/to-adapter.unit.test.ts': load('@openlnp/broker'),
      'packages/broker/src/to-service.ts': load('@openlnp/intake-service'),
      'packages/broker/src/to-tests.ts': load('../../../tests/help'),
      'packages/broker/src/to-suite.ts': load('./contract/suite'),
      'packages/broker/src/to-helper.ts': load('./testing/helper'),
      'packages/broker/src/testing/helper.ts': load('../contract/suite'),
      'packages/broker/src/to-test-file.ts': load('./some.unit.test'),
      'packages/broker/src/some.unit.test.ts': 'export const some = 1;\n',
      'packages/broker/src/to-nowhere.ts': load('./nowhere'),
      'packages/broker/src/to-unknown.ts': load('@openlnp/unknown'),
      'packages/broker/src/to-library.ts': load('jester'),
      'packages/broker/src/circle-a.ts': load('./circle-b'),
      'packages/broker/src/circle-b.ts': load('./circle-a'),
      'services/intake/src/to-service.ts': load('@openlnp/relay-service'),
      'services/intake/src/to-inside.ts': load('../../../packages/broker/src/inner'),
      'services/intake/src/to-suite.ts': load('../../../packages/broker/src/contract/suite'),
      'services/relay/src/to-registry.ts': load('@openlnp/registry-service'),
    });
    expect(broken).toEqual([
      'by-the-front-door services/intake/src/to-inside.ts',
      'by-the-front-door services/intake/src/to-suite.ts',
      'contract-suites-only-from-tests packages/broker/src/to-helper.ts',
      'contract-suites-only-from-tests packages/broker/src/to-suite.ts',
      'contract-suites-only-from-tests services/intake/src/to-suite.ts',
      'libraries-are-declared packages/broker/src/to-library.ts',
      'libraries-are-declared packages/network/src/to-library.ts',
      'no-cycles packages/broker/src/circle-a.ts',
      'no-test-file-imported packages/broker/src/to-test-file.ts',
      'no-unresolvable packages/broker/src/to-nowhere.ts',
      'no-unresolvable packages/broker/src/to-unknown.ts',
      'nothing-imports-tests packages/broker/src/to-tests.ts',
      'packages-import-no-service packages/broker/src/to-service.ts',
      'pure-imports-only-pure packages/network/src/to-adapter.ts',
      'pure-imports-only-pure packages/network/src/to-library.ts',
      'pure-imports-only-pure packages/network/src/to-node.ts',
      'pure-is-tested-purely packages/network/src/to-adapter.unit.test.ts',
      'services-import-no-service services/intake/src/to-service.ts',
      'services-import-no-service services/relay/src/to-registry.ts',
    ]);
  });
});
