/** Time as this library uses it; tests hand in their own. */
export interface Timers {
  /** Milliseconds; only differences count. */
  now(): number;
  /** Calls once after `ms`; the function returned takes it back. */
  after(ms: number, call: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or at once when the signal is aborted. */
export function pause(timers: Timers, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = timers.after(ms, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
}

export interface Linked {
  readonly signal: AbortSignal;
  abort(): void;
  /** Lets go of the parent signals; call it when done, long-lived parents would hold on to it otherwise. */
  release(): void;
}

/** A signal that is aborted with any of its parents. (AbortSignal.any of Node 20 leaks under long-lived parents.) */
export function linkedSignal(...parents: readonly (AbortSignal | undefined)[]): Linked {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const parent of parents) {
    if (parent?.aborted) abort();
    else parent?.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: controller.signal,
    abort,
    release: () => {
      for (const parent of parents) parent?.removeEventListener('abort', abort);
    },
  };
}
