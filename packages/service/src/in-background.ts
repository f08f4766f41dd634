import { isPassing } from './faults';

const AGAIN_MS = 200;

export interface Background {
  /** Has the work done from the beginning, soon: once more where it is under way. */
  start(): void;
  /** Resolves when nothing is under way; nothing is started any more. */
  stop(): Promise<void>;
}

/**
 * Work that a projection sets off and must not wait for: it may itself wait for the log that the projection folds, and what passes,
 * such as a broker that is away, is no reason to fold no further. Tried again until it is done; `onError` gets what does not pass.
 */
export function inBackground(
  work: () => Promise<void>,
  onError: (error: unknown) => void,
  pause: (ms: number) => Promise<unknown> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Background {
  let running: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;

  async function run(): Promise<void> {
    while (wanted && !stopped) {
      wanted = false;
      try {
        await work();
      } catch (error) {
        if (!isPassing(error)) {
          onError(error);
          break;
        }
        wanted = true;
        await pause(AGAIN_MS);
      }
    }
    // In the same turn as the last look at `wanted`: whoever asks from now on begins anew.
    running = undefined;
  }

  return {
    start: () => {
      wanted = true;
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}
