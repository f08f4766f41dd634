import { NOTIFICATIONS } from '@openlnp/network';
import type { Spid } from '@openlnp/numbering';
import type { Addressed } from './addressed';
import { asWanted } from './as-wanted';
import type { NotificationProfile } from './profiles';

const usual: NotificationProfile = {
  tnRangeNotifications: true,
  noNewSpConcurrenceNotifications: true,
  cancelToConflictCause: true,
  notificationPriorities: [],
  wsmscSupported: true,
  soaOptionalFields: null,
};
const message = (type: string, data: object = {}): Addressed =>
  ({
    recipient: 'GAIN' as Spid,
    type,
    data: { svId: 7, tn: '3035550101', newSp: 'GAIN', oldSp: 'HOLD', occurredAt: 0, ...data },
  }) as Addressed;
const status = (data: object) =>
  message('SvStatusAttributeValueChange', { status: 'conflict', failedSps: [], causeCode: null, ...data });

describe('what a profile makes of a message', () => {
  it('N329 is nothing but a medium priority unless it says more', () => {
    expect(asWanted(message('SvObjectCreation'), 1, usual)).toEqual([
      { message: message('SvObjectCreation'), name: 'SvObjectCreation/1', priority: 'medium' },
    ]);
  });

  it.each(NOTIFICATIONS)('N329 has a priority for %s, and may do without', (type) => {
    const withPriority = (priority: string) => ({
      ...usual,
      notificationPriorities: [{ notification: type, priority }],
    });
    expect(asWanted(message(type), 0, withPriority('high'))).toMatchObject([{ priority: 'high' }]);
    expect(asWanted(message(type), 0, withPriority('none'))).toEqual([]);
    const another = type === 'NewNpaNxx' ? 'SvDataChange' : 'NewNpaNxx';
    expect(asWanted(message(another), 0, withPriority('none'))).toMatchObject([{ priority: 'medium' }]);
  });

  it('N333 is one message for a range, or one for each of its numbers with an id of its own', () => {
    const range = status({ tn: '3035550101-0103' });
    expect(asWanted(range, 2, usual)).toEqual([
      { message: range, name: 'SvStatusAttributeValueChange/2', priority: 'medium' },
    ]);
    const single = asWanted(range, 2, { ...usual, tnRangeNotifications: false });
    expect(single).toEqual(
      [0, 1, 2].map((offset) => ({
        message: status({ tn: `303555010${1 + offset}`, svId: 7 + offset }),
        name: `SvStatusAttributeValueChange/2/${offset}`,
        priority: 'medium',
      })),
    );
  });

  it('N333 makes nothing else of a single number, or of a message about none', () => {
    const each = { ...usual, tnRangeNotifications: false };
    expect(asWanted(status({}), 0, each)).toEqual(asWanted(status({}), 0, usual));
    const { tn: _, svId: __, ...about } = message('NewNpaNxx').data as unknown as Record<string, unknown>;
    const headsUp = { ...message('NewNpaNxx'), data: { ...about, npaNxx: '303555' } } as unknown as Addressed;
    expect(asWanted(headsUp, 0, each)).toEqual([{ message: headsUp, name: 'NewNpaNxx/0', priority: 'medium' }]);
  });

  it('N329 leaves out the end of the final window for who does not want to hear of new service providers that are late', () => {
    const without = { ...usual, noNewSpConcurrenceNotifications: false };
    expect(asWanted(message('NewSpFinalCreateWindowExpiration'), 0, without)).toEqual([]);
    expect(asWanted(message('NewSpFinalCreateWindowExpiration'), 0, usual)).toHaveLength(1);
    // R5-22 asks the new service provider to create, whoever wants to hear of what.
    expect(asWanted(message('NewSpCreateRequest'), 0, without)).toHaveLength(1);
  });

  it('N138 tells cause 2 only to who takes it; other causes and the conflict itself to everybody', () => {
    const without = { ...usual, cancelToConflictCause: false };
    expect(asWanted(status({ causeCode: 2 }), 0, usual)[0]?.message.data).toMatchObject({ causeCode: 2 });
    expect(asWanted(status({ causeCode: 2 }), 0, without)[0]?.message).toEqual(status({}));
    expect(asWanted(status({ causeCode: 51 }), 0, without)[0]?.message).toEqual(status({ causeCode: 51 }));
    const created = message('SvObjectCreation', { causeCode: 2 });
    expect(asWanted(created, 0, without)[0]?.message).toEqual(created);
  });

  const wsmscPointCode = { dpc: '123004005', ssn: 0 };
  const optionalData = {
    ...{ altSpid: 'HOLD', lastAltSpid: 'THRD', altEndUserLocationValue: '303', altEndUserLocationType: '01' },
    ...{ altBillingId: 'ALT', voiceUri: 'sip:voice', mmsUri: 'sip:mms', pocUri: 'sip:poc' },
    ...{ presenceUri: 'sip:presence', smsUri: 'sip:sms' },
  };
  const none = Object.fromEntries(Object.keys(optionalData).map((field) => [field, null]));
  const known = { lrn: '3039870000', billingId: 'B1' };
  const change = message('SvDataChange', { ...known, wsmscPointCode, svType: 'vowifi', optionalData });
  const told = (soaOptionalFields: readonly string[] | null, wsmscSupported = true) =>
    asWanted(change, 0, { ...usual, soaOptionalFields, wsmscSupported })[0]?.message.data;

  it('N399 N400 N432 N436 N438 tells the type and the optional data to SOAs that take them', () => {
    expect(told(null)).toEqual(change.data);
    expect(told(['svType', ...Object.keys(optionalData)])).toEqual(change.data);
    expect(told(['svType'])).toEqual({ ...change.data, optionalData: null });
    expect(told([])).toEqual({ ...change.data, svType: null, optionalData: null });
  });

  it.each(Object.entries(optionalData))('N432 N400 N436 N438 tells %s to who takes nothing else', (field, value) => {
    const only = { ...change.data, svType: null, optionalData: { ...none, [field]: value } };
    expect(told([field])).toEqual(only);
  });

  it('N432 is null, and no record of nothing, where the rest is not taken', () => {
    const voice = message('SvDataChange', { svType: null, optionalData: { ...none, voiceUri: 'sip:1' } });
    const [{ message: said } = {}] = asWanted(voice, 0, { ...usual, soaOptionalFields: ['smsUri'] });
    expect(said?.data).toMatchObject({ optionalData: null });
  });

  it('R5-74.3 tells the point code of WSMSC to SOAs that take it', () => {
    expect(told(null, false)).toEqual({ ...change.data, wsmscPointCode: null });
  });

  it.each(['RequestDone', 'RequestRefused', 'AcknowledgementRefused'])('%s is an answer: it always comes', (type) => {
    const silent = { ...usual, notificationPriorities: [{ notification: type, priority: 'none' }] };
    expect(asWanted(message(type), 3, { ...silent, tnRangeNotifications: false })).toEqual([
      { message: message(type), name: `${type}/3`, priority: null },
    ]);
  });
});
