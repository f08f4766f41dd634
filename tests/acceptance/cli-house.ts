import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from '../support/eventually';
import { RegistryProcess } from '../support/registry-process';

const LNP = resolve(__dirname, '../../packages/cli/bin/lnp.js');
/** Of X202. */
export const LRN = '7205559990';
export const PARTIES = ['--from', 'X101', '--to', 'X202'];

export type Json = Readonly<Record<string, unknown>>;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running lnp, as a shell starts it. */
export class Lnp {
  out = '';
  err = '';
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown>;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [LNP, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.out += chunk.toString();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.err += chunk.toString();
    });
    this.closed = once(this.child, 'close');
  }

  async end(): Promise<Ended> {
    await this.closed;
    return { code: this.child.exitCode, out: this.out, err: this.err };
  }

  /** Ctrl-C. */
  interrupt(): Promise<Ended> {
    this.child.kill('SIGINT');
    return this.end();
  }

  lines(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }
}

const startedAt = Date.now();

/** A day of the registry that long from the day of the start, as a person writes it: the same whenever it is asked for. */
export const inDays = (days: number): string => new Date(startedAt + days * 86_400_000).toISOString().slice(0, 10);

/**
 * A registry of its own with the world of lnp seed and both LSMSs, spoken to by lnp alone. Use it at the top of a describe.
 */
export function cliHouse() {
  const data = mkdtempSync(join(tmpdir(), 'lnp-cli-'));
  const lsmss: Lnp[] = [];
  let registry: RegistryProcess;

  const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Lnp =>
    new Lnp(args, { PATH: process.env.PATH, LNP_URL: registry.url, LNP_DATA: data, ...env });
  const lnp = (...args: string[]): Promise<Ended> => start(args).end();

  /** Succeeds and answers JSON objects, one a line. */
  async function jsonLines(...args: string[]): Promise<Json[]> {
    const { code, out, err } = await lnp(...args, '--json');
    expect({ args, code, err }).toEqual({ args, code: 0, err: '' });
    return out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** Succeeds and answers one JSON object. */
  async function json(...args: string[]): Promise<Json> {
    const [object = {}, ...more] = await jsonLines(...args);
    expect(more).toEqual([]);
    return object;
  }

  /** The versions of a number or of a range, oldest number first, as lnp sv tells them. */
  const versions = (tn: string, ...options: string[]): Promise<Json[]> => jsonLines('sv', '--tn', tn, ...options);

  /** Sends a request by its command line, and waits for the outcome; answers the first version's id. */
  async function done(...args: string[]): Promise<string> {
    const answer = await json(...args);
    expect(answer).toMatchObject({ status: 'done' });
    return String((answer.svIds as number[])[0]);
  }

  async function activeAt(tn: string): Promise<Json> {
    return eventually(async () => {
      const number = await json('route', tn);
      expect(number.subscriptionVersions).toContainEqual(expect.objectContaining({ status: 'active' }));
      return number;
    });
  }

  async function bothCreate(tn: string, ...options: string[]): Promise<string> {
    const svId = await done('port', tn, ...PARTIES, '--lrn', LRN, ...options);
    await done('concur', tn, ...PARTIES);
    return svId;
  }

  async function port(tn: string): Promise<void> {
    await bothCreate(tn);
    await done('activate', tn, '--as', 'X202');
    await activeAt(tn.slice(0, 10));
  }

  beforeAll(async () => {
    registry = await RegistryProcess.start({ data });
    expect(await lnp('seed')).toMatchObject({ code: 0, err: '' });
    lsmss.push(start(['lsms', 'X101', '--json']), start(['lsms', 'X202', '--json']));
  }, 60_000);

  afterAll(async () => {
    await Promise.all(lsmss.map((lsms) => lsms.interrupt()));
    await registry?.stop();
    rmSync(data, { recursive: true, force: true });
  }, 60_000);

  async function killAndStart(at: number): Promise<void> {
    await registry.kill();
    registry = await RegistryProcess.start({ data, port: at });
  }

  return {
    ...{ data, start, lnp, json, jsonLines, versions, done, bothCreate, activeAt, port, killAndStart },
    /** Those that run, X101's first. */
    lsmss,
    registry: () => registry,
  };
}
