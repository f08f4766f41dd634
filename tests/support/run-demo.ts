import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const DEMO = resolve(__dirname, '../../packages/demo/bin/demo.js');

export interface EndedDemo {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * npm run demo's own process, with its temporary files in `folder`. With `interruptWhen` it gets what Ctrl-C sends as soon as stderr
 * has that text.
 */
export function runDemo(args: readonly string[], folder: string, interruptWhen?: string): Promise<EndedDemo> {
  const child = spawn(process.execPath, [DEMO, ...args], { env: { ...process.env, TMPDIR: folder } });
  let stdout = '';
  let stderr = '';
  let interrupted = false;
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    if (interrupted || interruptWhen === undefined || !stderr.includes(interruptWhen)) return;
    interrupted = true;
    child.kill('SIGINT');
  });
  return new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr })));
}
