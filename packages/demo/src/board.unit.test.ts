import { Board } from './board';

let now = 0;
const board = (): Board => {
  now = 5_000;
  return new Board('a demo', () => now);
};

describe('the board', () => {
  it('counts numbers by status', () => {
    const it = board();
    for (const tn of ['1', '2', '3']) it.portIs(tn, 'waiting');
    it.portIs('1', 'created');
    it.portIs('2', 'active');
    expect(it.view()).toMatchObject({ numbers: 3, ports: { waiting: 1, created: 1, active: 1, failed: 0 } });
  });

  it('does not go back when a reply comes after the notice of what came later', () => {
    const it = board();
    it.portIs('1', 'agreed');
    it.portIs('1', 'active');
    it.portReached('1', 'sending');
    expect(it.statusOf('1')).toBe('active');
    it.portIs('1', 'partial_failure');
    it.portIs('1', 'active');
    expect(it.view().ports).toMatchObject({ active: 1, partial_failure: 0 });
  });

  it('gives requests per second of the last three seconds', () => {
    const it = board();
    for (let at = 0; at < 100; at += 1) {
      now += 100;
      it.sent();
    }
    expect(it.view()).toMatchObject({ requests: 100, elapsedMs: 10_000 });
    expect(it.view().rate).toBeCloseTo(10);
    now += 4_000;
    expect(it.view()).toMatchObject({ requests: 100, rate: 0 });
  });

  it('counts refusals, the most frequent first', () => {
    const it = board();
    for (const code of ['b', 'a', 'c', 'c']) it.refused(code);
    expect(it.view().refusals).toEqual([
      ['c', 2],
      ['a', 1],
      ['b', 1],
    ]);
  });

  it('knows the last download from whoever has seen it', () => {
    const it = board();
    it.headIs(7);
    it.lsmsIs({ spid: 'X101', number: 9, acknowledged: 3, note: '' });
    it.lsmsIs({ spid: 'X101', number: 8, acknowledged: undefined, note: 'stopped' });
    expect(it.view()).toMatchObject({
      downloads: 9,
      lsms: [{ spid: 'X101', number: 8, acknowledged: undefined, note: 'stopped' }],
    });
  });

  it('tells events as they come, and keeps the latest', () => {
    const told: string[] = [];
    now = 0;
    const it = new Board(
      'a demo',
      () => now,
      ({ text }) => told.push(text),
    );
    for (let event = 1; event <= 1_000; event += 1) it.say(`event ${event}`);
    expect(told).toHaveLength(1_000);
    const { events } = it.view();
    expect(events.at(-1)).toEqual({ atMs: 0, kind: 'info', text: 'event 1000' });
    expect(events.length).toBeLessThanOrEqual(200);
  });
});
