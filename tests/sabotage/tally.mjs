import titles from './titles.cjs';

const { readTitle, textOf } = titles;

/**
 * What a jest report says of each rule.
 * @param {{rule: string | null, code: string}[]} rules that were switched off
 * @param {{testResults: {assertionResults: {fullName: string, status: string}[]}[]}} report
 * @param {Iterable<string>} seen rules, as text, that some test made refuse
 * @returns {{
 *   rules: {name: string, tests: string[], failed: number}[],
 *   survived: {name: string, tests: string[]}[],
 *   failing: string[],
 *   unknown: string[],
 * }} `failing`: tests that fail as they are, which prove nothing; `unknown`: seen, and not among `rules`
 */
export function tally(rules, report, seen) {
  const found = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const results = found
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ fullName, status }) => ({ ...readTitle(fullName), status }));
  const failing = results.filter(({ without, status }) => without === undefined && status === 'failed');
  const broken = new Set(failing.map(({ title }) => title));
  const each = rules.map((rule) => {
    const name = textOf(rule);
    const own = results.filter(({ title, without }) => without === name && !broken.has(title));
    const failed = own.filter(({ status }) => status === 'failed').length;
    return { name, tests: own.map(({ title }) => title), failed };
  });
  return {
    rules: each,
    survived: each.filter(({ failed }) => failed === 0).map(({ name, tests }) => ({ name, tests })),
    failing: [...broken],
    unknown: [...seen].filter((name) => !each.some((rule) => rule.name === name)),
  };
}

/** The rules of one requirement, or of our own by code; all of them without an id. */
export const chosen = (rules, id) =>
  id === undefined ? rules : rules.filter(({ rule, code }) => (rule ?? code) === id);

/**
 * Rules that several commands were refused by, each for one of these commands only.
 * @param {{rule: string | null, code: string}[]} rules
 * @param {{rule: string | null, code: string, what: string}[]} uses which command (`what`) some test had refused by which rule
 */
export const usesAlone = (rules, uses) =>
  rules.flatMap(({ rule, code, seam }) => {
    const own = seam === undefined ? uses.filter((use) => use.rule === rule && use.code === code) : [];
    return own.length < 2 ? [] : own.map(({ what }) => ({ rule, code, seam: 'uses', what }));
  });

/** How many of the requirements that tests name can be switched off, and which cannot: of those only their tests speak. */
export function switchedOf(named, rules) {
  const withoutSwitch = named.filter((id) => !rules.some(({ rule }) => rule === id));
  return { named: named.length, switched: named.length - withoutSwitch.length, withoutSwitch };
}
