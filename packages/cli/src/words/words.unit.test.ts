import { PUBLISHED_SCHEMAS } from '@openlnp/messages';
import { UTC } from '../output/times';
import { tell } from './events';
import { timeline } from './timeline';
import { versionsOf } from './versions';

const DUE = '2026-01-05T00:00:00.000Z';
const LATER = '2026-01-06T09:30:00.000Z';
const parties = { svId: 1001, tn: 3035550100, newSp: 'X202', oldSp: 'X101' };
const route = { lrn: 7205559990, svType: null };
const download = { action: 'activate', spid: 'X202', route };
const failedSps = [{ spid: 'X303', reason: 'no_response' }];

describe('an event in words', () => {
  it.each([
    [
      'SvCreated',
      { ...parties, lnpType: 'lspp', createdBy: 'new', dueDate: DUE, route, initialWindowEndsAt: LATER },
      'pending',
      'X202 asks for the number from X101, LRN 7205559990, due 2026-01-05; X101 has until 2026-01-06 09:30 (T1)',
    ],
    [
      'SvCreated',
      { ...parties, lnpType: 'lspp', createdBy: 'old', dueDate: DUE, route: null, initialWindowEndsAt: LATER },
      'pending',
      'X101 lets the number go to X202, due 2026-01-05; X202 has until 2026-01-06 09:30 (T1)',
    ],
    [
      'SvCreated',
      { ...parties, oldSp: 'X202', lnpType: 'lisp', createdBy: 'new', dueDate: DUE, route, initialWindowEndsAt: null },
      'pending',
      'X202 moves the number within its own network, LRN 7205559990, due 2026-01-05',
    ],
    [
      'SvSecondCreateReceived',
      { ...parties, by: 'old', dueDate: DUE, route: null },
      undefined,
      'X101 concurs: the number may go to X202, due 2026-01-05',
    ],
    [
      'SvSecondCreateReceived',
      { ...parties, by: 'new', dueDate: DUE, route },
      undefined,
      'X202 asks for the number from X101, LRN 7205559990, due 2026-01-05',
    ],
    [
      'SvInitialWindowExpired',
      { ...parties, waitingFor: 'old', finalWindowEndsAt: LATER },
      undefined,
      'the initial window (T1) ended without X101; the final one (T2) ends 2026-01-06 09:30',
    ],
    ['SvFinalWindowExpired', { ...parties, waitingFor: 'new' }, undefined, 'the final window (T2) ended without X202'],
    [
      'SvBroadcastStarted',
      {
        ...parties,
        purpose: 'activate',
        targets: ['X303'],
        respondBy: LATER,
        supersedes: null,
        download,
        resend: true,
      },
      'sending',
      'route to X202, LRN 7205559990, sent again to X303; answers until 2026-01-06 09:30',
    ],
    [
      'SvBroadcastStarted',
      { ...parties, purpose: 'activate', targets: ['X101', 'X303'], respondBy: LATER, supersedes: 7, download },
      'sending',
      'X202 activates: route to X202, LRN 7205559990, sent to X101, X303; answers until 2026-01-06 09:30; takes the place of SV 7',
    ],
    [
      'SvBroadcastStarted',
      { ...parties, purpose: 'disconnect', targets: [], respondBy: LATER, supersedes: null, download },
      'sending',
      'removal sent to no LSMS; answers until 2026-01-06 09:30',
    ],
    [
      'SvAnswersRecorded',
      {
        ...parties,
        answers: [
          { spid: 'X101', ok: true, code: null },
          { spid: 'X303', ok: false, code: 'no_such_switch' },
        ],
      },
      undefined,
      'taken by X101; refused by X303 (no_such_switch)',
    ],
    ['SvActivated', parties, 'active', 'every LSMS has the route'],
    ['SvPartiallyFailed', { ...parties, failedSps }, 'partial_failure', 'failed at X303 (no_response)'],
    [
      'SvFailed',
      { ...parties, failedSps, targets: ['X303'], download: { action: 'delete', spid: 'X202', route: null } },
      'failed',
      'failed at every LSMS: X303 (no_response); its removal sent to X303',
    ],
    [
      'SvFailed',
      { ...parties, failedSps, targets: ['X303'], download: { action: 'activate', spid: 'X101', route } },
      'failed',
      'failed at every LSMS: X303 (no_response); the route before, to X101, LRN 7205559990, sent to X303',
    ],
    [
      'SvFailedSpsCleared',
      { ...parties, status: 'active', cleared: ['X303'], remaining: [] },
      undefined,
      'X303 caught up; no LSMS is missing now',
    ],
    [
      'SvFailedSpsCleared',
      { ...parties, cleared: ['X101'], remaining: failedSps },
      undefined,
      'X101 caught up; still missing: X303 (no_response)',
    ],
    ['SvSuperseded', { ...parties, bySvId: 1002 }, 'old', 'SV 1002 took its place'],
    ['SvDisconnected', { ...parties, failedSps: [] }, 'old', 'the number is disconnected'],
    [
      'SvDisconnectFailed',
      { ...parties, failedSps, targets: ['X303'], download },
      'active',
      'removed at no LSMS: X303 (no_response); the route before, to X202, LRN 7205559990, sent to X303',
    ],
    [
      'SvCreated',
      {
        ...{ ...parties, lnpType: 'lspp', createdBy: 'old', dueDate: DUE, route: null, initialWindowEndsAt: LATER },
        ...{ authorized: false, causeCode: 53 },
      },
      'pending',
      'X101 does not let the number go to X202, cause 53: vacant number, due 2026-01-05; X202 has until 2026-01-06 09:30 (T1)',
    ],
    [
      'SvCreated',
      {
        ...{ ...parties, lnpType: 'lspp', createdBy: 'new', dueDate: DUE, route: null, initialWindowEndsAt: LATER },
        portingToOriginal: true,
      },
      'pending',
      'X202, which holds its code, asks for the number back from X101, due 2026-01-05; X101 has until 2026-01-06 09:30 (T1)',
    ],
    [
      'SvSecondCreateReceived',
      { ...parties, by: 'old', dueDate: DUE, route: null, authorized: false, causeCode: 51 },
      undefined,
      'X101 denies that the number may go to X202, cause 51: no FOC or WPRR issued, due 2026-01-05',
    ],
    [
      'SvSecondCreateReceived',
      { ...parties, by: 'new', dueDate: DUE, route: null, authorized: null },
      undefined,
      'X202, which holds its code, asks for the number back from X101, due 2026-01-05',
    ],
    [
      'SvBroadcastStarted',
      { ...parties, purpose: 'modify', targets: ['X303'], respondBy: LATER, supersedes: null, download, resend: true },
      'sending',
      'the new route, LRN 7205559990: sent again to X303; answers until 2026-01-06 09:30',
    ],
    [
      'SvBroadcastStarted',
      { ...parties, purpose: 'port_to_original', targets: ['X303'], respondBy: LATER, supersedes: 7, download },
      'sending',
      'X202 takes the number back: removal sent to X303; answers until 2026-01-06 09:30',
    ],
    [
      'SvDisconnected',
      { ...parties, failedSps },
      'old',
      'the number is disconnected; not removed at X303 (no_response)',
    ],
    [
      'RequestRefused',
      {
        kind: 'Activate',
        errors: [
          { code: 'due_date_in_future', tn: null, field: 'tn', expected: 'today', actual: '2026-01-06' },
          { code: 'no_pending_version', tn: '3035550101', field: null, expected: null, actual: null },
        ],
      },
      undefined,
      'Activate refused: due_date_in_future, in tn, expected today, was 2026-01-06; no_pending_version, for 3035550101',
    ],
  ])('%s', (type, data, status, words) => {
    expect(tell({ type, data }, UTC)).toEqual(status === undefined ? { words } : { status, words });
  });

  it('N227 an exclusion by NPAC personnel is not told as catching up', () => {
    const cleared = { ...parties, status: 'partial_failure', cleared: ['X101'], excluded: true };
    const words = (data: object) => tell({ type: 'SvFailedSpsCleared', data: { ...data }, requestId: 'n1' }, UTC).words;
    const excluded = 'X101 excluded from the failed-SP list';
    expect(words({ ...cleared, remaining: [] })).toBe(`${excluded}; no LSMS is missing now`);
    expect(words({ ...cleared, remaining: failedSps })).toBe(`${excluded}; still missing: X303 (no_response)`);
    expect(tell({ type: 'SvActivated', data: parties, requestId: 'n1' }, UTC)).toEqual({
      status: 'active',
      words: 'no LSMS is waited for',
    });
    expect(tell({ type: 'SvActivated', data: parties, requestId: null }, UTC).words).toBe('every LSMS has the route');
  });

  it('has words for every event of a number that the registry can record', () => {
    // Of jobs and of the sequence of ids, not of a number.
    const others = ['RangeCompleted', 'RangeDecided', 'SvIdsReserved'];
    const types = PUBLISHED_SCHEMAS.map(({ subject }) => subject)
      .filter((subject) => subject.startsWith('openlnp.event.porting.'))
      .map((subject) => subject.slice('openlnp.event.porting.'.length))
      .filter((type) => !others.includes(type));
    expect(types.length).toBeGreaterThan(10);
    const data = { ...parties, answers: [], failedSps, cleared: [], remaining: [], targets: [], download, route };
    const dates = {
      initialWindowEndsAt: DUE,
      expiresAt: DUE,
      newSpMayResolveFrom: DUE,
      dueDate: DUE,
      respondBy: DUE,
      finalWindowEndsAt: DUE,
      customerDisconnectDate: DUE,
    };
    const silent = types.filter((type) => tell({ type, data: { ...data, ...dates } }, UTC).words.startsWith('{'));
    expect(silent).toEqual([]);
  });

  it('shows the data of kinds that were made later', () => {
    expect(tell({ type: 'SvTeleported', data: { svId: 1 } }, UTC)).toEqual({ words: '{"svId":1}' });
    expect(tell({ type: 'constructor', data: {} }, UTC)).toEqual({ words: '{}' });
  });
});

describe('a timeline', () => {
  it('says when, what, who, which version, in words, by which request', () => {
    const at = { occurredAt: LATER, recordedAt: LATER };
    const events = [
      { ...at, position: '4', type: 'SvActivated', actor: 'system', requestId: null, data: parties },
      {
        ...at,
        position: '9',
        type: 'SvSuperseded',
        actor: 'X909',
        actingFor: 'X202',
        requestId: 'X909-m\u001b1',
        data: { ...parties, bySvId: 1002 },
      },
    ];
    expect(timeline(events, UTC, (_style, text) => text).split('\n')).toEqual([
      '2026-01-06 09:30:00.000  SvActivated   system         SV 1001  active',
      '                         every LSMS has the route',
      '2026-01-06 09:30:00.000  SvSuperseded  X909 for X202  SV 1001  old',
      '                         SV 1002 took its place',
      '                         request X909-m\uFFFD1',
    ]);
  });
});

it('names the versions of a number, and where the runs of a range begin', () => {
  expect([versionsOf('3035550100', [7]), versionsOf('3035550100-0199', [7, 300]), versionsOf(null, [])]).toEqual([
    'SV 7',
    'SV from 7, 300',
    '',
  ]);
});
