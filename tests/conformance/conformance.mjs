// npm run conformance -- [--chapter N] [--min N] [--missing] [--json]
// Which requirement ids the tests of the last `npm test` name, whether they hold, and what ledger.tsv says of the
// others. A chapter that is asked for falls short while it has an id of which nobody says anything; the whole, of which much is
// still to come, is only counted. Exit codes: tests/support/proof.mjs; 3 there is no test report.
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { REPORT } from '../../infra/quality/counts.mjs';
import {
  FELL_SHORT,
  HELD,
  optionsOf,
  PREREQUISITE_MISSING,
  root,
  runCheck,
  Stop,
  WRONG_USE,
} from '../support/proof.mjs';
import { parseLedger } from './ledger.mjs';
import { chapterTable, missingLines, painter, rowLines } from './print.mjs';
import { CHAPTERS, parseList, tally } from './tally.mjs';

const USAGE = `usage: npm run conformance -- [--chapter N] [--min N] [--missing] [--json] [--report FILE] [--lists FOLDER]
  --chapter N     only chapter N of the FRS (1 to 11; 0: the change orders after it); exit 1 when an id of it is
                  neither proven nor in ledger.tsv
  --min N         exit 1 when fewer than N ids are proven
  --missing       list what no test has shown yet, instead of what tests name
  --json          one JSON object as the last line of stdout, everything else on stderr
  --report FILE   a jest JSON report (default ${REPORT})
  --lists FOLDER  where requirements.tsv, notes.tsv and ledger.tsv are (default tests/conformance)`;

function wholeNumber(text, option, max) {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > max)
    throw new Stop(WRONG_USE, `--${option} ${text}: not a number from 0 to ${max}`);
  return Number(text);
}

function options() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const known = { chapter: text, min: text, report: text, lists: text, json: flag, missing: flag };
  const values = optionsOf(known, USAGE);
  return {
    chapter: wholeNumber(values.chapter, 'chapter', Math.max(...CHAPTERS.keys())),
    min: wholeNumber(values.min, 'min', 1_000_000),
    report: resolve(values.report ?? join(root, REPORT)),
    lists: resolve(values.lists ?? join(root, 'tests/conformance')),
    json: values.json,
    missing: values.missing,
  };
}

function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    if (!Array.isArray(report.testResults)) throw new Error('it has no testResults');
    return report;
  } catch (error) {
    throw new Stop(PREREQUISITE_MISSING, `No test report to read (${error.message}). Make one with: npm test`);
  }
}

function readList(folder, name, parse) {
  try {
    return parse(readFileSync(join(folder, name), 'utf8'), name);
  } catch (error) {
    throw new Stop(FELL_SHORT, error.message);
  }
}

const readLists = (folder) => ({
  requirements: readList(folder, 'requirements.tsv', parseList),
  notes: readList(folder, 'notes.tsv', parseList),
  ledger: readList(folder, 'ledger.tsv', parseLedger),
});

function print(result, { chapter, missing }, stream) {
  const paint = painter(stream, process.env);
  const chapters = result.chapters.filter((c) => chapter === undefined || c.number === chapter);
  const lines = missing ? missingLines(result.rows, paint) : rowLines(result.rows, paint);
  lines.push('', ...chapterTable(chapters, paint));
  const { later, notApplicable, missing: untold, notRun } = result;
  const rest = `${later} later, ${notApplicable} not applicable, ${untold} missing, ${notRun} not run`;
  lines.push(`proven ${result.proven} of ${result.total}; ${rest}${missing ? '' : ' (--missing lists these)'}`);
  stream.write(`${lines.join('\n')}\n`);
}

function problemsOf(result, { chapter, min }) {
  const inChapter = (standing) =>
    chapter === undefined ? [] : result.rows.filter((row) => row.result === standing).map(({ id }) => id);
  const problems = [
    [inChapter('missing'), 'neither named by a test nor in ledger.tsv'],
    [inChapter('notRun'), 'named only by tests that were skipped'],
    [result.failing, 'failing'],
    [result.unknown, 'named by a test, but not in requirements.tsv'],
    [result.withoutLine, 'named by a test, but without a line of ours in notes.tsv'],
    [result.badNotes, 'in notes.tsv, but not in requirements.tsv'],
    [result.badLedger, 'in ledger.tsv, but not in requirements.tsv'],
    [result.contradicted, 'in ledger.tsv as nothing that a test shows, but named by a test'],
    [result.crashedSuites.map((file) => relative(root, file)), 'crashed, so what it proves is not known'],
  ]
    .filter(([ids]) => ids.length > 0)
    .map(([ids, what]) => `${what}: ${ids.join(', ')}`);
  if (result.proven < (min ?? 0)) problems.push(`proven ${result.proven}, wanted at least ${min}`);
  return problems;
}

function main() {
  const given = options();
  const { chapter, min, json } = given;
  const found = readReport(given.report);
  const result = tally(readLists(given.lists), found, chapter);
  print(result, given, json ? process.stderr : process.stdout);
  const problems = problemsOf(result, given);
  for (const problem of problems) console.error(problem);
  if (json) {
    const { rows: _, chapters, ...counts } = result;
    const { total, proven } = chapters.find((c) => c.number === 0);
    console.log(
      JSON.stringify({ chapter: chapter ?? null, min: min ?? null, ...counts, changeOrders: { total, proven } }),
    );
  }
  return problems.length === 0 ? HELD : FELL_SHORT;
}

await runCheck(main);
