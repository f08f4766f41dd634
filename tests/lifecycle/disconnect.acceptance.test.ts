import { isDueOnward, isPorted, onwardNewSide, waitsForRelease } from './support/port';
import { story, TN } from './support/story';
import { LRNS } from './support/world';

const TODAY = '2026-01-08T00:00:00Z';
const IN_TWO_WEEKS = '2026-01-22T18:00:00Z';
const IN_THREE_WEEKS = '2026-01-29T18:00:00Z';

const atOnce = { tn: TN, customerDisconnectDate: TODAY };
const later = { ...atOnce, effectiveReleaseDate: IN_TWO_WEEKS };

const REMOVED = `delete ${TN}, delete`;
const DONOR_AT_ONCE = 'DonorSP-CustomerDisconnectDate 2026-01-08';

const waitsForItsRelease = waitsForRelease(IN_TWO_WEEKS);

describe('B.5.4 disconnect', () => {
  story('B.5.4.1 R5-65.1 R5-65.4 R5-66.3 R5-68.8 RR5-25.2 RR5-48: at once, the donor first', async (s) => {
    await s.given(isPorted);
    await s.berta.sends('Disconnect', atOnce);
    s.downloaded(REMOVED);
    await s.told({ anna: [DONOR_AT_ONCE], berta: ['status old'] });
    await s.versions(TN, 'old B222', 'old B222');
    // R5-19.2: the number is Anna's again.
    expect(await s.carla.isRefused('NewSpCreate', onwardNewSide())).toEqual(['wrong_old_sp R5-19.2']);
  });

  story('B.5.4.1 RR5-25.2: the donor is who holds the code, not who had the number before', async (s) => {
    await s.given(isDueOnward);
    await s.given(({ carla }) => carla.sends('Activate', { tn: TN }));
    await s.carla.sends('Disconnect', atOnce);
    s.downloaded(REMOVED);
    await s.told({ anna: [DONOR_AT_ONCE], carla: ['status old'] });
    await s.versions(TN, 'old B222', 'old C333', 'old C333');
  });

  story('B.5.4.1 RN5-10 RR5-23.1 RR5-23.2 R5-63: what is refused', async (s) => {
    await s.given(isPorted);
    const { anna, berta, carla } = s;
    for (const party of [anna, carla]) {
      expect(await party.isRefused('Disconnect', atOnce)).toEqual(['not_authorized RN5-10']);
    }
    const tomorrow = { tn: TN, customerDisconnectDate: '2026-01-09T00:00:00Z' };
    expect(await berta.isRefused('Disconnect', tomorrow)).toEqual(['disconnect_date_in_future RR5-23.1']);
    const before = { ...later, customerDisconnectDate: IN_THREE_WEEKS };
    expect(await berta.isRefused('Disconnect', before)).toEqual(['release_date_before_disconnect_date RR5-23.2']);
    expect(await berta.isRefused('Disconnect', { ...atOnce, tn: '3035550102' })).toEqual(['no_such_version R5-63']);
  });

  story('B.5.4.1 R5-64.1: not while the number is about to move on', async (s) => {
    await s.given(isDueOnward);
    expect(await s.berta.isRefused('Disconnect', atOnce)).toEqual(['other_version_exists R5-64.1']);
    await s.given(({ carla }) => carla.sends('Cancel', { tn: TN }));
    await s.given(({ berta }) => berta.sends('AcknowledgeCancel', { tn: TN }));
    await s.berta.sends('Disconnect', atOnce);
    s.downloaded(REMOVED);
    await s.told({ anna: [DONOR_AT_ONCE], berta: ['status old'] });
  });

  story('B.5.4.2 R5-65.2 RR5-25.1 RR5-25.2: at its effective release date', async (s) => {
    await s.given(isPorted);
    await s.berta.sends('Disconnect', later);
    await s.told({ berta: ['status disconnect_pending'] });
    await s.versions(TN, 'disconnect_pending B222', 'old B222');
    expect(await s.carla.isRefused('NewSpCreate', onwardNewSide({ dueDate: TODAY }))).toEqual([
      'version_exists_in_blocking_status RN5-1',
    ]);
    await s.at('2026-01-22T17:59:59Z');
    await s.told();
    s.downloaded();
    await s.at(IN_TWO_WEEKS);
    s.downloaded(REMOVED);
    await s.told({ anna: [`${DONOR_AT_ONCE}, released 2026-01-22 18:00`], berta: ['status old'] });
    await s.versions(TN, 'old B222', 'old B222');
  });

  story('B.5.4.2 R5-65.2 R5-68.6 R5-68.7: noticed a week late, the LSMSs have their time all the same', async (s) => {
    await s.given(waitsForItsRelease);
    await s.carla.lsms.goesDown();
    await s.at('2026-01-29T18:00:00Z');
    s.downloaded(REMOVED);
    await s.told({ anna: [`${DONOR_AT_ONCE}, released 2026-01-22 18:00`] });
    await s.at('2026-01-29T18:05:59Z');
    await s.told();
    s.carla.lsms.comesUp();
    await s.told({ berta: ['status old'] });
    expect(s.carla.lsms.taken.splice(0)).toHaveLength(1);
  });

  story('B.5.2.6 N249: the dates change before the release', async (s) => {
    await s.given(waitsForItsRelease);
    await s.berta.sends('Modify', { tn: TN, effectiveReleaseDate: IN_THREE_WEEKS });
    await s.told({
      berta: ['attributeValueChange by new: customerDisconnectDate 2026-01-08, effectiveReleaseDate 2026-01-29 18:00'],
    });
    const lrn = { tn: TN, lrn: LRNS.berta };
    expect(await s.berta.isRefused('Modify', lrn)).toEqual(['field_not_modifiable N249']);
    await s.at(IN_TWO_WEEKS);
    await s.told();
    await s.at(IN_THREE_WEEKS);
    s.downloaded(REMOVED);
    await s.told({ anna: [`${DONOR_AT_ONCE}, released 2026-01-29 18:00`], berta: ['status old'] });
  });

  story('B.5.2.6 N249: a release date that has come releases at once', async (s) => {
    await s.given(waitsForItsRelease);
    await s.at('2026-01-12T15:00:00Z');
    await s.berta.sends('Modify', { tn: TN, effectiveReleaseDate: '2026-01-12T00:00:00Z' });
    s.downloaded(REMOVED);
    await s.told({
      anna: [`${DONOR_AT_ONCE}, released 2026-01-12`],
      berta: [
        'attributeValueChange by new: customerDisconnectDate 2026-01-08, effectiveReleaseDate 2026-01-12',
        'status old',
      ],
    });
    await s.at(IN_TWO_WEEKS);
    await s.told();
  });

  story('B.5.3.4 R5-71.10 N325: the current service provider calls it off', async (s) => {
    await s.given(waitsForItsRelease);
    expect(await s.anna.isRefused('Cancel', { tn: TN })).toEqual(['not_authorized R5-71.10']);
    await s.berta.sends('Cancel', { tn: TN });
    await s.told({ berta: ['status active'] });
    await s.at(IN_TWO_WEEKS);
    await s.told();
    s.downloaded();
    expect((await s.seenVersions(TN)).map(({ status }) => status)).toContain('active');
  });

  story('B.5.4.3 R5-68.9 R5-68.8: an LSMS does not answer, and the version is old all the same', async (s) => {
    await s.given(isPorted);
    await s.carla.lsms.goesDown();
    await s.berta.sends('Disconnect', atOnce);
    s.downloaded(REMOVED);
    await s.told({ anna: [DONOR_AT_ONCE] });
    await s.at('2026-01-08T00:15:00Z');
    const failure = 'status old, failed: C333 no_response';
    await s.told({ berta: [failure], npac: [failure] });
    s.carla.lsms.comesUp();
    await s.told({ berta: ['status old'] });
    expect(s.carla.lsms.taken.splice(0)).toHaveLength(1);
  });

  story(
    'B.5.4.4 B.5.4.5 R5-67.1 R5-67.2 R5-67.3 RR5-38.5 RR5-38.8: no LSMS takes it; sent again, all do',
    async (s) => {
      await s.given(isPorted);
      await s.allLsmssGoDown();
      await s.berta.sends('Disconnect', atOnce);
      await s.told({ anna: [DONOR_AT_ONCE] });
      await s.at('2026-01-08T00:15:00Z');
      const failure = 'status active, failed: A111 no_response, B222 no_response, C333 no_response';
      await s.told({ berta: [failure], npac: [failure] });
      s.allLsmssComeUp();
      await s.told();
      s.downloaded(REMOVED, `activate ${TN} LRN ${LRNS.berta}, modified`);
      await s.npac.sends('Resend', { tn: TN, lsms: ['A111', 'B222', 'C333'] });
      s.downloaded(REMOVED);
      await s.told({ berta: ['status old'] });
      await s.versions(TN, 'old B222', 'old B222');
    },
  );

  story('B.5.4.5 RR5-38.8 RR5-22.1: who was left out of the resend catches up with it', async (s) => {
    await s.given(isPorted);
    await s.allLsmssGoDown();
    await s.given(({ berta }) => berta.sends('Disconnect', atOnce));
    await s.given(() => s.at('2026-01-08T00:15:00Z'));
    s.anna.lsms.comesUp();
    await s.npac.sends('Resend', { tn: TN, lsms: ['A111'] });
    const left = 'status old, failed: B222 no_response, C333 no_response';
    await s.told({ berta: [left], npac: [left] });
    s.berta.lsms.comesUp();
    await s.told({ berta: ['status old, failed: C333 no_response'] });
    s.carla.lsms.comesUp();
    await s.told({ berta: ['status old'] });
    s.downloaded(REMOVED, `activate ${TN} LRN ${LRNS.berta}, modified`, REMOVED);
  });

  story('B.5.4.5 RR5-38.5 RR5-38.8: a disconnect that one LSMS refused is sent to it again', async (s) => {
    await s.given(isPorted);
    s.carla.lsms.refuses(TN, 'busy');
    await s.berta.sends('Disconnect', atOnce);
    const failure = 'status old, failed: C333 busy';
    await s.told({ anna: [DONOR_AT_ONCE], berta: [failure], npac: [failure] });
    s.carla.lsms.takesAgain(TN);
    await s.npac.sends('Resend', { tn: TN, lsms: ['C333'] });
    await s.told({ berta: ['status old'] });
    for (const [name, times] of [
      ['anna', 2],
      ['berta', 2],
      ['carla', 1],
    ] as const) {
      expect(s[name].lsms.taken.splice(0)).toHaveLength(times);
    }
  });

  story('B.5.4.5 R5-68.9 RR5-38.8: it is refused again, and the version is old all the same', async (s) => {
    await s.given(isPorted);
    s.carla.lsms.refuses(TN, 'busy');
    await s.berta.sends('Disconnect', atOnce);
    const failure = 'status old, failed: C333 busy';
    await s.told({ anna: [DONOR_AT_ONCE], berta: [failure], npac: [failure] });
    await s.npac.sends('Resend', { tn: TN, lsms: ['C333'] });
    await s.told({ berta: [failure], npac: [failure] });
    await s.versions(TN, 'old B222', 'old B222');
    s.carla.lsms.takesAgain(TN);
    await s.npac.sends('Resend', { tn: TN, lsms: ['C333'] });
    await s.told({ berta: ['status old'] });
    for (const { lsms } of s.carriers) lsms.taken.length = 0;
  });

  story('B.5.4.4 B.5.4.5 R5-67.1 RR5-38.8: no LSMS takes it, and none when it is sent again', async (s) => {
    await s.given(isPorted);
    await s.allLsmssGoDown();
    await s.berta.sends('Disconnect', atOnce);
    await s.told({ anna: [DONOR_AT_ONCE] });
    await s.at('2026-01-08T00:15:00Z');
    const failure = 'status active, failed: A111 no_response, B222 no_response, C333 no_response';
    await s.told({ berta: [failure], npac: [failure] });
    const resend = { tn: TN, lsms: ['A111', 'B222', 'C333'] };
    await s.npac.sends('Resend', resend);
    await s.at('2026-01-08T00:30:00Z');
    // The donor was told once: it is the same disconnect.
    await s.told({ berta: [failure], npac: [failure] });
    await s.versions(TN, 'active B222', 'old B222');
    s.allLsmssComeUp();
    await s.told();
    const back = `activate ${TN} LRN ${LRNS.berta}, modified`;
    s.downloaded(REMOVED, back, REMOVED, back);
    await s.npac.sends('Resend', resend);
    s.downloaded(REMOVED);
    await s.told({ berta: ['status old'] });
  });
});
