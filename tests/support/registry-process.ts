import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const MAIN = resolve(__dirname, '../../services/registry/dist/main.js');

export interface RegistryProcessOptions {
  readonly data: string;
  /** host:port of a Kafka: then each service is a process of its own. */
  readonly brokers?: string;
  /** The same around the Kafka of LNP_KAFKA_BROKERS, else around one that the registry starts in its data folder. */
  readonly kafka?: boolean;
  readonly sandbox?: boolean;
  /** Default 0: any that is free. */
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** A registry as people start it: npm start's own process, told to take any port. */
export class RegistryProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly operatorToken: string,
    /** Everything it has said on stdout so far. */
    readonly said: () => string,
  ) {}

  static async start(options: RegistryProcessOptions): Promise<RegistryProcess> {
    const { data, brokers, kafka = brokers !== undefined, sandbox = true, port = 0, env = {} } = options;
    const args = [
      '--port',
      String(port),
      '--data',
      data,
      ...(kafka ? ['--kafka'] : []),
      ...(sandbox ? ['--sandbox'] : []),
    ];
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: {
        ...process.env,
        LNP_LOG_LEVEL: 'error',
        ...(brokers === undefined ? {} : { LNP_KAFKA_BROKERS: brokers }),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Whatever ends this process, the registry does not outlive it.
    const endToo = (): void => void child.kill('SIGKILL');
    process.once('exit', endToo);
    child.once('exit', () => process.off('exit', endToo));
    let text = '';
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    const url = await new Promise<string>((done, fail) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /HTTP\s+(http:\/\/\S+)/.exec(text)?.[1];
        if (found !== undefined && text.includes('Ctrl-C')) done(found);
      });
      child.once('exit', (code) => fail(new Error(`the registry ended with ${code}: ${text}${complaints}`)));
    });
    const token = readFileSync(join(data, 'operator.token'), 'utf8').trim();
    return new RegistryProcess(child, url, token, () => `${text}${complaints}`);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** host:port of the Kafka that its first screen names; undefined for a registry without one. */
  get brokers(): string | undefined {
    return /^ +Kafka +([^\s,]+)/m.exec(this.said())?.[1];
  }

  /** Process id of one service of a registry that has many processes, as its first screen says. */
  servicePid(name: string): number {
    const back = [...this.said().matchAll(new RegExp(`${name} is back \\(pid (\\d+)\\)`, 'g'))].at(-1)?.[1];
    const first = new RegExp(`[ ,]${name} (\\d+)`).exec(this.said())?.[1];
    return Number(back ?? first);
  }

  /** How far each of its services is and what it has said, for the message of a test that fails. */
  async situation(): Promise<string> {
    const headers = { authorization: `Bearer ${this.operatorToken}` };
    const status = await fetch(`${this.url}/v1/status`, { headers, signal: AbortSignal.timeout(5_000) }).then(
      (answer) => answer.text(),
      String,
    );
    const { exitCode, signalCode } = this.child;
    return `process ${this.pid}: exit code ${exitCode}, signal ${signalCode}\n${status}\n${this.said()}`;
  }

  /** kill -9, as the kernel would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}
