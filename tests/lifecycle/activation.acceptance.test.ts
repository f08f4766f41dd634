import { bothHaveCreated, DUE, isDue, isDueOnward, newSide } from './support/port';
import { type Story, story, TN } from './support/story';
import { LRNS } from './support/world';

const TO_BERTA = `activate ${TN} LRN ${LRNS.berta}, new`;
const TO_CARLA = `activate ${TN} LRN ${LRNS.carla}, new`;

/** The LSMSs' time to answer is over: 15 minutes after midnight. */
const OUT_OF_TIME = '2026-01-08T00:15:00Z';

async function carlaIsDown({ carla }: Story): Promise<void> {
  await carla.lsms.goesDown();
}

describe('B.5.1 activation', () => {
  story('B.5.1.5 B.5.1.6.1 R5-57.1 R5-59.1: the new service provider activates, and every LSMS takes it', async (s) => {
    await s.given(bothHaveCreated);
    await s.at('2026-01-07T23:59:59Z');
    expect(await s.berta.isRefused('Activate', { tn: TN })).toEqual(['due_date_not_reached R5-53.3']);
    await s.at(DUE);
    expect(await s.anna.isRefused('Activate', { tn: TN })).toEqual(['not_authorized R5-51.1']);
    await s.berta.sends('Activate', { tn: TN });
    s.downloaded(TO_BERTA);
    await s.bothTold('status active');
    await s.versions(TN, 'active B222');
    expect(await s.berta.isRefused('Activate', { tn: TN })).toEqual(['not_pending R5-52']);
  });

  story('B.5.1.5 R5-51.1: NPAC personnel activate on behalf, by version id alone', async (s) => {
    await s.given(isDue);
    const [sv] = await s.seenVersions(TN);
    await s.npac.sends('Activate', { svId: sv?.svId });
    s.downloaded(TO_BERTA);
    await s.bothTold('status active');
  });

  story('B.5.1.5 R5-23.6: nobody activates while the old service provider may still answer', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide({ dueDate: '2026-01-05T00:00:00Z' })));
    expect(await s.berta.isRefused('Activate', { tn: TN })).toEqual(['old_sp_concurrence_missing R5-23.6']);
  });

  story('B.5.1.6.1 R5-59.2 N123: the version before becomes old, and its service provider is told', async (s) => {
    await s.given(isDueOnward);
    await s.carla.sends('Activate', { tn: TN });
    s.downloaded(TO_CARLA);
    await s.told({ berta: ['status old', 'status active'], carla: ['status active'] });
    await s.versions(TN, 'old B222', 'active C333');
  });

  story('B.5.1.8 R5-60.9 R5-60.10 R5-60.11 R5-60.12: one LSMS does not answer', async (s) => {
    await s.given(isDueOnward);
    await carlaIsDown(s);
    await s.carla.sends('Activate', { tn: TN });
    s.downloaded(TO_CARLA);
    await s.told({ berta: ['status old'] });
    await s.versions(TN, 'old B222', 'sending C333');
    await s.at('2026-01-08T00:14:59Z');
    await s.told();
    await s.at(OUT_OF_TIME);
    const failure = 'status partial_failure, failed: C333 no_response';
    await s.told({ berta: [failure], carla: [failure], npac: [failure] });
    await s.versions(TN, 'old B222', 'partial_failure C333');
    // RR5-22.1: it takes what it missed and leaves the list.
    s.carla.lsms.comesUp();
    await s.told({ berta: ['status active'], carla: ['status active'] });
    expect(s.carla.lsms.taken.splice(0)).toHaveLength(1);
    await s.versions(TN, 'old B222', 'active C333');
  });

  story('B.5.1.7 R5-61.1 R5-61.2: no LSMS takes it, and the number stays where it was', async (s) => {
    await s.given(isDueOnward);
    await s.allLsmssGoDown();
    await s.carla.sends('Activate', { tn: TN });
    await s.told();
    await s.at(OUT_OF_TIME);
    const failure = 'status failed, failed: A111 no_response, B222 no_response, C333 no_response';
    await s.told({ berta: [failure], carla: [failure], npac: [failure] });
    await s.versions(TN, 'active B222', 'failed C333');
    // What stands in the log reaches them all the same, with what takes it back behind it (law 5).
    s.allLsmssComeUp();
    await s.told();
    s.downloaded(TO_CARLA, TO_BERTA.replace('new', 'modified'));
    await s.versions(TN, 'active B222', 'failed C333');
  });

  story('B.5.1.9 RR5-38.1.1 RR5-38.4: NPAC personnel send a failed activation again', async (s) => {
    await s.given(isDue);
    await s.given(() => s.allLsmssGoDown());
    await s.given(({ berta }) => berta.sends('Activate', { tn: TN }));
    await s.given(() => s.at(OUT_OF_TIME));
    s.allLsmssComeUp();
    await s.told();
    s.downloaded(TO_BERTA, `delete ${TN}, delete`);
    await s.versions(TN, 'failed B222');
    expect(await s.berta.isRefused('Resend', { tn: TN, lsms: ['A111'] })).toEqual(['not_authorized RR5-38.1.1']);
    await s.npac.sends('Resend', { tn: TN, lsms: ['A111', 'B222', 'C333'] });
    s.downloaded(TO_BERTA);
    await s.bothTold('status active');
    await s.versions(TN, 'active B222');
  });

  story('B.5.1.10 R5-61.1 RR5-38.6 RR5-38.7: sent again, it fails everywhere again', async (s) => {
    await s.given(isDueOnward);
    await s.allLsmssGoDown();
    await s.carla.sends('Activate', { tn: TN });
    await s.at(OUT_OF_TIME);
    const failure = 'status failed, failed: A111 no_response, B222 no_response, C333 no_response';
    const toAll = { berta: [failure], carla: [failure], npac: [failure] };
    await s.told(toAll);
    await s.npac.sends('Resend', { tn: TN, lsms: ['A111', 'B222', 'C333'] });
    await s.told();
    await s.versions(TN, 'active B222', 'sending C333');
    await s.at('2026-01-08T00:29:59Z');
    await s.told();
    await s.at('2026-01-08T00:30:00Z');
    await s.told(toAll);
    await s.versions(TN, 'active B222', 'failed C333');
    // Each try stands in the log with what takes it back behind it.
    s.allLsmssComeUp();
    await s.told();
    const back = TO_BERTA.replace('new', 'modified');
    s.downloaded(TO_CARLA, back, TO_CARLA, back);
    await s.versions(TN, 'active B222', 'failed C333');
    await s.npac.sends('Resend', { tn: TN, lsms: ['A111', 'B222', 'C333'] });
    s.downloaded(TO_CARLA);
    await s.told({ berta: ['status old', 'status active'], carla: ['status active'] });
  });

  story('B.5.1.9 RR5-38.7 R5-61.3 RR5-22.1: who was left out of the resend catches up with it', async (s) => {
    await s.given(isDue);
    await s.given(() => s.allLsmssGoDown());
    await s.given(({ berta }) => berta.sends('Activate', { tn: TN }));
    await s.given(() => s.at(OUT_OF_TIME));
    s.anna.lsms.comesUp();
    s.berta.lsms.comesUp();
    await s.npac.sends('Resend', { tn: TN, lsms: ['A111', 'B222'] });
    const left = 'status partial_failure, failed: C333 no_response';
    await s.told({ anna: [left], berta: [left], npac: [left] });
    await s.versions(TN, 'partial_failure B222');
    // In the one log it finds all of it: the activation, what took it back, and the resend that it is not named in.
    s.carla.lsms.comesUp();
    await s.bothTold('status active');
    await s.versions(TN, 'active B222');
    s.downloaded(TO_BERTA, `delete ${TN}, delete`, TO_BERTA);
    await s.berta.sends('Disconnect', { tn: TN, customerDisconnectDate: DUE });
    s.downloaded(`delete ${TN}, delete`);
    await s.told({ anna: ['DonorSP-CustomerDisconnectDate 2026-01-08'], berta: ['status old'] });
  });

  story('B.5.1.9 RR5-38.7 RR5-38.2: who had refused, and takes a resend to others, is over it', async (s) => {
    await s.given(isDue);
    for (const { lsms } of s.carriers) lsms.refuses(TN, 'busy');
    await s.given(({ berta }) => berta.sends('Activate', { tn: TN }));
    await s.versions(TN, 'failed B222');
    s.berta.lsms.takesAgain(TN);
    s.carla.lsms.takesAgain(TN);
    await s.berta.lsms.goesDown();
    await s.npac.sends('Resend', { tn: TN, lsms: ['B222'] });
    await s.versions(TN, 'sending B222');
    // Carla's has it by now. Anna's has refused once more, which is nothing: it was not asked.
    s.berta.lsms.comesUp();
    const left = 'status partial_failure, failed: A111 busy';
    await s.told({ anna: [left], berta: [left], npac: [left] });
    s.anna.lsms.takesAgain(TN);
    await s.npac.sends('Resend', { tn: TN, lsms: ['A111'] });
    await s.bothTold('status active');
    await s.versions(TN, 'active B222');
    for (const { lsms } of s.carriers) lsms.taken.length = 0;
  });

  story('B.5.1.9 B.5.1.10 RR5-38.2 RR5-38.4 RR5-38.7: an LSMS refuses once more, then takes it', async (s) => {
    await s.given(isDue);
    const { lsms } = s.carla;
    lsms.refuses(TN, 'no_such_switch');
    const failure = 'status partial_failure, failed: C333 no_such_switch';
    const withNpac = { anna: [failure], berta: [failure], npac: [failure] };
    await s.berta.sends('Activate', { tn: TN });
    await s.told(withNpac);
    expect(await s.npac.isRefused('Resend', { tn: TN, lsms: ['A111'] })).toEqual(['lsms_not_failed RR5-38.2']);
    await s.npac.sends('Resend', { tn: TN, lsms: ['C333'] });
    await s.told(withNpac);
    await s.versions(TN, 'partial_failure B222');
    lsms.takesAgain(TN);
    await s.npac.sends('Resend', { tn: TN, lsms: ['C333'] });
    await s.bothTold('status active');
    await s.versions(TN, 'active B222');
    // All LSMSs read one log: those that have it take it again, which changes nothing.
    expect(s.anna.lsms.taken.splice(0)).toHaveLength(3);
    expect(s.berta.lsms.taken.splice(0)).toHaveLength(3);
    expect(lsms.taken.splice(0)).toHaveLength(1);
  });

  story('N227: an LSMS that is away is excluded, and finds the activation in the log all the same', async (s) => {
    await s.given(isDue);
    await carlaIsDown(s);
    await s.given(({ berta }) => berta.sends('Activate', { tn: TN }));
    await s.given(() => s.at(OUT_OF_TIME));
    await s.versions(TN, 'partial_failure B222');
    const exclusion = { tn: TN, lsms: ['C333'] };
    for (const carrier of [s.anna, s.berta]) {
      expect(await carrier.isRefused('ExcludeFailedSps', exclusion)).toEqual(['not_authorized N227']);
    }
    expect(await s.npac.isRefused('ExcludeFailedSps', { tn: TN, lsms: ['A111'] })).toEqual(['lsms_not_failed N227']);
    const [sv] = await s.seenVersions(TN);
    await s.npac.sends('ExcludeFailedSps', { svId: sv?.svId, lsms: ['C333'] });
    await s.bothTold('status active');
    await s.versions(TN, 'active B222');
    expect(await s.npac.isRefused('ExcludeFailedSps', exclusion)).toEqual(['no_failed_lsms N227']);
    s.carla.lsms.comesUp();
    await s.told();
    expect(s.carla.lsms.taken.splice(0)).toHaveLength(1);
    await s.versions(TN, 'active B222');
  });
});
