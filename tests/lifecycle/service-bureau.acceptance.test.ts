import type { Party } from './support/party';
import { DUE, isDue, newSide, oldSide } from './support/port';
import { type Story, story, TN } from './support/story';

/** Dora has no system of her own: Berta is her service bureau. */
const DORA = { spid: 'D444', soa: 'http', associatedWith: 'B222' } as const;
const LRN = '9705559990';
const OTHER_LRN = '9705559991';

const fromAnna = newSide({ newSp: DORA.spid, lrn: LRN });
const toDora = oldSide({ newSp: DORA.spid });

async function doraHasSwitches({ npac }: Story): Promise<void> {
  for (const lrn of [LRN, OTHER_LRN]) await npac.sends('LrnCreate', { spid: DORA.spid, lrn });
}

/** Whose hand it was, and whom it was for. */
async function hands(s: Story): Promise<string[]> {
  const events = await s.history(TN);
  return events.map(
    ({ type, actor, actingFor }) => `${type}: ${actor}${actingFor === null ? '' : ` for ${actingFor}`}`,
  );
}

describe('a service bureau', () => {
  story('B.5.1.2 B.5.2.3 B.5.3.3: it creates, modifies and cancels for its client, which is told', async (s) => {
    await s.given(() => s.joins('dora', DORA));
    await s.given(doraHasSwitches);
    const { anna, berta } = s;
    const forDora = (kind: string, fields: object) => berta.actingFor(DORA.spid, () => berta.sends(kind, fields));
    const [told, replied] = [(line: string) => s.told({ anna: [line], dora: [line] }), s.replied.bind(s)];

    await forDora('NewSpCreate', fromAnna);
    await told('objectCreation by new, due 2026-01-08');
    replied({ berta: ['done: NewSpCreate'] });
    await forDora('Modify', { tn: TN, lrn: OTHER_LRN });
    await told(`attributeValueChange by new: lrn ${OTHER_LRN}`);
    replied({ berta: ['done: Modify'] });
    // For itself it is a stranger to the version.
    expect(await berta.isRefused('Cancel', { tn: TN })).toEqual(['not_authorized RR5-27']);
    expect(await anna.isRefused('Cancel', { tn: TN })).toEqual(['cancel_not_allowed R5-71.5']);
    await forDora('Cancel', { tn: TN });
    await told('status canceled');
    replied({
      anna: ['refused: Cancel, cancel_not_allowed'],
      berta: ['refused: Cancel, not_authorized', 'done: Cancel'],
    });
    expect(await hands(s)).toEqual([
      'SvCreated: B222 for D444',
      'SvPendingModified: B222 for D444',
      'SvCanceled: B222 for D444',
    ]);
  });

  story('B.5.1.5: it activates what its client is to get, and nobody else does', async (s) => {
    const dora = await s.joins('dora', DORA);
    await s.given(doraHasSwitches);
    await s.given(async ({ anna, berta }) => {
      // Dora may speak for herself as well.
      await dora.sends('NewSpCreate', fromAnna);
      await anna.sends('OldSpCreate', toDora);
      await s.at(DUE);
      expect(await berta.isRefused('Activate', { tn: TN })).toEqual(['not_authorized R5-51.1']);
    });
    await s.berta.actingFor(DORA.spid, (berta) => berta.sends('Activate', { tn: TN }));
    s.downloaded(`activate ${TN} LRN ${LRN}, new`);
    await s.told({ anna: ['status active'], dora: ['status active'] });
    s.replied({ berta: ['done: Activate'] });
    await s.versions(TN, 'active D444');
    expect(await hands(s)).toContain('SvBroadcastStarted: B222 for D444');
  });

  const refusals = async (s: Story, bureau: Party, client: Party) => {
    const before = await s.known(TN);
    const cancel = (party: Party, spid: string) => party.actingFor(spid, () => party.isRefused('Cancel', { tn: TN }));
    // The association goes one way, and to one SPID.
    expect(await cancel(client, bureau.spid)).toEqual(['acting_for_not_associated']);
    expect(await cancel(bureau, 'A111')).toEqual(['acting_for_not_associated']);
    expect(await cancel(s.carla, client.spid)).toEqual(['acting_for_not_associated']);
    expect(await cancel(bureau, 'dora')).toEqual(['malformed_spid']);
    await s.told();
    expect(await s.known(TN)).toEqual(before);
  };

  story('it acts for nobody else, and its client not for it', async (s) => {
    const dora = await s.joins('dora', DORA);
    await s.given(isDue);
    await refusals(s, s.berta, dora);
  });

  story('B.5.1.2 B.5.2.3 B.5.3.1 B.5.3.5: the same from its topic', async (s) => {
    const emil = await s.joins('emil', { spid: 'E555', soa: 'kafka' });
    const dora = await s.joins('dora', { ...DORA, associatedWith: emil.spid });
    await s.given(doraHasSwitches);
    const forDora = (kind: string, fields: object) => emil.actingFor(DORA.spid, () => emil.sends(kind, fields));
    const told = (line: string) => s.told({ anna: [line], dora: [line] });
    await forDora('NewSpCreate', fromAnna);
    await told('objectCreation by new, due 2026-01-08');
    await s.anna.sends('OldSpCreate', toDora);
    await told('attributeValueChange by old, due 2026-01-08');
    await forDora('Modify', { tn: TN, lrn: OTHER_LRN });
    await told(`attributeValueChange by new: lrn ${OTHER_LRN}`);
    await forDora('Cancel', { tn: TN });
    await told('status cancel_pending');
    await forDora('UndoCancel', { tn: TN });
    await told('status pending');
    s.replied({
      anna: ['done: OldSpCreate'],
      emil: ['done: NewSpCreate', 'done: Modify', 'done: Cancel', 'done: UndoCancel'],
    });
    await refusals(s, emil, dora);
    s.replied({ emil: ['refused: Cancel, acting_for_not_associated', 'refused: Cancel, malformed_spid'] });
    expect(await hands(s)).toEqual([
      'SvCreated: E555 for D444',
      'SvSecondCreateReceived: A111',
      'SvPendingModified: E555 for D444',
      'SvCancelRequested: E555 for D444',
      'SvCancelUndone: E555 for D444',
    ]);
  });
});
