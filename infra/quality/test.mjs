// Runs the tests of one level, or all:  node infra/quality/test.mjs [unit|contract|acceptance|kafka] [jest arguments]
// All of them leave one jest JSON report in reports/tests.json, one level leaves reports/tests-LEVEL.json (or
// --outputFile says where); the last line printed is `N passed, N failed, N skipped`. Exit code 0 when nothing
// failed, else 1.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine, countsOf, REPORT } from './counts.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const levels = ['unit', 'contract', 'acceptance', 'kafka'];
const args = process.argv.slice(2);
const level = levels.includes(args[0]) ? args.shift() : undefined;
const usual = level === undefined ? REPORT : REPORT.replace('.json', `-${level}.json`);
const chosen = args.find((arg) => arg.startsWith('--outputFile='))?.slice('--outputFile='.length);
const report = resolve(root, chosen ?? usual);

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    console.error(`The test run left no report: ${error.message}`);
    return undefined;
  }
}

mkdirSync(dirname(report), { recursive: true });
// So that a run that dies early is never taken for the one before it.
rmSync(report, { force: true });

// A test that fails half way may leave a child process or a socket behind: the counts must come all the same.
const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--forceExit', '--json', `--outputFile=${report}`];
jest.push(...args.filter((arg) => !arg.startsWith('--outputFile=')));
// Last, since jest would take a path after it for another pattern.
if (level !== undefined) jest.push(`--testMatch=**/*.${level}.test.ts`);
// Kafka is started only for runs that have tests for it.
const kafka = level === undefined || level === 'kafka' ? { LNP_TEST_KAFKA: '1' } : {};
const run = spawn(process.execPath, jest, { cwd: root, stdio: 'inherit', env: { ...process.env, ...kafka } });
// Ctrl-C reaches jest as well; this process waits for it to clean up.
process.on('SIGINT', () => undefined);
const code = await new Promise((done) => run.once('close', done));

const counts = countsOf(readReport(), code === 0);
console.log(closingLine(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
