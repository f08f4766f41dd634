import { styleText } from 'node:util';
import { CHAPTERS } from './tally.mjs';

/** Colours on a terminal that has them, unless NO_COLOR is set (no-color.org). */
export function painter(stream, env) {
  const on = stream.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  return (style, text) => (on ? styleText(style, text, { validateStream: false }) : text);
}

const STYLES = { proven: 'green', failing: 'red', missing: 'yellow', notRun: 'yellow', later: 'cyan' };
const styleOf = (result) => STYLES[result] ?? 'dim';

const TABLE = [
  ['total', 'total'],
  ['proven', 'proven'],
  ['later', 'later'],
  ['notApplicable', 'not applicable'],
  ['failing', 'failing'],
  ['notRun', 'not run'],
  ['missing', 'missing'],
];

/** The counts of each chapter, numbers under their headings; those that are not zero in the colour of their kind. */
export function chapterTable(chapters, paint) {
  const titles = chapters.map((c) => `${c.number} ${CHAPTERS.get(c.number)}`);
  const wide = Math.max(...titles.map((title) => title.length));
  const head = ['chapter'.padEnd(wide), ...TABLE.map(([, heading]) => heading)].join('  ');
  const cell = (c, key, heading) => {
    const text = String(c[key]).padStart(heading.length);
    return c[key] === 0 || key === 'total' ? text : paint(styleOf(key), text);
  };
  return [
    paint('bold', head),
    ...chapters.map((c, i) => [titles[i].padEnd(wide), ...TABLE.map(([k, h]) => cell(c, k, h))].join('  ')),
  ];
}

/** Every id that a test names or the ledger lists, what became of it and why, each test below it. */
export function rowLines(rows, paint) {
  return rows
    .filter((row) => row.result !== 'missing')
    .flatMap(({ id, result, line, tests }) => [
      `${id}\t${paint(styleOf(result), result)}\t${line}`,
      ...tests.map((test) => `\t${test.result}\t${test.title}`),
    ]);
}

/** What a test is still to show, in our own words where we have them. */
export function missingLines(rows, paint) {
  return rows
    .filter(({ result }) => ['missing', 'failing', 'notRun'].includes(result))
    .map(({ id, result, line }) => `${id}\t${paint(styleOf(result), result)}\t${line || '(no line of ours yet)'}`);
}
