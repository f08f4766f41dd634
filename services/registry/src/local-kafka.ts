import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const SCRIPT = resolve(__dirname, '../../../infra/kafka/kafka.mjs');
const WATCH_MS = 1_000;

export interface LocalKafka {
  readonly brokers: readonly string[];
  stop(): Promise<void>;
}

/** Starts the Kafka of a data folder, and starts it again when it dies. It ends with this process, however that dies. */
export async function startLocalKafka(dataFolder: string, say: (text: string) => void): Promise<LocalKafka> {
  const data = join(dataFolder, 'kafka');
  const start = async (): Promise<{ brokers: string[]; pid: number }> => {
    const { stdout } = await kafka('start', '--data', data, '--with-parent', String(process.pid));
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  };
  let running = await start();
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  let busy = false;
  const watch = setInterval(() => {
    if (busy || stopping || isAlive(running.pid)) return;
    busy = true;
    say('kafka died; starting it again');
    restarting = start()
      .then((again) => {
        running = again;
        say(`kafka is back (pid ${again.pid})`);
      })
      .catch((error: unknown) => say(`kafka does not start: ${String(error)}`))
      .finally(() => {
        busy = false;
      });
  }, WATCH_MS);
  return {
    brokers: running.brokers,
    stop: async () => {
      stopping = true;
      clearInterval(watch);
      await restarting;
      await kafka('stop', '--data', data);
    },
  };
}

/** Runs infra/kafka's script; what it says on the way (fetching takes a while, once) goes to stderr as it comes. */
async function kafka(...args: string[]): Promise<{ stdout: string }> {
  const running = promisify(execFile)(process.execPath, [SCRIPT, ...args]);
  running.child.stderr?.pipe(process.stderr);
  try {
    return await running;
  } catch {
    throw Object.assign(new Error('Kafka could not be started, for the reason above'), { code: 'kafka_not_started' });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
