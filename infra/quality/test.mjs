// Runs the tests of one level, or all:  node infra/quality/test.mjs [unit|contract|acceptance|kafka] [jest arguments]
// All of them leave one jest JSON report in reports/tests.json, one level leaves reports/tests-LEVEL.json (or
// --outputFile says where); the last line printed is `N passed, N failed, N skipped`. Exit code 0 when nothing
// failed, else 1.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine, countsOf, joined, REPORT } from './counts.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const levels = ['unit', 'contract', 'acceptance', 'kafka'];
const args = process.argv.slice(2);
const level = levels.includes(args[0]) ? args.shift() : undefined;
const usual = level === undefined ? REPORT : REPORT.replace('.json', `-${level}.json`);
const chosen = args.find((arg) => arg.startsWith('--outputFile='))?.slice('--outputFile='.length);
const report = resolve(root, chosen ?? usual);

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`The test run left no report: ${error.message}`);
    return undefined;
  }
}

mkdirSync(dirname(report), { recursive: true });
// So that a run that dies early is never taken for the one before it.
rmSync(report, { force: true });

// Ctrl-C reaches jest as well; this process waits for it to clean up.
process.on('SIGINT', () => undefined);

// What waits for other processes has the machine for itself, one file after the other, and time for a machine that is slow; the rest
// goes in two workers, of which one that has grown is replaced.
const alone = ['acceptance', 'kafka'];
const together = levels.filter((name) => !alone.includes(name));
const ended = [];
for (const [group, how] of [
  [together, ['--maxWorkers=2', '--workerIdleMemoryLimit=1GB']],
  [alone, ['--runInBand', '--testTimeout=120000']],
]) {
  const wanted = group.filter((name) => level === undefined || name === level);
  if (wanted.length > 0) ended.push(await runJest(wanted, how));
}

/** One jest run of some levels: its exit code, and its report, undefined when it left none. */
async function runJest(wanted, how) {
  const output = `${report}.part`;
  // A test that fails half way may leave a child process or a socket behind: the counts must come all the same.
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--forceExit', '--json', `--outputFile=${output}`, ...how];
  // A path may name tests of one group only; that it names none at all is told below.
  if (level === undefined) jest.push('--passWithNoTests');
  jest.push(...args.filter((arg) => !arg.startsWith('--outputFile=')));
  // Last, since jest would take a path after it for another pattern.
  jest.push(`--testMatch=**/*.(${wanted.join('|')}).test.ts`);
  // Kafka is started only for runs that have tests for it.
  const kafka = wanted.includes('kafka') ? { LNP_TEST_KAFKA: '1' } : {};
  const run = spawn(process.execPath, jest, { cwd: root, stdio: 'inherit', env: { ...process.env, ...kafka } });
  const code = await new Promise((done) => run.once('close', done));
  const found = readReport(output);
  rmSync(output, { force: true });
  return { code, found };
}

const found = joined(ended.map((run) => run.found));
if (found !== undefined) writeFileSync(report, JSON.stringify(found));
const counts = countsOf(found, ended.every(({ code }) => code === 0) && found?.numTotalTests > 0);
console.log(closingLine(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
