import { createHash } from 'node:crypto';

const TN = '3035550100';
const PARTIES = ['--from', 'X101', '--to', 'X202'];
const TODAY = '2026-01-05T00:00:00.000Z';
const HASH = createHash('sha256').update('a token').digest('hex');

/** Everything that a route may have besides its LRN. */
const ROUTE = [
  ...['--class', '244021005:0', '--lidb', '244-021-006:0', '--isvm', '244021007:0', '--cnam', '244021008:0'],
  ...['--wsmsc', '244021009:0', '--location', '123456789012', '--location-type', '07', '--billing-id', 'B1'],
  ...['--sv-type', 'vowifi', '--alt-spid', 'x303', '--last-alt-spid', 'X404', '--alt-location', '21'],
  ...['--alt-location-type', '08', '--alt-billing-id', 'B2', '--voice-uri', 'sip:v@x.example', '--mms-uri', 'mms:x'],
  ...['--poc-uri', 'poc:x', '--presence-uri', 'pres:x', '--sms-uri', 'sms:x'],
];
const route = {
  classPointCode: { dpc: '244021005', ssn: 0 },
  lidbPointCode: { dpc: '244021006', ssn: 0 },
  isvmPointCode: { dpc: '244021007', ssn: 0 },
  cnamPointCode: { dpc: '244021008', ssn: 0 },
  wsmscPointCode: { dpc: '244021009', ssn: 0 },
  ...{ endUserLocationValue: '123456789012', endUserLocationType: '07', billingId: 'B1', svType: 'vowifi' },
  optionalData: {
    ...{ altSpid: 'X303', lastAltSpid: 'X404', altEndUserLocationValue: '21', altEndUserLocationType: '08' },
    ...{ altBillingId: 'B2', voiceUri: 'sip:v@x.example', mmsUri: 'mms:x', pocUri: 'poc:x' },
    ...{ presenceUri: 'pres:x', smsUri: 'sms:x' },
  },
};

const PROFILE = [
  ...['--name', 'Five', '--type', 'wireless', '--port-in', 'short', '--port-out', 'short', '--business-days', 'long'],
  ...['--pseudo-lrn-soa', 'yes', '--pseudo-lrn-lsms', 'yes', '--range-notifications', 'no', '--new-sp-silent', 'no'],
  ...['--cancel-cause', 'no', '--priority', 'SvObjectCreation=none', '--priority', 'NewNpaNxx=high'],
  ...['--soa-optional', 'svType,voiceUri', '--lsms-optional', 'smsUri'],
];
const profile = {
  ...{ spid: 'X505', name: 'Five', spType: 'wireless', portInTimer: 'short', portOutTimer: 'short' },
  ...{ businessDays: 'long', mediumTimers: true, wsmscSupported: false, pseudoLrnSoa: true, pseudoLrnLsms: true },
  ...{ tnRangeNotifications: false, noNewSpConcurrenceNotifications: false, cancelToConflictCause: false },
  notificationPriorities: [
    { notification: 'SvObjectCreation', priority: 'none' },
    { notification: 'NewNpaNxx', priority: 'high' },
  ],
  ...{ soaOptionalFields: ['svType', 'voiceUri'], lsmsOptionalFields: ['smsUri'] },
};

const about = ['--sv', '1001'];
const meant = { tn: TN, svId: 1001 };
const both = { tn: TN, oldSp: 'X101', newSp: 'X202', dueDate: TODAY };

/** Command lines that say each field of each kind of request, with the request that they stand for. */
export const EVERY_REQUEST: readonly (readonly [kind: string, args: readonly string[], data: object])[] = [
  [
    'NewSpCreate',
    ['port', TN, ...PARTIES, '--lrn', '7205559990', ...ROUTE, '--medium'],
    { ...both, lrn: '7205559990', ...route, portingToOriginal: false, mediumTimer: true },
  ],
  [
    'NewSpCreate',
    ['port', TN, ...PARTIES, '--to-original'],
    { ...both, lrn: null, portingToOriginal: true, mediumTimer: false },
  ],
  [
    'OldSpCreate',
    ['concur', TN, ...PARTIES, '--deny', '51', '--medium'],
    { ...both, authorized: false, causeCode: 51, mediumTimer: true },
  ],
  [
    'IntraSpCreate',
    ['intra', TN, '--sp', 'X202', '--lrn', '4155559990', ...ROUTE],
    { tn: TN, sp: 'X202', dueDate: TODAY, lrn: '4155559990', ...route },
  ],
  ['Activate', ['activate', TN, ...about], meant],
  [
    'Modify',
    ['modify', TN, ...about, '--due', 'today', '--lrn', '7205559991', ...ROUTE, '--medium', 'yes', '--side', 'new'],
    { ...meant, dueDate: TODAY, lrn: '7205559991', ...route, mediumTimer: true, side: 'new' },
  ],
  [
    'Modify',
    ['modify', TN, '--status', 'active', '--clear', 'class', 'location-type', '--sv-type', 'wireless'],
    { tn: TN, status: 'active', svType: 'wireless', clear: ['classPointCode', 'endUserLocationType'] },
  ],
  [
    'Modify',
    ['modify', TN, '--voice-uri', 'sip:v', '--clear', 'sms-uri', 'optionalData.altSpid', 'alt-location-type'],
    {
      ...{ tn: TN, optionalData: { voiceUri: 'sip:v' } },
      clear: ['optionalData.smsUri', 'optionalData.altSpid', 'optionalData.altEndUserLocationType'],
    },
  ],
  [
    'Modify',
    ['modify', '--sv', '1001', '--deny', '50', '--medium', 'no'],
    { svId: 1001, authorized: false, causeCode: 50, mediumTimer: false },
  ],
  [
    'Modify',
    ['modify', '--sv', '1001', '--date', 'today', '--release', 'tomorrow'],
    { svId: 1001, customerDisconnectDate: TODAY, effectiveReleaseDate: '2026-01-06T00:00:00.000Z' },
  ],
  ['SetConflict', ['conflict', TN, ...about, '--cause', '54'], { ...meant, causeCode: 54 }],
  ['ResolveConflict', ['resolve', TN, ...about], meant],
  ['Cancel', ['cancel', TN, ...about, '--side', 'old'], { ...meant, side: 'old' }],
  ['AcknowledgeCancel', ['acknowledge', TN, ...about, '--side', 'new'], { ...meant, side: 'new' }],
  ['UndoCancel', ['undo-cancel', TN, ...about], meant],
  [
    'Disconnect',
    ['disconnect', TN, ...about, '--date', 'today', '--release', '2026-02-15T06:00:00Z'],
    { ...meant, customerDisconnectDate: TODAY, effectiveReleaseDate: '2026-02-15T06:00:00.000Z' },
  ],
  ['Resend', ['resend', TN, ...about, '--lsms', 'X303', 'X404'], { ...meant, lsms: ['X303', 'X404'] }],
  ['ExcludeFailedSps', ['exclude', TN, ...about, '--lsms', 'X303'], { ...meant, lsms: ['X303'] }],
  [
    'NpaNxxCreate',
    ['code', 'create', '303-556', '--spid', 'X101', '--effective', '2026-02-01'],
    { spid: 'X101', npaNxx: '303556', effectiveAt: '2026-02-01T00:00:00.000Z' },
  ],
  ['LrnCreate', ['lrn', 'create', '720-555-9991', '--spid', 'X202'], { spid: 'X202', lrn: '7205559991' }],
  [
    'ServiceProviderCreate',
    [
      ...[
        'provider',
        'create',
        'X505',
        ...PROFILE,
        '--soa',
        'kafka',
        '--lsms',
        'http',
        '--medium-timers',
        '--no-wsmsc',
      ],
      ...['--associated-with', 'X202'],
    ],
    { ...profile, soa: 'kafka', lsms: 'http', associatedWith: 'X202' },
  ],
  [
    'ServiceProviderModify',
    ['provider', 'modify', 'X505', ...PROFILE, '--medium-timers', 'yes', '--wsmsc', 'no'],
    profile,
  ],
  [
    'ServiceProviderModify',
    ['provider', 'modify', 'X505', '--no-priority'],
    { spid: 'X505', notificationPriorities: [] },
  ],
  [
    'TunableSet',
    ['tunables', 'set', 'conflict_expiration_window', '30', '--region', 'us', '--from', '2026-02-01', '--by', 'Ann'],
    {
      ...{ name: 'conflict_expiration_window', value: '30', region: 'us' },
      effectiveFrom: '2026-02-01T00:00:00.000Z',
      person: 'Ann',
    },
  ],
  [
    'TokenIssue',
    ['token', 'create', 'X202', '--hash', HASH, '--token-id', 'soa-1', '--label', 'SOA'],
    { spid: 'X202', tokenId: 'soa-1', tokenHash: HASH, label: 'SOA' },
  ],
  ['TokenRevoke', ['token', 'revoke', 'soa-1', '--spid', 'X202'], { spid: 'X202', tokenId: 'soa-1' }],
];
