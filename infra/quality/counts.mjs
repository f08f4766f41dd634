/** Where `npm test` leaves its jest JSON report; conformance reads it. */
export const REPORT = 'reports/tests.json';

/**
 * What a jest JSON report adds up to. A suite that crashed before its tests counts as one failed test, and so does
 * a run that failed though no test did.
 * @param {object | undefined} report undefined when the run left none
 * @param {boolean} ended whether the run itself ended well (exit code 0)
 */
export function countsOf(report, ended) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !ended ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Several jest JSON reports as one; undefined when one of them is missing: then nobody knows what it would have said. */
export function joined(reports) {
  if (reports.includes(undefined)) return undefined;
  const sum = (one, other) => {
    const numbers = Object.keys(one).filter((name) => name.startsWith('num'));
    return {
      ...one,
      ...Object.fromEntries(numbers.map((name) => [name, one[name] + other[name]])),
      success: one.success && other.success,
      testResults: [...one.testResults, ...other.testResults],
    };
  };
  return reports.reduce(sum);
}

/** The line with which every test run closes. */
export const closingLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
