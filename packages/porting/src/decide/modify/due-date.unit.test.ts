import { instant } from '@openlnp/numbering';
import { pending } from '../../testing/numbers';
import { activate, at, DAY_BEFORE, HOLDER, modify, setConflict } from '../../testing/world';

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
});
