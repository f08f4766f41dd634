// The tests that sabotage.mjs runs, on the usual terms, but each once more for every rule that its title names.
const { join } = require('node:path');
const usual = require('../../jest.config.js');

/** Where rules of porting are decided, and where their consequences are told. */
const FOLDERS = ['packages/porting', 'packages/calendar', 'services/soa-notification', 'services/activation'];

/** @type {import('jest').Config} */
module.exports = {
  ...usual,
  rootDir: join(__dirname, '../..'),
  roots: FOLDERS.map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.unit.test.ts'],
  testEnvironment: join(__dirname, 'environment.cjs'),
  setupFilesAfterEnv: [join(__dirname, 'without-rule.cjs')],
};
