// Under what conditions a figure was measured, and where it is kept.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const loadAtStart = loadavg()[0];

const git = (...args) => {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

/** What a reader needs to judge the figures. */
export function conditions({ seed, runs, kafka, smoke }) {
  const processors = cpus();
  return {
    commit: git('rev-parse', 'HEAD') ?? 'unknown',
    uncommittedChanges: (git('status', '--porcelain') ?? '') !== '',
    at: new Date().toISOString(),
    seed,
    runs,
    smoke,
    mode: kafka ? 'one process for each service, around a real Kafka' : 'one process, embedded store and broker',
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    sync: kafka
      ? 'store: fdatasync for each group of appends before it is answered; Kafka: acks=all, one replica, no fsync of its own'
      : 'store and broker: fdatasync for each group before it is answered',
    folder: tmpdir(),
    /** Of the whole machine over the last minute: above the number of cores somebody else was working too. */
    load: { atStart: loadAtStart, atEnd: loadavg()[0] },
  };
}

/** Leaves the result in reports/, which is not kept in git. */
export function saveReport({ name, kafka }, result) {
  const file = join(root, 'reports', `bench-${name}${kafka ? '-kafka' : ''}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}
