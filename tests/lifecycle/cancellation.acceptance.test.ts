import { bothHaveCreated, DUE, newSide, oldSide } from './support/port';
import { type Story, story, TN } from './support/story';
import { LRNS } from './support/world';

const IT = { tn: TN };

/** Monday, 9:00: both have created, and one of them cancels. */
const canceledBy =
  (side: 'anna' | 'berta') =>
  async (s: Story): Promise<void> => {
    await bothHaveCreated(s);
    await s[side].sends('Cancel', IT);
  };

describe('B.5.3 cancellation', () => {
  story('B.5.3.3 R5-71.3: by the only side that has created, at once', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    expect(await s.anna.isRefused('Cancel', IT)).toEqual(['cancel_not_allowed R5-71.5']);
    expect(await s.carla.isRefused('Cancel', IT)).toEqual(['not_authorized RR5-27']);
    await s.berta.sends('Cancel', IT);
    await s.bothTold('status canceled');
    await s.versions(TN, 'canceled B222');
    // Its windows are over too.
    await s.at('2026-01-07T00:00:00Z');
    await s.told();
  });

  story('B.5.3.3 R5-71.3: by the old service provider that alone has created, in conflict too', async (s) => {
    await s.given(({ anna }) => anna.sends('OldSpCreate', oldSide({ authorized: false, causeCode: 50 })));
    await s.anna.sends('Cancel', IT);
    await s.bothTold('status canceled');
    await s.versions(TN, 'canceled B222');
  });

  story('B.5.3.1 R5-71.6 RR5-26.1 RR5-28.1 RR5-29.1 N263: acknowledged by the other side', async (s) => {
    await s.given(bothHaveCreated);
    await s.berta.sends('Cancel', IT);
    await s.bothTold('status cancel_pending');
    await s.versions(TN, 'cancel_pending B222');
    expect(await s.berta.isRefused('Activate', IT)).toEqual(['not_pending R5-52']);
    await s.anna.sends('AcknowledgeCancel', IT);
    await s.bothTold('status canceled');
    await s.versions(TN, 'canceled B222');
    await s.at('2026-01-06T21:00:00Z');
    await s.told();
  });

  story('B.5.3.1 N388: a plain cancellation by the other side is its acknowledgment', async (s) => {
    await s.given(canceledBy('anna'));
    expect(await s.anna.isRefused('Cancel', IT)).toEqual(['cannot_be_canceled R5-70']);
    await s.berta.sends('Cancel', IT);
    await s.bothTold('status canceled');
  });

  story('B.5.3.2 RR5-32.1 RR5-33.1 RR5-34 RR5-35.2: the old service provider does not acknowledge', async (s) => {
    await s.given(canceledBy('berta'));
    await s.at('2026-01-05T23:59:59Z');
    await s.told();
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ anna: ['CancellationAcknowledgeRequest, until 2026-01-06 21:00'] });
    await s.versions(TN, 'cancel_pending B222');
    await s.at('2026-01-06T20:59:59Z');
    await s.told();
    await s.at('2026-01-06T21:00:00Z');
    await s.bothTold('status canceled, cause 1');
    await s.versions(TN, 'canceled B222');
  });

  story(
    'B.5.3.2 RR5-35.1 RR5-36 N138 R5-71.8 R5-71.9: the new service provider does not, and cancels later',
    async (s) => {
      await s.given(canceledBy('anna'));
      await s.at('2026-01-06T00:00:00Z');
      await s.told({ berta: ['CancellationAcknowledgeRequest, until 2026-01-06 21:00'] });
      await s.at('2026-01-06T21:00:00Z');
      await s.bothTold('status conflict, cause 2');
      await s.versions(TN, 'conflict B222');
      expect(await s.anna.isRefused('Cancel', IT)).toEqual(['cancel_not_allowed_to_old_sp R5-71.9']);
      await s.berta.sends('Cancel', IT);
      await s.bothTold('status canceled');
      await s.versions(TN, 'canceled B222');
    },
  );

  story('B.5.3.2 RR5-35.1 R5-27.4: such a conflict is not the old service provider’s one time', async (s) => {
    await s.given(canceledBy('anna'));
    await s.given(() => s.at('2026-01-06T21:00:00Z'));
    await s.anna.sends('ResolveConflict', IT);
    await s.bothTold('status pending');
    await s.anna.sends('SetConflict', { ...IT, causeCode: 50 });
    await s.bothTold('status conflict, cause 50');
  });

  story('B.5.3.5 N388: who canceled takes it back, and the port goes on', async (s) => {
    await s.given(canceledBy('anna'));
    expect(await s.berta.isRefused('UndoCancel', IT)).toEqual(['undo_not_allowed N388']);
    await s.anna.sends('UndoCancel', IT);
    await s.bothTold('status pending');
    // The windows of the cancellation are over.
    await s.at(DUE);
    await s.told();
    await s.berta.sends('Activate', IT);
    await s.bothTold('status active');
    s.downloaded(`activate ${TN} LRN ${LRNS.berta}, new`);
  });

  story('B.5.3.5 N388: one of a version in conflict is in conflict again', async (s) => {
    await s.given(async ({ anna, berta }) => {
      await bothHaveCreated(s);
      await anna.sends('SetConflict', { ...IT, causeCode: 52 });
      await berta.sends('Cancel', IT);
    });
    await s.berta.sends('UndoCancel', IT);
    await s.bothTold('status conflict, cause 52');
    await s.versions(TN, 'conflict B222');
  });

  story('B.5.3.1 R5-43.1: the old service provider objects instead of acknowledging', async (s) => {
    await s.given(canceledBy('berta'));
    await s.anna.sends('SetConflict', { ...IT, causeCode: 50 });
    await s.bothTold('status conflict, cause 50');
    await s.at('2026-01-06T21:00:00Z');
    await s.told();
    await s.versions(TN, 'conflict B222');
  });

  story('B.5.3.1 R5-71.6: NPAC personnel cancel for a side that they name', async (s) => {
    await s.given(bothHaveCreated);
    expect(await s.npac.isRefused('Cancel', IT)).toEqual(['side_missing R5-71.6']);
    await s.npac.sends('Cancel', { ...IT, side: 'new' });
    await s.bothTold('status cancel_pending');
    await s.npac.sends('AcknowledgeCancel', { ...IT, side: 'old' });
    await s.bothTold('status canceled');
  });

  story('B.5.3.3 R5-71.11 RR5-29.2: an intra-SP port is canceled at once', async (s) => {
    const { anna } = s;
    await s.given(() => anna.sends('IntraSpCreate', { tn: TN, sp: 'A111', dueDate: DUE, lrn: LRNS.anna }));
    await anna.sends('Cancel', IT);
    await s.told({ anna: ['status canceled'] });
    await s.versions(TN, 'canceled A111');
  });
});
