import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { SERVICE_NAMES, type ServiceName } from './service-names';

export interface SupervisorOptions {
  /** Loopback port of each service's own small server, kept over all its lives. */
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** What each process is told besides the environment of this one. */
  readonly env: (name: ServiceName) => Readonly<Record<string, string>>;
  /** Tells a person what happens to which service. */
  readonly say: (text: string) => void;
  readonly services?: readonly ServiceName[];
  /** What each process runs, with the service's name as its argument. */
  readonly script?: string;
  readonly timing?: Partial<SupervisorTiming>;
}

/** All in milliseconds but `hangsAfter`. */
export interface SupervisorTiming {
  /** Between a death and the next start, for the n-th death in a row. */
  readonly restartDelay: (deaths: number) => number;
  /** A process that lived this long has not died in a row. */
  readonly steadyAfter: number;
  /** Between two questions whether a process is there; also what it may take to answer. */
  readonly healthEvery: number;
  /** A process that misses this many hangs: a writer stopped inside a transaction stops the others (design, section 5). */
  readonly hangsAfter: number;
  /** What a process may take to stop before it is killed. */
  readonly stopTimeout: number;
}

export interface Supervisor {
  /** Process id of a running service. */
  pid(name: ServiceName): number | undefined;
  /** Resolves when every service has said that it is ready once. */
  readonly ready: Promise<void>;
  /** Stops all, the door first. */
  stop(): Promise<void>;
}

const TIMING: SupervisorTiming = {
  restartDelay: (deaths) => Math.min(5_000, 100 * 2 ** Math.min(deaths, 6)),
  steadyAfter: 60_000,
  healthEvery: 5_000,
  hangsAfter: 6,
  stopTimeout: 15_000,
};

/** Runs each service as a process, starts again what dies, kills what hangs, and says so. */
export function startSupervisor(options: SupervisorOptions): Supervisor {
  const { ports, say, services = SERVICE_NAMES, script = join(__dirname, 'service.js') } = options;
  const timing = { ...TIMING, ...options.timing };
  const children = new Map<ServiceName, ChildProcess>();
  const timers = new Set<NodeJS.Timeout>();
  const waiting = new Set<ServiceName>(services);
  const misses = new Map<ServiceName, number>();
  let stopping = false;
  const started = new EventEmitter();
  const ready = once(started, 'ready').then(() => undefined);

  function start(name: ServiceName, deaths: number): void {
    const startedAt = performance.now();
    const child = fork(script, [name], {
      env: { ...process.env, ...options.env(name) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.set(name, child);
    misses.set(name, 0);
    child.on('message', () => {
      if (deaths > 0) say(`${name} is back (pid ${child.pid})`);
      waiting.delete(name);
      if (waiting.size === 0) started.emit('ready');
    });
    // Either of the two tells the end of it: a process that could not be started does not exit.
    child.once('error', (error) => ended(String(error)));
    child.once('exit', (code, signal) => ended(signal ?? `exit ${code}`));

    function ended(why: string): void {
      if (children.get(name) !== child) return;
      children.delete(name);
      if (stopping) return;
      const inARow = performance.now() - startedAt > timing.steadyAfter ? 1 : deaths + 1;
      const delay = timing.restartDelay(inARow);
      say(`${name} died (${why}); starting it again in ${delay} ms`);
      const timer = setTimeout(() => {
        timers.delete(timer);
        start(name, inARow);
      }, delay);
      timers.add(timer);
    }
  }

  const watch = setInterval(() => {
    for (const [name, child] of children) void checkOn(name, child);
  }, timing.healthEvery);

  async function checkOn(name: ServiceName, child: ChildProcess): Promise<void> {
    const answered = await fetch(`http://127.0.0.1:${ports[name]}/healthz`, {
      signal: AbortSignal.timeout(timing.healthEvery),
    }).then(
      (response) => response.ok,
      () => false,
    );
    if (stopping || children.get(name) !== child) return;
    // The first start may take its time: it folds the whole log.
    const missed = answered || waiting.has(name) ? 0 : (misses.get(name) ?? 0) + 1;
    misses.set(name, missed);
    if (missed < timing.hangsAfter) return;
    misses.set(name, 0);
    say(`${name} hangs (pid ${child.pid}): killing it`);
    child.kill('SIGKILL');
  }

  for (const name of services) start(name, 0);
  return {
    pid: (name) => children.get(name)?.pid,
    ready,
    stop: async () => {
      stopping = true;
      clearInterval(watch);
      for (const timer of timers) clearTimeout(timer);
      for (const name of [...services].reverse()) await stopChild(children.get(name), timing.stopTimeout);
    },
  };
}

async function stopChild(child: ChildProcess | undefined, timeoutMs: number): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
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
