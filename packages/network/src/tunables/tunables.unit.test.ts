import { instant, NPAC } from '@openlnp/numbering';
import fc from 'fast-check';
import type { TunableChanged } from '../generated/events';
import { decideServiceProvider } from '../service-provider/decide';
import { initialServiceProvider } from '../service-provider/state';
import { after, decide, later, viewOf } from '../testing/tunables';
import {
  CARRIER,
  eventsOf,
  expectRefused,
  facts,
  NOW,
  OTHER,
  serviceProviderCreate,
  tunableSet,
} from '../testing/world';
import { NetworkView } from '../view';
import { evolveTunables } from './evolve';
import { initialTunables, tunableStream } from './state';

describe('a change', () => {
  it('says what was in force before, for the same region', () => {
    const state = after(tunableSet({ value: '12' }), tunableSet({ value: '15', effectiveFrom: later(2) }));
    expect(state.changes).toEqual([
      {
        region: null,
        name: 'long_initial_concurrence_window',
        value: '12',
        previousValue: null,
        effectiveFrom: NOW,
        person: null,
      },
      {
        region: null,
        name: 'long_initial_concurrence_window',
        value: '15',
        previousValue: '12',
        effectiveFrom: later(2),
        person: null,
      },
    ]);
    const between = eventsOf(decide({ value: '20', effectiveFrom: later(1) }, state));
    expect(between).toMatchObject([{ data: { value: '20', previousValue: '12' } }]);
  });

  it('to what is in force now, or the same again, changes nothing', () => {
    const state = after(tunableSet({ value: '12' }), tunableSet({ value: '15', effectiveFrom: later(2) }));
    expect(eventsOf(decide({ value: '12' }, state))).toEqual([]);
    expect(eventsOf(decide({ value: '12', now: later(1), effectiveFrom: later(1) }, state))).toEqual([]);
    expect(eventsOf(decide({ value: '15', effectiveFrom: later(2) }, state))).toEqual([]);
    expect(eventsOf(decide({ value: '12', effectiveFrom: later(1) }, state))).toHaveLength(1);
    expect(eventsOf(decide({ value: '12', effectiveFrom: later(2) }, state))).toHaveLength(1);
  });

  it('may take back what was set: there is nothing in force then, until something is set again', () => {
    const state = after(tunableSet({ value: '12' }), tunableSet({ value: null, effectiveFrom: later(1) }));
    expect(state.changes.map(({ value, previousValue }) => [value, previousValue])).toEqual([
      ['12', null],
      [null, '12'],
    ]);
    expect(eventsOf(decide({ value: null, effectiveFrom: later(1) }, state))).toEqual([]);
    const again = eventsOf(decide({ value: '12', effectiveFrom: later(2) }, state));
    expect(again).toMatchObject([{ data: { value: '12', previousValue: null } }]);
    expect(eventsOf(decide({ value: null, region: 'west' }))).toEqual([]);
  });

  it('keeps who wanted it so', () => {
    expect(eventsOf(decide({ person: 'Ann' }))).toMatchObject([{ data: { person: 'Ann' } }]);
  });

  it('for one region is refused where the registry has one value only; what is there may be taken back', () => {
    const name = 'maximum_subscription_query';
    const regional = decide({ name, value: '60', region: 'west' });
    expectRefused(regional, 'tunable_not_regional', null, 'region');
    expect(eventsOf(decide({ name, value: '60' }))).toHaveLength(1);
    const old = { name, region: 'west', value: '60', previousValue: null, effectiveFrom: NOW, person: null };
    const state = evolveTunables(initialTunables('west'), { type: 'TunableChanged', data: old });
    expect(eventsOf(decide({ name, value: null, region: 'west' }, state))).toHaveLength(1);
    expectRefused(decide({ name, value: '60', region: 'mars' }), 'unknown_region', null, 'region');
  });

  it('in a region is of that region even to the general value, and fixes it there', () => {
    expect(eventsOf(decide({ region: 'west', value: '9' }))).toMatchObject([{ data: { region: 'west', value: '9' } }]);
  });

  it('RR3-13.1 RR3-13.2 lets a business day start until 23:59; what starts at 24:00 is the next day', () => {
    for (const name of ['short_business_day_start_time', 'long_business_day_start_time'] as const) {
      expect(['00:00', '23:59'].flatMap((value) => eventsOf(decide({ name, value })))).toHaveLength(2);
      expectRefused(decide({ name, value: '24:00' }), 'tunable_out_of_range', 'RR3-13.2', 'value');
    }
    expect(eventsOf(decide({ name: 'long_conflict_restriction_window', value: '24:00' }))).toHaveLength(1);
  });

  it('keeps weekdays in the order of the week', () => {
    const [event] = eventsOf(decide({ name: 'long_business_days', value: 'sun,mon,sat' }));
    expect(event).toMatchObject({ data: { value: 'mon,sat,sun' } });
  });

  it('is of a known tunable in a known region, from now on or later', () => {
    expectRefused(decide({ name: 'long_window' }), 'unknown_tunable', null, 'name');
    expectRefused(decide({ name: 'constructor' }), 'unknown_tunable', null, 'name');
    expectRefused(decide({ region: 'mars' }), 'unknown_region', null, 'region');
    const past = decide({ effectiveFrom: instant(NOW - 1) });
    expectRefused(past, 'effective_from_in_past', 'R5-21.2', 'effectiveFrom');
  });

  it('is not told to others: who may not change it learns nothing of its range', () => {
    expectRefused(decide({ sender: OTHER, value: '999' }), 'npac_only', 'R5-21.2');
  });
});

describe('the value in force', () => {
  const name = 'long_initial_concurrence_window';

  it('R5-21.2 is the old one until the change is effective', () => {
    const view = viewOf(tunableSet({ value: '12', effectiveFrom: later(2) }));
    expect(view.tunable(name, null, instant(later(2) - 1))).toBe(9);
    expect(view.tunable(name, null, later(2))).toBe(12);
  });

  it('RR3-13.2 is the region’s own, else the general one, else the default', () => {
    const start = 'short_business_day_start_time';
    const view = viewOf(
      tunableSet({ name: start, value: '06:00' }),
      tunableSet({ name: start, value: '09:00', region: 'west', effectiveFrom: later(1) }),
    );
    expect(view.tunable(start, 'west', NOW)).toBe('06:00');
    expect(view.tunable(start, 'west', later(1))).toBe('09:00');
    expect(view.tunable(start, 'east', later(1))).toBe('06:00');
    expect(view.tunable(start, null, later(1))).toBe('06:00');
    expect(view.tunable(start, 'west', instant(NOW - 1))).toBe('07:00');
  });

  it('is the general one again in a region whose own was taken back, and the default where that was', () => {
    const view = viewOf(
      tunableSet({ value: '12' }),
      tunableSet({ value: '15', region: 'west' }),
      tunableSet({ value: null, region: 'west', effectiveFrom: later(1) }),
      tunableSet({ value: null, effectiveFrom: later(2) }),
    );
    expect([0, 1, 2].map((hours) => view.tunable(name, 'west', later(hours)))).toEqual([15, 12, 9]);
    expect(view.tunables.inForce(name, 'west', later(1))).toMatchObject({ region: null, value: '12' });
    expect(view.tunables.inForce(name, 'west', later(2))).toBeUndefined();
  });

  it('of two that begin together is the one decided later', () => {
    const set = (value: string, hours: number) => tunableSet({ value, effectiveFrom: later(hours) });
    const view = viewOf(set('10', 1), set('11', 1), set('12', 0));
    expect(view.tunable(name, null, later(0))).toBe(12);
    expect(view.tunable(name, null, later(1))).toBe(11);
  });

  it('is known with who made it what it is, and with everything before', () => {
    const view = viewOf(tunableSet({ value: '12' }), tunableSet({ value: '10', region: 'west', now: NOW }));
    expect(view.tunables.inForce(name, 'west', NOW)).toMatchObject({ value: '10', changedBy: NPAC, changedAt: NOW });
    expect(view.tunables.inForce(name, 'east', NOW)).toMatchObject({ value: '12', changedBy: NPAC });
    expect(view.tunables.inForce(name, 'east', instant(NOW - 1))).toBeUndefined();
    expect(view.tunables.valueSet(name, 'east', instant(NOW - 1))).toBeUndefined();
    expect(view.tunables.history().map(({ region, value }) => [region, value])).toEqual([
      [null, '12'],
      ['west', '10'],
    ]);
  });

  it('what is set for an instant to come stays, though it was in force then as things stood', () => {
    const set = (value: string, hours: number) => tunableSet({ value, effectiveFrom: later(hours) });
    const view = viewOf(set('43', 0), set('43', 1), set('1', 0));
    expect([0, 1].map((hours) => view.tunable(name, null, later(hours)))).toEqual([1, 43]);
  });

  it('whatever was set, is the last that began; what begins later does not matter', () => {
    const change = fc.record({ value: fc.integer({ min: 1, max: 72 }), hours: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 0, max: 10 }), (changes, asked) => {
        const view = viewOf(
          ...changes.map(({ value, hours }) => tunableSet({ value: String(value), effectiveFrom: later(hours) })),
        );
        const begun = changes.filter(({ hours }) => hours <= asked).sort((a, b) => a.hours - b.hours);
        expect(view.tunable(name, null, later(asked))).toBe(begun.at(-1)?.value ?? 9);
      }),
    );
  });
});

describe('the stream of tunables', () => {
  it('has the region’s name, or all', () => {
    expect(tunableStream('west')).toBe('tunable-west');
    expect(tunableStream(null)).toBe('tunable-all');
  });

  it('stops at a history that no decision makes', () => {
    const [joined] = eventsOf(decideServiceProvider(serviceProviderCreate(), initialServiceProvider(CARRIER), facts));
    const data: TunableChanged = {
      region: 'west',
      name: 'x',
      value: '1',
      previousValue: null,
      effectiveFrom: NOW,
      person: null,
    };
    if (joined === undefined) throw new Error('no event');
    expect(() => evolveTunables(initialTunables(null), joined)).toThrow('does not belong');
    expect(() => evolveTunables(initialTunables(null), { type: 'TunableChanged', data })).toThrow('west');
    expect(() => decide({ region: 'west' }, initialTunables(null))).toThrow('west');
  });

  it('may hold what this version does not know: it is passed over', () => {
    const view = new NetworkView();
    const data: TunableChanged = {
      region: null,
      name: 'gone',
      value: '1',
      previousValue: null,
      effectiveFrom: NOW,
      person: null,
    };
    view.apply({ type: 'TunableChanged', data }, NOW, NPAC);
    view.apply(
      { type: 'TunableChanged', data: { ...data, name: 'conflict_expiration_window', value: '?' } },
      NOW,
      NPAC,
    );
    expect(view.tunables.history().map(({ name }) => name)).toEqual(['conflict_expiration_window']);
    expect(view.tunable('conflict_expiration_window', null, NOW)).toBe(30);
  });
});
