import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What decides which mutants are made, and which tests look at them. */
const SETTINGS = ['tests/mutation/stryker.config.cjs', 'tests/mutation/unit-tests.cjs', 'infra/quality/fast-check.cjs'];

/**
 * SHA-256 (hex) of what a report is of: the names and the text of all sources of some packages, unit tests included, and the
 * settings under which they are mutated.
 */
export function digestOf(root, packages) {
  const hash = createHash('sha256');
  for (const name of SETTINGS) hash.update(`${name}\0${readFileSync(join(root, name), 'utf8')}\0`);
  for (const name of packages) {
    const folder = join(root, 'packages', name, 'src');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    for (const file of files.sort()) hash.update(`${name}/${file}\0${readFileSync(join(folder, file), 'utf8')}\0`);
  }
  return hash.digest('hex');
}
