import type { Party } from './support/party';
import { bothHaveCreated, DUE, inConflict, isCancelPending, isDue, isPorted, waitsForRelease } from './support/port';
import { type Story, story, TN, type Told } from './support/story';
import { LRNS } from './support/world';

/** A request that names no number: what it does, and who is told of it under the number. */
interface ById {
  readonly title: string;
  readonly given: (s: Story) => Promise<unknown>;
  /** Of whose version it is the id; usually the only one. */
  readonly status: string;
  readonly sender: (s: Story) => Party;
  readonly kind: string;
  readonly fields?: object;
  readonly told: Told;
  readonly downloaded?: string;
  readonly versions: readonly string[];
}

const both = (...lines: readonly string[]): Told => ({ anna: lines, berta: lines });
const anna = (s: Story): Party => s.anna;
const berta = (s: Story): Party => s.berta;
const npac = (s: Story): Party => s.npac;
const RELEASE = '2026-01-22T18:00:00Z';
const PENDING = ['pending B222'];
const RELEASED = ['active B222', 'old B222'];

async function carlaHasRefused(s: Story): Promise<void> {
  s.carla.lsms.refuses(TN, 'busy');
  await isPorted(s);
  s.carla.lsms.takesAgain(TN);
}

const ALL: readonly ById[] = [
  {
    title: 'B.5.2.3 R5-26: the new service provider modifies its half',
    ...{ given: bothHaveCreated, status: 'pending', sender: berta },
    ...{ kind: 'Modify', fields: { dueDate: '2026-01-09T00:00:00Z' } },
    ...{ told: both('attributeValueChange by new: dueDate 2026-01-09'), versions: PENDING },
  },
  {
    title: 'B.5.2.3 R5-26: the old service provider modifies its half',
    ...{ given: bothHaveCreated, status: 'pending', sender: anna },
    ...{ kind: 'Modify', fields: { dueDate: '2026-01-09T00:00:00Z' } },
    ...{ told: both('attributeValueChange by old: dueDate 2026-01-09'), versions: PENDING },
  },
  {
    title: 'B.5.2.1 R5-35: what is active is modified',
    ...{ given: isPorted, status: 'active', sender: berta },
    ...{ kind: 'Modify', fields: { billingId: 'B1' } },
    told: { berta: [`attributeValueChange by new: lrn ${LRNS.berta}, billingId B1`, 'status active'] },
    ...{ downloaded: `activate ${TN} LRN ${LRNS.berta}, modified`, versions: RELEASED },
  },
  {
    title: 'B.5.2.6 N249: the dates of a disconnect that waits',
    ...{ given: waitsForRelease(RELEASE), status: 'disconnect_pending', sender: berta },
    ...{ kind: 'Modify', fields: { effectiveReleaseDate: '2026-01-29T18:00:00Z' } },
    told: {
      berta: ['attributeValueChange by new: customerDisconnectDate 2026-01-08, effectiveReleaseDate 2026-01-29 18:00'],
    },
    versions: ['disconnect_pending B222', 'old B222'],
  },
  {
    title: 'B.5.5.4 R5-42: a conflict is set',
    ...{ given: bothHaveCreated, status: 'pending', sender: anna },
    ...{ kind: 'SetConflict', fields: { causeCode: 50 } },
    ...{ told: both('status conflict, cause 50'), versions: ['conflict B222'] },
  },
  {
    title: 'B.5.5.6 R5-46: a conflict is removed',
    ...{ given: inConflict(50), status: 'conflict', sender: anna, kind: 'ResolveConflict' },
    ...{ told: both('status pending'), versions: PENDING },
  },
  {
    title: 'B.5.3.1 R5-69: a cancellation',
    ...{ given: bothHaveCreated, status: 'pending', sender: anna, kind: 'Cancel' },
    ...{ told: both('status cancel_pending'), versions: ['cancel_pending B222'] },
  },
  {
    title: 'B.5.3.1 RR5-28.1: its acknowledgment',
    ...{ given: isCancelPending, status: 'cancel_pending', sender: anna, kind: 'AcknowledgeCancel' },
    ...{ told: both('status canceled'), versions: ['canceled B222'] },
  },
  {
    title: 'B.5.3.5 N388: a cancellation is taken back',
    ...{ given: isCancelPending, status: 'cancel_pending', sender: berta, kind: 'UndoCancel' },
    ...{ told: both('status pending'), versions: PENDING },
  },
  {
    title: 'B.5.1.5 R5-51.1: an activation',
    ...{ given: isDue, status: 'pending', sender: berta, kind: 'Activate' },
    ...{ told: both('status active'), downloaded: `activate ${TN} LRN ${LRNS.berta}, new`, versions: ['active B222'] },
  },
  {
    title: 'B.5.4.1 R5-62: a disconnect at once',
    ...{ given: isPorted, status: 'active', sender: berta },
    ...{ kind: 'Disconnect', fields: { customerDisconnectDate: DUE } },
    told: { anna: ['DonorSP-CustomerDisconnectDate 2026-01-08'], berta: ['status old'] },
    ...{ downloaded: `delete ${TN}, delete`, versions: ['old B222', 'old B222'] },
  },
  {
    title: 'B.5.4.2 R5-62: a disconnect at a later date',
    ...{ given: isPorted, status: 'active', sender: berta },
    ...{ kind: 'Disconnect', fields: { customerDisconnectDate: DUE, effectiveReleaseDate: RELEASE } },
    ...{ told: { berta: ['status disconnect_pending'] }, versions: ['disconnect_pending B222', 'old B222'] },
  },
  {
    title: 'B.5.3.4 R5-69 R5-71.10: a disconnect that waits is called off',
    ...{ given: waitsForRelease(RELEASE), status: 'disconnect_pending', sender: berta, kind: 'Cancel' },
    ...{ told: { berta: ['status active'] }, versions: RELEASED },
  },
  {
    title: 'B.5.1.9 RR5-38.1.1: an activation is sent again',
    ...{ given: carlaHasRefused, status: 'partial_failure', sender: npac },
    ...{ kind: 'Resend', fields: { lsms: ['C333'] } },
    ...{ told: both('status active'), downloaded: `activate ${TN} LRN ${LRNS.berta}, new`, versions: ['active B222'] },
  },
];

describe('by the id of the version alone', () => {
  for (const { title, given, status, sender, kind, fields, told, downloaded, versions } of ALL) {
    story(title, async (s) => {
      await s.given(given);
      const svId = (await s.seenVersions(TN)).find((version) => version.status === status)?.svId;
      expect(await sender(s).sends(kind, { ...fields, svId })).toMatchObject({ tn: TN, svIds: [svId] });
      s.downloaded(...(downloaded === undefined ? [] : [downloaded]));
      await s.told(told);
      await s.versions(TN, ...versions);
    });
  }

  story('B.5.2.1 B.5.2.3 R5-26 R5-35: where the number would mean two versions, the id means one', async (s) => {
    const { berta } = s;
    await s.given(isPorted);
    await s.given(() => berta.sends('IntraSpCreate', { tn: TN, sp: 'B222', dueDate: DUE, lrn: LRNS.berta }));
    const [active, pending] = await s.seenVersions(TN);
    expect(await berta.isRefused('Modify', { tn: TN, billingId: 'B1' })).toEqual(['status_missing R5-26']);
    await berta.sends('Modify', { svId: pending?.svId, billingId: 'B1' });
    await s.told({ berta: [`attributeValueChange by new: lrn ${LRNS.berta}, billingId B1`] });
    await berta.sends('Modify', { svId: active?.svId, billingId: 'B2' });
    s.downloaded(`activate ${TN} LRN ${LRNS.berta}, modified`);
    await s.told({ berta: [`attributeValueChange by new: lrn ${LRNS.berta}, billingId B2`, 'status active'] });
  });

  story(
    'RR5-39 RN5-6: to a stranger the id of a version that is not to be seen is one that nobody has been given',
    async (s) => {
      await s.given(isDue);
      const [sv] = await s.seenVersions(TN);
      const { anna, carla } = s;
      expect(await carla.isRefused('Activate', { svId: sv?.svId })).toEqual(['no_such_version']);
      expect(await anna.isRefused('Activate', { svId: sv?.svId })).toEqual(['not_authorized R5-51.1']);
    },
  );

  story('an id that nobody has been given, or one of another number, is refused', async (s) => {
    await s.given(isDue);
    const before = await s.known(TN);
    const [sv] = await s.seenVersions(TN);
    const { berta, npac } = s;
    const unknown = { svId: 999_999 };
    const asked: Record<string, object> = {
      ...{ Activate: {}, Modify: { billingId: 'B1' }, SetConflict: { causeCode: 50 }, ResolveConflict: {} },
      ...{ Cancel: {}, AcknowledgeCancel: {}, UndoCancel: {}, Disconnect: { customerDisconnectDate: DUE } },
    };
    for (const [kind, fields] of Object.entries(asked)) {
      expect([kind, ...(await berta.isRefused(kind, { ...fields, ...unknown }))]).toEqual([kind, 'no_such_version']);
    }
    expect(await npac.isRefused('Resend', { lsms: ['C333'], ...unknown })).toEqual(['no_such_version']);
    expect(await berta.isRefused('Activate', { tn: '3035550102', svId: sv?.svId })).toEqual([
      'no_such_version R5-51.1',
    ]);
    expect(await s.known(TN)).toEqual(before);
  });
});
