// npm run sabotage -- [--rule ID] [--json] [--report]
// Switches off one rule after another and runs the tests whose titles name it: a rule survives if none of them fails. Rules are
// what porting and network refuse by, and what switches.mjs lists beside them. A rule that several commands are refused by is then
// switched off for one of them at a time.
// Exit: 0 none survived, 1 one did, 2 wrong use, 3 there is no report to print.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rulesIn } from '../../infra/docs/rules.mjs';
import { parseLedger } from '../conformance/ledger.mjs';
import { parseList } from '../conformance/tally.mjs';
import {
  conditionsOf,
  FELL_SHORT,
  HELD,
  optionsOf,
  reportFile,
  root,
  runCheck,
  Stop,
  savedReport,
  saveReport,
  WRONG_USE,
} from '../support/proof.mjs';
import { SWITCHES } from './switches.mjs';
import { chosen, switchedOf, tally, usesAlone } from './tally.mjs';

const USAGE = `usage: npm run sabotage -- [--rule ID] [--json] [--report] [--reports FOLDER]
  --rule ID  only the rules of one requirement (R5-53.3), or the one of our own with this error code (same_sp)
  --json     one JSON object as the last line of stdout, everything else on stderr
  --report   print what the last run of all rules found (sabotage.json) instead of another one
  --reports FOLDER  where that is kept (default reports)`;

const refusalsIn = (folder) =>
  [...rulesIn(root, [folder])].flatMap(([code, rules]) => rules.map((rule) => ({ rule, code })));
/** Every rule that requests about numbers are refused by, from the sources; of network data those with a requirement. */
const REFUSALS = [
  ...refusalsIn('packages/porting/src'),
  ...refusalsIn('packages/network/src').filter(({ rule }) => rule !== null),
];
const RULES = [...REFUSALS, ...SWITCHES].sort((a, b) =>
  (a.rule ?? a.code).localeCompare(b.rule ?? b.code, 'en', { numeric: true }),
);

function options() {
  const flag = { type: 'boolean', default: false };
  const text = { type: 'string' };
  const values = optionsOf({ rule: text, json: flag, report: flag, reports: text }, USAGE);
  if (chosen(RULES, values.rule).length === 0)
    throw new Stop(WRONG_USE, `there is no switch for ${values.rule}\n${USAGE}`);
  return { ...values, file: reportFile('sabotage', values.reports) };
}

/** Jest's JSON report of the tests that name these rules, the rules that they made refuse, and for which commands. */
async function runTests(rules) {
  const folder = mkdtempSync(join(tmpdir(), 'openlnp-sabotage-'));
  try {
    const [output, seen, uses] = ['report.json', 'seen', 'uses'].map((name) => join(folder, name));
    const config = join(root, 'tests/sabotage/jest.config.cjs');
    const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--config', config];
    jest.push('--json', `--outputFile=${output}`);
    const env = {
      ...process.env,
      LNP_SABOTAGE: JSON.stringify(rules),
      LNP_SABOTAGE_SEEN: seen,
      LNP_SABOTAGE_USES: uses,
    };
    const run = spawn(process.execPath, jest, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env });
    let errors = '';
    run.stderr.on('data', (text) => {
      errors += text;
    });
    await new Promise((done) => run.once('close', done));
    const report = readJson(output, errors);
    const textsIn = (kept) => new Set(readdirSync(kept).flatMap((name) => readJson(join(kept, name), errors)));
    return { report, seen: textsIn(seen), uses: [...textsIn(uses)].map((text) => JSON.parse(text)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readJson(file, errors) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`jest left nothing to read (${error.message}):\n${errors.slice(-3000)}`);
  }
}

/** The requirements of chapter 5 that tests must name, as conformance has it. */
function named() {
  const textOfList = (name) => readFileSync(join(root, 'tests/conformance', name), 'utf8');
  const ledger = parseLedger(textOfList('ledger.tsv'), 'ledger.tsv');
  const chapters = parseList(textOfList('requirements.tsv'), 'requirements.tsv');
  return [...chapters].filter(([id, chapter]) => chapter === '5' && !ledger.has(id)).map(([id]) => id);
}

async function sabotage(id, file) {
  const started = performance.now();
  const wholly = chosen(RULES, id);
  console.error(`${wholly.length} rules`);
  const { report: first, seen, uses } = await runTests(wholly);
  const single = usesAlone(wholly, uses);
  console.error(`${single.length} uses of those that several commands are refused by`);
  const { report: second } = await runTests(single);
  const rules = [...wholly, ...single];
  const report = { testResults: [...first.testResults, ...second.testResults] };
  const crashed = report.testResults.filter(({ assertionResults }) => assertionResults.length === 0);
  const found = tally(rules, report, id === undefined ? seen : []);
  const result = {
    rules: rules.length,
    survived: found.survived,
    failing: [...found.failing, ...crashed.filter(({ status }) => status === 'failed').map(({ name }) => name)],
    unknown: found.unknown,
    ...switchedOf(named(), RULES),
    ...conditionsOf(started),
    each: found.rules,
  };
  if (id === undefined) saveReport(file, result);
  return result;
}

function textOf({ rules, survived, failing, unknown, named: all, switched, seconds }) {
  const lines = survived.flatMap(({ name, tests }) => [
    `survived: ${name}${tests.length === 0 ? ', which no test names' : ', though these tests name its requirement:'}`,
    ...tests.map((title) => `  ${title}`),
  ]);
  lines.push(...failing.map((title) => `fails with all rules on: ${title}`));
  lines.push(...unknown.map((name) => `refuses, and is not found in the sources: ${name}`));
  lines.push(`${rules} rules switched off in turn, ${survived.length} survived, in ${seconds} s`);
  lines.push(`${switched} of the ${all} requirements of chapter 5 that tests name have a switch`);
  return lines.join('\n');
}

await runCheck(async () => {
  const { rule, json, report, file } = options();
  const { report: result, stale } = report ? savedReport(file, 'sabotage') : { report: await sabotage(rule, file) };
  (json ? console.error : console.log)(textOf(result));
  if (stale !== undefined) console.error(stale);
  if (json) {
    const { each: _, ...told } = result;
    console.log(JSON.stringify(told));
  }
  const held = result.survived.length + result.failing.length + result.unknown.length === 0 && stale === undefined;
  return held ? HELD : FELL_SHORT;
});
