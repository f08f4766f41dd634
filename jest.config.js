// The level of a test is in its file name: .unit.test.ts, .contract.test.ts, .acceptance.test.ts, .kafka.test.ts
// (infra/quality/test.mjs runs one level or all).
/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/packages', '<rootDir>/services', '<rootDir>/tests', '<rootDir>/infra'],
  globalSetup: '<rootDir>/infra/quality/jest-setup.cjs',
  globalTeardown: '<rootDir>/infra/quality/jest-teardown.cjs',
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
      },
    ],
  },
  // Packages are tested from their sources, so that a test never runs a stale build.
  moduleNameMapper: {
    '^@openlnp/(intake|validation|activation|network-data|relay|lsms-broadcast|soa-notification|routing|registry)-service$':
      '<rootDir>/services/$1/src',
    '^@openlnp/(.*)$': '<rootDir>/packages/$1/src',
    '^fast-check$': '<rootDir>/infra/quality/fast-check.cjs',
  },
  modulePathIgnorePatterns: ['/dist/', '/[.]cache/'],
  testTimeout: 20000,
};
