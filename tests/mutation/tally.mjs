/** Statuses of mutants that a test noticed. */
const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];
/** What a score hides. */
const BESIDE = { ignored: ['Ignored'], timedOut: ['Timeout'], errors: ['RuntimeError', 'CompileError'] };

const count = (mutants, statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;

/**
 * Of Stryker's report: how many mutants were noticed of those that could be, in percent to a tenth, and those that were not. What
 * does not run at all, or is ignored, counts neither way, and is told beside it; so are those that only a time limit noticed.
 */
export function tally({ files }) {
  const mutants = Object.entries(files).flatMap(([file, { mutants: ofFile }]) =>
    ofFile.map((mutant) => ({ file, ...mutant })),
  );
  const noticed = count(mutants, NOTICED);
  const unnoticed = mutants.filter(({ status }) => UNNOTICED.includes(status));
  const all = noticed + unnoticed.length;
  return {
    score: all === 0 ? 0 : Math.floor((noticed / all) * 1000) / 10,
    mutants: all,
    ...Object.fromEntries(Object.entries(BESIDE).map(([name, of]) => [name, count(mutants, of)])),
    survived: unnoticed
      .map(({ file, location, mutatorName, replacement = '' }) => ({
        at: `${file}:${location.start.line}`,
        mutation: `${mutatorName} ${replacement.replace(/\s+/g, ' ').slice(0, 80)}`.trim(),
      }))
      .sort((a, b) => a.at.localeCompare(b.at, 'en', { numeric: true })),
  };
}
