import type { RecordedEvent } from '@openlnp/event-store';
import { NPAC, type Spid, type Tn } from '@openlnp/numbering';
import { messagesFor } from './messages-for';

const HOLDER = 'HOLD' as Spid;
const GAINER = 'GAIN' as Spid;
const occurredAt = 1_770_000_000_000;
const sv1 = { svId: 1, tn: 3035550100 as Tn, newSp: GAINER, oldSp: HOLDER };
const told = { svId: 1, tn: '3035550100', newSp: GAINER, oldSp: HOLDER, occurredAt };
const status = (name: string, causeCode: number | null = null) => ({ ...told, status: name, failedSps: [], causeCode });

const messages = (type: string, data: object) =>
  messagesFor({ type, data: { ...sv1, ...data }, metadata: { occurredAt } } as unknown as RecordedEvent).map(
    ({ recipient, type: message, data: content }) => [recipient, message, content],
  );
const toBoth = (content: object) =>
  [GAINER, HOLDER].map((recipient) => [recipient, 'SvStatusAttributeValueChange', content]);

describe('conflict', () => {
  it.each([
    ['RR5-2.3 RR5-2.4 RR5-10.2 RR5-10.3 R5-44.3 by the old service provider', 'old', 54],
    ['R5-44.3 by NPAC personnel', 'npac', 53],
    ['RR5-36 N138 by a cancellation that was not acknowledged', 'system', 2],
  ])('%s: both are told, with the cause code', (_ids, by, causeCode) => {
    const set = { by, causeCode, newSpMayResolveFrom: occurredAt + 1, expiresAt: occurredAt + 2 };
    expect(messages('SvConflictSet', set)).toEqual(toBoth(status('conflict', causeCode)));
  });

  it('RR5-12.1 both are told that it is over', () => {
    expect(messages('SvConflictResolved', { by: 'new' })).toEqual(toBoth(status('pending')));
  });
});

describe('cancellation', () => {
  it('RR5-26.1 both are told that it waits for the other side', () => {
    const requested = { by: 'new', npac: false, initialWindowEndsAt: occurredAt + 1 };
    expect(messages('SvCancelRequested', requested)).toEqual(toBoth(status('cancel_pending')));
  });

  it.each([
    ['old', HOLDER],
    ['new', GAINER],
  ])('RR5-34 only the side that is silent is asked: %s', (waitingFor, recipient) => {
    const finalWindowEndsAt = occurredAt + 1;
    expect(messages('SvCancelWindowExpired', { waitingFor, finalWindowEndsAt })).toEqual([
      [recipient, 'CancellationAcknowledgeRequest', { ...told, finalWindowEndsAt }],
    ]);
  });

  it.each([
    ['pending', null],
    ['conflict', 52],
  ])('N388 both are told that it was taken back: %s again, with cause %j', (name, causeCode) => {
    expect(messages('SvCancelUndone', { by: 'new', status: name, causeCode })).toEqual(toBoth(status(name, causeCode)));
  });

  it.each([
    ['RR5-29.1', 'new', null, 'pending'],
    ['R5-45.6', 'system', 1, 'conflict'],
  ])('%s both are told that it is canceled', (_id, by, causeCode, from) => {
    const canceled = { by, causeCode, from, retainUntil: occurredAt + 1 };
    expect(messages('SvCanceled', canceled)).toEqual(toBoth(status('canceled', causeCode)));
  });

  it('RR5-29.2 the one service provider of an intra-SP port is told once', () => {
    const canceled = { oldSp: GAINER, by: 'new', causeCode: null, from: 'pending', retainUntil: occurredAt + 1 };
    expect(messages('SvCanceled', canceled).map(([recipient]) => recipient)).toEqual([GAINER]);
  });

  it('an acknowledgment is told with what it brings about', () => {
    expect(messages('SvCancelAcknowledged', { by: 'old' })).toEqual([]);
  });
});

describe('modification', () => {
  const unchanged = {
    ...{ dueDate: null, route: null, authorized: null, causeCode: null, mediumTimer: null },
    ...{ timerType: null, businessType: null, pendingRetentionEndsAt: null },
  };
  const point = { dpc: '123004005', ssn: 0 };
  const route = {
    ...{ lrn: 3039870000, classPointCode: point, lidbPointCode: null, isvmPointCode: null, cnamPointCode: null },
    ...{ wsmscPointCode: null, endUserLocationValue: '12', endUserLocationType: null, billingId: null },
    ...{ svType: 'wireless', optionalData: null },
  };
  const silent = {
    ...{ dueDate: null, lrn: null, classPointCode: null, lidbPointCode: null, isvmPointCode: null },
    ...{ cnamPointCode: null, wsmscPointCode: null, endUserLocationValue: null, endUserLocationType: null },
    ...{ billingId: null, svType: null, optionalData: null, authorized: null, causeCode: null, mediumTimer: null },
    ...{ timerType: null, businessType: null, customerDisconnectDate: null, effectiveReleaseDate: null },
  };

  it('R5-31.3 of a version that waits: both learn what changed, and only that', () => {
    const changes = { ...unchanged, by: 'old', npac: false, dueDate: occurredAt + 5, causeCode: 51 };
    const content = { ...told, ...silent, changedBy: 'old', dueDate: occurredAt + 5, causeCode: 51 };
    expect(messages('SvPendingModified', changes)).toEqual([
      [GAINER, 'SvDataChange', content],
      [HOLDER, 'SvDataChange', content],
    ]);
  });

  it('R5-31.3 N441 of the timers of a version that waits: both learn which windows and days count from now on', () => {
    const timers = { mediumTimer: false, timerType: 'long', businessType: 'short' };
    const changes = { ...unchanged, by: 'new', npac: false, ...timers };
    const content = { ...told, ...silent, changedBy: 'new', ...timers };
    expect(messages('SvPendingModified', changes)).toEqual([
      [GAINER, 'SvDataChange', content],
      [HOLDER, 'SvDataChange', content],
    ]);
  });

  it('R5-40.3 RR5-41.9 RR5-41.11 of an active one: its service provider learns the route, then who failed; NPAC too', () => {
    expect(messages('SvModifyRequested', { copySvId: 2, route, retainUntil: null })).toEqual([
      [GAINER, 'SvDataChange', { ...told, ...silent, ...route, lrn: '3039870000', changedBy: 'new' }],
    ]);
    const failedSps = [{ spid: 'LSMA', reason: 'no_response' }];
    expect(messages('SvModified', { failedSps: [] })).toEqual([
      [GAINER, 'SvStatusAttributeValueChange', status('active')],
    ]);
    expect(messages('SvModified', { failedSps })).toEqual(
      [GAINER, NPAC].map((recipient) => [
        recipient,
        'SvStatusAttributeValueChange',
        { ...status('active'), failedSps },
      ]),
    );
  });

  it('N249 of a disconnect that waits: its service provider learns the dates', () => {
    const dates = { customerDisconnectDate: occurredAt + 1, effectiveReleaseDate: occurredAt + 2 };
    expect(messages('SvDisconnectModified', dates)).toEqual([
      [GAINER, 'SvDataChange', { ...told, ...silent, ...dates, changedBy: 'new' }],
    ]);
  });
});
