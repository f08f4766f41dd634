import { isPorted, newSide, onwardNewSide } from './support/port';
import { story, TN } from './support/story';

describe('B.5.1.6 windows of business hours', () => {
  story(
    'B.5.1.6.2 R5-21.1 RR3-11: a weekend and a holiday do not count',
    async (s) => {
      // Friday, 14:00 in Chicago; Monday is the birthday of Martin Luther King.
      await s.given(({ berta }) => berta.sends('NewSpCreate', newSide({ dueDate: '2026-01-22T00:00:00Z' })));
      await s.at('2026-01-20T16:59:59Z');
      await s.told();
      await s.at('2026-01-20T17:00:00Z');
      await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-01-21 14:00'] });
    },
    '2026-01-16T20:00:00Z',
  );

  story(
    'B.5.1.6.2 R5-21.1 RR3-13.1: clocks are put forward in between',
    async (s) => {
      // Friday, 18:00 in Chicago: one hour is left of it, the other eight are Monday's, an hour earlier in UTC.
      await s.given(({ berta }) => berta.sends('NewSpCreate', newSide({ dueDate: '2026-03-12T00:00:00Z' })));
      await s.at('2026-03-09T19:59:59Z');
      await s.told();
      await s.at('2026-03-09T20:00:00Z');
      await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-03-10 17:00'] });
    },
    '2026-03-07T00:00:00Z',
  );

  story(
    'B.5.1.6.2 B.5.1.6.3 R5-21.1 RR3-13.1: clocks are put back in between',
    async (s) => {
      // Friday, 18:00 in Chicago: one hour is left of it, the other eight are Monday's, an hour later in UTC.
      await s.given(({ berta }) => berta.sends('NewSpCreate', newSide({ dueDate: '2026-11-05T00:00:00Z' })));
      await s.at('2026-11-02T20:59:59Z');
      await s.told();
      await s.at('2026-11-02T21:00:00Z');
      // Four hours of that day, five of Tuesday.
      await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-11-03 18:00'] });
      await s.at('2026-11-03T17:59:59Z');
      await s.told();
      await s.at('2026-11-03T18:00:00Z');
      await s.told({ anna: ['OldSPFinalConcurrenceWindowExpiration'] });
    },
    '2026-10-30T23:00:00Z',
  );

  story('B.5.1.6.2 R5-19.3 R5-21.4: between wireless carriers an hour each, on long business days', async (s) => {
    await s.given(isPorted);
    // Thursday at 18:00 in Chicago, two hours before the long day ends.
    await s.carla.sends('NewSpCreate', onwardNewSide());
    await s.told({
      berta: ['objectCreation by new, due 2026-01-08'],
      carla: ['objectCreation by new, due 2026-01-08'],
    });
    await s.at('2026-01-08T01:00:00Z');
    await s.told({ berta: ['OldSP-ConcurrenceRequest, until 2026-01-08 02:00'] });
    await s.at('2026-01-08T02:00:00Z');
    await s.told({ berta: ['OldSPFinalConcurrenceWindowExpiration'] });
  });

  story('B.5.1.6.2 N440 N441: a one-day port has three hours', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide({ mediumTimer: true })));
    await s.at('2026-01-05T18:00:00Z');
    await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-01-05 21:00'] });
    await s.at('2026-01-05T21:00:00Z');
    await s.told({ anna: ['OldSPFinalConcurrenceWindowExpiration'] });
  });

  story(
    'B.5.1.6.2 N441 RR3-13.1: a one-day port across the day on which clocks are put back',
    async (s) => {
      // Friday, 23:00 in Chicago: its business day lasts another hour.
      const create = newSide({ mediumTimer: true, dueDate: '2026-11-05T00:00:00Z' });
      await s.given(({ berta }) => berta.sends('NewSpCreate', create));
      await s.at('2026-11-02T14:59:59Z');
      await s.told();
      await s.at('2026-11-02T15:00:00Z');
      await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-11-02 18:00'] });
    },
    '2026-10-31T04:00:00Z',
  );

  story('B.5.1.6.2 R5-21.2 N385: a tunable that changes does not move a window that runs', async (s) => {
    await s.given(({ berta }) => berta.sends('NewSpCreate', newSide()));
    await s.npac.sends('TunableSet', { name: 'long_initial_concurrence_window', value: '2' });
    await s.berta.sends('NewSpCreate', newSide({ tn: '3035550102' }));
    await s.bothTold('3035550102: objectCreation by new, due 2026-01-08');
    await s.at('2026-01-05T17:00:00Z');
    await s.told({ anna: ['3035550102: OldSP-ConcurrenceRequest, until 2026-01-06 14:00'] });
    await s.at('2026-01-06T00:00:00Z');
    await s.told({ anna: ['OldSP-ConcurrenceRequest, until 2026-01-06 21:00'] });
    expect(await s.berta.isRefused('TunableSet', { name: 'long_initial_concurrence_window', value: '9' })).toEqual([
      'npac_only R5-21.2',
    ]);
    await s.versions(TN, 'pending B222');
  });
});
