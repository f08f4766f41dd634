import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ERRORS } from '@openlnp/messages';
import { TRANSITIONS } from '@openlnp/porting';

const root = resolve(__dirname, '../..');
const PAGE = join(root, 'docs/errors.md');

function generate(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, 'generate.mjs'), ...args], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

describe('the generated pages', () => {
  it('are what the code says: else run npm run docs:generate', () => {
    expect(generate('--check')).toEqual({ status: 0, stderr: '' });
  });

  describe('in another folder', () => {
    let docs: string;
    beforeEach(() => {
      docs = mkdtempSync(join(tmpdir(), 'openlnp-docs-'));
    });
    afterEach(() => rmSync(docs, { recursive: true, force: true }));

    it.each([
      ['errors.md', '4018', '4081'],
      ['subscription-version.md', 'T27', 'T72'],
    ])('%s is called stale when a word of it differs', (name, word, other) => {
      expect(generate('--docs', docs)).toEqual({ status: 0, stderr: '' });
      writeFileSync(join(docs, name), readFileSync(join(docs, name), 'utf8').replace(word, other));
      expect(generate('--check', '--docs', docs)).toEqual({
        status: 1,
        stderr: `${name}: not what the code says; run npm run docs:generate\n`,
      });
    });

    it('are written where they are missing', () => {
      expect(generate('--docs', docs)).toEqual({ status: 0, stderr: '' });
      for (const name of ['errors.md', 'subscription-version.md'])
        expect(readFileSync(join(docs, name), 'utf8')).toBe(readFileSync(join(root, 'docs', name), 'utf8'));
    });
  });
});

describe('docs/errors.md', () => {
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
    expect(ruleOf('new_sp_create_missing')).toBe('R5-27.1, R5-53.1 |');
    expect(ruleOf('npac_only')).toBe('R4-1, R4-2 |');
    expect(ruleOf('lrn_not_owned')).toContain('R5-18.6');
    expect(ruleOf('field_not_modifiable')).toContain('R5-27.2');
    expect(ruleOf('same_sp')).toBe('- |');
  });
});

describe('docs/subscription-version.md', () => {
  const page = readFileSync(join(root, 'docs/subscription-version.md'), 'utf8');

  it('has a row for every transition, and an arrow for every change of status', () => {
    for (const { id, from, to, trigger, note } of TRANSITIONS) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${id} |`));
      expect({ id, row }).toEqual({ id, row: expect.stringContaining(`| ${trigger} |`) });
      expect(row).toContain(`| ${note} |`);
      const arrows = page.split('\n').filter((line) => /-->.* : /.test(line) && line.includes(id));
      const stays = from.length === to.length && from.every((status) => (to as readonly string[]).includes(status));
      expect({ id, stays: arrows.length === 0 }).toEqual({ id, stays });
    }
  });

  it('says who may do what', () => {
    expect(page).toContain('| new service provider | activate (T24) | pending |');
    expect(page).not.toContain('| old service provider | activate (T24)');
  });
});
