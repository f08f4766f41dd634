import { steadyTime } from './steady-time';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-05T12:00:00.000Z');

/** A machine whose clock somebody sets while time passes. */
function machine() {
  let passed = 0;
  let set = 0;
  const now = steadyTime(
    () => START + passed + set,
    () => passed,
  );
  return {
    now,
    wall: () => START + passed + set,
    /** Time passes, looked at every second. */
    wait(ms: number): void {
      for (const end = passed + ms; passed < end; now()) passed = Math.min(end, passed + 1_000);
    },
    set(ms: number): void {
      set += ms;
    },
  };
}

describe('the steady time', () => {
  it('is that of the machine as long as nobody sets it', () => {
    const { now, wall, wait } = machine();
    for (let i = 0; i < 100; i += 1) {
      wait(777);
      expect(now()).toBe(wall());
    }
  });

  it.each([
    ['forward', HOUR],
    ['back', -HOUR],
    ['forward by a year', 365 * 24 * HOUR],
    ['back to 1970', -START],
  ])('does not jump when the clock is set %s, and never goes back', (_, by) => {
    const { now, wait, set } = machine();
    wait(10_000);
    const before = now();
    set(by);
    expect(now()).toBe(before);
    let last = before;
    for (let i = 1; i <= 100; i += 1) {
      wait(1_000);
      const passed = now() - last;
      expect(passed).toBeGreaterThanOrEqual(899);
      expect(passed).toBeLessThanOrEqual(1_101);
      last = now();
    }
  });

  it.each([
    ['forward', 60_000],
    ['back', -60_000],
  ])('comes back to a clock that was set %s, within ten times the difference', (_, by) => {
    const { now, wall, wait, set } = machine();
    set(by);
    wait(9 * 60_000);
    expect(now()).not.toBe(wall());
    wait(61_000);
    expect(now()).toBe(wall());
  });

  it('goes there and back again without leaving a trace', () => {
    const { now, wall, wait, set } = machine();
    set(HOUR);
    wait(5_000);
    set(-HOUR);
    wait(6_000);
    expect(now()).toBe(wall());
  });
});
