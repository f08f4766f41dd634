// npm run demo
import { setMaxListeners } from 'node:events';
import { HELP, readArguments, UsageError } from './arguments';
import { type Display, displayOn } from './display';
import { RegistryProcessError } from './registry-process';
import { runDemo } from './run-demo';
import { summary } from './summary';

const EXIT = { held: 0, fellShort: 1, usage: 2, prerequisite: 3, interrupted: 130 } as const;
const INTERRUPTED = new Error('interrupted');

// Hundreds of requests at a time listen to the signal of one connection.
setMaxListeners(0);

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(HELP);
    return EXIT.held;
  }
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(INTERRUPTED);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const display: Display = displayOn(options.json ? process.stderr : process.stdout, process.env);
  try {
    const { result, held } = await runDemo(options, display, stopping.signal);
    process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : summary(result));
    return held ? EXIT.held : EXIT.fellShort;
  } catch (error) {
    if (stopping.signal.aborted) {
      process.stderr.write('\nstopped; nothing stays behind\n');
      return EXIT.interrupted;
    }
    const refusedToStart = error instanceof RegistryProcessError && error.exitCode === 2;
    if (!options.kafka || !refusedToStart) throw error;
    process.stderr.write(`${error.message}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify({ skipped: 'kafka' })}\n`);
    return EXIT.prerequisite;
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const usage = error instanceof UsageError;
    process.stderr.write(usage ? `${error.message} (see --help)\n` : `${(error as Error).stack ?? String(error)}\n`);
    process.exitCode = usage ? EXIT.usage : EXIT.fellShort;
  },
);
