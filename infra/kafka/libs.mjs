// The jars of Apache Kafka, fetched once from Maven Central into .cache/libs beside this file.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const pom = join(here, 'pom.xml');
const cache = join(here, '.cache');
const libs = join(cache, 'libs');
const stamp = join(libs, '.pom-sha256');

/** An error of this folder: `code` is prerequisite_missing, port_in_use, start_failed or fetch_failed. */
export const failure = (code, message) => Object.assign(new Error(message), { code });

export async function requireCommand(command, install) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const found = await access(join(folder, command)).then(
      () => true,
      () => false,
    );
    if (found) return;
  }
  throw failure('prerequisite_missing', `${command} is not installed: ${install}`);
}

async function isFresh() {
  const wanted = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const got = await readFile(stamp, 'utf8').catch(() => '');
  return { wanted, fresh: got === wanted };
}

/** Runs a command to its end; rejects with the last lines of its output. */
export function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(output);
      else reject(new Error(`${command} ended with ${status}: ${output.trim().split('\n').slice(-5).join(' | ')}`));
    });
  });
}

async function download(wanted) {
  await requireCommand(
    'mvn',
    'it fetches Kafka once; install Apache Maven 3.8 or later (Debian: apt-get install maven)',
  );
  console.error('kafka: fetching Apache Kafka 4.4.0 (45 jars, 43 MB) from Maven Central, once');
  const fetched = join(cache, `fetch-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    const copy = ['dependency:copy-dependencies', `-DoutputDirectory=${fetched}`, '-DincludeScope=runtime'];
    const fetch = () => run('mvn', ['-q', '-B', '-f', pom, ...copy]);
    // Once more: Maven keeps what it has got, and a line that breaks off is no reason to give up.
    await fetch()
      .catch(fetch)
      .catch((error) => {
        throw failure('fetch_failed', `kafka: the jars could not be fetched: ${error.message}`);
      });
    await writeFile(join(fetched, '.pom-sha256'), wanted);
    // The complete folder appears under its name at once, or not at all.
    await rm(libs, { recursive: true, force: true });
    await rename(fetched, libs);
  } finally {
    await rm(fetched, { recursive: true, force: true });
  }
}

const LOCK_STALE_MS = 10 * 60_000;

/** Folder with the jars. Several starters may call at once: one fetches, the others wait for it. */
export async function ensureLibs() {
  await mkdir(cache, { recursive: true });
  const lock = join(cache, 'fetch.lock');
  for (;;) {
    const { wanted, fresh } = await isFresh();
    if (fresh) return libs;
    const mine = await mkdir(lock).then(
      () => true,
      (error) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (mine) {
      try {
        await writeFile(join(lock, 'pid'), String(process.pid));
        if (!(await isFresh()).fresh) await download(wanted);
        return libs;
      } finally {
        await rm(lock, { recursive: true, force: true });
      }
    }
    if (await abandoned(lock)) await rm(lock, { recursive: true, force: true });
    else await delay(200);
  }
}

async function abandoned(lock) {
  const age = await stat(lock).then(
    (s) => Date.now() - s.mtimeMs,
    () => 0,
  );
  if (age > LOCK_STALE_MS) return true;
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => ''));
  if (!pid) return age > 5000;
  return !isAlive(pid);
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
