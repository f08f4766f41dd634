/** Our words for the chapters of the FRS; 0 holds the industry's later change orders (NANC 388 is N388). */
export const CHAPTERS = new Map([
  [0, 'change orders'],
  [1, 'introduction'],
  [2, 'flows'],
  [3, 'registry data'],
  [4, 'provider data'],
  [5, 'subscription versions'],
  [6, 'interfaces'],
  [7, 'security'],
  [8, 'audits'],
  [9, 'reports'],
  [10, 'performance'],
  [11, 'billing'],
]);

// R5-21.3, RR5-2.1, RN5-1, AR6-1, A1-1, CN2-1.1.1 or N388. What follows directly is taken in, so that a mistyped
// R5-21.3a or R5-21-3 is an unknown id and not silently R5-21.
const ID = /(?<![A-Za-z0-9])(?:[ACR][A-Z]?\d+-\d+(?:[.-]\d+)*|N\d{3})[A-Za-z0-9]*/g;

/** Every token of a test's title that has the form of a requirement id, each once. */
export const idsIn = (title) => [...new Set(title.match(ID) ?? [])];

/**
 * Reads a list of two tab-separated columns under one line of headings.
 * @returns {Map<string, string>} first column to second
 * @throws when a line has not two filled columns or an id stands twice
 */
export function parseList(text, name) {
  const entries = new Map();
  const lines = text.split('\n').slice(1);
  for (const [index, line] of lines.entries()) {
    if (line === '' && index === lines.length - 1) break;
    const [id, value, ...rest] = line.split('\t');
    if (!id || !value?.trim() || rest.length > 0) throw new Error(`${name}:${index + 2} is not "id<tab>text"`);
    if (entries.has(id)) throw new Error(`${name}:${index + 2} lists ${id} again`);
    entries.set(id, value);
  }
  return entries;
}

const RESULTS = { passed: 'passed', failed: 'failed' };

/** The tests of a jest JSON report that name ids: id to [{ title, result }], result passed, failed or skipped. */
export function testsById(report) {
  const tests = new Map();
  for (const suite of report.testResults) {
    for (const { fullName, status } of suite.assertionResults) {
      for (const id of idsIn(fullName)) {
        if (!tests.has(id)) tests.set(id, []);
        tests.get(id).push({ title: fullName, result: RESULTS[status] ?? 'skipped' });
      }
    }
  }
  return tests;
}

/** proven: a test passed and none failed; failing: one failed; notRun: named, but every test of it was skipped. */
function resultOf(tests) {
  if (tests.some((test) => test.result === 'failed')) return 'failing';
  return tests.some((test) => test.result === 'passed') ? 'proven' : 'notRun';
}

const COUNTED = { later: 'later', not_applicable: 'notApplicable' };

/** Each requirement's one standing: that of its tests, else that of the ledger, else missing. */
function standingsOf(requirements, ledger, tests) {
  const standings = new Map();
  for (const id of requirements.keys()) {
    const listed = ledger.get(id);
    if (tests.has(id)) standings.set(id, resultOf(tests.get(id)));
    else standings.set(id, listed ? COUNTED[listed.state] : 'missing');
  }
  return standings;
}

const STANDINGS = ['proven', 'later', 'notApplicable', 'missing', 'failing', 'notRun'];

function countsByChapter(requirements, standings) {
  return [...CHAPTERS.keys()].map((number) => {
    const ids = [...requirements].filter(([, of]) => Number(of) === number).map(([id]) => id);
    const count = (standing) => ids.filter((id) => standings.get(id) === standing).length;
    return { number, total: ids.length, ...Object.fromEntries(STANDINGS.map((s) => [s, count(s)])) };
  });
}

/**
 * Sets the list of requirements against what the tests name and what the ledger says of the rest. A chapter narrows
 * the rows and the counts (total is the sum of proven, later, notApplicable, missing, notRun and the failing ones);
 * problems (failing, unknown, withoutLine, badNotes, badLedger, contradicted, crashedSuites) are reported whatever
 * their chapter.
 * @param {{ requirements: Map<string, string>, notes: Map<string, string>,
 *   ledger: Map<string, { state: string, reason: string }> }} lists id to chapter, to our own line, to ledger entry
 * @param {object} report a jest JSON report
 * @param {number} [chapter]
 */
export function tally({ requirements, notes, ledger }, report, chapter) {
  const tests = testsById(report);
  const standings = standingsOf(requirements, ledger, tests);
  const chapters = countsByChapter(requirements, standings);
  // The whole is the FRS; its change orders are counted beside it, not into it.
  const inScope = (number) => (chapter === undefined ? number !== 0 : number === chapter);
  const sum = (key) => chapters.filter((c) => inScope(c.number)).reduce((total, c) => total + c[key], 0);
  const inRows = (id) => chapter === undefined || Number(requirements.get(id)) === chapter;
  const lineOf = (id) => (tests.has(id) ? notes.get(id) : (ledger.get(id)?.reason ?? notes.get(id))) ?? '';
  const named = [...tests.keys()];
  const known = named.filter((id) => requirements.has(id));
  return {
    rows: [...standings]
      .filter(([id]) => inRows(id))
      .map(([id, result]) => ({ id, result, line: lineOf(id), tests: tests.get(id) ?? [] })),
    chapters,
    total: sum('total'),
    proven: sum('proven'),
    later: sum('later'),
    notApplicable: sum('notApplicable'),
    notRun: sum('notRun'),
    missing: sum('missing'),
    failing: known.filter((id) => standings.get(id) === 'failing'),
    unknown: named.filter((id) => !requirements.has(id)),
    withoutLine: known.filter((id) => !notes.has(id)),
    badNotes: [...notes.keys()].filter((id) => !requirements.has(id)),
    badLedger: [...ledger.keys()].filter((id) => !requirements.has(id)),
    // What a test shows is neither to come nor beside the point: the ledger's line or the test's title is wrong.
    contradicted: [...ledger.keys()].filter((id) => tests.has(id)),
    // A suite that crashed hides the ids that it names.
    crashedSuites: report.testResults
      .filter((s) => s.status === 'failed' && s.assertionResults.length === 0)
      .map((s) => s.name),
  };
}
