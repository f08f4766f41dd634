import { bothHaveCreated, DUE, isPorted, newSide } from './support/port';
import { story, TN } from './support/story';
import { LRNS } from './support/world';

interface Page {
  readonly subscriptionVersions: readonly { readonly tn: string; readonly status: string }[];
  readonly next: string | null;
}

describe('B.5.6 queries', () => {
  story(
    'B.5.6 R5-13 RR5-39 RN5-6: a pending version is shown to its parties and NPAC, an active one to everybody',
    async (s) => {
      await s.given(bothHaveCreated);
      for (const party of [s.anna, s.berta]) expect(await s.seenVersions(TN, party)).toHaveLength(1);
      expect(await s.seenVersions(TN)).toHaveLength(1);
      expect(await s.seenVersions(TN, s.carla)).toEqual([]);
      await s.given(async ({ berta }) => {
        await s.at(DUE);
        await berta.sends('Activate', { tn: TN });
      });
      expect(await s.seenVersions(TN, s.carla)).toMatchObject([{ status: 'active' }]);
    },
  );

  story('B.5.6 R5-72 R5-73 N285: many versions come in pages', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide({ tn: '3035550100-0199' })));
    const path = '/v1/subscription-versions?tn=3035550100-0199&status=pending&limit=60';
    const first = await s.query<Page>(path);
    expect(first.subscriptionVersions.length).toBeGreaterThan(0);
    const seen = [...first.subscriptionVersions];
    for (let { next } = first; next !== null; ) {
      const page: Page = await s.query<Page>(`${path}&after=${encodeURIComponent(next)}`);
      seen.push(...page.subscriptionVersions);
      next = page.next;
    }
    expect(new Set(seen.map(({ tn }) => tn)).size).toBe(100);
    expect(seen).toHaveLength(100);
  });

  story('B.5.6 RR5-40 R5-3.1 R5-3.4: a canceled version is found for ninety days', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    await s.given(({ berta }) => berta.sends('Cancel', { tn: TN }));
    // Canceled at 9:00 in Chicago, an hour earlier in UTC once clocks are put forward.
    await s.at('2026-04-05T13:59:59Z');
    await s.versions(TN, 'canceled B222');
    await s.at('2026-04-05T14:00:00Z');
    await s.versions(TN);
  });

  story('B.5.6 RR5-40 R5-2.1: an old version is found for eighteen months', async (s) => {
    await s.given(isPorted);
    await s.given(({ berta }) => berta.sends('Disconnect', { tn: TN, customerDisconnectDate: DUE }));
    // It became old at 18:00 in Chicago on 7 January.
    await s.at('2027-07-07T22:59:59Z');
    await s.versions(TN, 'old B222', 'old B222');
    await s.at('2027-07-07T23:00:00Z');
    await s.versions(TN);
  });

  story('B.5.6 R5-13 R5-74.4: an LSMS asks what the registry has of a number', async (s) => {
    await s.given(isPorted);
    const path = `/v1/lsms/subscription-versions?tn=${TN}`;
    const asked = await s.query<Page>(path, s.carla);
    expect(asked.subscriptionVersions).toMatchObject([{ tn: TN, newSp: 'B222', lrn: LRNS.berta, lnpType: 'lspp' }]);
    expect(asked.subscriptionVersions[0]).not.toHaveProperty('status');
  });

  story('B.5.1.8 R5-58.5: NPAC personnel see what each LSMS answered', async (s) => {
    await s.given(bothHaveCreated);
    s.carla.lsms.refuses(TN, 'busy');
    await s.given(async ({ berta }) => {
      await s.at(DUE);
      await berta.sends('Activate', { tn: TN });
    });
    const path = `/v1/telephone-numbers/${TN}/lsms-answers`;
    const { answers } = await s.query<{ answers: { spid: string; ok: boolean; code: string | null }[] }>(path);
    expect(answers.map(({ spid, ok, code }) => [spid, ok, code]).sort()).toEqual([
      ['A111', true, null],
      ['B222', true, null],
      ['C333', false, 'busy'],
    ]);
    await expect(s.query(path, s.anna)).rejects.toMatchObject({ code: 'not_authorized' });
    await s.given(async ({ carla, npac }) => {
      carla.lsms.takesAgain(TN);
      await npac.sends('Resend', { tn: TN, lsms: ['C333'] });
    });
  });
});
