// What the checks have in common (conformance, explore, sabotage, mutation): how a command line is read, and what is kept of a run
// in reports/NAME.json. Exit codes: 0 all held, 1 something fell short, 2 wrong use, 3 a prerequisite is missing.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const HELD = 0;
export const FELL_SHORT = 1;
export const WRONG_USE = 2;
export const PREREQUISITE_MISSING = 3;

/** Ends a check with a line for people. */
export class Stop extends Error {
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What the command line says, by the options of node:util; throws Stop with the usage for what it cannot mean, and for --help. */
export function optionsOf(options, usage) {
  let values;
  try {
    values = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    throw new Stop(WRONG_USE, `${error.message}\n${usage}`);
  }
  if (values.help) throw new Stop(HELD, usage);
  return values;
}

function git(...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/** Undefined outside a git repository. */
export const commitNow = () => git('rev-parse', 'HEAD');

/** Under what a result came to be. `seed` is null for a check without randomness. */
export const conditionsOf = (started, seed = null) => ({
  commit: commitNow() ?? null,
  uncommittedChanges: (git('status', '--porcelain') ?? '') !== '',
  seed,
  at: new Date().toISOString(),
  seconds: Math.round((performance.now() - started) / 100) / 10,
  node: process.version,
  cores: cpus().length,
  load: Math.round(loadavg()[0] * 10) / 10,
});

export const reportFile = (name, folder = join(root, 'reports')) => join(folder, `${name}.json`);

export function saveReport(file, result) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}

/** A report as it was left; throws Stop when there is none. */
export function readReport(file, name) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Stop(PREREQUISITE_MISSING, `no report to print (${error.message}); make one with: npm run ${name}`);
  }
}

/** The report as it was left, and why it does not count; throws Stop when there is none. */
export function savedReport(file, name, commit = commitNow()) {
  const report = readReport(file, name);
  const stale =
    report.commit === commit ? undefined : `the report is of commit ${report.commit}, and this is ${commit}`;
  return { report, stale };
}

/**
 * Runs a check's `main`, which gives its exit code. A Stop becomes a line on stderr (help on stdout) and its code; who asked for
 * JSON learns what is missing from it.
 */
export async function runCheck(main) {
  // Whoever reads only the first lines closes the pipe.
  process.stdout.on('error', () => process.exit());
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console[error.exitCode === HELD ? 'log' : 'error'](error.message);
    if (error.exitCode === PREREQUISITE_MISSING && process.argv.includes('--json'))
      console.log(JSON.stringify({ skipped: [error.message] }));
    process.exitCode = error.exitCode;
  }
}
