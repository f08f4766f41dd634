import type { RecordedEvent } from '@openlnp/event-store';
import { NPAC, type Spid, type Tn } from '@openlnp/numbering';
import { messagesFor } from './messages-for';

const HOLDER = 'HOLD' as Spid;
const GAINER = 'GAIN' as Spid;
const DONOR = 'DONR' as Spid;
const at = 1_770_000_000_000;
const sv1 = { svId: 1, tn: 3035550100 as Tn, newSp: GAINER, oldSp: HOLDER };
const own = { ...sv1, oldSp: GAINER };
const told = { svId: 1, tn: '3035550100', newSp: GAINER, oldSp: HOLDER, occurredAt: at };
const failedSps = [{ spid: 'LSMA' as Spid, reason: 'no_response' }];
const status = (name: string, list: typeof failedSps | [] = [], causeCode: number | null = null) => ({
  ...told,
  status: name,
  failedSps: list,
  causeCode,
});
/** Said by every create and not of interest here. */
const create = {
  ...{ authorized: null, causeCode: null, mediumTimer: false, portingToOriginal: false },
  ...{ timerType: 'long', businessType: 'short', initialWindowEndsAt: null, pendingRetentionEndsAt: null },
} as const;

const recorded = ({ type, data }: { readonly type: string; readonly data: object }): RecordedEvent => ({
  id: '00'.repeat(16),
  type,
  data,
  metadata: {
    ...{ occurredAt: at, requestId: null, actor: 'system', actingFor: null },
    ...{ traceparent: null, viewPosition: null },
  },
  stream: 'tn-3035550100',
  revision: 0,
  position: 1n,
  recordedAt: at,
});

/** Recipient, type and data of each message. */
const messages = (event: { readonly type: string; readonly data: object }) =>
  messagesFor(recorded(event)).map(({ recipient, type, data }) => [recipient, type, data]);

describe('the life of a version', () => {
  const route = { lrn: 3039870000 };
  const created = { ...sv1, ...create, lnpType: 'lspp', createdBy: 'new', dueDate: at, route };
  const said = {
    ...{ authorized: null, causeCode: null, portingToOriginal: false },
    ...{ timerType: 'long', businessType: 'short', mediumTimer: false },
  };
  const creation = { ...told, ...said, status: 'pending', createdBy: 'new', dueDate: at, lrn: '3039870000' };
  const same = { timerType: null, businessType: null };
  const medium = { mediumTimer: true };
  const second = { ...sv1, ...same, ...medium, by: 'old', dueDate: at, route: null, authorized: false, causeCode: 51 };
  const change = {
    ...{ ...told, ...same, ...medium, changedBy: 'old', dueDate: at, lrn: null, authorized: false, causeCode: 51 },
    portingToOriginal: null,
  };
  // A second create may end medium timers (N441), or say that the number goes back (R5-15.2).
  const other = { timerType: 'short', businessType: 'long' };
  const agreed = { authorized: null, causeCode: null };

  it.each([
    ['R5-21.7 SvCreated', created, 'SvObjectCreation', creation],
    ['R5-21.7 SvCreated', { ...created, route: null }, 'SvObjectCreation', { ...creation, lrn: null }],
    [
      'RR5-2.1 SvCreated',
      { ...created, createdBy: 'old', authorized: false },
      'SvObjectCreation',
      { ...creation, createdBy: 'old', authorized: false, status: 'conflict' },
    ],
    ['SvSecondCreateReceived', second, 'SvAttributeValueChange', change],
    [
      'SvSecondCreateReceived',
      { ...second, ...other, ...agreed, by: 'new' },
      'SvAttributeValueChange',
      { ...change, ...other, ...agreed, changedBy: 'new', portingToOriginal: true },
    ],
    [
      'SvSecondCreateReceived',
      { ...second, ...agreed, route, by: 'new' },
      'SvAttributeValueChange',
      { ...change, ...agreed, changedBy: 'new', lrn: '3039870000', portingToOriginal: false },
    ],
    ['SvActivated', sv1, 'SvStatusAttributeValueChange', status('active')],
  ])('%s %j is told to both: %s', (title, data, message, content) => {
    const type = title.split(' ').at(-1) ?? '';
    expect(messages({ type, data })).toEqual([GAINER, HOLDER].map((recipient) => [recipient, message, content]));
  });

  it.each([
    ['R5-60.10 RR5-22.1', 'SvPartiallyFailed', 'partial_failure'],
    ['R5-61.2 RR5-22.1', 'SvFailed', 'failed'],
    ['RR5-70', 'SvPortedToOriginal', 'old'],
  ])('%s %s: both parties and NPAC personnel get the list of LSMSs that failed', (_ids, type, name) => {
    expect(messages({ type, data: { ...sv1, failedSps } })).toEqual(
      [GAINER, HOLDER, NPAC].map((recipient) => [recipient, 'SvStatusAttributeValueChange', status(name, failedSps)]),
    );
  });

  it('a port to original that all LSMSs took concerns NPAC personnel no more than any other', () => {
    expect(messages({ type: 'SvPortedToOriginal', data: { ...sv1, failedSps: [] } })).toEqual(
      [GAINER, HOLDER].map((recipient) => [recipient, 'SvStatusAttributeValueChange', status('old')]),
    );
  });

  it('RR5-22.2 the one service provider of an intra-SP port gets it once', () => {
    for (const type of ['SvFailed', 'SvPartiallyFailed']) {
      const recipients = messages({ type, data: { ...own, failedSps } }).map(([recipient]) => recipient);
      expect(recipients).toEqual([GAINER, NPAC]);
    }
  });

  it('N123 that it became old is told to the service provider that loses the number', () => {
    expect(messages({ type: 'SvSuperseded', data: { ...sv1, bySvId: 8 } })).toEqual([
      [GAINER, 'SvStatusAttributeValueChange', status('old')],
    ]);
  });

  it.each([
    'SvBroadcastStarted',
    'SvAnswersRecorded',
    'SvIdsReserved',
    'RangeDecided',
    'RangeCompleted',
    'LsmsAcknowledged',
    'ServiceProviderCreated',
    'NpaNxxCreated',
    'LrnCreated',
    'TokenIssued',
    'TokenRevoked',
  ])('%s is told to nobody by a message of its own', (type) => {
    expect(messages({ type, data: { ...sv1, spid: GAINER } })).toEqual([]);
  });
});

describe('replies', () => {
  const reply = { requestId: 'GAIN-m1', messageId: 'm1', kind: 'Activate', tn: '3035550100' };
  const request = { ...reply, actingFor: null, contentHash: '', acceptedAt: at };

  it.each([GAINER, NPAC])('R5-50.2 the sender alone learns that it is done: %s', (sender) => {
    expect(messages({ type: 'RequestDone', data: { ...request, sender, svIds: [7] } })).toEqual([
      [sender, 'RequestDone', { ...reply, svIds: [7], occurredAt: at }],
    ]);
  });

  it.each([GAINER, NPAC])(
    'R5-20.1 R5-30.1 R5-39.1 R5-53.2 RR5-7.1 the sender alone learns the errors: %s',
    (sender) => {
      const errors = [{ code: 'wrong_status', number: 4016 }];
      expect(messages({ type: 'RequestRefused', data: { ...request, sender, errors } })).toEqual([
        [sender, 'RequestRefused', { ...reply, errors, occurredAt: at }],
      ]);
    },
  );

  it('an LSMS learns that its acknowledgement was not taken', () => {
    const refused = { after: 5, through: 7, code: 'ack_gap', expectedAfter: 3 };
    expect(messages({ type: 'LsmsAcknowledgementRefused', data: { spid: DONOR, ...refused } })).toEqual([
      [DONOR, 'AcknowledgementRefused', { ...refused, occurredAt: at }],
    ]);
  });
});

describe('the ends of concurrence windows', () => {
  const finalWindowEndsAt = at + 1;
  /** What the other side has created with. */
  const said = { dueDate: at + 2, createdAt: at - 2, timerType: 'medium', businessType: 'medium' };
  const denied = { authorized: false, causeCode: 52 };
  const over = (type: 'SvInitialWindowExpired' | 'SvFinalWindowExpired', waitingFor: 'new' | 'old') =>
    messages({ type, data: { ...sv1, waitingFor, announced: true, finalWindowEndsAt, ...said, ...denied } });

  it('R5-22 the side that has not created is asked when the initial window is over', () => {
    expect(over('SvInitialWindowExpired', 'old')).toEqual([
      [HOLDER, 'OldSpConcurrenceRequest', { ...told, finalWindowEndsAt, ...said }],
    ]);
    expect(over('SvInitialWindowExpired', 'new')).toEqual([
      [GAINER, 'NewSpCreateRequest', { ...told, finalWindowEndsAt, ...said, ...denied }],
    ]);
  });

  it('RR5-23.3 N013 the old service provider is told when the final window is over without it', () => {
    expect(over('SvFinalWindowExpired', 'old')).toEqual([
      [HOLDER, 'OldSpFinalConcurrenceWindowExpiration', { ...told, ...said }],
    ]);
  });

  it('N240 both are told when it is over without the new service provider', () => {
    const message = { ...told, ...said, ...denied };
    expect(over('SvFinalWindowExpired', 'new')).toEqual([
      [GAINER, 'NewSpFinalCreateWindowExpiration', message],
      [HOLDER, 'NewSpFinalCreateWindowExpiration', message],
    ]);
  });
});

describe('a window that ends while the version is not pending', () => {
  it.each(['SvInitialWindowExpired', 'SvFinalWindowExpired'])('R5-22 is told to nobody: %s', (type) => {
    const expired = { ...sv1, waitingFor: 'old', finalWindowEndsAt: at + 1, announced: false };
    expect(messages({ type, data: expired })).toEqual([]);
  });
});

describe('an intra-SP port', () => {
  it('RR5-9 is told to its one service provider, once', () => {
    const by = { createdBy: 'new', dueDate: at, route: null } as const;
    const made = messages({ type: 'SvCreated', data: { ...own, lnpType: 'lisp', ...create, ...by } });
    expect(made.map(([recipient, type]) => [recipient, type])).toEqual([[GAINER, 'SvObjectCreation']]);
    expect(messages({ type: 'SvActivated', data: own })).toHaveLength(1);
  });
});

describe('a disconnect', () => {
  const customerDisconnectDate = at - 1;
  const download = { action: 'activate', svId: 1, tn: sv1.tn, spid: GAINER, lnpType: 'lspp', route: null } as const;

  it('RR5-25.2 is told to the donor before anything else', () => {
    const requested = { ...sv1, customerDisconnectDate, donorSp: DONOR, copySvId: 2, effectiveReleaseDate: null };
    expect(messages({ type: 'SvDisconnectRequested', data: requested })).toEqual([
      [DONOR, 'CustomerDisconnectDate', { ...told, customerDisconnectDate, effectiveReleaseDate: null }],
    ]);
  });

  it('RR5-25.1 RR5-25.2 one that waits is told to its service provider, and to the donor when its date has come', () => {
    const dates = { customerDisconnectDate, effectiveReleaseDate: at + 1 };
    const requested = (list: typeof failedSps) =>
      messages({
        type: 'SvDisconnectRequested',
        data: { ...sv1, ...dates, donorSp: DONOR, copySvId: 2, failedSps: list },
      });
    expect(requested([])).toEqual([[GAINER, 'SvStatusAttributeValueChange', status('disconnect_pending')]]);
    // LSMSs that lack its last modification still do, and may yet catch up (RR6-63).
    const toNewSp = [[GAINER, 'SvStatusAttributeValueChange', status('disconnect_pending', failedSps)]];
    expect(requested(failedSps)).toEqual(toNewSp);
    const cleared = { ...sv1, status: 'disconnect_pending', cleared: [], remaining: failedSps };
    expect(messages({ type: 'SvFailedSpsCleared', data: cleared })).toEqual(toNewSp);
    expect(messages({ type: 'SvReleaseDateReached', data: { ...sv1, ...dates, donorSp: DONOR } })).toEqual([
      [DONOR, 'CustomerDisconnectDate', { ...told, ...dates }],
    ]);
  });

  it('R5-71.10 one that is called off is told to its service provider', () => {
    const calledOff = (list: typeof failedSps) =>
      messages({ type: 'SvDisconnectCanceled', data: { ...sv1, by: 'new', failedSps: list } });
    expect(calledOff([])).toEqual([[GAINER, 'SvStatusAttributeValueChange', status('active')]]);
    // LSMSs that lack its last modification still do.
    expect(calledOff(failedSps)).toEqual([[GAINER, 'SvStatusAttributeValueChange', status('active', failedSps)]]);
  });

  it('R5-68.8 its end is told to the service provider that had the number, and to NPAC personnel where LSMSs failed', () => {
    expect(messages({ type: 'SvDisconnected', data: { ...sv1, failedSps: [] } })).toEqual([
      [GAINER, 'SvStatusAttributeValueChange', status('old')],
    ]);
    expect(messages({ type: 'SvDisconnected', data: { ...sv1, failedSps } })).toEqual([
      [GAINER, 'SvStatusAttributeValueChange', status('old', failedSps)],
      [NPAC, 'SvStatusAttributeValueChange', status('old', failedSps)],
    ]);
  });

  it('R5-67.2 its failure everywhere is told to NPAC personnel too', () => {
    const restored = { ...sv1, failedSps, broadcast: 3, targets: [], download: { ...download, activatedAt: at } };
    const message = status('active', failedSps);
    expect(messages({ type: 'SvDisconnectFailed', data: restored })).toEqual([
      [GAINER, 'SvStatusAttributeValueChange', message],
      [NPAC, 'SvStatusAttributeValueChange', message],
    ]);
  });

  it.each(['old', 'active'] as const)(
    'who leaves the list of an %s version is told to its service provider',
    (name) => {
      const cleared = { ...sv1, status: name, cleared: [], remaining: [] };
      expect(messages({ type: 'SvFailedSpsCleared', data: cleared })).toEqual([
        [GAINER, 'SvStatusAttributeValueChange', status(name)],
      ]);
    },
  );
});

describe('the list of a partial failure', () => {
  const cleared = { ...sv1, status: 'partial_failure', cleared: [] } as const;

  it('is told to both when it becomes shorter; when it ends the version is active, which is told of its own', () => {
    expect(messages({ type: 'SvFailedSpsCleared', data: { ...cleared, remaining: failedSps } })).toEqual([
      [GAINER, 'SvStatusAttributeValueChange', status('partial_failure', failedSps)],
      [HOLDER, 'SvStatusAttributeValueChange', status('partial_failure', failedSps)],
    ]);
    expect(messages({ type: 'SvFailedSpsCleared', data: { ...cleared, remaining: [] } })).toEqual([]);
  });
});
