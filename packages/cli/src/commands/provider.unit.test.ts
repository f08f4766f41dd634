import { OPTIONAL_FIELDS } from '@openlnp/service';
import { registryDouble } from '../testing/registry-double';

const { sent, doing, lnp } = registryDouble();

const PROFILE = {
  ...{ spid: 'X505', name: 'Cable', lsms: null, tnRangeNotifications: false },
  notificationPriorities: [{ notification: 'NewNpaNxx', priority: 'none' }],
  soaOptionalFields: ['svType', 'voiceUri'],
  lsmsOptionalFields: null,
};

describe('lnp provider create', () => {
  it('sends the whole profile', async () => {
    const given = ['--soa', 'http', '--port-in', 'short', '--medium-timers', '--no-wsmsc', '--associated-with', 'x101'];
    const { code } = await lnp('provider', 'create', 'x707', '--name', 'Rural', '--type', 'wireline', ...given);
    expect(code).toBe(0);
    expect(sent).toMatchObject([{ method: 'POST', path: '/v1/requests' }]);
    expect(sent[0]?.body).toEqual({
      ...{ kind: 'ServiceProviderCreate', spid: 'X707', name: 'Rural', spType: 'wireline', soa: 'http', lsms: null },
      ...{ portInTimer: 'short', portOutTimer: null, businessDays: null },
      ...{ mediumTimers: true, wsmscSupported: false, associatedWith: 'X101' },
    });
  });

  it('leaves to the defaults what is not given', async () => {
    await lnp('provider', 'create', 'X505', '--name', 'Cable', '--type', 'wireline');
    expect(sent[0]?.body).toMatchObject({ mediumTimers: false, wsmscSupported: true, associatedWith: null });
  });
});

describe('lnp provider modify', () => {
  it('sends what is given and nothing else', async () => {
    const ways = ['--range-notifications', 'no', '--priority', 'SvObjectCreation=none', '--priority', 'NewNpaNxx=high'];
    const { code, out } = await lnp('provider', 'modify', 'x505', '--port-in', 'short', '--wsmsc', 'no', ...ways);
    expect([code, out]).toEqual([0, expect.stringContaining('X505 has this profile from now on')]);
    expect(sent[0]?.body).toEqual({
      ...{ kind: 'ServiceProviderModify', spid: 'X505', portInTimer: 'short', wsmscSupported: false },
      tnRangeNotifications: false,
      notificationPriorities: [
        { notification: 'SvObjectCreation', priority: 'none' },
        { notification: 'NewNpaNxx', priority: 'high' },
      ],
    });
  });

  it.each([
    ['all', OPTIONAL_FIELDS],
    ['none', []],
    ['svType, voiceUri', ['svType', 'voiceUri']],
  ])('N432 says of which optional fields SOA and LSMS take: %s', async (text, fields) => {
    await lnp('provider', 'modify', 'x505', '--soa-optional', text);
    await lnp('provider', 'create', 'x505', '--name', 'Cable', '--type', 'wireline', '--lsms-optional', text);
    expect(sent[0]?.body).toEqual({ kind: 'ServiceProviderModify', spid: 'X505', soaOptionalFields: fields });
    expect(sent[1]?.body).toMatchObject({ kind: 'ServiceProviderCreate', lsmsOptionalFields: fields });
    expect(sent[1]?.body).not.toHaveProperty('soaOptionalFields');
  });

  it.each(['SvObjectCreation', 'SvObjectCreation=', '=none', 'a=b=c'])(
    'takes no priority like %s',
    async (priority) => {
      const { code, err } = await lnp('provider', 'modify', 'x505', '--priority', priority);
      expect([code, err]).toEqual([2, expect.stringContaining('NOTIFICATION=high')]);
      expect(sent).toEqual([]);
    },
  );
});

describe('lnp provider show', () => {
  beforeEach(() => {
    const other = { ...PROFILE, spid: 'X606', notificationPriorities: [], soaOptionalFields: [] };
    doing.serviceProviders = [PROFILE, other];
  });

  it('shows every profile that one may see, or the one that is asked for', async () => {
    const { out } = await lnp('provider', 'show', 'x505');
    expect(out).toMatch(/spid +X505\n/);
    expect(out).toMatch(/lsms +-\n/);
    expect(out).toMatch(/tnRangeNotifications +no\n/);
    expect(out).toMatch(/priorities +NewNpaNxx=none\n/);
    expect(out).toMatch(/soaOptionalFields +svType, voiceUri\nlsmsOptionalFields +all\n/);
    expect((await lnp('provider', 'show', 'x606')).out).toMatch(/soaOptionalFields +none\n/);
    expect(out).not.toContain('X606');
    const all = await lnp('provider', 'show', '--json');
    expect(
      all.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).spid),
    ).toEqual(['X505', 'X606']);
  });

  it('says that there is no such service provider', async () => {
    const { code, err } = await lnp('provider', 'show', 'x999');
    expect([code, err]).toEqual([1, expect.stringContaining('X999')]);
  });
});
