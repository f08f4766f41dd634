import { NPAC, type Spid } from '@openlnp/numbering';
import { decideCode } from '../code/decide';
import { initialCode } from '../code/state';
import {
  CARRIER,
  eventsOf,
  expectRefused,
  facts,
  HASH,
  npaNxxCreate,
  OTHER,
  serviceProviderCreate,
  tokenIssue,
  tokenRevoke,
} from '../testing/world';
import { NOTIFICATIONS, OPTIONAL_FIELDS, type ServiceProviderCommand, type ServiceProviderModify } from './commands';
import { decideServiceProvider } from './decide';
import { evolveServiceProvider } from './evolve';
import { profileOf } from './profile';
import { initialServiceProvider, type ServiceProviderState } from './state';

const decide = (command: ServiceProviderCommand, state: ServiceProviderState) =>
  decideServiceProvider(command, state, facts);
const after = (...commands: ServiceProviderCommand[]): ServiceProviderState =>
  commands.reduce(
    (state, command) => eventsOf(decide(command, state)).reduce(evolveServiceProvider, state),
    initialServiceProvider(CARRIER),
  );

const absent = initialServiceProvider(CARRIER);
const present = after(serviceProviderCreate());
const create = (changes: Parameters<typeof serviceProviderCreate>[0]) => decide(serviceProviderCreate(changes), absent);

describe('a service provider joins', () => {
  it('R4-1 R4-6 by NPAC personnel, with name, type and how its systems connect', () => {
    expect(eventsOf(create({}))).toEqual([
      {
        type: 'ServiceProviderCreated',
        data: {
          spid: CARRIER,
          name: 'Carrier of Colorado',
          spType: 'wireline',
          soa: 'http',
          lsms: 'kafka',
          portInTimer: null,
          portOutTimer: null,
          businessDays: null,
          mediumTimers: false,
          wsmscSupported: true,
          associatedWith: null,
          pseudoLrnSoa: false,
          pseudoLrnLsms: false,
          tnRangeNotifications: true,
          noNewSpConcurrenceNotifications: true,
          cancelToConflictCause: true,
          notificationPriorities: [],
          soaOptionalFields: null,
          lsmsOptionalFields: null,
        },
      },
    ]);
    expect(present).toMatchObject({ status: 'present', spid: CARRIER, tokens: [] });
  });

  it('without systems of its own', () => {
    expect(eventsOf(create({ soa: null, lsms: null }))).toMatchObject([{ data: { soa: null, lsms: null } }]);
  });

  it('R4-8 with timers and business days of its own', () => {
    const wireless = { portInTimer: 'short', portOutTimer: 'short', businessDays: 'long' };
    expect(eventsOf(create(wireless))).toMatchObject([{ data: wireless }]);
    for (const field of ['portInTimer', 'portOutTimer', 'businessDays']) {
      expectRefused(create({ [field]: 'medium' }), 'invalid_timer_type', 'R4-8', field);
    }
  });

  it('N440 N441 with medium timers and wireless short messages as its profile says', () => {
    const profile = { mediumTimers: true, wsmscSupported: false };
    expect(eventsOf(create(profile))).toMatchObject([{ data: profile }]);
  });

  it('with a primary that may act for it, when that is a customer', () => {
    expect(eventsOf(create({ associatedWith: OTHER }))).toMatchObject([{ data: { associatedWith: OTHER } }]);
    const nobody = create({ associatedWith: 'NONE' as Spid });
    expectRefused(nobody, 'unknown_service_provider', null, 'associatedWith');
  });

  it('R4-1 not by itself or another', () => {
    expectRefused(create({ sender: CARRIER }), 'npac_only', 'R4-1');
    expectRefused(create({ sender: OTHER }), 'npac_only', 'R4-1');
  });

  it('R4-7.1 R4-7.2 R4-11 once', () => {
    const again = decide(serviceProviderCreate({ name: 'Another' }), present);
    expectRefused(again, 'already_exists', 'R4-7.2', 'spid');
  });

  it.each(['', '   ', 'x'.repeat(41)])('R4-8 with a name of 1 to 40 characters, not "%s"', (name) => {
    expectRefused(create({ name }), 'invalid_sp_name', 'R4-8', 'name');
  });

  it('with a name of just 40 characters', () => {
    expect(create({ name: 'x'.repeat(40) }).outcome).toBe('done');
  });

  it('RR3-3 with no pipe in its name', () => {
    expectRefused(create({ name: 'Carrier|Colorado' }), 'invalid_sp_name', 'RR3-3', 'name');
  });

  it('R4-8 with a known type and known ways to connect', () => {
    expectRefused(create({ spType: 'airline' }), 'invalid_sp_type', 'R4-8', 'spType');
    expectRefused(create({ soa: 'cmip' }), 'invalid_connection', 'R4-8', 'soa');
    expectRefused(create({ lsms: '' }), 'invalid_connection', 'R4-8', 'lsms');
  });

  it.each([NPAC, '0000' as Spid])('never under the registry’s own SPID %s', (spid) => {
    const decision = decide(serviceProviderCreate({ spid }), initialServiceProvider(spid));
    expectRefused(decision, 'reserved_spid', null, 'spid');
  });
});

describe('a bearer token', () => {
  const issued = after(serviceProviderCreate(), tokenIssue());

  it('is issued to a service provider by NPAC personnel; its hash is kept', () => {
    expect(eventsOf(decide(tokenIssue(), present))).toEqual([
      { type: 'TokenIssued', data: { spid: CARRIER, tokenId: 'tok-1', tokenHash: HASH, label: 'first' } },
    ]);
    expect(issued).toMatchObject({ tokens: [{ tokenId: 'tok-1', status: 'valid' }] });
  });

  it('is issued and revoked by nobody else', () => {
    expectRefused(decide(tokenIssue({ sender: CARRIER }), present), 'npac_only', null);
    expectRefused(decide(tokenRevoke({ sender: CARRIER }), issued), 'npac_only', null);
  });

  it('is not issued to, nor revoked from, a SPID that is no customer', () => {
    expectRefused(decide(tokenIssue(), absent), 'unknown_service_provider', null, 'spid');
    expectRefused(decide(tokenRevoke(), absent), 'unknown_service_provider', null, 'spid');
  });

  it('has an id of its own, also after the first of that id was revoked', () => {
    expectRefused(decide(tokenIssue(), issued), 'already_exists', null, 'tokenId');
    const revoked = after(serviceProviderCreate(), tokenIssue(), tokenRevoke());
    expectRefused(decide(tokenIssue(), revoked), 'already_exists', null, 'tokenId');
  });

  it('RR3-3 has an id, a hash and a label of the right form', () => {
    const issue = (changes: Parameters<typeof tokenIssue>[0]) => decide(tokenIssue(changes), present);
    expectRefused(issue({ tokenId: '' }), 'invalid_token_id', null);
    expectRefused(issue({ tokenId: 'a b' }), 'invalid_token_id', null);
    expectRefused(issue({ tokenId: 'a.b' }), 'invalid_token_id', null);
    expectRefused(issue({ tokenHash: HASH.toUpperCase() }), 'invalid_token_hash', null);
    expectRefused(issue({ tokenHash: 'secret' }), 'invalid_token_hash', null);
    expectRefused(issue({ label: 'x'.repeat(41) }), 'invalid_token_label', 'RR3-3');
    expectRefused(issue({ label: 'a|b' }), 'invalid_token_label', 'RR3-3');
  });

  it('does not repeat what was sent as its hash, lest it was the token', () => {
    const decision = decide(tokenIssue({ tokenHash: 'secret' }), present);
    expect(JSON.stringify(decision)).not.toContain('secret');
  });

  it('is revoked, once', () => {
    expect(eventsOf(decide(tokenRevoke(), issued))).toEqual([
      { type: 'TokenRevoked', data: { spid: CARRIER, tokenId: 'tok-1' } },
    ]);
    const revoked = after(serviceProviderCreate(), tokenIssue(), tokenRevoke());
    expect(revoked).toMatchObject({ tokens: [{ tokenId: 'tok-1', status: 'revoked' }] });
    expect(eventsOf(decide(tokenRevoke(), revoked))).toEqual([]);
  });

  it('that was never issued cannot be revoked', () => {
    expectRefused(decide(tokenRevoke({ tokenId: 'tok-2' }), issued), 'unknown_token', null, 'tokenId');
  });
});

describe('the stream of a service provider', () => {
  const created = eventsOf(create({}))[0];
  const issued = eventsOf(decide(tokenIssue(), present))[0];
  const opened = eventsOf(decideCode(npaNxxCreate(), initialCode(npaNxxCreate().npaNxx), facts))[0];

  it.each([
    ['it is created twice', present, created],
    ['it has a token before it was created', absent, issued],
    ['it holds what is another stream’s', present, opened],
  ])('stops at a history that no decision makes: %s', (_, state, event) => {
    if (event === undefined) throw new Error('no event');
    expect(() => evolveServiceProvider(state, event)).toThrow();
  });

  it('is decided by its own state only', () => {
    expect(() => decide(serviceProviderCreate({ spid: OTHER }), absent)).toThrow('OTHR');
  });
});

describe('a profile is changed', () => {
  const nothing = Object.fromEntries(Object.keys(profileOf(serviceProviderCreate())).map((field) => [field, null]));
  const modify = (changes: Partial<ServiceProviderModify>) =>
    ({
      ...{ type: 'ServiceProviderModify', now: serviceProviderCreate().now, sender: NPAC, spid: CARRIER },
      ...nothing,
      ...changes,
    }) as ServiceProviderModify;
  const priority = (notification: string, value: string) => [{ notification, priority: value }];

  it.each<Partial<ServiceProviderModify>>([
    { name: 'Carrier of Utah' },
    { spType: 'wireless' },
    { portInTimer: 'short' },
    { portOutTimer: 'short' },
    { businessDays: 'long' },
    { mediumTimers: true },
    { wsmscSupported: false },
    { pseudoLrnSoa: true },
    { pseudoLrnLsms: true },
    { tnRangeNotifications: false },
    { noNewSpConcurrenceNotifications: false },
    { cancelToConflictCause: false },
    { notificationPriorities: priority('SvObjectCreation', 'none') },
    { soaOptionalFields: ['svType', 'voiceUri'] },
    { soaOptionalFields: [] },
    { lsmsOptionalFields: ['lastAltSpid'] },
  ])('R4-2 in what the command says, and in nothing else: %j', (change) => {
    const before = eventsOf(create({}))[0];
    expect(eventsOf(decide(modify(change), present))).toEqual([
      { type: 'ServiceProviderModified', data: { ...before?.data, ...change } },
    ]);
    expect(after(serviceProviderCreate(), tokenIssue(), modify(change))).toMatchObject({
      ...{ status: 'present', soa: 'http', lsms: 'kafka', tokens: [{ tokenId: 'tok-1' }] },
      ...change,
    });
  });

  it('R4-2 by NPAC personnel only, of who is there', () => {
    expectRefused(decide(modify({ sender: CARRIER }), present), 'npac_only', 'R4-2');
    expectRefused(decide(modify({ name: 'x' }), absent), 'unknown_service_provider', null, 'spid');
  });

  it('R4-2 as it could have been from the beginning', () => {
    expectRefused(decide(modify({ name: 'a|b' }), present), 'invalid_sp_name', 'RR3-3', 'name');
    expectRefused(decide(modify({ spType: 'airline' }), present), 'invalid_sp_type', 'R4-8', 'spType');
    expectRefused(decide(modify({ portInTimer: 'medium' }), present), 'invalid_timer_type', 'R4-8', 'portInTimer');
  });

  it('writes nothing when it changes nothing', () => {
    expect(eventsOf(decide(modify({}), present))).toEqual([]);
    expect(eventsOf(decide(modify({ name: 'Carrier of Colorado', tnRangeNotifications: true }), present))).toEqual([]);
    const [a, b] = [priority('NewNpaNxx', 'low'), priority('SvDataChange', 'high')];
    const told = after(serviceProviderCreate({ notificationPriorities: [...a, ...b] }));
    expect(eventsOf(decide(modify({ notificationPriorities: [...b, ...a] }), told))).toEqual([]);
    expect(eventsOf(decide(modify({ notificationPriorities: a }), told))).toHaveLength(1);
    const some = after(serviceProviderCreate({ soaOptionalFields: ['svType', 'altSpid'] }));
    expect(eventsOf(decide(modify({ soaOptionalFields: ['altSpid', 'svType'] }), some))).toEqual([]);
    expect(eventsOf(decide(modify({ soaOptionalFields: ['svType'] }), some))).toHaveLength(1);
  });

  it.each(OPTIONAL_FIELDS)('N399 N400 N432 N436 N438 says of %s whether SOA and LSMS take it', (field) => {
    for (const change of [{ soaOptionalFields: [field] }, { lsmsOptionalFields: [field] }]) {
      expect(eventsOf(decide(modify(change), present))).toMatchObject([{ data: change }]);
      expect(eventsOf(create(change))).toMatchObject([{ data: change }]);
    }
  });

  it('N432 knows no other optional field, and each once', () => {
    for (const list of ['soaOptionalFields', 'lsmsOptionalFields']) {
      const wrong = (names: readonly string[], details: object) => {
        for (const decision of [decide(modify({ [list]: names }), present), create({ [list]: names })]) {
          expectRefused(decision, 'invalid_optional_field', 'N432', `${list}[1]`);
          expect(decision).toMatchObject({ errors: [details] });
        }
      };
      wrong(['svType', 'faxUri', 'svtype'], { expected: expect.stringContaining('svType, altSpid'), actual: 'faxUri' });
      wrong(['svType', 'svType'], { expected: 'each field once', actual: 'svType' });
    }
  });

  it.each(NOTIFICATIONS)('N329 gives %s any of four priorities', (notification) => {
    for (const value of ['high', 'medium', 'low', 'none']) {
      const change = { notificationPriorities: priority(notification, value) };
      expect(eventsOf(decide(modify(change), present))).toMatchObject([{ data: change }]);
    }
  });

  it('N329 knows no other priority or notification, and each notification once', () => {
    const code = 'invalid_notification_priority';
    const wrong = (notificationPriorities: ServiceProviderModify['notificationPriorities'], field: string) => {
      const at = `notificationPriorities${field}`;
      expectRefused(decide(modify({ notificationPriorities }), present), code, 'N329', at);
      expectRefused(create({ notificationPriorities: notificationPriorities ?? [] }), code, 'N329', at);
    };
    wrong(priority('SvObjectCreation', 'urgent'), '[0].priority');
    wrong(priority('RequestDone', 'none'), '[0].notification');
    wrong([...priority('NewNpaNxx', 'low'), ...priority('NewNpaNxx', 'high')], '[1].notification');
  });
});
