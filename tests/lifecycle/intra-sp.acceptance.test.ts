import { DUE, isPorted, onwardNewSide, onwardOldSide } from './support/port';
import { type Story, story, TN } from './support/story';
import { LRNS } from './support/world';

const IT = { tn: TN };
const CREATE = { tn: TN, sp: 'A111', dueDate: DUE, lrn: LRNS.anna };
const TO_ANNA = `activate ${TN} LRN ${LRNS.anna}, new`;
const OUT_OF_TIME = '2026-01-08T00:15:00Z';

/** Thursday: Anna may move her number. */
async function isDue(s: Story): Promise<void> {
  await s.anna.sends('IntraSpCreate', CREATE);
  await s.at(DUE);
}

/** Monday: Anna is about to move her number, and NPAC personnel object. */
async function isInConflict(s: Story): Promise<void> {
  await s.anna.sends('IntraSpCreate', CREATE);
  await s.npac.sends('SetConflict', { ...IT, causeCode: 54 });
}

describe('B.5.1.11 intra-SP ports', () => {
  story('B.5.1.11 B.5.1.8 RR5-22.2: an LSMS does not answer, and its service provider is told once', async (s) => {
    await s.given(isDue);
    await s.carla.lsms.goesDown();
    await s.anna.sends('Activate', IT);
    s.downloaded(TO_ANNA);
    await s.at(OUT_OF_TIME);
    const failure = 'status partial_failure, failed: C333 no_response';
    await s.told({ anna: [failure], npac: [failure] });
    await s.versions(TN, 'partial_failure A111');
    s.carla.lsms.comesUp();
    await s.told({ anna: ['status active'] });
    expect(s.carla.lsms.taken.splice(0)).toHaveLength(1);
  });

  story('B.5.1.11 B.5.1.7 B.5.1.9 RR5-22.2: no LSMS takes it; sent again, all do', async (s) => {
    await s.given(isDue);
    await s.allLsmssGoDown();
    await s.anna.sends('Activate', IT);
    await s.at(OUT_OF_TIME);
    const failure = 'status failed, failed: A111 no_response, B222 no_response, C333 no_response';
    await s.told({ anna: [failure], npac: [failure] });
    await s.versions(TN, 'failed A111');
    s.allLsmssComeUp();
    await s.told();
    s.downloaded(TO_ANNA, `delete ${TN}, delete`);
    await s.npac.sends('Resend', { ...IT, lsms: ['A111', 'B222', 'C333'] });
    s.downloaded(TO_ANNA);
    await s.told({ anna: ['status active'] });
    await s.versions(TN, 'active A111');
  });

  story('B.5.5.1 B.5.5.2 R5-10.1 R5-10.2: NPAC personnel put one into conflict, and out of it', async (s) => {
    const { anna, npac } = s;
    await s.given(() => anna.sends('IntraSpCreate', CREATE));
    expect(await anna.isRefused('SetConflict', { ...IT, causeCode: 54 })).toEqual(['not_authorized R5-43.1']);
    await npac.sends('SetConflict', { ...IT, causeCode: 54 });
    await s.told({ anna: ['status conflict, cause 54'] });
    await s.versions(TN, 'conflict A111');
    expect(await anna.isRefused('Activate', IT)).toEqual(['in_conflict R5-10.2']);
    await npac.sends('ResolveConflict', IT);
    await s.told({ anna: ['status pending'] });
    await s.at(DUE);
    await anna.sends('Activate', IT);
    s.downloaded(TO_ANNA);
    await s.told({ anna: ['status active'] });
  });

  story('B.5.5.5 R5-50.1 RR5-12.3: its service provider ends the conflict after six business hours', async (s) => {
    await s.given(isInConflict);
    await s.at('2026-01-05T20:59:59Z');
    expect(await s.anna.isRefused('ResolveConflict', IT)).toEqual(['conflict_resolution_too_early RR5-12.3']);
    await s.at('2026-01-05T21:00:00Z');
    await s.anna.sends('ResolveConflict', IT);
    await s.told({ anna: ['status pending'] });
  });

  story('B.5.5.3 R5-45.4: nobody ends the conflict for thirty days', async (s) => {
    await s.given(isInConflict);
    await s.at('2026-02-04T14:59:59Z');
    await s.told();
    await s.at('2026-02-04T15:00:00Z');
    await s.told({ anna: ['status canceled, cause 1'] });
    await s.versions(TN, 'canceled A111');
  });

  story('B.5.3.3 R5-71.11: its service provider cancels it in conflict', async (s) => {
    await s.given(isInConflict);
    await s.anna.sends('Cancel', IT);
    await s.told({ anna: ['status canceled'] });
    await s.versions(TN, 'canceled A111');
  });

  story(
    'B.5.1.11 B.5.4.1 RR5-6.7 RR5-25.2: a number that was ported, moved within, and goes back to its donor',
    async (s) => {
      const { anna, berta, carla } = s;
      await s.given(async () => {
        await isPorted(s);
        await carla.sends('NewSpCreate', onwardNewSide());
        await berta.sends('OldSpCreate', onwardOldSide());
        await carla.sends('Activate', IT);
        await s.npac.sends('LrnCreate', { spid: 'C333', lrn: '4155559991' });
      });
      // RR5-6.7: nobody but who has the number moves it.
      for (const { spid, party, lrn } of [
        { spid: 'A111', party: anna, lrn: LRNS.anna },
        { spid: 'B222', party: berta, lrn: LRNS.berta },
      ]) {
        const move = { ...CREATE, sp: spid, lrn };
        expect(await party.isRefused('IntraSpCreate', move)).toEqual(['wrong_old_sp RR5-6.7']);
      }
      await carla.sends('IntraSpCreate', { ...CREATE, sp: 'C333', lrn: '4155559991' });
      await s.told({ carla: ['objectCreation by new, due 2026-01-08'] });
      await carla.sends('Activate', IT);
      s.downloaded(`activate ${TN} LRN 4155559991, new`);
      await s.told({ carla: ['status old', 'status active'] });
      await carla.sends('Disconnect', { ...IT, customerDisconnectDate: DUE });
      s.downloaded(`delete ${TN}, delete`);
      await s.told({ anna: ['DonorSP-CustomerDisconnectDate 2026-01-08'], carla: ['status old'] });
      const { route } = await s.query<{ route: unknown }>(`/v1/telephone-numbers/${TN}`);
      expect(route).toBeNull();
      await s.versions(TN, 'old B222', 'old C333', 'old C333', 'old C333');
    },
  );

  story(
    'B.5.1.11 B.5.4.1 N230 RR5-25.2: a donor that ends its own intra-SP port is told as the donor too',
    async (s) => {
      await s.given(isDue);
      await s.given(({ anna }) => anna.sends('Activate', IT));
      await s.anna.sends('Disconnect', { ...IT, customerDisconnectDate: DUE });
      s.downloaded(`delete ${TN}, delete`);
      await s.told({ anna: ['DonorSP-CustomerDisconnectDate 2026-01-08', 'status old'] });
      await s.versions(TN, 'old A111', 'old A111');
    },
  );
});
