// Mutation testing of the pure rules: every mutant that no unit test of these packages notices is a hole in the tests.
// npm run mutation runs it; the summary is made by mutation.mjs.
const packages = (process.env.LNP_MUTATE ?? 'calendar,porting').split(',');

module.exports = {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    configFile: 'jest.config.js',
    config: {
      testMatch: packages.map((name) => `<rootDir>/packages/${name}/src/**/*.unit.test.ts`),
      // Properties with thousands of runs would make each mutant slow; the examples must be enough.
      testPathIgnorePatterns: ['/node_modules/', '\\.properties\\.'],
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
  timeoutMS: 10_000,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation-stryker.json' },
  tempDirName: 'reports/.stryker',
  ignorePatterns: ['/reports', '/data', 'dist', '/docs'],
  allowConsoleColors: false,
};
