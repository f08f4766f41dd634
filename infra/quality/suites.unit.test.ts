import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** As the script sees it: it is an ES module, and jest here is not. */
const suitesOf = (report: object | null, ended: boolean): unknown => {
  const code = `import { suitesOf } from ${JSON.stringify(join(__dirname, 'suites.mjs'))};
    const report = JSON.parse(process.argv[1]) ?? undefined;
    console.log(JSON.stringify(suitesOf(report, ${ended}, '/lnp')));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', code, JSON.stringify(report)], {
    encoding: 'utf8',
  });
  return JSON.parse(out);
};

describe('the suites of a report', () => {
  const test = (suite: string, status: string) => ({ ancestorTitles: [suite, 'inner'], status });

  it('are counted by their outermost description, and a file that crashed is one that failed', () => {
    const report = {
      ...{ numPassedTests: 2, numFailedTests: 1, numRuntimeErrorTestSuites: 1, numPendingTests: 1, numTodoTests: 0 },
      testResults: [
        {
          name: '/lnp/a.test.ts',
          status: 'failed',
          assertionResults: [test('A', 'passed'), test('A', 'failed'), test('B', 'pending')],
        },
        { name: '/lnp/b.test.ts', status: 'passed', assertionResults: [test('A', 'passed')] },
        { name: '/lnp/c.test.ts', status: 'failed', assertionResults: [] },
      ],
    };
    expect(suitesOf(report, false)).toEqual({
      suites: [
        { name: 'A', passed: 2, failed: 1, skipped: 0 },
        { name: 'B', passed: 0, failed: 0, skipped: 1 },
        { name: 'c.test.ts', passed: 0, failed: 1, skipped: 0 },
      ],
      passed: 2,
      failed: 2,
      skipped: 1,
    });
  });

  it('of a run that left no report are none, and it failed', () => {
    expect(suitesOf(null, true)).toEqual({ suites: [], passed: 0, failed: 1, skipped: 0 });
  });
});
