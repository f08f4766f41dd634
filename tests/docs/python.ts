import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '../support/eventually';

export type Python = { readonly ok: true; readonly command: string } | { readonly ok: false; readonly why: string };

/** A Python of its own in a folder, with these packages; `why` says in one line what this machine lacks for it. */
export function pythonWith(packages: readonly string[], folder: string): Python {
  const command = join(folder, 'bin/python');
  const steps: [string, readonly string[]][] = [
    ['python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']],
    ['python3', ['-m', 'venv', folder]],
    [command, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', ...packages]],
  ];
  for (const [program, args] of steps) {
    const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 300_000 });
    const line = error?.message ?? stderr.trim().split('\n').at(-1);
    if (status !== 0) return { ok: false, why: `${program} ${args.join(' ')} ended with ${status}: ${line}` };
  }
  return { ok: true, command };
}

/** A Python program that prints a JSON object a line. */
export class PythonProcess {
  readonly lines: Record<string, unknown>[] = [];
  private complaints = '';
  private readonly closed: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const whole = `${text}${chunk.toString()}`.split('\n');
      text = whole.pop() ?? '';
      for (const line of whole) this.lines.push(JSON.parse(line) as Record<string, unknown>);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.complaints += chunk.toString();
    });
    this.closed = once(child, 'close');
  }

  static start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): PythonProcess {
    return new PythonProcess(
      spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** Its first `count` lines, once they are there. */
  printed(count: number): Promise<readonly Record<string, unknown>[]> {
    return eventually(() => {
      if (this.lines.length >= count) return this.lines;
      throw new Error(`${this.lines.length} of ${count} lines; exit ${this.child.exitCode}; ${this.complaints}`);
    }, 60_000);
  }

  /** Waits until it ends by itself. */
  async ended(): Promise<{ code: number | null; complaints: string }> {
    await this.closed;
    return { code: this.child.exitCode, complaints: this.complaints.trim() };
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.closed;
  }
}
