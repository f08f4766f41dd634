import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';
import { capturedIo } from './testing/io';

async function script(shell: string): Promise<string> {
  const io = capturedIo();
  expect(await run(['completion', shell], io)).toBe(0);
  return io.out();
}

describe('completion in bash', () => {
  let data: string;
  let bash: string;

  beforeAll(async () => {
    bash = await script('bash');
    data = mkdtempSync(join(tmpdir(), 'lnp-completion-'));
    mkdirSync(join(data, 'tokens'));
    for (const spid of ['X101', 'X202']) writeFileSync(join(data, 'tokens', `${spid}.token`), '');
  });
  afterAll(() => rmSync(data, { recursive: true }));

  /** What bash offers for the last of these words. */
  function offered(...words: string[]): string[] {
    const ask = `${bash}\nCOMP_WORDS=(lnp ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _lnp; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const text = execFileSync('bash', ['-c', ask], { encoding: 'utf8', env: { ...process.env, LNP_DATA: data } });
    return text
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '');
  }

  it('offers commands, their options, and SPIDs with a token here', () => {
    expect(offered('po')).toEqual(['port']);
    expect(offered('')).toEqual(expect.arrayContaining(['port', 'watch', 'token', '--help']));
    expect(offered('port', '3035550100', '--fr')).toEqual(['--from']);
    expect(offered('port', '3035550100', '--from', '')).toEqual(['X101', 'X202']);
    expect(offered('token', '')).toEqual(expect.arrayContaining(['create', 'revoke']));
    expect(offered('token', 'create', '--s')).toEqual(['--save']);
    expect(offered('token', 'revoke', '--s')).toEqual(['--spid']);
    expect(offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh']));
    expect(offered('request', '--')).not.toContain('--from');
    expect(offered('c')).toEqual(expect.arrayContaining(['cancel', 'conflict', 'concur', 'completion']));
    for (const command of [
      'resolve',
      'acknowledge',
      'undo-cancel',
      'modify',
      'resend',
      'exclude',
      'sv',
      'tunables',
      'provider',
    ])
      expect(offered(command.slice(0, -1))).toContain(command);
    expect(offered('modify', '3035550100', '--d')).toEqual(['--due', '--deny', '--date']);
    expect(offered('cancel', '3035550100', '--s')).toEqual(['--sv', '--side']);
    expect(offered('activate', '3035550100', '--for', 'X2')).toEqual(['X202']);
    expect(offered('resend', '3035550100', '--lsms', '')).toEqual(['X101', 'X202']);
    expect(offered('tunables', '')).toEqual(expect.arrayContaining(['set']));
    expect(offered('provider', 'create', '--a')).toEqual(expect.arrayContaining(['--as']));
    expect(offered('nonsense', '')).toEqual([]);
  });
});

it('has the same words for zsh', async () => {
  const zsh = await script('zsh');
  expect(zsh).toMatch(/^#compdef lnp\n/);
  expect(zsh).toContain("'port:ask for a number to be ported in, as the new service provider'");
  expect(zsh).toMatch(/'token create '\*\) words_here='.*--save.*' ;;/);
});
