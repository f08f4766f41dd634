import { instant, NPAC } from '@openlnp/numbering';
import type { Modify } from '../../commands';
import { active, sv1 } from '../../testing/numbers';
import { at, DUE, DUE_DAY, deadline, disconnect, HOLDER, modify, THIRD } from '../../testing/world';

const ERD = at('2026-01-20T06:00:00Z');
const other = at('2026-01-15T06:00:00Z');
const waiting = active.and(disconnect({ effectiveReleaseDate: ERD }));
const redate = (changes: Partial<Modify>) => modify({ now: DUE_DAY, ...changes });

describe('the dates of a disconnect that waits', () => {
  it('N249 change, each alone or both', () => {
    const dates = (changes: Partial<Modify>) => {
      const outcome = waiting.when(redate(changes)).thenTypes('SvDisconnectModified');
      const sv = outcome.sv(1);
      return (
        sv.status === 'disconnect_pending' && [sv.disconnect.customerDisconnectDate, sv.disconnect.effectiveReleaseDate]
      );
    };
    expect(dates({ effectiveReleaseDate: other })).toEqual([DUE, other]);
    expect(dates({ customerDisconnectDate: other })).toEqual([other, ERD]);
    expect(dates({ customerDisconnectDate: other, effectiveReleaseDate: other })).toEqual([other, other]);
  });

  it('N249 the removal goes out on the new date, and not on the old one', () => {
    const sooner = waiting.and(redate({ effectiveReleaseDate: other }));
    sooner
      .when(deadline({ now: other, kind: 'effective_release' }))
      .thenTypes('SvReleaseDateReached', 'SvBroadcastStarted');
    const later = waiting.and(redate({ effectiveReleaseDate: instant(ERD + 1) }));
    later.when(deadline({ now: ERD, kind: 'effective_release' })).thenNothingHappens();
  });

  it('N249 a release date of now or before takes the number away at once', () => {
    for (const effectiveReleaseDate of [DUE_DAY, DUE]) {
      const outcome = waiting.when(redate({ effectiveReleaseDate }));
      outcome.thenTypes('SvDisconnectModified', 'SvReleaseDateReached', 'SvBroadcastStarted');
      expect(outcome.events[1]).toMatchObject({ data: { ...sv1, effectiveReleaseDate, donorSp: HOLDER } });
      expect(outcome.sv(1)).toMatchObject({
        status: 'sending',
        purpose: 'disconnect',
        disconnect: { effectiveReleaseDate },
      });
    }
    const alone = waiting.when(redate({ effectiveReleaseDate: DUE_DAY }), { lsmsTargets: () => [] });
    expect(alone.sv(1)).toMatchObject({ status: 'old', endedAt: DUE_DAY });
  });

  it('N249 come from the current service provider or NPAC personnel', () => {
    const command = redate({ effectiveReleaseDate: other });
    waiting.when({ ...command, sender: NPAC }).thenTypes('SvDisconnectModified');
    waiting.when({ ...command, sender: HOLDER }).thenRefused('not_authorized', 'N249');
    waiting.when({ ...command, sender: THIRD }).thenRefused('not_authorized', 'R5-29.4');
  });

  it('N249 RR5-23.2 the number is not taken away before the customer’s service ends', () => {
    const bad = ['release_date_before_disconnect_date', 'RR5-23.2', { field: 'effectiveReleaseDate' }] as const;
    waiting.when(redate({ effectiveReleaseDate: instant(DUE - 1) })).thenRefused(...bad);
    waiting.when(redate({ customerDisconnectDate: instant(ERD + 1) })).thenRefused(...bad);
  });

  it('N249 that stay the same change nothing', () => {
    waiting.when(redate({})).thenNothingHappens();
    waiting.when(redate({ customerDisconnectDate: DUE, effectiveReleaseDate: ERD })).thenNothingHappens();
  });

  it('N249 cannot change any more once the date has come, told or not', () => {
    waiting
      .when(redate({ now: ERD, effectiveReleaseDate: instant(ERD + 1) }))
      .thenRefused('cannot_be_modified', 'R5-25', {
        actual: 'sending',
      });
  });
});
