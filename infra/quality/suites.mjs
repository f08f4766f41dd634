import { relative } from 'node:path';
import { countsOf } from './counts.mjs';

/**
 * The counts of a jest JSON report by suite: the outermost description in each file. A file that crashed before its tests is a
 * suite of its own with one failure.
 * @param {object | undefined} report undefined when the run left none
 * @param {boolean} ended whether the run itself ended well (exit code 0)
 * @param {string} root folder that file names are told from
 */
export function suitesOf(report, ended, root) {
  const suites = new Map();
  const suite = (name) => {
    if (!suites.has(name)) suites.set(name, { name, passed: 0, failed: 0, skipped: 0 });
    return suites.get(name);
  };
  for (const { name: file, assertionResults, status } of report?.testResults ?? []) {
    if (assertionResults.length === 0 && status === 'failed') suite(relative(root, file)).failed += 1;
    for (const { ancestorTitles, status: outcome } of assertionResults) {
      const counted = suite(ancestorTitles[0] ?? relative(root, file));
      if (outcome === 'passed') counted.passed += 1;
      else if (outcome === 'failed') counted.failed += 1;
      else counted.skipped += 1;
    }
  }
  return { suites: [...suites.values()], ...countsOf(report, ended) };
}
