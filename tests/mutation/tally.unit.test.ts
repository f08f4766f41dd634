import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** The tally runs in a process of its own, as an ES module. */
function tally(report: object): { score: number; mutants: number; survived: { at: string; mutation: string }[] } {
  const url = pathToFileURL(`${__dirname}/tally.mjs`).href;
  const code = `import { tally } from ${JSON.stringify(url)}; console.log(JSON.stringify(tally(${JSON.stringify(report)})))`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }));
}

const mutant = (status: string, line = 1) => ({
  status,
  location: { start: { line } },
  mutatorName: 'EqualityOperator',
  replacement: 'a <\n  b',
});

describe('the tally of mutants', () => {
  it('counts what was noticed against what was not, lists that by place, and tells what counts neither way', () => {
    const mutants = [
      mutant('Killed'),
      mutant('Timeout'),
      mutant('NoCoverage', 10),
      mutant('Survived', 9),
      mutant('Ignored'),
      mutant('RuntimeError'),
      mutant('CompileError'),
    ];
    expect(tally({ files: { 'a.ts': { mutants } } })).toEqual({
      score: 50,
      mutants: 4,
      ignored: 1,
      timedOut: 1,
      errors: 2,
      survived: [
        { at: 'a.ts:9', mutation: 'EqualityOperator a < b' },
        { at: 'a.ts:10', mutation: 'EqualityOperator a < b' },
      ],
    });
  });

  it('rounds down, so that a missed goal is not reached by rounding, and gives nothing for nothing', () => {
    const mutants = [
      ...Array.from({ length: 118 }, () => mutant('Killed')),
      ...Array.from({ length: 21 }, () => mutant('Survived')),
    ];
    expect(tally({ files: { 'a.ts': { mutants } } }).score).toBe(84.8);
    expect(tally({ files: {} }).score).toBe(0);
  });
});
