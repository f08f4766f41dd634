import { run } from './run';
import { capturedIo } from './testing/io';

// Nothing listens on port 1.
const env = { LNP_URL: 'http://127.0.0.1:1', LNP_TOKEN: 'secret', LNP_DATA: '/nonexistent' };

async function lnp(args: string, given: Record<string, string | undefined> = env) {
  const io = capturedIo({ env: given });
  const code = await run(args === '' ? [] : args.split(' '), io);
  return { code, out: io.out(), err: io.err() };
}

/** Commands of which only what stands below them does something, and those with more below. */
const SUBCOMMANDS: Readonly<Record<string, readonly string[]>> = {
  token: ['token create', 'token revoke'],
  provider: ['provider create', 'provider modify', 'provider show'],
  code: ['code create'],
  lrn: ['lrn create'],
  tunables: ['tunables', 'tunables set', 'tunables unset', 'tunables history'],
};
const PORT = '--from X101 --to X202 --lrn 7205559990';

describe('wrong use', () => {
  it.each([
    ['nonsense', 'unknown command', 'lnp --help'],
    ['prot 3035550100', 'Did you mean port?', 'lnp --help'],
    ['port', 'required option', 'lnp port --help'],
    ['port 3035550100 --from X101 --to X202', '--lrn', 'lnp port --help'],
    [`port ${PORT}`, 'missing required argument', 'lnp port --help'],
    [`port 303555 ${PORT}`, '[invalid_tn]', 'ten digits'],
    [`port 3035550199-0100 ${PORT}`, '[invalid_range]', '3035550100-0199'],
    [`port 3035550100 ${PORT} --due soon`, '[invalid_date]', 'today'],
    [`port 3035550100 ${PORT} --id a/b`, '[message_id_invalid]', '64'],
    ['port 3035550100 --from X1 --to X202 --lrn 7205559990', '[malformed_spid]', 'four'],
    ['port 3035550100 --from X101 --to X202 --lrn 12', '[malformed_lrn]', 'ten digits'],
    [`port 3035550100 ${PORT} --as x`, '[malformed_spid]', 'four'],
    ['route 3035550100-0101', '[invalid_tn]', ''],
    ['history', '[wrong_use]', 'lnp history 3035550100'],
    ['history 3035550100 --sv 1', '[wrong_use]', 'lnp history 3035550100'],
    ['history --sv one', '[invalid_number]', ''],
    ['request 7', '[invalid_request_id]', 'hyphen'],
    ['watch --count 0', '[invalid_number]', ''],
    ['replay --to -1', '[invalid_number]', ''],
    ['token revoke abc', '--spid', 'lnp token revoke --help'],
    ['tunables set long_initial_concurrence_window', 'missing required argument', 'lnp tunables set --help'],
    ['tunables set conflict_expiration_window 30 --from soon', '[invalid_date]', 'today'],
    ['tunables history', 'missing required argument', 'lnp tunables history --help'],
    ['provider create X505 --name Five', '--type', 'lnp provider create --help'],
    ['provider create X505 --name Five --type airline', 'Allowed choices are wireline', 'lnp provider create --help'],
    [`port 3035550100 ${PORT} --cnam 244021005`, '[invalid_point_code]', 'DPC:SSN'],
    [`port 3035550100 ${PORT} --cnam 256021005:0`, '[invalid_point_code]', 'network 001 to 255'],
    [`port 3035550100 ${PORT} --cnam 000021005:0`, '[invalid_point_code]', 'network 001 to 255'],
    [`port 3035550100 ${PORT} --cnam 244021005:1`, '[invalid_point_code]', 'SSN 0'],
    [`port 3035550100 ${PORT} --location 1234567890123`, '[invalid_end_user_location]', '12 digits'],
    [`port 3035550100 ${PORT} --location-type 1`, '[invalid_end_user_location]', '2 digits'],
    [`port 3035550100 ${PORT} --billing-id ABCDE`, '[invalid_text]', '1 to 4'],
    [`port 3035550100 ${PORT} --sms-uri a|b`, '[invalid_text]', 'without |'],
    [`port 3035550100 ${PORT} --sv-type satellite`, 'Allowed choices are wireline', 'lnp port --help'],
    ['port 3035550100 --from X101 --to X202 --to-original --cnam 244021005:0', 'cnamPointCode', 'leave it out'],
    ['modify 3035550100 --clear lrn', '[unknown_field]', 'class, lidb'],
    ['modify 3035550100 --clear cnam --cnam 244021005:0', '[conflicting_options]', ''],
    ['modify 3035550100 --clear sms-uri --sms-uri sip:1', '[conflicting_options]', 'optionalData.smsUri'],
    ['modify 3035550100 --clear optional-data --sms-uri sip:1', '[conflicting_options]', 'optionalData'],
    ['modify 3035550100 --medium maybe', 'Allowed choices are yes, no', 'lnp modify --help'],
    ['code create 303', '[invalid_npa_nxx]', 'six digits'],
    ['code create 303556', 'whose is it?', '--spid'],
    ['code create 303556 --as NPAC', 'whose is it?', '--spid'],
    ['code create 303556 --as X101 --effective soon', '[invalid_date]', 'today'],
    ['lrn create 303', '[malformed_lrn]', 'ten digits'],
    ['lrn create 3035559991', 'whose is it?', '--spid'],
    ['token create X202 --hash abc', '[invalid_hash]', '64'],
    ['token create X202 --token-id a', '[conflicting_options]', '--hash'],
    ['completion fish', 'Allowed choices are bash, zsh', 'lnp completion --help'],
    ['status extra', 'too many arguments', 'lnp status --help'],
    ['status --colour', 'unknown option', 'lnp status --help'],
  ])('lnp %s', async (args, what, next) => {
    const { code, out, err } = await lnp(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^lnp: .+ \[\w+\]\n/);
    expect(err).toContain(what);
    expect(err).toContain(next);
  });

  it('is one object on stdout in the JSON form too', async () => {
    const { code, out, err } = await lnp('port 303 --json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
    expect(err).toMatch(/^lnp: /);
  });

  it('shows the help where there is no command', async () => {
    const { code, err } = await lnp('');
    expect(code).toBe(2);
    expect(err).toContain('Usage: lnp');
  });

  it('wants to know who asks', async () => {
    const nobody = { LNP_URL: env.LNP_URL, LNP_DATA: '/nonexistent' };
    expect(await lnp('activate 3035550100', nobody)).toMatchObject({ code: 2, err: expect.stringContaining('--as') });
    expect(await lnp(`port 3035550100 ${PORT}`, nobody)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no token of X202.*\[no_token\]\nNext: .*lnp token create X202 --save/),
    });
    expect(await lnp('status', nobody)).toMatchObject({ code: 1, err: expect.stringContaining('operator.token') });
    expect(await lnp('status --as ZZZZ')).toMatchObject({ code: 1, err: expect.stringContaining('no token of ZZZZ') });
  });
});

describe('a registry that is not there', () => {
  it.each([
    'status',
    'topics',
    'tunables',
    'tunables history x',
    'tunables set x 1',
    'regions',
    'route 3035550100',
    'history --sv 1',
    'request X101-1',
    'token create X101',
    'seed',
  ])('lnp %s', async (args) => {
    const { code, out, err } = await lnp(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^lnp: no registry answers at http:\/\/127.0.0.1:1 \[unreachable\]\nNext: .*npm start/);
  });

  it('is told how to send the same request again', async () => {
    const { code, err } = await lnp('activate 3035550100');
    expect(code).toBe(1);
    expect(err).toContain('--id cli-id: it counts once');
  });

  it('has no store either', async () => {
    expect(await lnp('replay --digest')).toMatchObject({ code: 1, err: expect.stringContaining('[no_store]') });
  });
});

describe('help', () => {
  it('has examples, --json and what each option means, for every command', async () => {
    const { code, out } = await lnp('--help');
    expect(code).toBe(0);
    const names = [...out.matchAll(/^ {2}([a-z]+)(?: \[| <| {2})/gm)].map(([, name = '']) => name);
    expect(names).toEqual(expect.arrayContaining(['port', 'concur', 'history', 'watch', 'status', 'replay', 'token']));
    for (const name of names.flatMap((one) => SUBCOMMANDS[one] ?? [one])) {
      const help = await lnp(`${name} --help`);
      expect(help).toMatchObject({ code: 0, err: '' });
      expect(help.out).toContain(`Examples:\n  ${name === 'completion' ? 'eval "$(lnp completion' : `lnp ${name}`}`);
      expect(help.out).toContain('--json');
    }
  });
});
