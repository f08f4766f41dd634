import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { CarrierMessage } from '@openlnp/carrier-client';
import type { SeenVersion } from '../support/carrier';
import { runCases, type Stage } from './bad-input/case';
import { audit, type Evidence } from './start/ledger';

const check = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'check.mjs'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

describe('npm run check', () => {
  it('lists the checks, a line each', () => {
    const { status, stdout } = check('--help');
    expect(status).toBe(0);
    for (const name of ['start', 'bad-input', 'schemas']) expect(stdout).toMatch(new RegExp(`^ +${name} +\\w`, 'm'));
  });

  it.each([[['nonsense']], [[]], [['start', 'schemas']], [['--frob']], [['constructor']]])(
    'takes %j for wrong use',
    (args) => {
      const { status, stdout, stderr } = check(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain('bad-input');
    },
  );

  it('runs another program with the same conventions', () => {
    const { status, stdout } = check('schemas', '--json');
    const { incompatible, drifted } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(status === 0 || status === 3).toBe(incompatible.length + drifted.length === 0);
  });
});

describe('the audit of check start', () => {
  const request = { requestId: 'A111-1', sender: 'A111', kind: 'Activate', tn: '3035550101' };
  const reply = (id: string): CarrierMessage => ({
    ...{ id, place: id, priority: null },
    type: 'RequestDone',
    data: { requestId: 'A111-1' },
  });
  const version = { status: 'active', failedSps: [] } as unknown as SeenVersion;
  const good: Evidence = {
    requests: [request],
    outcome: async () => 'done',
    inbox: () => [reply('1')],
    versions: async () => [version],
  };

  it('holds for one outcome, one reply, one active version', async () => {
    expect(await audit(good)).toEqual({ lost: [], doubled: [], active: ['3035550101'] });
  });

  it.each<[string, Partial<Evidence>, object]>([
    ['no reply is lost', { inbox: () => [] }, { lost: ['A111-1'] }],
    ['no outcome is lost', { outcome: async () => 'pending' }, { lost: ['A111-1'] }],
    ['two replies are doubled', { inbox: () => [reply('1'), reply('2')] }, { doubled: ['A111-1'] }],
    ['two versions are doubled', { versions: async () => [version, version] }, { doubled: ['3035550101'], active: [] }],
    ['no version is not active', { versions: async () => [] }, { active: [] }],
    ['sending is not active', { versions: async () => [{ ...version, status: 'sending' }] }, { active: [] }],
    [
      'a failed LSMS is not active',
      { versions: async () => [{ ...version, failedSps: [{ spid: 'B222', reason: 'x' }] }] },
      { active: [] },
    ],
  ])('%s', async (_what, evidence, found) => {
    expect(await audit({ ...good, ...evidence })).toMatchObject(found);
  });
});

describe('the cases of check bad-input', () => {
  it('are wrong when they get another code, or throw', async () => {
    const said: string[] = [];
    const cases = [
      { name: 'right', expected: '400 x', run: async () => '400 x' },
      { name: 'other', expected: '400 x', run: async () => '500 x' },
      { name: 'none', expected: '400 x', run: () => Promise.reject(new Error('gone')) },
    ];
    const rows = await runCases('http', cases, {} as Stage, (text) => said.push(text));
    expect(rows.map(({ got, verdict }) => [got, verdict])).toEqual([
      ['400 x', 'ok'],
      ['500 x', 'WRONG'],
      ['failed: Error: gone', 'WRONG'],
    ]);
    expect(said).toHaveLength(2);
  });
});
