// schemas/ as it lies on disk and in git.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of the schema's JSON without its layout, hex. */
export const fingerprintOf = (schema) => createHash('sha256').update(JSON.stringify(schema)).digest('hex');

/** All schema files, in a stable order. Throws for a file that is no JSON or is not named v<N>.avsc. */
export function readSchemas(folder) {
  const subjects = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return subjects
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => readSchema(folder, name, file)))
    .sort((a, b) => a.subject.localeCompare(b.subject) || a.version - b.version);
}

function readSchema(folder, subject, file) {
  const version = Number(/^v([1-9]\d*)\.avsc$/.exec(file)?.[1]);
  if (Number.isNaN(version)) throw new Error(`${subject}/${file} is not named v<N>.avsc`);
  try {
    const schema = JSON.parse(readFileSync(join(folder, subject, file), 'utf8'));
    return { subject, version, schema, fingerprint: fingerprintOf(schema) };
  } catch (error) {
    throw new Error(`${subject}/${file}: ${error.message}`);
  }
}

/** ids.json: [{id, subject, version, fingerprint}], empty when there is none yet. */
export function readIds(folder) {
  const file = join(folder, 'ids.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

const git = (folder, ...args) => {
  // A git hook names its own repository in the environment; here the folder says which.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  return execFileSync('git', ['-C', folder, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
};

const tryGit = (folder, ...args) => {
  try {
    return git(folder, ...args);
  } catch {
    return undefined;
  }
};

/**
 * ids.json as it stands in a commit; empty where that commit has none; undefined when it cannot be known: no git, no repository,
 * no such commit. A repository without any commit has published nothing.
 */
export function publishedIds(folder, ref = 'HEAD') {
  const text = tryGit(folder, 'show', `${ref}:./ids.json`);
  if (text !== undefined) return JSON.parse(text);
  if (tryGit(folder, 'rev-parse', '--is-inside-work-tree') === undefined) return undefined;
  const exists = tryGit(folder, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`) !== undefined;
  return exists || ref === 'HEAD' ? [] : undefined;
}
