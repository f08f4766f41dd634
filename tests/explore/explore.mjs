// npm run explore -- [--depth N] [--json] [--report]
// Every state of a number that can be reached in N moves, and what must hold in each. Exit: 0 all held and every row of the
// transition table was taken, in all its ways and by all its actors, 1 not so, 2 wrong use, 3 there is no report to print.
import { DEPTH } from '../../infra/docs/explored-depth.mjs';
import { load } from '../checks/typescript.mjs';
import {
  conditionsOf,
  FELL_SHORT,
  HELD,
  optionsOf,
  reportFile,
  runCheck,
  Stop,
  savedReport,
  saveReport,
  WRONG_USE,
} from '../support/proof.mjs';

const MOST = 30;
const USAGE = `usage: npm run explore -- [--depth N] [--json] [--report] [--reports FOLDER]
  --depth N  the longest path from a beginning, 1 to ${MOST} (default ${DEPTH}; each move more takes three times as long)
  --json     one JSON object as the last line of stdout, everything else on stderr
  --report   print what the last run found (explore.json) instead of another one
  --reports FOLDER  where that is kept (default reports)`;

function options() {
  const flag = { type: 'boolean', default: false };
  const known = { depth: { type: 'string' }, json: flag, report: flag, reports: { type: 'string' } };
  const { depth: text = String(DEPTH), json, report, reports } = optionsOf(known, USAGE);
  const depth = Number(text);
  if (!/^\d+$/.test(text) || depth < 1 || depth > MOST)
    throw new Stop(WRONG_USE, `--depth ${text}: not a number from 1 to ${MOST}\n${USAGE}`);
  return { depth, json, report, file: reportFile('explore', reports) };
}

function run(depth, file) {
  const started = performance.now();
  const { explore } = load(new URL('./explorer.ts', import.meta.url).pathname);
  const found = explore({ depth, say: (text) => console.error(text) });
  const result = { ...found, ...conditionsOf(started) };
  saveReport(file, result);
  return result;
}

function textOf({
  states,
  transitions,
  refusals,
  depth,
  complete,
  rowsNeverTaken,
  edgesNeverTaken,
  actorsNeverSeen,
  rowsOfQueries,
  violations,
  ...rest
}) {
  const lines = violations.flatMap(({ invariant, detail, path }) => [
    `VIOLATED: ${invariant}: ${detail}`,
    ...path.map((move, index) => `  ${index === 0 ? 'from' : 'then'} ${move}`),
  ]);
  if (rowsNeverTaken.length > 0) lines.push(`rows of the transition table never taken: ${rowsNeverTaken.join(', ')}`);
  if (edgesNeverTaken.length > 0)
    lines.push(
      `ways through rows never taken: ${edgesNeverTaken.map((edge) => Object.values(edge).join(' ')).join(', ')}`,
    );
  if (actorsNeverSeen.length > 0)
    lines.push(`actors of rows never seen: ${actorsNeverSeen.map(({ row, actor }) => `${row} ${actor}`).join(', ')}`);
  lines.push(
    `${states} states, ${transitions} transitions, ${refusals} refusals, ${violations.length} violations to depth ${depth}` +
      `${complete ? ', and nothing lies deeper' : ''}, in ${rest.seconds} s (${rowsOfQueries.join(', ')}: no command takes it)`,
  );
  return lines.join('\n');
}

await runCheck(() => {
  const { depth, json, report, file } = options();
  const { report: result, stale } = report ? savedReport(file, 'explore') : { report: run(depth, file) };
  (json ? console.error : console.log)(textOf(result));
  if (stale !== undefined) console.error(stale);
  if (json) console.log(JSON.stringify(result));
  const { violations, rowsNeverTaken, edgesNeverTaken, actorsNeverSeen } = result;
  const wrong = [violations, rowsNeverTaken, edgesNeverTaken, actorsNeverSeen].some(({ length }) => length > 0);
  return wrong || stale !== undefined ? FELL_SHORT : HELD;
});
