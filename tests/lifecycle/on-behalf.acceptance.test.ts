import {
  bothHaveCreated,
  DUE,
  inConflict,
  isCancelPending,
  isDue,
  isPorted,
  newSide,
  oldSide,
  waitsForRelease,
} from './support/port';
import { type Story, story, type Told } from './support/story';
import { LRNS } from './support/world';

/** What NPAC personnel ask for, on behalf of a party; who is told of it, and what it leaves behind. */
interface OnBehalf {
  readonly title: string;
  readonly given?: (s: Story) => Promise<unknown>;
  readonly kind: string;
  readonly fields?: object;
  readonly told: Told;
  readonly versions: readonly string[];
  /** After `TN`, as in `activate TN LRN 7205559990, new`. */
  readonly downloaded?: readonly [before: string, after: string];
  readonly event: string;
}

const both = (...lines: readonly string[]): Told => ({ anna: lines, berta: lines });
const RELEASE = '2026-01-22T18:00:00Z';
const PENDING = ['pending B222'];

async function carlaHasRefused(s: Story): Promise<void> {
  const first = s.tn.slice(0, 10);
  s.carla.lsms.refuses(first, 'busy');
  await isPorted(s);
  s.carla.lsms.takesAgain(first);
}

const ALL: readonly OnBehalf[] = [
  {
    title: 'B.5.1.2 R5-7 R5-15.1: the first create of the new service provider',
    kind: 'NewSpCreate',
    fields: newSide(),
    told: both('objectCreation by new, due 2026-01-08'),
    versions: PENDING,
    event: 'SvCreated',
  },
  {
    title: 'B.5.1.1 R5-7 R5-14: the first create of the old service provider',
    kind: 'OldSpCreate',
    fields: oldSide(),
    told: both('objectCreation by old, due 2026-01-08'),
    versions: PENDING,
    event: 'SvCreated',
  },
  {
    title: 'B.5.1.3 R5-7 R5-20.4: the second create of the new service provider',
    given: ({ anna, tn }) => anna.sends('OldSpCreate', oldSide({ tn })),
    kind: 'NewSpCreate',
    fields: newSide(),
    told: both('attributeValueChange by new, due 2026-01-08'),
    versions: PENDING,
    event: 'SvSecondCreateReceived',
  },
  {
    title: 'B.5.1.4 R5-7 R5-20.4: the second create of the old service provider',
    given: ({ berta, tn }) => berta.sends('NewSpCreate', newSide({ tn })),
    kind: 'OldSpCreate',
    fields: oldSide(),
    told: both('attributeValueChange by old, due 2026-01-08'),
    versions: PENDING,
    event: 'SvSecondCreateReceived',
  },
  {
    title: 'B.5.1.11 R5-7 RR5-4: the create of an intra-SP port',
    kind: 'IntraSpCreate',
    fields: { sp: 'A111', dueDate: DUE, lrn: LRNS.anna },
    told: { anna: ['objectCreation by new, due 2026-01-08'] },
    versions: ['pending A111'],
    event: 'SvCreated',
  },
  {
    title: 'B.5.2.3 R5-8.1 R5-26: the half of the new service provider is modified',
    given: bothHaveCreated,
    kind: 'Modify',
    fields: { side: 'new', dueDate: '2026-01-09T00:00:00Z' },
    told: both('attributeValueChange by new: dueDate 2026-01-09'),
    versions: PENDING,
    event: 'SvPendingModified',
  },
  {
    title: 'B.5.2.3 R5-8.1 R5-26: the half of the old service provider is modified',
    given: bothHaveCreated,
    kind: 'Modify',
    fields: { side: 'old', dueDate: '2026-01-09T00:00:00Z' },
    told: both('attributeValueChange by old: dueDate 2026-01-09'),
    versions: PENDING,
    event: 'SvPendingModified',
  },
  {
    title: 'B.5.2.1 R5-8.1 R5-35: what is active is modified',
    given: isPorted,
    kind: 'Modify',
    fields: { billingId: 'B1' },
    told: { berta: [`attributeValueChange by new: lrn ${LRNS.berta}, billingId B1`, 'status active'] },
    downloaded: ['activate', ` LRN ${LRNS.berta}, modified`],
    versions: ['active B222', 'old B222'],
    event: 'SvBroadcastStarted',
  },
  {
    title: 'B.5.5.1 R5-10.1 R5-42: a conflict is set',
    given: bothHaveCreated,
    kind: 'SetConflict',
    fields: { causeCode: 54 },
    told: both('status conflict, cause 54'),
    versions: ['conflict B222'],
    event: 'SvConflictSet',
  },
  {
    title: 'B.5.5.2 R5-46 R5-50.1: a conflict is removed',
    given: inConflict(50),
    kind: 'ResolveConflict',
    told: both('status pending'),
    versions: PENDING,
    event: 'SvConflictResolved',
  },
  {
    title: 'B.5.3.1 R5-12 R5-71.6: a cancellation for the new service provider',
    given: bothHaveCreated,
    kind: 'Cancel',
    fields: { side: 'new' },
    told: both('status cancel_pending'),
    versions: ['cancel_pending B222'],
    event: 'SvCancelRequested',
  },
  {
    title: 'B.5.3.1 R5-12 R5-71.6: a cancellation for the old service provider',
    given: bothHaveCreated,
    kind: 'Cancel',
    fields: { side: 'old' },
    told: both('status cancel_pending'),
    versions: ['cancel_pending B222'],
    event: 'SvCancelRequested',
  },
  {
    title: 'B.5.3.1 RR5-28.1: an acknowledgment for the old service provider',
    given: isCancelPending,
    kind: 'AcknowledgeCancel',
    fields: { side: 'old' },
    told: both('status canceled'),
    versions: ['canceled B222'],
    event: 'SvCanceled',
  },
  {
    title: 'B.5.3.5 N388: a cancellation is taken back',
    given: isCancelPending,
    kind: 'UndoCancel',
    told: both('status pending'),
    versions: PENDING,
    event: 'SvCancelUndone',
  },
  {
    title: 'B.5.1.5 R5-9 R5-51.1: an activation',
    given: isDue,
    kind: 'Activate',
    told: both('status active'),
    downloaded: ['activate', ` LRN ${LRNS.berta}, new`],
    versions: ['active B222'],
    event: 'SvBroadcastStarted',
  },
  {
    title: 'B.5.4.1 R5-11 RN5-10: a disconnect at once',
    given: isPorted,
    kind: 'Disconnect',
    fields: { customerDisconnectDate: DUE },
    told: { anna: ['DonorSP-CustomerDisconnectDate 2026-01-08'], berta: ['status old'] },
    downloaded: ['delete', ', delete'],
    versions: ['old B222', 'old B222'],
    event: 'SvBroadcastStarted',
  },
  {
    title: 'B.5.4.2 R5-11 RN5-10: a disconnect at a later date',
    given: isPorted,
    kind: 'Disconnect',
    fields: { customerDisconnectDate: DUE, effectiveReleaseDate: RELEASE },
    told: { berta: ['status disconnect_pending'] },
    versions: ['disconnect_pending B222', 'old B222'],
    event: 'SvDisconnectRequested',
  },
  {
    title: 'B.5.2.6 N249: the dates of a disconnect that waits',
    given: waitsForRelease(RELEASE),
    kind: 'Modify',
    fields: { effectiveReleaseDate: '2026-01-29T18:00:00Z' },
    told: {
      berta: ['attributeValueChange by new: customerDisconnectDate 2026-01-08, effectiveReleaseDate 2026-01-29 18:00'],
    },
    versions: ['disconnect_pending B222', 'old B222'],
    event: 'SvDisconnectModified',
  },
  {
    title: 'B.5.3.4 R5-12 R5-71.10: a disconnect that waits is called off',
    given: waitsForRelease(RELEASE),
    kind: 'Cancel',
    told: { berta: ['status active'] },
    versions: ['active B222', 'old B222'],
    event: 'SvDisconnectCanceled',
  },
  {
    title: 'B.5.1.9 RR5-38.1.1 RR5-38.1.2: an activation is sent again',
    given: carlaHasRefused,
    kind: 'Resend',
    fields: { lsms: ['C333'] },
    told: both('status active'),
    downloaded: ['activate', ` LRN ${LRNS.berta}, new`],
    versions: ['active B222'],
    event: 'SvBroadcastStarted',
  },
];

describe.each(['3035550101', '3035550100-0102'])('NPAC personnel, on behalf of a party, for %s', (tn) => {
  const first = tn.slice(0, 10);
  for (const { title, given, kind, fields, told, downloaded, versions, event } of ALL) {
    story(title, async (s) => {
      s.tn = tn;
      if (given !== undefined) await s.given(given);
      const before = (await s.history(first)).length;
      await s.npac.sends(kind, { ...fields, tn });
      s.downloaded(...(downloaded === undefined ? [] : [`${downloaded[0]} ${tn}${downloaded[1]}`]));
      await s.told(told);
      s.replied({ npac: [`done: ${kind}`] });
      await s.versions(first, ...versions);
      const [caused] = (await s.history(first)).slice(before).filter(({ type }) => type === event);
      expect(caused).toMatchObject({ actor: 'NPAC' });
    });
  }

  story('R5-8.1 R5-71.6 RR5-28.1: where it matters for which side, they say so', async (s) => {
    s.tn = tn;
    await s.given(bothHaveCreated);
    const { npac } = s;
    const before = await s.known(first);
    expect(await npac.isRefused('Cancel', { tn })).toEqual(['side_missing R5-71.6']);
    expect(await npac.isRefused('Modify', { tn, dueDate: '2026-01-09T00:00:00Z' })).toEqual(['side_missing R5-8.1']);
    expect(await s.known(first)).toEqual(before);
    await s.given(({ berta }) => berta.sends('Cancel', { tn }));
    expect(await npac.isRefused('AcknowledgeCancel', { tn })).toEqual(['side_missing RR5-28.1']);
  });
});
