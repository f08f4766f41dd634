import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isTunableName } from '@openlnp/network';
import { DEADLINE_KINDS } from '@openlnp/porting';
import { FUNCTIONS } from './functions.cjs';
import { namedIn, readTitle, textOf, titleWithout } from './titles.cjs';

const root = resolve(__dirname, '../..');
const early = { rule: 'R5-53.3', code: 'due_date_not_reached' };
const same = { rule: null, code: 'same_sp' };
const unapplied = (rule: string) => ({ rule, code: 'no sending', seam: 'states', what: 'SvBroadcastStarted' });
const undecided = (rule: string) => ({ rule, code: 'no broadcast', seam: 'events', what: 'SvBroadcastStarted' });
const undue = { rule: 'R5-22', code: 'no window', seam: 'deadlines', what: 'initial_window' };

describe('the title of a test', () => {
  it.each([
    ['R5-53.3 is refused before the due date', [early]],
    ['is refused (R5-53.3)', [early]],
    ['R5-53.31 is another one', []],
    ['R5-53.3a is none', []],
    ['RR5-53.3 is another one', []],
    ['R5-53.3.1 is another one', []],
    ['refuses same_sp', [same]],
    ['refuses not_same_sp', []],
    ['R5-53.3, R5-53.1 and same_sp', [early, same]],
    // Without the titles themselves: conformance would take the ids in them for claims.
  ])('names the rules that it spells out, and no others: %#', (title, rules) => {
    expect(namedIn(title, [early, same])).toEqual(rules);
  });

  it('says which rule was off', () => {
    expect(readTitle(titleWithout('R5-53.3 holds', early))).toEqual({ title: 'R5-53.3 holds', without: textOf(early) });
    expect(readTitle('R5-53.3 holds')).toEqual({ title: 'R5-53.3 holds', without: undefined });
    expect([textOf(early), textOf(same)]).toEqual(['R5-53.3 due_date_not_reached', 'same_sp']);
  });
});

/** What tally.mjs makes of it; jest does not load its kind of module. */
function tallied(rules: readonly object[], report: object, seen: readonly string[]) {
  const program = `import { tally } from './tally.mjs';
    console.log(JSON.stringify(tally(...JSON.parse(process.env.GIVEN))));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: __dirname,
    encoding: 'utf8',
    env: { ...process.env, GIVEN: JSON.stringify([rules, report, seen]) },
  });
  return JSON.parse(stdout);
}

describe('tests without a rule', () => {
  it('show which rules survive, and which of the tests prove nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'openlnp-sabotage-'));
    try {
      const rules = [
        early,
        { rule: 'R5-53.1', code: 'new_sp_create_missing' },
        { rule: 'R5-51.1', code: 'not_authorized' },
        same,
        unapplied('R5-57.2'),
        unapplied('R5-57.3'),
        undecided('R5-57.3'),
        undue,
      ];
      const [output, seen] = [join(folder, 'report.json'), join(folder, 'seen')];
      const config = join(folder, 'jest.config.cjs');
      const usual = JSON.stringify(join(__dirname, 'jest.config.cjs'));
      const roots = JSON.stringify([join(__dirname, 'fixture')]);
      writeFileSync(
        config,
        `module.exports = { ...require(${usual}), roots: ${roots}, testMatch: ['**/*.fixture.ts'], globalSetup: undefined, globalTeardown: undefined };`,
      );
      const jest = [
        join(root, 'node_modules/jest/bin/jest.js'),
        '--config',
        config,
        '--json',
        `--outputFile=${output}`,
      ];
      spawnSync(process.execPath, jest, {
        cwd: root,
        env: { ...process.env, LNP_SABOTAGE: JSON.stringify(rules), LNP_SABOTAGE_SEEN: seen },
      });
      const texts = readdirSync(seen).flatMap((name) => JSON.parse(readFileSync(join(seen, name), 'utf8')));
      const sent = 'an activation R5-57.3 is named here, and shown by nothing but an event';
      const title = 'an activation R5-53.1 is named here, and nothing of it is shown';
      expect(tallied(rules, JSON.parse(readFileSync(output, 'utf8')), texts)).toEqual({
        rules: [
          {
            name: 'R5-53.3 due_date_not_reached',
            tests: [
              'an activation R5-53.3 is refused before the due date',
              'an activation is refused when it is too soon (R5-53.3)',
              'an activation is refused when it is much too soon (R5-53.3)',
            ],
            failed: 3,
          },
          { name: 'R5-53.1 new_sp_create_missing', tests: [title], failed: 0 },
          { name: 'R5-51.1 not_authorized', tests: [], failed: 0 },
          { name: 'same_sp', tests: [], failed: 0 },
          { name: 'R5-57.2 no sending', tests: ['an activation R5-57.2 is in sending'], failed: 1 },
          { name: 'R5-57.3 no sending', tests: [sent], failed: 0 },
          { name: 'R5-57.3 no broadcast', tests: [sent], failed: 1 },
          { name: 'R5-22 no window', tests: ['an activation R5-22 is asked for what is due'], failed: 1 },
        ],
        survived: [
          { name: 'R5-53.1 new_sp_create_missing', tests: [title] },
          { name: 'R5-51.1 not_authorized', tests: [] },
          { name: 'same_sp', tests: [] },
          { name: 'R5-57.3 no sending', tests: [sent] },
        ],
        failing: ['an activation R5-51.1 is wrong about who may'],
        unknown: [],
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('name a rule that refuses and that the sources do not show', () => {
    expect(tallied([same], { testResults: [] }, ['R5-99.9 odd'])).toMatchObject({ unknown: ['R5-99.9 odd'] });
  });
});

/** What an expression over a module of this folder comes to; jest does not load its kind of module. */
function evaluated(module: string, expression: string) {
  const program = `import * as m from './${module}'; console.log(JSON.stringify(${expression}));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: __dirname, encoding: 'utf8' });
  return JSON.parse(run.stdout);
}

describe('the switches', () => {
  const switches: { rule: string; code: string; seam: string; what: string }[] = evaluated(
    'switches.mjs',
    'm.SWITCHES',
  );
  const namesIn = (...seams: string[]) => switches.filter(({ seam }) => seams.includes(seam)).map(({ what }) => what);

  it('are each known by requirement and words, and name what there is', () => {
    expect(new Set(switches.map(textOf)).size).toBe(switches.length);
    const subjects = new Set(readdirSync(join(root, 'schemas')).map((name) => name.split('.').at(-1)));
    const types = namesIn('messages', 'states', 'events', 'commands', 'fields').map((name) => name.split('.')[0]);
    expect(types.filter((type) => !subjects.has(type))).toEqual([]);
    expect(namesIn('deadlines').filter((kind) => !DEADLINE_KINDS.some((known) => known === kind))).toEqual([]);
    expect(namesIn('tunables', 'defaults').filter((name) => !isTunableName(name))).toEqual([]);
    const functions = Object.values(FUNCTIONS).map(({ module, name }) => [
      name,
      typeof require(join(root, module))[name],
    ]);
    expect(functions.filter(([, type]) => type !== 'function')).toEqual([]);
    expect(namesIn('functions').filter((what) => !(what in FUNCTIONS))).toEqual([]);
  });

  it('are also, of refusals of several commands, for one of these alone', () => {
    const uses = ['Modify', 'Cancel'].map((what) => ({ ...early, what }));
    const given = JSON.stringify([
      [early, same, undue],
      [...uses, { ...same, what: 'Modify' }],
    ]);
    expect(evaluated('tally.mjs', `m.usesAlone(...${given})`)).toEqual(uses.map((use) => ({ ...use, seam: 'uses' })));
    expect(textOf({ ...early, seam: 'uses', what: 'Modify' })).toBe('R5-53.3 due_date_not_reached for Modify');
  });

  it('are counted against the requirements that tests name', () => {
    const of = "m.switchedOf(['R5-1', 'R5-2', 'R5-3'], [{ rule: 'R5-2' }, { rule: 'R5-2' }, { rule: null }])";
    expect(evaluated('tally.mjs', of)).toEqual({ named: 3, switched: 1, withoutSwitch: ['R5-1', 'R5-3'] });
  });
});

describe('npm run sabotage', () => {
  it.each([[['--rule', 'no-such-rule']], [['--frob']]])('takes %j for wrong use', (args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'sabotage.mjs'), ...args], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('usage: npm run sabotage');
  });

  it('tells what it can do to whoever asks', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'sabotage.mjs'), '--help'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('usage: npm run sabotage');
  });
});
