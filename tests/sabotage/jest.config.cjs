// The tests that sabotage.mjs runs, on the usual terms, but each once more for every rule that its title names.
const { join } = require('node:path');
const usual = require('../../jest.config.js');

/** Where rules are decided, and where their consequences are told. */
const FOLDERS = [
  'packages/porting',
  'packages/network',
  'packages/calendar',
  'packages/service',
  'services/soa-notification',
  'services/activation',
  'services/intake',
  'services/routing',
];

/** @type {import('jest').Config} */
module.exports = {
  ...usual,
  rootDir: join(__dirname, '../..'),
  roots: FOLDERS.map((folder) => `<rootDir>/${folder}`),
  // What others may not see is shown where it is asked for.
  testMatch: ['**/*.unit.test.ts', '**/services/routing/**/*.contract.test.ts'],
  // Examples must be enough: a property that fails takes long to say so.
  testPathIgnorePatterns: ['/node_modules/', '[.]properties[.]'],
  testEnvironment: join(__dirname, 'environment.cjs'),
  setupFilesAfterEnv: [join(__dirname, 'without-rule.cjs'), join(__dirname, 'without-switch.cjs')],
};
