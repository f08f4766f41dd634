import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface CheckResult {
  readonly subjects: number;
  readonly versions: number;
  readonly incompatible: readonly {
    readonly subject: string;
    readonly reader?: number;
    readonly writer?: number;
    readonly reason: string;
  }[];
  readonly drifted: readonly {
    readonly subject: string | null;
    readonly version: number | null;
    readonly reason: string;
  }[];
  readonly skipped?: readonly string[];
}

export interface SchemaId {
  readonly id: number;
  readonly subject: string;
  readonly version: number;
  readonly fingerprint: string;
}

export interface Field {
  readonly name: string;
  readonly type: unknown;
  readonly default?: unknown;
  readonly doc?: string;
}

const CHECK = resolve(__dirname, '../check.mjs');
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

/** What check.mjs says, with everything it prints. */
export const runCheck = (...args: string[]) =>
  spawnSync(process.execPath, [CHECK, ...args], { env: environment, encoding: 'utf8' });

/** A git repository of its own with a schemas folder. */
export class TemporarySchemas {
  readonly repository = mkdtempSync(join(tmpdir(), 'schemas-check-'));
  readonly folder = join(this.repository, 'schemas');

  constructor() {
    mkdirSync(this.folder);
    this.git('init', '-q');
  }

  remove(): void {
    rmSync(this.repository, { recursive: true, force: true });
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
    return execFileSync('git', ['-C', this.repository, ...who, ...args], {
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  commit(): void {
    this.git('add', '-A');
    this.git('commit', '-q', '-m', 'publish');
  }

  check(...args: string[]): { status: number | null; result: CheckResult } {
    const { status, stdout } = runCheck('--json', '--dir', this.folder, ...args);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    return { status, result: JSON.parse(lines[0] as string) as CheckResult };
  }

  /** schemas/<subject>/v1.avsc, v2.avsc, ... with these fields. */
  write(subject: string, ...versions: Field[][]): void {
    const dot = subject.lastIndexOf('.');
    mkdirSync(join(this.folder, subject), { recursive: true });
    versions.forEach((fields, at) => {
      const schema = { type: 'record', namespace: subject.slice(0, dot), name: subject.slice(dot + 1), fields };
      writeFileSync(join(this.folder, subject, `v${at + 1}.avsc`), JSON.stringify(schema, null, 2));
    });
  }

  putIds(ids: readonly SchemaId[]): void {
    writeFileSync(join(this.folder, 'ids.json'), JSON.stringify(ids));
  }

  /** ids.json for what lies there, as the generator makes it. */
  number(): SchemaId[] {
    const subjects = readdirSync(this.folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const ids = subjects
      .flatMap(({ name }) =>
        readdirSync(join(this.folder, name)).map((file) => ({ subject: name, version: Number(file[1]) })),
      )
      .sort((x, y) => x.subject.localeCompare(y.subject) || x.version - y.version)
      .map(({ subject, version }, at) => {
        const schema: unknown = JSON.parse(readFileSync(join(this.folder, subject, `v${version}.avsc`), 'utf8'));
        const fingerprint = createHash('sha256').update(JSON.stringify(schema)).digest('hex');
        return { id: at + 1, subject, version, fingerprint };
      });
    this.putIds(ids);
    return ids;
  }
}
