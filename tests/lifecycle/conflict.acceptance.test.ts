import { bothHaveCreated, inConflict, newSide, oldSide } from './support/port';
import { story, TN } from './support/story';

const setConflict = (causeCode: number) => ({ tn: TN, causeCode });

describe('B.5.5 conflict', () => {
  story(
    'B.5.5.4 B.5.5.6 R5-44.1 R5-44.3 R5-50.2 RR5-12.1: set and removed by the old service provider, once',
    async (s) => {
      const { anna, berta } = s;
      await s.given(bothHaveCreated);
      await anna.sends('SetConflict', setConflict(50));
      await s.bothTold('status conflict, cause 50');
      await s.versions(TN, 'conflict B222');
      expect(await berta.isRefused('Activate', { tn: TN })).toEqual(['in_conflict R5-10.2']);
      await anna.sends('ResolveConflict', { tn: TN });
      await s.bothTold('status pending');
      await s.versions(TN, 'pending B222');
      expect(await anna.isRefused('SetConflict', setConflict(51))).toEqual(['conflict_already_used RR5-42.1']);
    },
  );

  story('B.5.5.4 R5-43.1: nobody else than the old service provider and NPAC personnel sets it', async (s) => {
    await s.given(bothHaveCreated);
    for (const party of [s.berta, s.carla]) {
      expect(await party.isRefused('SetConflict', setConflict(50))).toEqual(['not_authorized R5-43.1']);
    }
  });

  story('B.5.5.4 RR5-42.2 RR5-51 N012: until noon of the business day before the due date', async (s) => {
    const other = '3035550102';
    await s.given(async ({ anna, berta }) => {
      await bothHaveCreated(s);
      await berta.sends('NewSpCreate', newSide({ tn: other }));
      await anna.sends('OldSpCreate', oldSide({ tn: other }));
    });
    await s.at('2026-01-07T17:59:59Z');
    await s.anna.sends('SetConflict', setConflict(53));
    await s.bothTold('status conflict, cause 53');
    await s.at('2026-01-07T18:00:00Z');
    const late = { tn: other, causeCode: 53 };
    expect(await s.anna.isRefused('SetConflict', late)).toEqual(['conflict_window_closed RR5-51']);
    // R5-10.1: which does not bind NPAC personnel.
    await s.npac.sends('SetConflict', late);
    await s.bothTold(`${other}: status conflict, cause 53`);
  });

  story('B.5.5.5 R5-50.1 RR5-12.3: removed by the new service provider after six business hours', async (s) => {
    await s.given(inConflict(52));
    await s.at('2026-01-05T20:59:59Z');
    expect(await s.berta.isRefused('ResolveConflict', { tn: TN })).toEqual(['conflict_resolution_too_early RR5-12.3']);
    await s.at('2026-01-05T21:00:00Z');
    await s.berta.sends('ResolveConflict', { tn: TN });
    await s.bothTold('status pending');
    await s.versions(TN, 'pending B222');
  });

  story('B.5.5.5 N375: never where there was no order to port', async (s) => {
    await s.given(inConflict(50));
    await s.at('2026-01-07T21:00:00Z');
    expect(await s.berta.isRefused('ResolveConflict', { tn: TN })).toEqual(['conflict_not_resolvable N375']);
    await s.anna.sends('ResolveConflict', { tn: TN });
    await s.bothTold('status pending');
  });

  story('B.5.5.1 B.5.5.2 R5-10.1 R5-43.1 R5-50.1: set and removed by NPAC personnel', async (s) => {
    await s.given(bothHaveCreated);
    await s.npac.sends('SetConflict', setConflict(54));
    await s.bothTold('status conflict, cause 54');
    await s.npac.sends('ResolveConflict', { tn: TN });
    await s.bothTold('status pending');
    // RR5-42.1: the old service provider's one time is left.
    await s.anna.sends('SetConflict', setConflict(50));
    await s.bothTold('status conflict, cause 50');
  });

  story('B.5.5.3 R5-45.1 R5-45.4 R5-45.6: nobody resolves it for thirty days', async (s) => {
    await s.given(inConflict(50));
    await s.at('2026-02-04T14:59:59Z');
    await s.told();
    await s.versions(TN, 'conflict B222');
    await s.at('2026-02-04T15:00:00Z');
    await s.bothTold('status canceled, cause 1');
    await s.versions(TN, 'canceled B222');
  });

  story('B.5.5.4 RR5-2.1 R5-10.2: the old service provider denies by its create', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    const denied = { authorized: false, causeCode: 51 };
    expect(await s.anna.isRefused('OldSpCreate', oldSide({ authorized: false }))).toEqual([
      'cause_code_missing R5-18.10',
    ]);
    await s.anna.sends('OldSpCreate', oldSide(denied));
    await s.bothTold('attributeValueChange by old, due 2026-01-08, denied, cause 51', 'status conflict, cause 51');
    await s.versions(TN, 'conflict B222');
  });

  story('B.5.5.4 R5-27.4: the old service provider takes its authorization back', async (s) => {
    await s.given(bothHaveCreated);
    await s.anna.sends('Modify', { tn: TN, authorized: false, causeCode: 50 });
    await s.bothTold('attributeValueChange by old: authorized false, causeCode 50', 'status conflict, cause 50');
    await s.anna.sends('ResolveConflict', { tn: TN });
    await s.bothTold('status pending');
    expect(await s.anna.isRefused('SetConflict', setConflict(51))).toEqual(['conflict_already_used RR5-42.1']);
  });
});
