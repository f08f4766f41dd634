import { bothHaveCreated, DUE, isPorted, newSide, oldSide } from './support/port';
import { type Story, story, TN } from './support/story';
import { LRNS } from './support/world';

const OTHER_LRN = '7205559991';
const URIS = { altSpid: 'C333', voiceUri: 'sip:voice', smsUri: 'sip:sms' };

async function bertaHasAnotherSwitch({ npac }: Story): Promise<void> {
  await npac.sends('LrnCreate', { spid: 'B222', lrn: OTHER_LRN });
}

describe('B.5.2 modification', () => {
  story('B.5.2.3 B.5.2.4 R5-27.1 R5-27.3 R5-31.3: each side changes its own half before the activation', async (s) => {
    await s.given(bothHaveCreated);
    await s.given(bertaHasAnotherSwitch);
    await s.berta.sends('Modify', { tn: TN, lrn: OTHER_LRN, billingId: 'B1', dueDate: '2026-01-09T00:00:00Z' });
    await s.bothTold(`attributeValueChange by new: dueDate 2026-01-09, lrn ${OTHER_LRN}, billingId B1`);
    await s.anna.sends('Modify', { tn: TN, dueDate: '2026-01-12T00:00:00Z' });
    await s.bothTold('attributeValueChange by old: dueDate 2026-01-12');
    await s.at(DUE);
    expect(await s.berta.isRefused('Activate', { tn: TN })).toEqual(['due_date_not_reached R5-53.3']);
    await s.at('2026-01-09T00:00:00Z');
    await s.berta.sends('Activate', { tn: TN });
    s.downloaded(`activate ${TN} LRN ${OTHER_LRN}, new`);
    await s.bothTold('status active');
  });

  story('B.5.2.3 R5-27.1 R5-29.3 R5-29.4 R5-30.1: what is refused changes nothing', async (s) => {
    await s.given(bothHaveCreated);
    const { anna, berta, carla } = s;
    const before = await s.known(TN);
    expect(await anna.isRefused('Modify', { tn: TN, lrn: LRNS.anna })).toEqual(['field_not_modifiable R5-27.3']);
    expect(await berta.isRefused('Modify', { tn: TN, lrn: LRNS.anna })).toEqual(['lrn_not_owned R5-29.3']);
    expect(await carla.isRefused('Modify', { tn: TN, lrn: LRNS.carla })).toEqual(['not_authorized R5-29.4']);
    const past = { tn: TN, dueDate: '2026-01-04T00:00:00Z' };
    expect(await berta.isRefused('Modify', past)).toEqual(['due_date_in_past R5-29.2']);
    const refused = (code: string) => `refused: Modify, ${code}`;
    s.replied({
      anna: [refused('field_not_modifiable')],
      berta: [refused('lrn_not_owned'), refused('due_date_in_past')],
      carla: [refused('not_authorized')],
    });
    await s.told();
    expect(await s.known(TN)).toEqual(before);
  });

  story('B.5.2.3 R5-25: nothing of what is canceled is modified', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    await s.given(({ berta }) => berta.sends('Cancel', { tn: TN }));
    expect(await s.berta.isRefused('Modify', { tn: TN, lrn: LRNS.berta })).toEqual(['cannot_be_modified R5-25']);
  });

  story(
    'B.5.2.1 R5-36 R5-40.3 RR5-41.1 RR5-46 RR5-47: the current service provider moves an active number',
    async (s) => {
      await s.given(isPorted);
      await s.given(bertaHasAnotherSwitch);
      await s.berta.sends('Modify', { tn: TN, lrn: OTHER_LRN });
      s.downloaded(`activate ${TN} LRN ${OTHER_LRN}, modified`);
      await s.told({ berta: [`attributeValueChange by new: lrn ${OTHER_LRN}`, 'status active'] });
      // The copy of what it was has an id of its own and was never sent.
      await s.versions(TN, 'active B222', 'old B222');
      await s.berta.sends('Modify', { tn: TN, lrn: OTHER_LRN });
      s.downloaded();
      await s.told();
    },
  );

  story('B.5.2.1 N399 N400 N432: one of the optional data changes, the others stay', async (s) => {
    await s.given(async ({ anna, berta }) => {
      await berta.sends('NewSpCreate', newSide({ svType: 'wireless', optionalData: URIS }));
      await anna.sends('OldSpCreate', oldSide());
      await s.at(DUE);
      await berta.sends('Activate', { tn: TN });
    });
    await s.berta.sends('Modify', { tn: TN, optionalData: { voiceUri: 'sip:new' }, clear: ['optionalData.smsUri'] });
    const after = { svType: 'wireless', optionalData: { altSpid: 'C333', voiceUri: 'sip:new', smsUri: null } };
    expect(await s.seenVersions(TN, s.berta)).toMatchObject([after, { svType: 'wireless', optionalData: URIS }]);
    for (const { lsms } of s.carriers) expect(lsms.taken.splice(0)).toMatchObject([after]);
    const said = 'svType wireless, optionalData {"altSpid":"C333","voiceUri":"sip:new"}';
    await s.told({ berta: [`attributeValueChange by new: lrn ${LRNS.berta}, ${said}`, 'status active'] });
    // Nothing new: no download, and nobody is told.
    await s.berta.sends('Modify', { tn: TN, optionalData: {} });
    s.downloaded();
    await s.told();
  });

  story('B.5.2.1 RR5-11 R5-36 R5-38.2: nobody else does, and not to another’s switch', async (s) => {
    await s.given(isPorted);
    const { anna, berta, carla } = s;
    for (const party of [anna, carla]) {
      expect(await party.isRefused('Modify', { tn: TN, lrn: LRNS.anna })).toEqual(['not_authorized RR5-11']);
    }
    expect(await berta.isRefused('Modify', { tn: TN, lrn: LRNS.carla })).toEqual(['lrn_not_owned R5-38.2']);
    const due = { tn: TN, dueDate: '2026-01-12T00:00:00Z' };
    expect(await berta.isRefused('Modify', due)).toEqual(['field_not_modifiable R5-36']);
  });

  story('B.5.2.2 RR5-41.4 RR5-41.9 RR5-41.11: an LSMS fails, and the version is active all the same', async (s) => {
    await s.given(isPorted);
    await s.given(bertaHasAnotherSwitch);
    await s.carla.lsms.goesDown();
    await s.berta.sends('Modify', { tn: TN, lrn: OTHER_LRN });
    await s.told({ berta: [`attributeValueChange by new: lrn ${OTHER_LRN}`] });
    expect(await s.berta.isRefused('Modify', { tn: TN, lrn: LRNS.berta })).toEqual(['cannot_be_modified R5-25']);
    s.downloaded(`activate ${TN} LRN ${OTHER_LRN}, modified`);
    await s.at('2026-01-08T00:15:00Z');
    const failure = 'status active, failed: C333 no_response';
    await s.told({ berta: [failure], npac: [failure] });
    s.carla.lsms.comesUp();
    await s.told({ berta: ['status active'] });
    expect(s.carla.lsms.taken.splice(0)).toHaveLength(1);
  });

  story('B.5.2.2 RR5-41.4 RR5-41.11: no LSMS answers, and the version is active all the same', async (s) => {
    await s.given(isPorted);
    await s.given(bertaHasAnotherSwitch);
    await s.allLsmssGoDown();
    await s.berta.sends('Modify', { tn: TN, lrn: OTHER_LRN });
    await s.told({ berta: [`attributeValueChange by new: lrn ${OTHER_LRN}`] });
    await s.versions(TN, 'sending B222', 'old B222');
    await s.at('2026-01-08T00:15:00Z');
    const failure = 'status active, failed: A111 no_response, B222 no_response, C333 no_response';
    await s.told({ berta: [failure], npac: [failure] });
    await s.versions(TN, 'active B222', 'old B222');
    // Each leaves the list when it takes what it missed.
    s.anna.lsms.comesUp();
    await s.told({ berta: ['status active, failed: B222 no_response, C333 no_response'] });
    s.berta.lsms.comesUp();
    await s.told({ berta: ['status active, failed: C333 no_response'] });
    s.carla.lsms.comesUp();
    await s.told({ berta: ['status active'] });
    s.downloaded(`activate ${TN} LRN ${OTHER_LRN}, modified`);
  });

  story('B.5.2.2 RR5-38.9 RR5-41.10 RR5-41.11: every LSMS refuses it, twice; sent again, all take it', async (s) => {
    await s.given(isPorted);
    await s.given(bertaHasAnotherSwitch);
    for (const { lsms } of s.carriers) lsms.refuses(TN, 'busy');
    await s.berta.sends('Modify', { tn: TN, lrn: OTHER_LRN });
    const failure = 'status active, failed: A111 busy, B222 busy, C333 busy';
    await s.told({ berta: [`attributeValueChange by new: lrn ${OTHER_LRN}`, failure], npac: [failure] });
    const resend = { tn: TN, lsms: ['A111', 'B222', 'C333'] };
    await s.npac.sends('Resend', resend);
    await s.told({ berta: [failure], npac: [failure] });
    s.downloaded();
    for (const { lsms } of s.carriers) lsms.takesAgain(TN);
    await s.npac.sends('Resend', resend);
    s.downloaded(`activate ${TN} LRN ${OTHER_LRN}, modified`);
    await s.told({ berta: ['status active'] });
    await s.versions(TN, 'active B222', 'old B222');
  });

  story('B.5.2.2 RR5-38.9 RR5-38.10: a modification that an LSMS refused is sent to it again', async (s) => {
    await s.given(isPorted);
    await s.given(bertaHasAnotherSwitch);
    s.carla.lsms.refuses(TN, 'no_such_switch');
    await s.berta.sends('Modify', { tn: TN, lrn: OTHER_LRN });
    const failure = 'status active, failed: C333 no_such_switch';
    await s.told({ berta: [`attributeValueChange by new: lrn ${OTHER_LRN}`, failure], npac: [failure] });
    s.carla.lsms.takesAgain(TN);
    await s.npac.sends('Resend', { tn: TN, lsms: ['C333'] });
    await s.told({ berta: ['status active'] });
    for (const [name, times] of [
      ['anna', 2],
      ['berta', 2],
      ['carla', 1],
    ] as const) {
      expect(s[name].lsms.taken.splice(0)).toHaveLength(times);
    }
  });
});
