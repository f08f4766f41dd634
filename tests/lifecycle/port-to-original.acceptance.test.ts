import { isPorted } from './support/port';
import { type Story, story, TN } from './support/story';
import { LRNS, SPIDS } from './support/world';

const TODAY = '2026-01-08T00:00:00Z';
const BACK = { tn: TN, oldSp: SPIDS.berta, newSp: SPIDS.anna, dueDate: TODAY };
const REMOVED = `delete ${TN}, delete`;

async function isAboutToReturn(s: Story): Promise<void> {
  await isPorted(s);
  await s.anna.sends('NewSpCreate', { ...BACK, portingToOriginal: true });
  await s.berta.sends('OldSpCreate', BACK);
}

describe('B.5.1.13 port to original', () => {
  story('B.5.1.13 R5-15.2 R5-27.2: the holder of the code asks for its number back', async (s) => {
    await s.given(isPorted);
    const { anna, berta, carla } = s;
    const original = { ...BACK, portingToOriginal: true };
    const elsewhere = { ...original, newSp: SPIDS.carla };
    expect(await carla.isRefused('NewSpCreate', elsewhere)).toEqual(['invalid_port_to_original R5-15.2']);
    const unported = { ...original, tn: '3035550102' };
    expect(await anna.isRefused('NewSpCreate', unported)).toEqual(['number_not_ported R5-15.2']);
    await anna.sends('NewSpCreate', original);
    await s.bothTold('objectCreation by new, due 2026-01-08, to original');
    await berta.sends('OldSpCreate', BACK);
    await s.bothTold('attributeValueChange by old, due 2026-01-08');
    expect(await anna.isRefused('Modify', { tn: TN, status: 'pending', lrn: LRNS.anna })).toEqual([
      'field_not_modifiable R5-27.2',
    ]);
    await s.versions(TN, 'active B222', 'pending A111');
  });

  story('B.5.1.13 B.5.1.14 RR5-21 RR5-68.1 RR5-68.2 RR5-68.3: its activation takes the route away', async (s) => {
    await s.given(isAboutToReturn);
    await s.anna.sends('Activate', { tn: TN });
    s.downloaded(REMOVED);
    await s.told({ anna: ['status old'], berta: ['status old', 'status old'] });
    await s.versions(TN, 'old B222', 'old A111');
    const { route } = await s.query<{ route: unknown }>(`/v1/telephone-numbers/${TN}`);
    expect(route).toBeNull();
  });

  story('B.5.1.15 R5-61.1: no LSMS takes it, and the number stays where it was', async (s) => {
    await s.given(isAboutToReturn);
    await s.allLsmssGoDown();
    await s.anna.sends('Activate', { tn: TN });
    await s.at('2026-01-08T00:15:00Z');
    const failure = 'status failed, failed: A111 no_response, B222 no_response, C333 no_response';
    await s.told({ anna: [failure], berta: [failure], npac: [failure] });
    await s.versions(TN, 'active B222', 'failed A111');
    s.allLsmssComeUp();
    await s.told();
    s.downloaded(REMOVED, `activate ${TN} LRN ${LRNS.berta}, modified`);
    await s.npac.sends('Resend', { tn: TN, lsms: ['A111', 'B222', 'C333'] });
    s.downloaded(REMOVED);
    await s.told({ anna: ['status old'], berta: ['status old', 'status old'] });
    await s.versions(TN, 'old B222', 'old A111');
  });

  story('B.5.1.15 RR5-68.2: one LSMS does not answer, and takes it later', async (s) => {
    await s.given(isAboutToReturn);
    await s.carla.lsms.goesDown();
    await s.anna.sends('Activate', { tn: TN });
    s.downloaded(REMOVED);
    await s.told();
    await s.at('2026-01-08T00:15:00Z');
    const failure = 'status partial_failure, failed: C333 no_response';
    await s.told({ anna: [failure], berta: ['status old', failure], npac: [failure] });
    await s.versions(TN, 'old B222', 'partial_failure A111');
    s.carla.lsms.comesUp();
    await s.told({ anna: ['status old'], berta: ['status old'] });
    expect(s.carla.lsms.taken.splice(0)).toHaveLength(1);
    await s.versions(TN, 'old B222', 'old A111');
  });

  story('B.5.1.11 R5-15.1: the holder of the code may have it back with a route as well', async (s) => {
    await s.given(isPorted);
    await s.given(async ({ anna, berta }) => {
      await anna.sends('NewSpCreate', { ...BACK, lrn: LRNS.anna });
      await berta.sends('OldSpCreate', BACK);
    });
    await s.anna.sends('Activate', { tn: TN });
    s.downloaded(`activate ${TN} LRN ${LRNS.anna}, new`);
    await s.told({ anna: ['status active'], berta: ['status old', 'status active'] });
  });
});
