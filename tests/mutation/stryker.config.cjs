// Mutation testing of the pure rules: every mutant that no unit test of these packages notices is a hole in the tests.
// npm run mutation runs it; the summary is made by mutation.mjs.
const packages = process.env.LNP_MUTATE.split(',');

module.exports = {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    configFile: 'jest.config.js',
    config: {
      roots: ['<rootDir>/tests/mutation'],
      testMatch: ['<rootDir>/tests/mutation/unit-tests.cjs'],
      // Null, not undefined, which would leave what jest.config.js says.
      globalSetup: null,
      globalTeardown: null,
    },
    enableFindRelatedTests: false,
  },
  mutate: packages.flatMap((name) => [
    `packages/${name}/src/**/*.ts`,
    `!packages/${name}/src/**/*.test.ts`,
    `!packages/${name}/src/testing/**`,
    `!packages/${name}/src/generated/**`,
  ]),
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  // Each run leaves an AsyncLocalStorage of jest behind, which every later promise of the process passes: after a thousand runs
  // most of the time went there.
  maxTestRunnerReuse: 40,
  timeoutMS: 5_000,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation-stryker.json' },
  tempDirName: 'reports/.stryker',
  ignorePatterns: ['/reports', '/data', 'dist', '/docs'],
  allowConsoleColors: false,
};
