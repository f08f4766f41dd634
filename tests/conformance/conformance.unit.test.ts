import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Ids stand in the data of these tests, never in their titles: titles are what the tool reads.

interface Given {
  /** Title to jest status; undefined leaves no report. */
  readonly tests?: Record<string, string> | undefined;
  readonly notes?: string;
  readonly requirements?: string;
  /** A test file that crashed before its tests. */
  readonly crashed?: string;
}

const requirements = 'id\tchapter\nR5-21\t5\nR5-21.3\t5\nR5-21.30\t5\nRR3-1\t3\nN388\t0\n';
const notes = 'id\tline\nR5-21\ta\nR5-21.3\tb\nR5-21.30\tc\nRR3-1\td\nN388\te\n';

function conformance(given: Given, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'openlnp-conformance-'));
  try {
    writeFileSync(join(folder, 'requirements.tsv'), given.requirements ?? requirements);
    writeFileSync(join(folder, 'notes.tsv'), given.notes ?? notes);
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
    expect(conformance({ tests }, '--chapter', '5', '--min', '2').status).toBe(0);
    const short = conformance({ tests }, '--chapter', '5', '--min', '3', '--json');
    expect(short.status).toBe(1);
    expect(short.json()).toMatchObject({ chapter: 5, min: 3, total: 3, proven: 2 });
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
    expect(run.json()).toMatchObject({ skipped: expect.stringContaining('npm test') });
  });
});

describe('the lists', () => {
  const idsOf = (name: string) =>
    readFileSync(join(__dirname, name), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t') as [string, string]);

  test('hold every id of the specification once, under the chapter that the id names', () => {
    const ids = idsOf('requirements.tsv');
    const specified = ids.filter(([, chapter]) => chapter !== '0');
    expect(new Set(ids.map(([id]) => id)).size).toBe(ids.length);
    expect(specified).toHaveLength(1081);
    expect(specified.filter(([, chapter]) => chapter === '5')).toHaveLength(350);
    for (const [id, chapter] of specified) expect(/^[A-Z]+(\d+)-/.exec(id)?.[1]).toBe(chapter);
  });

  test('are all of the form that the tool finds in titles', () => {
    const tests = Object.fromEntries(idsOf('requirements.tsv').map(([id]) => [`does (${id}): this`, 'passed']));
    const run = conformance(
      { tests, requirements: readFileSync(join(__dirname, 'requirements.tsv'), 'utf8') },
      '--json',
    );
    expect(run.json()).toMatchObject({ proven: 1081, missing: 0, unknown: [] });
  });
});
