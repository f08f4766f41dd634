import { bothHaveCreated, DUE, newSide, oldSide } from './support/port';
import { story, TN } from './support/story';
import { LRNS, UNUSED_CODE } from './support/world';

describe('B.5.1 creation of a subscription version', () => {
  story('B.5.1.1 R5-20.5 R5-21.6: the old service provider creates first', async (s) => {
    await s.anna.sends('OldSpCreate', oldSide());
    await s.bothTold('objectCreation by old, due 2026-01-08');
    await s.versions(TN, 'pending B222');
  });

  story('B.5.1.2 R5-20.5 R5-21.6: the new service provider creates first', async (s) => {
    await s.berta.sends('NewSpCreate', newSide());
    await s.bothTold('objectCreation by new, due 2026-01-08');
    await s.versions(TN, 'pending B222');
  });

  story('B.5.1.3 R5-20.4: the new service provider creates second, and nobody is waited for any more', async (s) => {
    await s.given(({ anna }) => anna.sends('OldSpCreate', oldSide()));
    await s.berta.sends('NewSpCreate', newSide());
    await s.bothTold('attributeValueChange by new, due 2026-01-08');
    await s.at('2026-01-20T00:00:00Z');
    await s.told();
    await s.versions(TN, 'pending B222');
  });

  story('B.5.1.4 R5-20.4: the old service provider creates second, and nobody is waited for any more', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    await s.anna.sends('OldSpCreate', oldSide());
    await s.bothTold('attributeValueChange by old, due 2026-01-08');
    await s.at('2026-01-20T00:00:00Z');
    await s.told();
    await s.versions(TN, 'pending B222');
  });

  story('B.5.1.4 R5-18.2 R5-18.8 R5-18.9: a second create must match the first and comes once', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    const { anna, berta, carla } = s;
    const another = oldSide({ newSp: 'C333' });
    expect(await anna.isRefused('OldSpCreate', another)).toEqual(['mismatch_with_first_create R5-18.9']);
    const later = oldSide({ dueDate: '2026-01-09T00:00:00Z' });
    expect(await anna.isRefused('OldSpCreate', later)).toEqual(['due_date_mismatch R5-18.2']);
    expect(await berta.isRefused('NewSpCreate', newSide())).toEqual(['already_created R5-18.8']);
    expect(await carla.isRefused('OldSpCreate', oldSide())).toEqual(['not_authorized R5-18.7']);
    await s.versions(TN, 'pending B222');
  });

  story(
    'B.5.1.2 R5-20.1 R5-20.3: a create that is refused creates nothing, and its sender alone hears of it',
    async (s) => {
      const { anna, berta } = s;
      const nothing = await s.known(TN);
      const fromCarla = newSide({ oldSp: 'C333' });
      expect(await berta.isRefused('NewSpCreate', fromCarla)).toEqual(['wrong_old_sp R5-19.2']);
      s.replied({ berta: ['refused: NewSpCreate, wrong_old_sp'] });
      expect(await anna.isRefused('OldSpCreate', oldSide({ authorized: false }))).toEqual([
        'cause_code_missing R5-18.10',
      ]);
      s.replied({ anna: ['refused: OldSpCreate, cause_code_missing'] });
      await s.told();
      expect(await s.known(TN)).toEqual(nothing);
    },
  );

  story('B.5.1.4 R5-20.1 R5-20.2: a second create that is refused leaves the first as it is', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    const first = await s.known(TN);
    const { anna, npac } = s;
    const later = oldSide({ dueDate: '2026-01-09T00:00:00Z' });
    expect(await anna.isRefused('OldSpCreate', later)).toEqual(['due_date_mismatch R5-18.2']);
    s.replied({ anna: ['refused: OldSpCreate, due_date_mismatch'] });
    // NPAC personnel who create for Anna are told themselves.
    expect(await npac.isRefused('OldSpCreate', later)).toEqual(['due_date_mismatch R5-18.2']);
    s.replied({ npac: ['refused: OldSpCreate, due_date_mismatch'] });
    await s.told();
    expect(await s.known(TN)).toEqual(first);
  });

  story('B.5.1.11 RR5-7.1 RR5-7.2: an intra-SP create that is refused creates nothing', async (s) => {
    const { anna, berta } = s;
    const nothing = await s.known(TN);
    const create = { tn: TN, sp: 'A111', dueDate: DUE, lrn: LRNS.anna };
    expect(await anna.isRefused('IntraSpCreate', { ...create, lrn: LRNS.berta })).toEqual(['lrn_not_owned RR5-6.5']);
    s.replied({ anna: ['refused: IntraSpCreate, lrn_not_owned'] });
    const notMine = { ...create, sp: 'B222', lrn: LRNS.berta };
    expect(await berta.isRefused('IntraSpCreate', notMine)).toEqual(['wrong_old_sp RR5-6.9']);
    s.replied({ berta: ['refused: IntraSpCreate, wrong_old_sp'] });
    await s.told();
    expect(await s.known(TN)).toEqual(nothing);
  });

  story('B.5.1.4 RR5-2.1: a first create that denies begins in conflict', async (s) => {
    await s.anna.sends('OldSpCreate', oldSide({ authorized: false, causeCode: 51 }));
    await s.bothTold('objectCreation by old, due 2026-01-08, denied, cause 51', 'status conflict, cause 51');
    await s.berta.sends('NewSpCreate', newSide());
    await s.bothTold('attributeValueChange by new, due 2026-01-08');
    await s.versions(TN, 'conflict B222');
  });

  story('B.5.1.6.2 B.5.1.6.3 R5-22 R5-23.1 RR5-23.3: no create from the old service provider', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    await s.at('2026-01-05T23:59:59Z');
    await s.told();
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-01-06 21:00'] });
    await s.at('2026-01-06T20:59:59Z');
    await s.told();
    await s.at('2026-01-06T21:00:00Z');
    await s.told({ anna: ['OldSPFinalConcurrenceWindowExpiration'] });
    await s.at(DUE);
    await s.berta.sends('Activate', { tn: TN });
    await s.bothTold('status active');
    s.downloaded(`activate ${TN} LRN ${LRNS.berta}, new`);
  });

  story('B.5.1.6.2 R5-22: an old service provider that was asked creates, and is not asked again', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-01-06 21:00'] });
    await s.anna.sends('OldSpCreate', oldSide());
    await s.bothTold('attributeValueChange by old, due 2026-01-08');
    await s.at('2026-01-06T21:00:00Z');
    await s.told();
  });

  story('RR5-3 N394: the first port in an NPA-NXX is told to everybody, once', async (s) => {
    const tn = `${UNUSED_CODE}0101`;
    s.tn = tn;
    await s.berta.sends('NewSpCreate', newSide({ tn }));
    const heard = `${UNUSED_CODE}: NewNPA-NXX of A111, usable from 2026-01-05 15:00`;
    await s.told({
      anna: ['objectCreation by new, due 2026-01-08', heard],
      berta: ['objectCreation by new, due 2026-01-08', heard],
      carla: [heard],
    });
    await s.anna.sends('OldSpCreate', oldSide({ tn }));
    await s.bothTold('attributeValueChange by old, due 2026-01-08');
  });

  story('B.5.1.6.4 R5-22 N240: no create from the new service provider, which may still come', async (s) => {
    await s.given(({ anna }) => anna.sends('OldSpCreate', oldSide()));
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ berta: ['NewSP-CreateRequest, until 2026-01-06 21:00'] });
    await s.at('2026-01-06T21:00:00Z');
    await s.bothTold('NewSPFinalCreateWindowExpiration');
    await s.versions(TN, 'pending B222');
    await s.berta.sends('NewSpCreate', newSide());
    await s.bothTold('attributeValueChange by new, due 2026-01-08');
  });

  story('B.5.1.6.4 RR5-1.3 RR5-1.4: what nobody activates is canceled 90 days after its due date', async (s) => {
    await s.given(bothHaveCreated);
    // The due date is 18:00 in Chicago on 7 January: ninety days later clocks have been put forward.
    await s.at('2026-04-07T22:59:59Z');
    await s.told();
    await s.at('2026-04-07T23:00:00Z');
    await s.bothTold('status canceled, cause 1');
    await s.versions(TN, 'canceled B222');
  });

  story('B.5.1.11 RR5-4 R5-57.1: a service provider moves its own number, and nobody else is told', async (s) => {
    const { anna } = s;
    await anna.sends('IntraSpCreate', { tn: TN, sp: 'A111', dueDate: DUE, lrn: LRNS.anna });
    await s.told({ anna: ['objectCreation by new, due 2026-01-08'] });
    await s.at('2026-01-07T23:00:00Z');
    await s.told();
    expect(await anna.isRefused('Activate', { tn: TN })).toEqual(['due_date_not_reached R5-53.3']);
    await s.at(DUE);
    await anna.sends('Activate', { tn: TN });
    await s.told({ anna: ['status active'] });
    s.downloaded(`activate ${TN} LRN ${LRNS.anna}, new`);
    await s.versions(TN, 'active A111');
  });
});
