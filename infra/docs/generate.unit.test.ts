import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ERRORS } from '@openlnp/messages';

const root = resolve(__dirname, '../..');
const PAGE = join(root, 'docs/errors.md');

function generate(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, 'generate.mjs'), ...args], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

describe('docs/errors.md', () => {
  it('is what the code says: else run npm run docs:generate', () => {
    expect(generate('--check')).toEqual({ status: 0, stderr: '' });
  });

  it('has a row for every code, with its number, status, title and remedy', () => {
    const rows = readFileSync(PAGE, 'utf8').split('\n');
    for (const [code, { number, httpStatus, title, remedy }] of Object.entries(ERRORS)) {
      const row = rows.find((line) => line.startsWith(`| ${number} | \`${code}\` | ${httpStatus} |`));
      expect({ code, row }).toEqual({ code, row: expect.any(String) });
      const shown = (row as string).replaceAll('&lt;', '<');
      expect(shown).toContain(`| ${title} | ${remedy} |`);
    }
  });

  it('names the requirements that the sources give for a code, also through parameters and constants', () => {
    const page = readFileSync(PAGE, 'utf8');
    const ruleOf = (code: string) =>
      page
        .split('\n')
        .find((line) => line.includes(`\`${code}\``))
        ?.split(' | ')
        .at(-1);
    expect(ruleOf('old_sp_concurrence_missing')).toBe('R5-23.6 |');
    expect(ruleOf('npac_only')).toBe('R4-1 |');
    expect(ruleOf('lrn_not_owned')).toContain('R5-18.6');
    expect(ruleOf('same_sp')).toBe('- |');
  });

  describe('in another folder', () => {
    let docs: string;
    beforeEach(() => {
      docs = mkdtempSync(join(tmpdir(), 'openlnp-docs-'));
    });
    afterEach(() => rmSync(docs, { recursive: true, force: true }));

    it('is called stale when a word of it differs', () => {
      writeFileSync(join(docs, 'errors.md'), readFileSync(PAGE, 'utf8').replace('4018', '4081'));
      expect(generate('--check', '--docs', docs)).toEqual({
        status: 1,
        stderr: 'errors.md: not what the code says; run npm run docs:generate\n',
      });
    });

    it('is written where it is missing', () => {
      expect(generate('--docs', docs)).toEqual({ status: 0, stderr: '' });
      expect(readFileSync(join(docs, 'errors.md'), 'utf8')).toBe(readFileSync(PAGE, 'utf8'));
    });
  });
});
