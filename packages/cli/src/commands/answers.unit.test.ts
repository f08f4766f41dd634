import { NOW, registryDouble } from '../testing/registry-double';

const { asked, doing, lnp, lnpAtTerminal } = registryDouble();

const ANSWERS = [
  { svId: 1001, broadcast: 1, answeredAt: NOW, spid: 'A111', ok: true, code: null },
  { svId: 1001, broadcast: 1, answeredAt: NOW, spid: 'C333', ok: false, code: 'busy' },
  { svId: 1001, broadcast: null, answeredAt: '2026-01-05T15:00:00.000Z', spid: 'C333', ok: true, code: null },
];

describe('lnp answers', () => {
  it('R5-58.5 shows the operator what each LSMS answered, and what one took later', async () => {
    doing.lsmsAnswers = ANSWERS;
    const { code, out } = await lnp('answers', '303-555-0100');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['when (UTC)', 'SV', 'broadcast', 'LSMS', 'answer', 'why'],
      ['2026-01-05 14:30:00.000', '1001', '1', 'A111', 'taken'],
      ['2026-01-05 14:30:00.000', '1001', '1', 'C333', 'refused', 'busy'],
      ['2026-01-05 15:00:00.000', '1001', 'later', 'C333', 'taken'],
      [''],
    ]);
    expect(asked.map(({ path }) => path)).toEqual(['/v1/telephone-numbers/3035550100/lsms-answers']);
  });

  it('has one answer a line as JSON', async () => {
    doing.lsmsAnswers = ANSWERS;
    const { out } = await lnp('answers', '3035550100', '--json');
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(ANSWERS.map((answer) => ({ tn: '3035550100', ...answer })));
  });

  it('R5-58.2 says so where there is none, or none any more', async () => {
    expect((await lnp('answers', '3035550100')).out).toContain('none that are kept any more');
    expect(await lnp('answers', '3035550100', '--json')).toEqual({ code: 0, out: '', err: '' });
  });

  it('says what to do next to a person, and what it wants to whom it is told wrong', async () => {
    expect((await lnpAtTerminal('answers', '3035550100')).err).toContain('Next: lnp history 3035550100');
    expect(await lnp('answers', '12')).toMatchObject({ code: 2, err: expect.stringContaining('[invalid_tn]') });
    expect(await lnp('answers')).toMatchObject({ code: 2 });
  });
});
