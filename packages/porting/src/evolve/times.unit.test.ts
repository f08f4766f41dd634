import { instant, NPAC } from '@openlnp/numbering';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  cancel,
  DAY_BEFORE,
  DUE_DAY,
  deadline,
  disconnect,
  exclude,
  GAINER,
  HOLDER,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  ok,
  oldSpCreate,
  RESTRICTION,
  refusal,
  resend,
  resolveConflict,
  setConflict,
  undoCancel,
} from '../testing/world';

const HOUR = 3_600_000;
const after = (hours: number) => instant(DAY_BEFORE + hours * HOUR);
const both = given(newSpCreate(), oldSpCreate());
const taken = (broadcast: number, hours = 0) =>
  answers(1, [ok(LSMS_A), ok(LSMS_B)], { broadcast, now: instant(DUE_DAY + hours * HOUR) });

describe('the times of a version that stay with it (FRS table 3-6)', () => {
  it('RR5-2.2 R5-44.2 RR5-14 when it was put into conflict last, and when and by whom that was resolved, whatever comes then', () => {
    const settled = both.and(
      setConflict({ now: after(1) }),
      resolveConflict({ now: after(2), sender: HOLDER }),
      setConflict({ now: after(3), sender: NPAC }),
    );
    expect(settled.state.versions[0]).toMatchObject({
      ...{ status: 'conflict', conflictAt: after(3), conflictResolvedAt: after(2) },
      ...{ oldSpConflictResolvedAt: after(2), newSpConflictResolvedAt: null },
    });
    // Each side's own stays with it: what NPAC personnel resolve is neither's.
    const own = { oldSpConflictResolvedAt: after(2), newSpConflictResolvedAt: null };
    const times = { conflictAt: after(3), conflictResolvedAt: after(4), ...own };
    const pending = settled.and(resolveConflict({ now: after(4), sender: NPAC }));
    expect(pending.state.versions[0]).toMatchObject({ status: 'pending', ...times });
    expect(pending.and(cancel({ now: after(5) })).state.versions[0]).toMatchObject({
      status: 'cancel_pending',
      ...times,
    });
    const active = pending.and(activate(), taken(1));
    expect(active.state.versions[0]).toMatchObject({ status: 'active', ...times });
    expect(active.and(disconnect(), taken(2)).state.versions[0]).toMatchObject({ status: 'old', ...times });
  });

  it('RR5-14 R5-74.3 when the new service provider resolved a conflict, whatever NPAC personnel resolve then', () => {
    const allowed = instant(after(1) + RESTRICTION);
    const times = { newSpConflictResolvedAt: allowed, oldSpConflictResolvedAt: null };
    const byNew = both.and(setConflict({ now: after(1) }), resolveConflict({ now: allowed, sender: GAINER }));
    expect(byNew.state.versions[0]).toMatchObject({ status: 'pending', conflictResolvedAt: allowed, ...times });
    const again = [setConflict({ now: after(8), sender: NPAC }), resolveConflict({ now: after(9), sender: NPAC })];
    const byNpac = byNew.and(...again);
    expect(byNpac.state.versions[0]).toMatchObject({ conflictResolvedAt: after(9), ...times });
    expect(byNpac.and(activate(), taken(1)).state.versions[0]).toMatchObject({ status: 'active', ...times });
  });

  it('R5-44.2 when it was put into conflict stays where the conflict expires', () => {
    const conflict = both.and(setConflict({ now: after(1) }));
    const expired = conflict.and(deadline({ now: instant(after(1) + 30 * 24 * HOUR), kind: 'conflict_expiry' }));
    expect(expired.state.versions[0]).toMatchObject({ status: 'canceled', conflictAt: after(1) });
  });

  it('RR5-30 RR5-31 when a side canceled, unless it took that back (N388)', () => {
    const unanswered = both.and(
      cancel({ sender: HOLDER, now: after(1) }),
      deadline({ now: instant(after(1) + 20 * 24 * HOUR), kind: 'cancel_final_window' }),
    );
    const settled = unanswered.and(resolveConflict({ sender: NPAC, now: instant(after(1) + 20 * 24 * HOUR) }));
    const due = instant(after(1) + 21 * 24 * HOUR);
    expect(settled.state.versions[0]).toMatchObject({ status: 'pending', oldSpCancellationAt: after(1) });
    expect(settled.and(activate({ now: due })).state.versions[0]).toMatchObject({
      ...{ status: 'sending', oldSpCancellationAt: after(1), newSpCancellationAt: null },
    });
    const undone = both.and(cancel({ now: after(1) }), undoCancel({ now: after(2) }));
    expect(undone.and(activate()).state.versions[0]).toMatchObject({ newSpCancellationAt: null });
    // The new one's comes and goes; the old one's, of a cancellation before, is none of its business.
    const times = { oldSpCancellationAt: after(1), newSpCancellationAt: null };
    const again = cancel({ now: due });
    expect(settled.and(again).state.versions[0]).toMatchObject({ ...times, newSpCancellationAt: due });
    const back = settled.and(again, undoCancel({ now: due })).state.versions[0];
    expect(back).toEqual({ ...settled.state.versions[0], changedAt: due });
    expect(back).toMatchObject({ status: 'pending', ...times });
    // Nor is a later one of the same side, once it is taken back.
    const oldAgain = cancel({ sender: HOLDER, now: due });
    expect(settled.and(oldAgain).state.versions[0]).toMatchObject({ oldSpCancellationAt: due });
    const oldBack = settled.and(oldAgain, undoCancel({ sender: HOLDER, now: due })).state.versions[0];
    expect(oldBack).toEqual({ ...settled.state.versions[0], changedAt: due });
    // Likewise in a conflict that it was in.
    const disputed = settled.and(setConflict({ sender: NPAC, now: due }));
    const stillDisputed = disputed.and(again, undoCancel({ now: due })).state.versions[0];
    expect(stillDisputed).toMatchObject({ status: 'conflict', ...times });
  });

  it('RR5-30 RR5-31 R5-43.1 N388 when a side canceled, also where a conflict came instead', () => {
    const withdrawn = both.and(cancel({ now: after(1) }));
    for (const sender of [HOLDER, NPAC]) {
      const conflict = withdrawn.and(setConflict({ sender, now: after(2) }));
      const times = { newSpCancellationAt: after(1), oldSpCancellationAt: null };
      expect(conflict.state.versions[0]).toMatchObject({ status: 'conflict', ...times });
      const settled = conflict.and(resolveConflict({ now: after(3) }));
      const back = settled.and(cancel({ now: after(4) }), undoCancel({ now: after(5) })).state.versions[0];
      expect(back).toEqual({ ...settled.state.versions[0], changedAt: after(5) });
      expect(settled.and(activate()).state.versions[0]).toMatchObject({ status: 'sending', ...times });
    }
  });

  it('R5-40.4 when a modification that all LSMSs refused was first taken, be it late or before its disconnect', () => {
    const refused = [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')];
    const inVain = both
      .and(activate(), taken(1), modify({ now: instant(DUE_DAY + HOUR), route: { billingId: '7' } }))
      .and(answers(1, refused, { broadcast: 2, now: instant(DUE_DAY + HOUR) }));
    expect(inVain.state.versions[0]).toMatchObject({ status: 'active', modifiedAt: null });
    const late = (hours: number, lsms: typeof LSMS_A) =>
      answers(1, [ok(lsms)], { broadcast: 2, now: instant(DUE_DAY + hours * HOUR) });
    const times = { modifiedAt: instant(DUE_DAY + 3 * HOUR) };
    expect(inVain.and(late(3, LSMS_B), late(4, LSMS_A)).state.versions[0]).toMatchObject(times);
    const effectiveReleaseDate = instant(DUE_DAY + 30 * 24 * HOUR);
    const waits = inVain.and(disconnect({ now: instant(DUE_DAY + 2 * HOUR), effectiveReleaseDate }));
    expect(waits.and(late(3, LSMS_B)).state.versions[0]).toMatchObject({ status: 'disconnect_pending', ...times });
    // Who is excluded has taken nothing (N227).
    const excluded = inVain.and(exclude({ now: instant(DUE_DAY + 3 * HOUR), lsms: [LSMS_A, LSMS_B] }));
    expect(excluded.state.versions[0]).toMatchObject({ failedSps: [], modifiedAt: null });
  });

  it('R5-57.3 when its activation was sent, the last time; what is sent later has times of its own', () => {
    const now = (hours: number) => instant(DUE_DAY + hours * HOUR);
    const lsms = [LSMS_A, LSMS_B];
    const inVain = both.and(
      activate(),
      answers(1, [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')], { now: now(1) }),
    );
    expect(inVain.state.versions[0]).toMatchObject({ status: 'failed', activationBroadcastAt: DUE_DAY });
    const active = inVain.and(resend({ now: now(2), lsms }), taken(3, 3));
    const sent = { activatedAt: DUE_DAY, activationBroadcastAt: now(2), firstSuccessAt: now(3) };
    expect(active.state.versions[0]).toMatchObject({ status: 'active', ...sent });
    const modified = active.and(modify({ now: now(4), route: { billingId: '7' } }), taken(4, 5));
    expect(modified.state.versions[0]).toMatchObject({ ...sent, modifyBroadcastAt: now(4) });
    const old = modified.and(disconnect({ now: now(6) }), taken(5, 7));
    expect(old.state.versions).toMatchObject([
      { status: 'old', ...sent, disconnectBroadcastAt: now(6) },
      { status: 'old', copyOf: 1, ...sent },
      { status: 'old', copyOf: 1, ...sent },
    ]);
  });

  it('R5-65.5 when its removal was sent, beside when its modification was; sending it again does not move what is old', () => {
    const modified = both.and(
      activate(),
      taken(1),
      modify({ now: instant(DUE_DAY + HOUR), route: { billingId: '7' } }),
      taken(2, 1),
    );
    expect(modified.state.versions[0]).toMatchObject({ disconnectBroadcastAt: null });
    const partly = answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')], {
      broadcast: 3,
      now: instant(DUE_DAY + 3 * HOUR),
    });
    const old = modified.and(disconnect({ now: instant(DUE_DAY + 2 * HOUR) }), partly);
    const sent = {
      modifyBroadcastAt: DUE_DAY + HOUR,
      disconnectBroadcastAt: DUE_DAY + 2 * HOUR,
      removedAt: DUE_DAY + 3 * HOUR,
    };
    expect(old.state.versions[0]).toMatchObject({ status: 'old', ...sent });
    const again = old.and(resend({ svId: 1, now: instant(DUE_DAY + 9 * HOUR), lsms: [LSMS_B] }));
    expect(again.state.versions[0]).toMatchObject({ status: 'sending', ...sent });
    expect(again.and(taken(4, 10)).state.versions[0]).toMatchObject({ status: 'old', ...sent });
    // The copy that the modification left behind was never removed.
    expect(old.state.versions[1]).toMatchObject({ copyOf: 1, disconnectBroadcastAt: null, disconnect: null });
  });
});
