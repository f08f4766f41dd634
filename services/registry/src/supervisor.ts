import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CHILD_CONFIG_VARIABLE, type ChildConfig } from './child-config';
import { SERVICE_NAMES, type ServiceName } from './service-names';

export interface SupervisorOptions {
  readonly config: ChildConfig;
  /** Tells a person what happens to which service. */
  readonly say: (text: string) => void;
  /** Milliseconds between a death and the next start, for the n-th death in a row. */
  readonly restartDelayMs?: (deaths: number) => number;
}

export interface Supervisor {
  /** Process id of a running service. */
  pid(name: ServiceName): number | undefined;
  /** Resolves when every service has said that it is ready once. */
  readonly ready: Promise<void>;
  /** Stops all, the door first. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 15_000;
const HEALTH_EVERY_MS = 5_000;
/** A process that says nothing for this long hangs: a writer stopped inside a transaction stops the others (design, section 5). */
const HANGS_AFTER = 6;

const defaultDelay = (deaths: number): number => Math.min(5_000, 100 * 2 ** Math.min(deaths, 6));

/** Runs each service as a process, starts again what dies, kills what hangs, and says so. */
export function startSupervisor({ config, say, restartDelayMs = defaultDelay }: SupervisorOptions): Supervisor {
  const children = new Map<ServiceName, ChildProcess>();
  const timers = new Set<NodeJS.Timeout>();
  const waiting = new Set<ServiceName>(SERVICE_NAMES);
  let stopping = false;
  const started = new EventEmitter();
  const ready = once(started, 'ready').then(() => undefined);

  function start(name: ServiceName, deaths: number): void {
    const startedAt = performance.now();
    const child = fork(join(__dirname, 'service-process.js'), [name], {
      env: { ...process.env, [CHILD_CONFIG_VARIABLE]: JSON.stringify(config) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.set(name, child);
    child.on('message', () => {
      if (deaths > 0) say(`${name} is back (pid ${child.pid})`);
      waiting.delete(name);
      if (waiting.size === 0) started.emit('ready');
    });
    child.on('exit', (code, signal) => {
      children.delete(name);
      if (stopping) return;
      const inARow = performance.now() - startedAt > 60_000 ? 1 : deaths + 1;
      const delay = restartDelayMs(inARow);
      say(`${name} died (${signal ?? `exit ${code}`}); starting it again in ${delay} ms`);
      const timer = setTimeout(() => {
        timers.delete(timer);
        start(name, inARow);
      }, delay);
      timers.add(timer);
    });
  }

  const silent = new Map<ServiceName, number>();
  const watch = setInterval(() => {
    for (const [name, child] of children) void checkOn(name, child);
  }, HEALTH_EVERY_MS);

  async function checkOn(name: ServiceName, child: ChildProcess): Promise<void> {
    const answered = await fetch(`http://127.0.0.1:${config.ports[name]}/healthz`, {
      signal: AbortSignal.timeout(HEALTH_EVERY_MS),
    }).then(
      (response) => response.ok,
      () => false,
    );
    const misses = answered || waiting.has(name) ? 0 : (silent.get(name) ?? 0) + 1;
    silent.set(name, misses);
    if (misses < HANGS_AFTER || stopping) return;
    silent.set(name, 0);
    say(`${name} hangs (pid ${child.pid}): killing it`);
    child.kill('SIGKILL');
  }

  for (const name of SERVICE_NAMES) start(name, 0);
  return {
    pid: (name) => children.get(name)?.pid,
    ready,
    stop: async () => {
      stopping = true;
      clearInterval(watch);
      for (const timer of timers) clearTimeout(timer);
      for (const name of [...SERVICE_NAMES].reverse()) await stopChild(children.get(name));
    },
  };
}

async function stopChild(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(killer);
}

/** A loopback port that is free now; kept for a service over all its lives. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address === null || typeof address === 'string' ? reject(new Error('no port')) : resolve(address.port),
      );
    });
  });
}
