import { pending, sv1 } from '../../testing/numbers';
import { given } from '../../testing/scenario';
import { DAY_BEFORE, DUE, HOLDER, intraSpCreate, LONG_WINDOW, modify, newSpCreate } from '../../testing/world';

const own = given(intraSpCreate());

describe('medium timers (N441)', () => {
  const timersOf = () => ({ portIn: 'short', portOut: 'short', businessDays: 'short', medium: true }) as const;
  const created = pending.when(modify()).state;
  const medium = given().when(newSpCreate({ mediumTimer: true }), { timersOf });

  it('N441 end when a side takes its indicator back; a window that runs keeps its end', () => {
    expect(created.versions[0]).toMatchObject({ timerType: 'long' });
    const before = given().andEvents(DAY_BEFORE, ...medium.events);
    const outcome = before.when(modify({ mediumTimer: false }), { timersOf });
    expect(outcome.events).toMatchObject([
      { data: { ...sv1, mediumTimer: false, timerType: 'short', businessType: 'short' } },
    ]);
    expect(outcome.sv(1)).toMatchObject({ timerType: 'short', newSide: { mediumTimer: false } });
    expect(outcome.sv(1)).toMatchObject({ window: { endsAt: DAY_BEFORE + 3 * 3_600_000 } });
  });

  it('N441 begin when all who have created ask for them; a window that runs keeps its end', () => {
    const asked = given(newSpCreate()).when(modify({ mediumTimer: true }), { timersOf });
    expect(asked.events).toMatchObject([{ data: { mediumTimer: true, timerType: 'medium', businessType: 'medium' } }]);
    expect(asked.sv(1)).toMatchObject({ timerType: 'medium', window: { endsAt: DAY_BEFORE + LONG_WINDOW } });
    const one = pending.when(modify({ mediumTimer: true }), { timersOf });
    expect(one.events).toMatchObject([{ data: { mediumTimer: true, timerType: null } }]);
    const both = pending
      .andEvents(DAY_BEFORE, ...one.events)
      .when(modify({ sender: HOLDER, mediumTimer: true }), { timersOf });
    expect(both.events).toMatchObject([{ data: { by: 'old', timerType: 'medium', businessType: 'medium' } }]);
  });

  it('N385 N441 the timers that a version has from now on say when its conflict is restricted', () => {
    const conflictRestriction = (_tn: unknown, _due: unknown, timerType: string) =>
      timerType === 'short' ? null : DUE;
    const before = given().andEvents(DAY_BEFORE, ...medium.events);
    const outcome = before.when(modify({ mediumTimer: false }), { timersOf, conflictRestriction });
    expect(outcome.events).toMatchObject([{ data: { timerType: 'short', conflictRestrictedFrom: null } }]);
    expect(medium.sv(1)).toMatchObject({ timerType: 'medium', conflictRestrictedFrom: DUE - 6 * 3_600_000 });
  });

  it('N441 cannot be asked for where a profile does not take part, nor in an intra-SP port', () => {
    pending.when(modify({ mediumTimer: true })).thenRefused('medium_timers_not_supported', 'N441');
    own.when(modify({ sender: HOLDER, mediumTimer: true })).thenRefused('field_not_modifiable', 'R5-27.1');
  });
});
