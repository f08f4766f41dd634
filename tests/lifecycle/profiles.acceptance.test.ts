import { DUE, newSide } from './support/port';
import { story, TN } from './support/story';
import { LRNS } from './support/world';

const RANGE = '3035550100-0102';
const PSEUDO = '0000000000';

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
      anna: ['3035550100', '3035550101', '3035550102'].map((tn) => `${tn}: ${change}`),
      berta: [change],
    });
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
    // All LSMSs read one log: what it does not want it passes over.
    carla.lsms.comesUp();
    await s.at(DUE);
    expect(carla.lsms.taken.splice(0).map(({ lrn }) => lrn)).toEqual([PSEUDO]);
    await s.versions(TN, 'active A111');
    const change = { tn: TN, lrn: LRNS.anna };
    expect(await anna.isRefused('Modify', change)).toEqual(['pseudo_lrn_not_allowed N442']);
  });
});
