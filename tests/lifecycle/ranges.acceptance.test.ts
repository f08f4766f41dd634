import { bothHaveCreated, DUE, isCancelPending, isDue, isPorted, newSide, numbersOf } from './support/port';
import { type Story, story } from './support/story';
import { LRNS } from './support/world';

const RANGE = '3035550100-0199';
const FIRST = '3035550100';
const LAST = '3035550199';
const IT = { tn: RANGE };

/** A story about a hundred numbers. */
const rangeStory = (title: string, tell: (s: Story) => Promise<void>): void =>
  story(title, async (s) => {
    s.tn = RANGE;
    await tell(s);
  });

async function allAre(s: Story, ...lines: readonly string[]): Promise<void> {
  for (const tn of [FIRST, '3035550150', LAST]) await s.versions(tn, ...lines);
}

describe('ranges: one message in, one out', () => {
  rangeStory('B.5.1.2 B.5.1.4 B.5.1.5 R5-5 R5-57.1 N333: a port', async (s) => {
    await s.berta.sends('NewSpCreate', newSide(IT));
    await s.bothTold('objectCreation by new, due 2026-01-08');
    // One version for each number, under an id of its own.
    const created = await Promise.all(numbersOf(RANGE).map((tn) => s.seenVersions(tn)));
    expect(created.map((versions) => versions.length)).toEqual(Array.from({ length: 100 }, () => 1));
    expect(new Set(created.map(([sv]) => sv?.svId)).size).toBe(100);
    await s.anna.sends('OldSpCreate', newSide({ ...IT, lrn: undefined }));
    await s.bothTold('attributeValueChange by old, due 2026-01-08');
    await s.at(DUE);
    await s.berta.sends('Activate', IT);
    s.downloaded(`activate ${RANGE} LRN ${LRNS.berta}, new`);
    await s.bothTold('status active');
    await allAre(s, 'active B222');
  });

  rangeStory('B.5.1.6.2 B.5.1.6.3 R5-22: the windows of a range', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide(IT)));
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-01-06 21:00'] });
    await s.at('2026-01-06T21:00:00Z');
    await s.told({ anna: ['OldSPFinalConcurrenceWindowExpiration'] });
  });

  rangeStory('B.5.5.4 B.5.5.5 R5-42 R5-46: a conflict, set and removed', async (s) => {
    await s.given(bothHaveCreated);
    await s.anna.sends('SetConflict', { ...IT, causeCode: 52 });
    await s.bothTold('status conflict, cause 52');
    await s.at('2026-01-05T21:00:00Z');
    await s.berta.sends('ResolveConflict', IT);
    await s.bothTold('status pending');
    await allAre(s, 'pending B222');
  });

  rangeStory('B.5.3.2 R5-69 RR5-35.2: a cancellation that nobody acknowledges', async (s) => {
    await s.given(bothHaveCreated);
    await s.berta.sends('Cancel', IT);
    await s.bothTold('status cancel_pending');
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ anna: ['CancellationAcknowledgeRequest, until 2026-01-06 21:00'] });
    await s.at('2026-01-06T21:00:00Z');
    await s.bothTold('status canceled, cause 1');
    await allAre(s, 'canceled B222');
  });

  rangeStory('B.5.3.5 N388: a cancellation taken back', async (s) => {
    await s.given(bothHaveCreated);
    await s.given(({ berta }) => berta.sends('Cancel', IT));
    await s.berta.sends('UndoCancel', IT);
    await s.bothTold('status pending');
  });

  rangeStory('B.5.2.1 B.5.2.3 R5-26 R5-35: modified before and after the activation', async (s) => {
    await s.given(bothHaveCreated);
    await s.berta.sends('Modify', { ...IT, billingId: 'B1' });
    await s.bothTold(`attributeValueChange by new: lrn ${LRNS.berta}, billingId B1`);
    await s.given(async ({ berta }) => {
      await s.at(DUE);
      await berta.sends('Activate', IT);
    });
    await s.berta.sends('Modify', { ...IT, clear: ['billingId'] });
    s.downloaded(`activate ${RANGE} LRN ${LRNS.berta}, modified`);
    await s.told({ berta: [`attributeValueChange by new: lrn ${LRNS.berta}`, 'status active'] });
    await allAre(s, 'active B222', 'old B222');
  });

  rangeStory(
    'B.5.1.8 B.5.1.9 RR5-22.1 RR5-38.1.2 RR5-38.4: an LSMS refuses a range, which is sent again',
    async (s) => {
      await s.given(isDue);
      s.carla.lsms.refuses(FIRST, 'busy');
      await s.berta.sends('Activate', IT);
      const failure = 'status partial_failure, failed: C333 busy';
      await s.told({ anna: [failure], berta: [failure], npac: [failure] });
      s.carla.lsms.takesAgain(FIRST);
      await s.npac.sends('Resend', { ...IT, lsms: ['C333'] });
      await s.bothTold('status active');
      for (const { lsms } of s.carriers) lsms.taken.length = 0;
      await allAre(s, 'active B222');
    },
  );

  rangeStory('B.5.1.8 RR5-38.1.2 RR5-38.2: of a range, that is sent again which an LSMS lacks', async (s) => {
    await s.given(isDue);
    await s.given(async ({ berta, carla }) => {
      carla.lsms.refuses(FIRST, 'busy');
      await berta.sends('Activate', { tn: '3035550100-0149' });
      carla.lsms.takesAgain(FIRST);
      await berta.sends('Activate', { tn: '3035550150-0199' });
    });
    await s.npac.sends('Resend', { ...IT, lsms: ['C333'] });
    s.downloaded(`activate 3035550100-0149 LRN ${LRNS.berta}, new`);
    await s.bothTold('3035550100-0149: status active');
    await allAre(s, 'active B222');
    const refused = await s.npac.isRefused('Resend', { ...IT, lsms: ['C333'] });
    expect(refused).toEqual(['no_failed_lsms RR5-38.3']);
  });

  rangeStory('N227: an LSMS that is away is excluded, and no number waits for it', async (s) => {
    await s.given(isDue);
    await s.given(({ carla }) => carla.lsms.goesDown());
    await s.given(({ berta }) => berta.sends('Activate', IT));
    await s.given(() => s.at('2026-01-08T00:15:00Z'));
    await allAre(s, 'partial_failure B222');
    await s.npac.sends('ExcludeFailedSps', { ...IT, lsms: ['C333'] });
    await s.bothTold('status active');
    await allAre(s, 'active B222');
    s.carla.lsms.comesUp();
    await s.told();
    expect(s.carla.lsms.taken.splice(0)).toHaveLength(1);
  });

  rangeStory('B.5.4.2 R5-62 R5-65.2: a disconnect that waits', async (s) => {
    await s.given(isPorted);
    const dates = { customerDisconnectDate: DUE, effectiveReleaseDate: '2026-01-22T18:00:00Z' };
    await s.berta.sends('Disconnect', { ...IT, ...dates });
    await s.told({ berta: ['status disconnect_pending'] });
    await s.at('2026-01-22T18:00:00Z');
    s.downloaded(`delete ${RANGE}, delete`);
    await s.told({
      anna: ['DonorSP-CustomerDisconnectDate 2026-01-08, released 2026-01-22 18:00'],
      berta: ['status old'],
    });
    await allAre(s, 'old B222', 'old B222');
  });

  rangeStory('B.5.5.4 R5-42: all or nothing, with every number that fails', async (s) => {
    await s.given(bothHaveCreated);
    await s.given(async ({ anna }) => {
      await anna.sends('SetConflict', { tn: '3035550110', causeCode: 50 });
      await anna.sends('ResolveConflict', { tn: '3035550110' });
      await anna.sends('SetConflict', { tn: '3035550120', causeCode: 50 });
    });
    const refused = await s.anna.isRefused('SetConflict', { ...IT, causeCode: 50 });
    expect(refused).toEqual(['conflict_already_used RR5-42.1', 'cannot_be_put_into_conflict R5-43.1']);
    await s.versions(FIRST, 'pending B222');
  });

  rangeStory('B.5.1.5 N333: numbers that differ are told in as many messages as there are kinds', async (s) => {
    await s.given(isDue);
    await s.given(({ berta }) => berta.sends('Modify', { tn: '3035550150', billingId: 'B1' }));
    await s.berta.sends('Activate', IT);
    s.downloaded(
      `activate 3035550100-0149 LRN ${LRNS.berta}, new`,
      `activate 3035550150 LRN ${LRNS.berta}, new`,
      `activate 3035550151-0199 LRN ${LRNS.berta}, new`,
    );
    await s.bothTold('3035550100-0149: status active', '3035550150: status active', '3035550151-0199: status active');
  });

  rangeStory('B.5.1.11 RR5-4 R5-57.1: moved within its service provider', async (s) => {
    const { anna } = s;
    await anna.sends('IntraSpCreate', { ...IT, sp: 'A111', dueDate: DUE, lrn: LRNS.anna });
    await s.told({ anna: ['objectCreation by new, due 2026-01-08'] });
    await s.at(DUE);
    await anna.sends('Activate', IT);
    s.downloaded(`activate ${RANGE} LRN ${LRNS.anna}, new`);
    await s.told({ anna: ['status active'] });
    await allAre(s, 'active A111');
  });

  rangeStory('B.5.1.13 B.5.1.14 RR5-21 RR5-68.1: ported to original', async (s) => {
    await s.given(isPorted);
    const back = { ...IT, oldSp: 'B222', newSp: 'A111', dueDate: DUE };
    await s.anna.sends('NewSpCreate', { ...back, portingToOriginal: true });
    await s.bothTold('objectCreation by new, due 2026-01-08, to original');
    await s.berta.sends('OldSpCreate', back);
    await s.bothTold('attributeValueChange by old, due 2026-01-08');
    await s.anna.sends('Activate', IT);
    s.downloaded(`delete ${RANGE}, delete`);
    await s.told({ anna: ['status old'], berta: ['status old', 'status old'] });
    await allAre(s, 'old B222', 'old A111');
  });

  rangeStory('B.5.4.1 R5-62 R5-65.1 RR5-25.2: disconnected at once', async (s) => {
    await s.given(isPorted);
    await s.berta.sends('Disconnect', { ...IT, customerDisconnectDate: DUE });
    s.downloaded(`delete ${RANGE}, delete`);
    await s.told({ anna: ['DonorSP-CustomerDisconnectDate 2026-01-08'], berta: ['status old'] });
    await allAre(s, 'old B222', 'old B222');
  });

  rangeStory('B.5.3.1 R5-69 RR5-28.1: a cancellation that the other side acknowledges', async (s) => {
    await s.given(isCancelPending);
    await s.anna.sends('AcknowledgeCancel', IT);
    await s.bothTold('status canceled');
    await allAre(s, 'canceled B222');
  });
});
