import { uptime } from 'node:os';

/** The most that time runs faster or slower than it passes, to come back to the machine's clock: a tenth. */
const SLEW = 0.1;

/**
 * Milliseconds since the epoch that never go back and never jump, whatever happens to the machine's clock while the process runs:
 * what the clock is set by is made up by running at most a tenth faster or slower. A jump would end every LSMS's response window
 * and expire topics at once, or stop all timers. A new process starts at the machine's clock.
 *
 * @param wall the machine's clock, milliseconds since the epoch
 * @param elapsed milliseconds from any fixed moment, never going back
 */
export function steadyTime(wall: () => number = Date.now, elapsed: () => number = elapsedTime()): () => number {
  let time = wall();
  let at = elapsed();
  return () => {
    const now = elapsed();
    const passed = Math.max(0, now - at);
    at = now;
    time += passed;
    const most = passed * SLEW;
    time += Math.min(most, Math.max(-most, wall() - time));
    return Math.floor(time);
  };
}

const LOOK_EVERY_MS = 1_000;

/** Time that passed, also while the machine slept: the monotonic clock stands still then, the time since boot does not. */
function elapsedTime(): () => number {
  let asleep = 0;
  let lookedAt = performance.now();
  let awake = lookedAt;
  let since = uptime() * 1000;
  return () => {
    const now = performance.now();
    if (now - lookedAt < LOOK_EVERY_MS) return now + asleep;
    lookedAt = now;
    const boot = uptime() * 1000;
    const missed = boot - since - (now - awake);
    if (missed > LOOK_EVERY_MS) {
      asleep += missed;
      awake = now;
      since = boot;
    }
    return now + asleep;
  };
}
