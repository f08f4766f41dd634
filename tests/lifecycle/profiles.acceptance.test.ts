import { bothHaveCreated, DUE, isDue, newSide, numbersOf, oldSide } from './support/port';
import { type Story, story, TN } from './support/story';
import { LRNS } from './support/world';

const RANGE = '3035550100-0102';
const PSEUDO = '0000000000';

const eachOfThem = (line: string): string[] => numbersOf(RANGE).map((tn) => `${tn}: ${line}`);

async function annaWantsSingleNumbers({ anna, npac }: Story): Promise<void> {
  await npac.sends('ServiceProviderModify', { spid: anna.spid, tnRangeNotifications: false });
}

describe('what the profile of a service provider changes', () => {
  story('N329 N333: it is told of each number of a range, and not of what it does not want', async (s) => {
    s.tn = RANGE;
    const { anna, berta, npac } = s;
    await npac.sends('ServiceProviderModify', {
      ...{ spid: anna.spid, tnRangeNotifications: false },
      notificationPriorities: [{ notification: 'SvObjectCreation', priority: 'none' }],
    });
    await berta.sends('NewSpCreate', newSide({ tn: RANGE }));
    await s.told({ berta: ['objectCreation by new, due 2026-01-08'] });
    await anna.sends('OldSpCreate', newSide({ tn: RANGE, lrn: undefined }));
    const change = 'attributeValueChange by old, due 2026-01-08';
    await s.told({
      anna: eachOfThem(change),
      berta: [change],
    });
  });

  story('B.5.1.6.2 B.5.1.6.3 N333: the windows of a range are told number by number', async (s) => {
    s.tn = RANGE;
    await annaWantsSingleNumbers(s);
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide({ tn: RANGE })));
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ anna: eachOfThem('OldSP-ConcurrenceRequest, until 2026-01-06 21:00') });
    await s.at('2026-01-06T21:00:00Z');
    await s.told({ anna: eachOfThem('OldSPFinalConcurrenceWindowExpiration') });
  });

  story('B.5.3.2 B.5.1.5 B.5.4.1 N333: so are its statuses, and what its donor is told', async (s) => {
    s.tn = RANGE;
    await annaWantsSingleNumbers(s);
    await s.given(bothHaveCreated);
    const { anna, berta } = s;
    await berta.sends('Cancel', { tn: RANGE });
    await s.told({ anna: eachOfThem('status cancel_pending'), berta: ['status cancel_pending'] });
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ anna: eachOfThem('CancellationAcknowledgeRequest, until 2026-01-06 21:00') });
    await berta.sends('UndoCancel', { tn: RANGE });
    await s.told({ anna: eachOfThem('status pending'), berta: ['status pending'] });
    await anna.sends('Modify', { tn: RANGE, dueDate: '2026-01-07T00:00:00Z' });
    const change = 'attributeValueChange by old: dueDate 2026-01-07';
    await s.told({ anna: eachOfThem(change), berta: [change] });
    await s.at(DUE);
    await berta.sends('Activate', { tn: RANGE });
    s.downloaded(`activate ${RANGE} LRN ${LRNS.berta}, new`);
    await s.told({ anna: eachOfThem('status active'), berta: ['status active'] });
    await berta.sends('Disconnect', { tn: RANGE, customerDisconnectDate: DUE });
    s.downloaded(`delete ${RANGE}, delete`);
    await s.told({ anna: eachOfThem('DonorSP-CustomerDisconnectDate 2026-01-08'), berta: ['status old'] });
  });

  story('B.5.1.8 B.5.1.9 N333: so is a failure, and each number that is over it', async (s) => {
    s.tn = RANGE;
    await annaWantsSingleNumbers(s);
    await s.given(isDue);
    const { berta, carla, npac } = s;
    carla.lsms.refuses('3035550100', 'busy');
    await berta.sends('Activate', { tn: RANGE });
    const failure = 'status partial_failure, failed: C333 busy';
    await s.told({ anna: eachOfThem(failure), berta: [failure], npac: [failure] });
    carla.lsms.takesAgain('3035550100');
    await npac.sends('Resend', { tn: '3035550101', lsms: ['C333'] });
    await s.bothTold('3035550101: status active');
    await npac.sends('Resend', { tn: '3035550100', lsms: ['C333'] });
    await npac.sends('Resend', { tn: '3035550102', lsms: ['C333'] });
    await s.bothTold('3035550100: status active', '3035550102: status active');
    for (const { lsms } of s.carriers) lsms.taken.length = 0;
  });

  story('R4-2: only NPAC personnel change it', async (s) => {
    const change = { spid: 'A111', name: 'Anna and Sons' };
    expect(await s.anna.isRefused('ServiceProviderModify', change)).toEqual(['npac_only R4-2']);
    await s.npac.sends('ServiceProviderModify', change);
    await s.told();
    const seen = async (as?: typeof s.anna) =>
      (await s.query<{ serviceProviders: { spid: string; name: string }[] }>('/v1/service-providers', as))
        .serviceProviders;
    expect(await seen(s.anna)).toMatchObject([{ spid: 'A111', name: 'Anna and Sons', tnRangeNotifications: true }]);
    expect((await seen()).map(({ spid }) => spid)).toEqual(['A111', 'B222', 'C333']);
  });

  story('N442: its own numbers may have the pseudo-LRN, which LSMSs take that want it', async (s) => {
    const { anna, carla, npac } = s;
    const create = { tn: TN, sp: 'A111', dueDate: DUE, lrn: PSEUDO };
    expect(await anna.isRefused('IntraSpCreate', create)).toEqual(['pseudo_lrn_not_allowed N442']);
    await npac.sends('ServiceProviderModify', { spid: 'A111', pseudoLrnSoa: true });
    await npac.sends('ServiceProviderModify', { spid: 'B222', pseudoLrnLsms: true });
    await anna.sends('IntraSpCreate', create);
    await s.told({ anna: ['objectCreation by new, due 2026-01-08'] });
    await s.at(DUE);
    // Carla's LSMS takes no numbers with the pseudo-LRN: nobody waits for it.
    await carla.lsms.goesDown();
    await anna.sends('Activate', { tn: TN });
    await s.told({ anna: ['status active'] });
    s.downloaded(`activate ${TN} LRN ${PSEUDO}, new`);
    // All LSMSs read one log. For one without the pseudo-LRN this removes a route that it has not.
    carla.lsms.comesUp();
    await s.at(DUE);
    expect(carla.lsms.taken.splice(0).map(({ lrn }) => lrn)).toEqual([PSEUDO]);
    await s.versions(TN, 'active A111');
    const change = { tn: TN, lrn: LRNS.anna };
    expect(await anna.isRefused('Modify', change)).toEqual(['pseudo_lrn_not_allowed N442']);
  });

  story('N442 R5-61.1: it comes back where the port behind it failed everywhere', async (s) => {
    const { anna, npac } = s;
    await npac.sends('ServiceProviderModify', { spid: 'A111', pseudoLrnSoa: true, pseudoLrnLsms: true });
    const create = { tn: TN, sp: 'A111', dueDate: DUE };
    await s.given(() => anna.sends('IntraSpCreate', { ...create, lrn: PSEUDO }));
    await s.given(() => s.at(DUE));
    await s.given(() => anna.sends('Activate', { tn: TN }));
    await s.given(() => anna.sends('IntraSpCreate', { ...create, lrn: LRNS.anna }));
    await s.allLsmssGoDown();
    await s.given(() => anna.sends('Activate', { tn: TN }));
    await s.given(() => s.at('2026-01-08T00:15:00Z'));
    await s.versions(TN, 'active A111', 'failed A111');
    s.allLsmssComeUp();
    await s.told();
    // For an LSMS that takes no pseudo-LRN, the last of these removes the route of the one before.
    s.downloaded(`activate ${TN} LRN ${LRNS.anna}, new`, `activate ${TN} LRN ${PSEUDO}, modified`);
  });

  story('N399 N400 N432 N436 N438: its systems send and get those optional fields that they know', async (s) => {
    const { anna, berta, carla, npac } = s;
    const fields = ['svType', 'altBillingId', 'lastAltSpid', 'voiceUri'];
    const unknown = { spid: 'B222', soaOptionalFields: ['faxUri'] };
    expect(await npac.isRefused('ServiceProviderModify', unknown)).toEqual(['invalid_optional_field N432']);
    await npac.sends('ServiceProviderModify', { spid: 'B222', soaOptionalFields: fields });
    await npac.sends('ServiceProviderModify', { spid: 'A111', soaOptionalFields: ['voiceUri'] });
    await npac.sends('ServiceProviderModify', { spid: 'C333', lsmsOptionalFields: ['svType'] });

    const sms = newSide({ optionalData: { smsUri: 'sip:sms' } });
    expect(await berta.isRefused('NewSpCreate', sms)).toEqual(['optional_data_not_supported N432']);
    const own = { tn: TN, sp: 'A111', dueDate: DUE, lrn: LRNS.anna, svType: 'wireline' };
    expect(await anna.isRefused('IntraSpCreate', own)).toEqual(['sv_type_not_supported N399']);
    const optionalData = { altBillingId: 'ALT', lastAltSpid: 'C333', voiceUri: 'sip:voice' };
    await s.given(async () => {
      await berta.sends('NewSpCreate', newSide({ svType: 'wireless', optionalData }));
      await anna.sends('OldSpCreate', oldSide());
    });
    const [bertas, annas] = [await s.seenVersions(TN, berta), await s.seenVersions(TN, anna)];
    expect(bertas).toEqual([expect.objectContaining({ svType: 'wireless', optionalData })]);
    expect(annas).toEqual([expect.objectContaining({ optionalData: { voiceUri: 'sip:voice' } })]);
    expect(annas[0]).not.toHaveProperty('svType');

    const alternative = { tn: TN, optionalData: { altSpid: 'C333' } };
    expect(await berta.isRefused('Modify', alternative)).toEqual(['optional_data_not_supported N432']);
    await berta.sends('Modify', { tn: TN, optionalData: { voiceUri: 'sip:new' } });
    const said = `attributeValueChange by new: lrn ${LRNS.berta},`;
    await s.told({
      anna: [`${said} optionalData {"voiceUri":"sip:new"}`],
      berta: [`${said} svType wireless, optionalData {"lastAltSpid":"C333","altBillingId":"ALT","voiceUri":"sip:new"}`],
    });

    await s.at(DUE);
    await berta.sends('Activate', { tn: TN });
    await s.bothTold('status active');
    // One log for all: each LSMS has everything in its table, and passes over what it does not know.
    const whole = { svType: 'wireless', optionalData: { ...optionalData, voiceUri: 'sip:new' } };
    for (const { lsms } of s.carriers) expect(lsms.taken.splice(0)).toMatchObject([whole]);
    const asLsms = async (party: typeof carla) => {
      const path = `/v1/lsms/subscription-versions?tn=${TN}`;
      return (await s.query<{ subscriptionVersions: object[] }>(path, party)).subscriptionVersions[0];
    };
    expect(await asLsms(anna)).toMatchObject(whole);
    expect(await asLsms(carla)).toMatchObject({ svType: 'wireless' });
    expect(await asLsms(carla)).not.toHaveProperty('optionalData');
  });
});
