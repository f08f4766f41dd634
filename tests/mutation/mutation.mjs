// npm run mutation -- [--package NAME] [--again] [--report] [--json]
// Changes the pure rules in small ways, one at a time, and runs the unit tests on each: a change that none of them notices is a
// hole. Takes the better part of an hour for all packages, so that its report is kept with the code. Exit codes:
// tests/support/proof.mjs.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  conditionsOf,
  FELL_SHORT,
  HELD,
  optionsOf,
  readReport,
  reportFile,
  root,
  runCheck,
  Stop,
  saveReport,
  WRONG_USE,
} from '../support/proof.mjs';
import { digestOf } from './digest.mjs';
import { tally } from './tally.mjs';

const PACKAGES = ['calendar', 'porting'];
/** Percent of the mutants that the tests must notice. */
const LEAST = 85;
/** Of all packages; it says of which code and tests it is. */
const KEPT = join(root, 'tests/mutation/report.json');
/** What Stryker knows of each mutant from earlier runs in this folder. */
const KNOWN = 'reports/mutation-known.json';

const HELP = `npm run mutation -- [--package NAME] [--again] [--report] [--json]

  --package  only one of ${PACKAGES.join(', ')}; a run of all is kept in tests/mutation/report.json
  --again    only mutants whose code changed, or that new tests may notice, since the last run in this folder
  --report   print what the kept report says, and fail if code or unit tests have changed since
  --json     one JSON object as the last line of stdout

Examples:
  npm run mutation -- --package calendar
  npm run mutation -- --report --json`;

function commandLine() {
  const flag = { type: 'boolean', default: false };
  const values = optionsOf({ package: { type: 'string' }, again: flag, report: flag, json: flag }, HELP);
  if (values.package !== undefined && !PACKAGES.includes(values.package))
    throw new Stop(WRONG_USE, `no package ${values.package}: ${PACKAGES.join(', ')}\n${HELP}`);
  return values;
}

function run({ package: only, again }) {
  const packages = only === undefined ? PACKAGES : [only];
  const started = performance.now();
  const code = digestOf(root, packages);
  const known = ['--incremental', '--incrementalFile', KNOWN, ...(again ? [] : ['--force'])];
  const { status } = spawnSync('npx', ['stryker', 'run', 'tests/mutation/stryker.config.cjs', ...known], {
    cwd: root,
    env: { ...process.env, LNP_MUTATE: packages.join(',') },
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Stop(FELL_SHORT, `Stryker ended with ${status}: do the unit tests pass?`);
  const found = tally(JSON.parse(readFileSync(join(root, 'reports/mutation-stryker.json'), 'utf8')));
  const report = { packages, ...found, least: LEAST, code, ...conditionsOf(started) };
  saveReport(only === undefined ? KEPT : reportFile('mutation'), report);
  return report;
}

function print(report) {
  for (const { at, mutation } of report.survived) console.log(`${at}  ${mutation}`);
  console.log(
    `${report.score} % of ${report.mutants} mutants in ${report.packages.join(', ')} were noticed (at least ${LEAST} %), ` +
      `${report.timedOut} of them by a time limit; beside these ${report.ignored} ignored, ${report.errors} that stopped the test files as they were loaded`,
  );
}

await runCheck(async () => {
  const options = commandLine();
  const report = options.report ? readReport(KEPT, 'mutation') : run(options);
  const stale = report.code !== digestOf(root, report.packages);
  if (stale) console.error('code or unit tests have changed since this report: make another with npm run mutation');
  if (options.json) console.log(JSON.stringify(report));
  else print(report);
  return !stale && report.score >= LEAST ? HELD : FELL_SHORT;
});
