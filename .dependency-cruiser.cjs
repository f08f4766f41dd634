// Arrows point downwards only: services -> packages -> pure packages; no cycles.
// infra/quality/layers.unit.test.ts proves that each rule fires.
const pure = '^packages/(numbering|calendar|porting|pooling|network)/';
const test = '[.]test[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Cut the cycle: move what both need below both. Types count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'pure-imports-only-pure',
      comment: 'Pure packages know no node:*, no library, no adapter, no service.',
      severity: 'error',
      // What tests share may use what tests may.
      from: { path: `${pure}src/`, pathNot: [test, `${pure}src/testing/`] },
      to: { pathNot: pure },
    },
    {
      name: 'pure-is-tested-purely',
      comment: 'Tests of a pure package may use libraries, but no other package: they need nothing that runs.',
      severity: 'error',
      from: { path: `${pure}src/.*${test}` },
      to: { path: '^packages/', pathNot: pure },
    },
    {
      name: 'packages-import-no-service',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|infra)/' },
    },
    {
      name: 'services-import-no-service',
      comment: 'Services meet over the store and the broker; only services/registry puts them together.',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/registry/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'by-the-front-door',
      comment:
        'A package is imported by its name; what its index.ts does not export is its own. Its testing/ helpers are for all tests.',
      severity: 'error',
      from: { path: '^(packages|services)/([^/]+)/' },
      to: {
        path: '^(packages|services)/[^/]+/',
        pathNot: ['^$1/$2/', '/src/index[.]ts$', '/src/testing/', '[.]json$'],
      },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Only test files and the set-up of a test run may.',
      severity: 'error',
      from: { pathNot: ['^tests/', test, '^infra/quality/jest-'] },
      to: { path: '^tests/' },
    },
    {
      name: 'no-test-file-imported',
      comment: 'What two tests share is a helper without .test in its name.',
      severity: 'error',
      from: {},
      to: { path: test },
    },
    {
      name: 'contract-suites-only-from-tests',
      comment: 'Contract suites and testing/ helpers belong to tests: no shipped code may load them.',
      severity: 'error',
      from: { pathNot: [test, '^packages/[^/]+/src/contract/', '/testing/', '^tests/'] },
      to: { path: ['^packages/[^/]+/src/contract/', '^(packages|services)/.*/testing/'] },
    },
    {
      name: 'libraries-are-declared',
      comment: 'Shipped code uses what its own package.json lists under dependencies.',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: [test, '/src/contract/', '/testing/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '^(packages|services)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|[.]cache)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'require', 'node', 'default'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
