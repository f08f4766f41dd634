import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until the condition holds; the test's own timeout is the limit. */
export async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(5);
}
