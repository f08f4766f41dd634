/** Where text goes: process.stdout and process.stderr, or what a test has in their place. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** All that a command takes from outside. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Unique for ever, 36 characters. */
  readonly newId: () => string;
  /** Runs the work with a signal that Ctrl-C aborts; the process goes on until the work ends. */
  readonly untilCtrlC: (work: (signal: AbortSignal) => Promise<void>) => Promise<void>;
}
