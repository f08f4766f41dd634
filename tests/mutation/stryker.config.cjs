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
      globalSetup: undefined,
      globalTeardown: undefined,
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
  timeoutMS: 5_000,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation-stryker.json' },
  tempDirName: 'reports/.stryker',
  ignorePatterns: ['/reports', '/data', 'dist', '/docs'],
  allowConsoleColors: false,
};
