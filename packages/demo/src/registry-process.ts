import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const MAIN = resolve(__dirname, '../../../services/registry/dist/main.js');

export interface RegistryProcessOptions {
  readonly data: string;
  /** Each service a process of its own: around the Kafka at `brokers` (host:port), else around a local one in the data folder. */
  readonly kafka?: boolean;
  readonly brokers?: string;
  readonly sandbox?: boolean;
  /** TCP port of the door; 0, the default, takes any. */
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** The registry could not start, or ended by itself. */
export class RegistryProcessError extends Error {
  readonly code = 'registry_ended';

  constructor(
    /** Of the process; null when a signal ended it. */
    readonly exitCode: number | null,
    said: string,
  ) {
    super(`the registry ended (exit ${exitCode}): ${said.trim()}`);
  }
}

/** A registry as people start it: npm start's own process. */
export class RegistryProcess {
  private ending = false;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly operatorToken: string,
    /** Everything it has said so far. */
    readonly said: () => string,
  ) {}

  /** Resolves when its door is open; rejects with RegistryProcessError. An abort of the signal kills it. */
  static async start(options: RegistryProcessOptions, signal?: AbortSignal): Promise<RegistryProcess> {
    const { data, brokers, kafka = brokers !== undefined, sandbox = true, port = 0, env = {} } = options;
    const args = ['--port', String(port), '--data', data];
    if (kafka) args.push('--kafka');
    if (sandbox) args.push('--sandbox');
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: {
        ...withoutOurs(process.env),
        LNP_LOG_LEVEL: 'error',
        ...(brokers === undefined ? {} : { LNP_KAFKA_BROKERS: brokers }),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    const said = (): string => `${text}${complaints}`;
    const kill = (): void => void child.kill('SIGTERM');
    signal?.addEventListener('abort', kill, { once: true });
    try {
      const url = await new Promise<string>((done, fail) => {
        child.stdout?.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          const found = /HTTP\s+(http:\/\/\S+)/.exec(text)?.[1];
          if (found !== undefined && text.includes('Ctrl-C')) done(found);
        });
        child.once('close', (code) => fail(new RegistryProcessError(code, said())));
      });
      const token = readFileSync(join(data, 'operator.token'), 'utf8').trim();
      return new RegistryProcess(child, url, token, said);
    } finally {
      signal?.removeEventListener('abort', kill);
    }
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** TCP port of the door. */
  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** host:port of the Kafka that it says it runs around. */
  get brokers(): string {
    const found = /^\s*Kafka\s+(\S+:\d+)/m.exec(this.said())?.[1];
    if (found === undefined) throw new Error('this registry has no Kafka');
    return found;
  }

  /** Process id of one service of a registry that has many processes: of its latest life. */
  servicePid(name: string): number {
    const back = [...this.said().matchAll(new RegExp(`${name} is back \\(pid (\\d+)\\)`, 'g'))].at(-1)?.[1];
    const first = new RegExp(`[ ,]${name} (\\d+)`).exec(this.said())?.[1];
    return Number(back ?? first);
  }

  /** Resolves with the reason when it ends though nobody asked it to. */
  async endedByItself(): Promise<RegistryProcessError> {
    if (!this.isGone()) await once(this.child, 'exit');
    if (this.ending) return new Promise(() => undefined);
    return new RegistryProcessError(this.child.exitCode, this.said());
  }

  /** kill -9, as the kernel would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to stop, and kills it when it has not after `graceMs` milliseconds; without, waits as long as it takes. */
  async stop(graceMs?: number): Promise<void> {
    const killer = graceMs === undefined ? undefined : setTimeout(() => this.child.kill('SIGKILL'), graceMs);
    await this.end('SIGTERM');
    clearTimeout(killer);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    this.ending = true;
    if (this.isGone()) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  private isGone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

/** What the environment says about another registry does not concern this one. */
const withoutOurs = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('LNP_')));
