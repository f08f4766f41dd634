import { instant } from '@openlnp/numbering';
import { pending } from '../../testing/numbers';
import { activate, at, DAY_BEFORE, DUE, GAINER, HOLDER, modify, setConflict, TN } from '../../testing/world';

const later = at('2026-01-09T00:00:00Z');
const conflict = pending.and(setConflict());

describe('the due date of a modification', () => {
  it('R5-29.2 is today or later', () => {
    const midnight = at('2026-01-05T00:00:00Z');
    pending.when(modify({ dueDate: midnight })).thenTypes('SvPendingModified');
    const past = ['due_date_in_past', 'R5-29.2', { field: 'dueDate' }] as const;
    pending.when(modify({ dueDate: instant(midnight - 1) })).thenRefused(...past);
    conflict.when(modify({ sender: HOLDER, dueDate: instant(midnight - 1) })).thenRefused(...past);
  });

  it('RR5-54 is not before the UTC day on which the NPA-NXX becomes effective', () => {
    const facts = { codeOf: () => ({ spid: HOLDER, effectiveAt: at('2026-01-08T06:00:00Z') }) };
    const earliest = at('2026-01-08T00:00:00Z');
    pending.when(modify({ dueDate: earliest }), facts).thenTypes('SvPendingModified');
    pending
      .when(modify({ dueDate: instant(earliest - 1) }), facts)
      .thenRefused('due_date_before_npanxx_effective', 'RR5-54', { field: 'dueDate' });
    pending.when(modify({ dueDate: later }), { codeOf: () => undefined }).thenTypes('SvPendingModified');
  });

  it('N394 is not before the first-usage window of the code is over', () => {
    const facts = {
      firstUseOf: () => ({ at: DAY_BEFORE, usableFrom: null }),
      firstUsageEnd: () => at('2026-01-08T15:00:00Z'),
    };
    const earliest = at('2026-01-08T00:00:00Z');
    pending.when(modify({ dueDate: earliest }), facts).thenTypes('SvPendingModified');
    const early = ['due_date_before_first_usage_window', 'N394', { field: 'dueDate' }] as const;
    pending.when(modify({ dueDate: instant(earliest - 1) }), facts).thenRefused(...early);
    pending.when(modify({ sender: HOLDER, dueDate: instant(earliest - 1) }), facts).thenRefused(...early);
  });

  it('R5-27.1 is what an activation waits for from then on (R5-53.3)', () => {
    const moved = pending.and(modify({ dueDate: later }));
    moved.when(activate()).thenRefused('due_date_not_reached', 'R5-53.3');
    moved.when(activate({ now: later })).thenTypes('SvBroadcastStarted');
  });

  it('R5-27.3 R5-27.4 stays what it was, of either side, where none is given', () => {
    const apart = pending.and(modify({ sender: HOLDER, dueDate: later }));
    for (const command of [
      modify({ sender: HOLDER, authorized: false, causeCode: 54 }),
      modify({ sender: GAINER, route: { billingId: '7' } }),
    ]) {
      expect(apart.when(command).sv(1)).toMatchObject({ oldSide: { dueDate: later }, newSide: { dueDate: DUE } });
    }
    const reason = conflict.when(modify({ sender: HOLDER, causeCode: 51 }));
    expect(reason.sv(1)).toMatchObject({ oldSide: { causeCode: 51, dueDate: DUE }, newSide: { dueDate: DUE } });
  });
});

describe('the conflict restriction of a version that is modified', () => {
  it('RR5-42.2 N385 stays as it was stored, whatever the tunables say by now, unless the new one’s due date moves', () => {
    const [stored] = pending.state.versions;
    const conflictRestriction = jest.fn(() => at('2026-01-08T12:00:00Z'));
    const restricted = { conflictRestrictedFrom: at('2026-01-05T18:00:00Z') };
    expect(stored).toMatchObject(restricted);
    for (const command of [
      modify({ route: { billingId: '7' } }),
      // The due date that it has moves nothing.
      modify({ dueDate: DUE, route: { billingId: '7' } }),
      modify({ sender: HOLDER, dueDate: later }),
      modify({ sender: HOLDER, authorized: false, causeCode: 54 }),
    ]) {
      const outcome = pending.when(command, { conflictRestriction });
      expect(outcome.events[0]).toMatchObject({ type: 'SvPendingModified', data: restricted });
      expect(outcome.sv(1)).toMatchObject(restricted);
    }
    expect(conflictRestriction).not.toHaveBeenCalled();
    const moved = pending.when(modify({ dueDate: later }), { conflictRestriction });
    expect(moved.sv(1)).toMatchObject({ conflictRestrictedFrom: at('2026-01-08T12:00:00Z') });
    expect(conflictRestriction.mock.calls).toEqual([[TN, later, 'long', 'short']]);
  });
});
