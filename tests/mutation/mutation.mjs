// npm run mutation -- [--package NAME] [--report] [--json]
// Changes the pure rules in small ways, one at a time, and runs the unit tests on each: a change that none of them notices is a
// hole. Takes the better part of an hour for all packages. Exit codes: tests/support/proof.mjs.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  conditionsOf,
  FELL_SHORT,
  HELD,
  reportFile,
  root,
  runCheck,
  Stop,
  savedReport,
  saveReport,
  WRONG_USE,
} from '../support/proof.mjs';
import { tally } from './tally.mjs';

const PACKAGES = ['calendar', 'porting'];
/** Percent of the mutants that the tests must notice. */
const LEAST = 85;

const HELP = `npm run mutation -- [--package NAME] [--report] [--json]

  --package  only one of ${PACKAGES.join(', ')}
  --report   print what the last run found, and fail if that was of another commit
  --json     one JSON object as the last line of stdout

Examples:
  npm run mutation -- --package calendar
  npm run mutation -- --report --json`;

function commandLine() {
  try {
    const { values } = parseArgs({
      options: {
        package: { type: 'string' },
        report: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.package !== undefined && !PACKAGES.includes(values.package))
      throw new Error(`no package ${values.package}: ${PACKAGES.join(', ')}`);
    return values;
  } catch (error) {
    throw new Stop(WRONG_USE, `${error.message}\n\n${HELP}`);
  }
}

function run(packages) {
  const started = performance.now();
  const { status } = spawnSync('npx', ['stryker', 'run', 'tests/mutation/stryker.config.cjs'], {
    cwd: root,
    env: { ...process.env, LNP_MUTATE: packages.join(',') },
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Stop(FELL_SHORT, `Stryker ended with ${status}: do the unit tests pass?`);
  const found = tally(JSON.parse(readFileSync(join(root, 'reports/mutation-stryker.json'), 'utf8')));
  return { packages, ...found, least: LEAST, ...conditionsOf(started) };
}

function print(report) {
  for (const { at, mutation } of report.survived) console.log(`${at}  ${mutation}`);
  console.log(
    `${report.score} % of ${report.mutants} mutants in ${report.packages.join(', ')} were noticed (at least ${LEAST} %)`,
  );
}

await runCheck(async () => {
  const options = commandLine();
  if (options.help) {
    console.log(HELP);
    return HELD;
  }
  const file = reportFile('mutation');
  const { report, stale } = options.report
    ? savedReport(file, 'mutation')
    : { report: run(options.package === undefined ? PACKAGES : [options.package]) };
  if (!options.report) saveReport(file, report);
  if (stale !== undefined) console.error(stale);
  if (options.json) console.log(JSON.stringify(report));
  else print(report);
  return stale === undefined && report.score >= LEAST ? HELD : FELL_SHORT;
});
