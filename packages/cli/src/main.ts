import { randomUUID } from 'node:crypto';
import { run } from './run';
import type { Io } from './shared/io';

const io: Io = {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
  newId: randomUUID,
  async untilCtrlC(work) {
    const interrupted = new AbortController();
    const stop = (): void => interrupted.abort();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    try {
      await work(interrupted.signal);
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    }
  },
};

// Whoever reads has had enough, as in `lnp watch | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

void run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
