import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Ids stand in the data of these tests, never in their titles: titles are what the tool reads.

interface Given {
  /** Title to jest status; undefined leaves no report. */
  readonly tests?: Record<string, string> | undefined;
  readonly notes?: string;
  readonly requirements?: string;
  readonly ledger?: string;
  /** A test file that crashed before its tests. */
  readonly crashed?: string;
}

const requirements = 'id\tchapter\nR5-21\t5\nR5-21.3\t5\nR5-21.30\t5\nRR3-1\t3\nN388\t0\n';
const notes = 'id\tline\nR5-21\ta\nR5-21.3\tb\nR5-21.30\tc\nRR3-1\td\nN388\te\n';
const noLedger = 'id\tstate\treason\n';

function conformance(given: Given, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'openlnp-conformance-'));
  try {
    writeFileSync(join(folder, 'requirements.tsv'), given.requirements ?? requirements);
    writeFileSync(join(folder, 'notes.tsv'), given.notes ?? notes);
    writeFileSync(join(folder, 'ledger.tsv'), given.ledger ?? noLedger);
    const report = join(folder, 'tests.json');
    if (given.tests !== undefined) {
      const assertionResults = Object.entries(given.tests).map(([fullName, status]) => ({ fullName, status }));
      const testResults = [{ name: 'a.unit.test.ts', status: 'passed', assertionResults }];
      if (given.crashed) testResults.push({ name: given.crashed, status: 'failed', assertionResults: [] });
      writeFileSync(report, JSON.stringify({ testResults }));
    }
    const tool = join(__dirname, 'conformance.mjs');
    const args = [tool, '--report', report, '--lists', folder, ...options];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, stdout, stderr, json: () => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the conformance tool', () => {
  test('proves what a passing test names, and prints id, result and tests', () => {
    const run = conformance({ tests: { 'create R5-21.3 is refused (RR3-1), as N388 says.': 'passed' } }, '--json');
    expect(run.status).toBe(0);
    expect(run.json()).toMatchObject({ total: 4, proven: 2, missing: 2, changeOrders: { total: 1, proven: 1 } });
    expect(run.stderr).toContain('R5-21.3\tproven\tb\n\tpassed\tcreate R5-21.3 is refused (RR3-1), as N388 says.');
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  test('never finds an id inside a longer one, and finds it beside punctuation', () => {
    expect(conformance({ tests: { 'R5-21.30 only': 'passed' } }, '--json').json()).toMatchObject({ proven: 1 });
    expect(conformance({ tests: { 'R5-21.30 only': 'passed' } }).stdout).not.toContain('R5-21\t');
    expect(conformance({ tests: { 'R5-21, R5-21.3/R5-21.30.': 'passed' } }, '--json').json()).toMatchObject({
      proven: 3,
    });
    expect(conformance({ tests: { 'TN303-5 and XR5-21': 'passed' } }, '--json').json()).toMatchObject({ proven: 0 });
  });

  test.each(['R5-99', 'R5-21.3a', 'R5-21-3', 'R5-21.3.1', 'RN5-21', 'N999'])(
    'fails on a token of the form of an id that is not listed (case %#)',
    (id) => {
      const run = conformance({ tests: { [`says ${id}`]: 'passed' } }, '--json');
      expect(run.status).toBe(1);
      expect(run.json()).toMatchObject({ unknown: [id], proven: 0 });
    },
  );

  test('fails when one of the tests of an id fails, though others pass', () => {
    const run = conformance({ tests: { 'R5-21 one': 'passed', 'R5-21 two': 'failed' } }, '--json', '--chapter', '3');
    expect(run.status).toBe(1);
    expect(run.json()).toMatchObject({ failing: ['R5-21'] });
  });

  test('does not take a skipped test for a proof', () => {
    const run = conformance({ tests: { 'R5-21 one': 'pending', 'RR3-1 two': 'todo' } }, '--json', '--min', '1');
    expect(run.status).toBe(1);
    expect(run.json()).toMatchObject({ proven: 0, notRun: 2 });
    expect(conformance({ tests: { 'R5-21 one': 'pending', 'R5-21 two': 'passed' } }, '--min', '1').status).toBe(0);
  });

  test('fails below the minimum, counted in the chapter asked for', () => {
    const tests = { 'R5-21': 'passed', 'R5-21.3': 'passed', 'RR3-1': 'passed' };
    expect(conformance({ tests }, '--min', '3').status).toBe(0);
    const ledger = `${noLedger}R5-21.30\tlater\tx\n`;
    expect(conformance({ tests, ledger }, '--chapter', '5', '--min', '2').status).toBe(0);
    const short = conformance({ tests }, '--chapter', '5', '--min', '3', '--json');
    expect(short.status).toBe(1);
    expect(short.json()).toMatchObject({ chapter: 5, min: 3, total: 3, proven: 2 });
  });

  test.each([
    ['no test names and the ledger leaves out', { 'R5-21': 'passed' }, 'neither named by a test nor in ledger.tsv'],
    [
      'only skipped tests name',
      { 'R5-21': 'passed', 'R5-21.3, R5-21.30': 'pending' },
      'named only by tests that were skipped',
    ],
  ])('fails on ids of the chapter asked for that %s, and names them', (_, tests: Record<string, string>, told) => {
    const run = conformance({ tests }, '--chapter', '5', '--json');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`${told}: R5-21.3, R5-21.30\n`);
    expect(conformance({ tests }, '--json').status).toBe(0);
    const ledger = `${noLedger}R5-21.3\tlater\tx\nR5-21.30\tnot_applicable\ty\n`;
    expect(conformance({ tests: { 'R5-21': 'passed' }, ledger }, '--chapter', '5').status).toBe(0);
  });

  test('says how many ids only skipped tests name', () => {
    expect(conformance({ tests: { 'R5-21 on a Kafka': 'pending' } }).stdout).toContain('3 missing, 1 not run (');
  });

  test('fails when a named id has no line of ours, and when a line belongs to no id', () => {
    const tests = { 'R5-21': 'passed' };
    expect(conformance({ tests, notes: 'id\tline\n' }, '--json').json()).toMatchObject({ withoutLine: ['R5-21'] });
    expect(conformance({ tests, notes: 'id\tline\n' }).status).toBe(1);
    expect(conformance({ tests, notes: `${notes}R9-9\tx\n` }, '--json').json()).toMatchObject({ badNotes: ['R9-9'] });
    expect(conformance({ tests, notes: `${notes}R9-9\tx\n` }).status).toBe(1);
  });

  test.each(['id\tline\nR5-21\t \n', 'id\tline\nR5-21\n', 'id\tline\nR5-21\ta\nR5-21\tb\n', 'id\tline\n\nR5-21\ta\n'])(
    'refuses a list with an empty, half or repeated line (case %#)',
    (broken) => {
      expect(conformance({ tests: { 'R5-21': 'passed' }, notes: broken }).status).toBe(1);
    },
  );

  test('counts what the ledger lists apart from what is missing, and prints its reason', () => {
    const ledger = `${noLedger}R5-21.3\tlater\tcomes with blocks\nRR3-1\tnot_applicable\tneeds a fax\n`;
    const run = conformance({ tests: { 'R5-21': 'passed' }, ledger }, '--json');
    expect(run.status).toBe(0);
    expect(run.json()).toMatchObject({ total: 4, proven: 1, later: 1, notApplicable: 1, missing: 1 });
    expect(run.stderr).toContain('R5-21.3\tlater\tcomes with blocks\n');
    expect(run.stderr).toContain('RR3-1\tnotApplicable\tneeds a fax\n');
    const chapter = conformance({ tests: { 'R5-21': 'passed' }, ledger }, '--json', '--chapter', '5').json();
    expect(chapter).toMatchObject({ total: 3, proven: 1, later: 1, notApplicable: 0, missing: 1 });
  });

  test('what the ledger lists does not count towards the minimum', () => {
    const ledger = `${noLedger}R5-21.3\tlater\tx\n`;
    expect(conformance({ tests: { 'R5-21': 'passed' }, ledger }, '--min', '2').status).toBe(1);
  });

  test.each([
    ['later', 'passed'],
    ['later', 'failed'],
    ['not_applicable', 'passed'],
    ['not_applicable', 'pending'],
  ])('fails when the ledger lists an id as %s that a test names (%s)', (state, status) => {
    const ledger = `${noLedger}R5-21\t${state}\tx\n`;
    const run = conformance({ tests: { 'R5-21 one': status }, ledger }, '--json', '--chapter', '3');
    expect(run.status).toBe(1);
    expect(run.json()).toMatchObject({ contradicted: ['R5-21'], later: 0, notApplicable: 0 });
  });

  test('fails on an unknown id in the ledger', () => {
    const run = conformance({ tests: {}, ledger: `${noLedger}R5-99\tlater\tx\n` }, '--json');
    expect(run.status).toBe(1);
    expect(run.json()).toMatchObject({ badLedger: ['R5-99'], later: 0 });
  });

  test.each([
    'R5-21\tlater\t \n',
    'R5-21\tlater\n',
    'R5-21\tlater\tx\ty\n',
    'R5-21\tnever\tx\n',
    '\tlater\tx\n',
    '\nR5-21\tlater\tx\n',
    'R5-21\tlater\tx\nR5-21\tlater\tx\n',
  ])('refuses a ledger with a line that is not id, state and reason (case %#)', (lines) => {
    const run = conformance({ tests: {}, ledger: noLedger + lines });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/^ledger\.tsv:[23]\b/);
  });

  test('refuses a ledger without its headings', () => {
    expect(conformance({ tests: {}, ledger: 'R5-21\tlater\tx\n' }).stderr).toContain('ledger.tsv:1 ');
  });

  test('--missing lists what is not proven and not in the ledger, in our own words', () => {
    const tests = { 'R5-21': 'passed', 'R5-21.3 one': 'pending' };
    const ledger = `${noLedger}RR3-1\tlater\tx\n`;
    const { stdout } = conformance({ tests, ledger, notes: notes.replace('N388\te\n', '') }, '--missing');
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'R5-21.3\tnotRun\tb',
      'R5-21.30\tmissing\tc',
      'N388\tmissing\t(no line of ours yet)',
      '',
    ]);
    const chapter = conformance({ tests, ledger }, '--missing', '--chapter', '3', '--json');
    expect(chapter.stderr).not.toContain('missing\t');
    expect(chapter.stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  test('prints a table with one line for each chapter, without colours where there is no terminal', () => {
    const lines = conformance({ tests: { 'R5-21': 'passed', 'RR3-1': 'failed' } }).stdout.split('\n');
    const counts = (title: string) =>
      lines
        .find((line) => line.startsWith(title))
        ?.match(/\d+/g)
        ?.map(Number);
    expect(counts('5 subscription versions')).toEqual([5, 3, 1, 0, 0, 0, 0, 2]);
    expect(counts('3 registry data')).toEqual([3, 1, 0, 0, 0, 1, 0, 0]);
    expect(lines.filter((line) => /^\d+ /.test(line))).toHaveLength(12);
    expect(lines.join('')).not.toContain('\u001b');
  });

  test.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('colours the table when it is a terminal (%j) with %j: %j', (isTTY, env, coloured) => {
    const url = pathToFileURL(join(__dirname, 'print.mjs')).href;
    const count = { number: 5, total: 2, proven: 1, later: 0, notApplicable: 0, missing: 1, failing: 0, notRun: 0 };
    const script = `import { chapterTable, painter } from ${JSON.stringify(url)};
      console.log(chapterTable([${JSON.stringify(count)}], painter({ isTTY: ${isTTY} }, ${JSON.stringify(env)})).join('\\n'));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.includes('\u001b[32m     1\u001b[39m')).toBe(coloured);
    expect(stdout.includes('\u001b[33m      1\u001b[39m')).toBe(coloured);
  });

  test('fails when a suite crashed, for what it would prove is not known', () => {
    const run = conformance({ tests: { 'R5-21': 'passed' }, crashed: 'b.unit.test.ts' }, '--json');
    expect(run.status).toBe(1);
    expect(run.json().crashedSuites).toHaveLength(1);
  });

  test.each([['--chapter', '12'], ['--chapter', 'five'], ['--min', '-1'], ['--min', '1.5'], ['--loud'], ['more']])(
    'exits 2 on wrong use: %j',
    (...options) => {
      expect(conformance({ tests: {} }, ...options).status).toBe(2);
    },
  );

  test('exits 3 without a report, and says how to make one', () => {
    const run = conformance({}, '--json');
    expect(run.status).toBe(3);
    expect(run.stderr).toContain('npm test');
    expect(run.json()).toMatchObject({ skipped: [expect.stringContaining('npm test')] });
  });
});

describe('the lists', () => {
  const linesOf = (name: string) =>
    readFileSync(join(__dirname, name), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));

  test('hold every id of the specification once, under the chapter that the id names', () => {
    const ids = linesOf('requirements.tsv');
    const specified = ids.filter(([, chapter]) => chapter !== '0');
    expect(new Set(ids.map(([id]) => id)).size).toBe(ids.length);
    expect(specified).toHaveLength(1081);
    expect(specified.filter(([, chapter]) => chapter === '5')).toHaveLength(350);
    for (const [id, chapter] of specified) expect(/^[A-Z]+(\d+)-/.exec(id ?? '')?.[1]).toBe(chapter);
  });

  test('are all of the form that the tool finds in titles', () => {
    const tests = Object.fromEntries(linesOf('requirements.tsv').map(([id]) => [`does (${id}): this`, 'passed']));
    const run = conformance(
      { tests, requirements: readFileSync(join(__dirname, 'requirements.tsv'), 'utf8') },
      '--json',
    );
    expect(run.json()).toMatchObject({ proven: 1081, missing: 0, unknown: [] });
  });

  test('have a line of ours or a reason for every id of chapter 5, and a reason of its own for each in the ledger', () => {
    const told = new Set([...linesOf('notes.tsv'), ...linesOf('ledger.tsv')].map(([id]) => id));
    const ids = linesOf('requirements.tsv').filter(([, chapter]) => chapter === '5');
    expect(ids.map(([id]) => id).filter((id) => !told.has(id))).toEqual([]);
    const reasons = linesOf('ledger.tsv').map(([, , reason]) => reason);
    expect(new Set(reasons).size).toBe(reasons.length);
  });
});
