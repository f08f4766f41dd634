// Writes the pages of docs/ that are made from the code: errors.md, subscription-version.md. `--check` writes nothing and fails when a page is stale;
// `--docs FOLDER` is where the pages are, docs/ without it. Reads dist: build first.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { errorsPage } from './errors-page.mjs';
import { DEPTH } from './explored-depth.mjs';
import { rulesByCode } from './rules.mjs';
import { transitionsPage } from './transitions-page.mjs';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, docs: { type: 'string', default: join(root, 'docs') } },
});

const require = createRequire(import.meta.url);
const { ERRORS } = require('@openlnp/messages');
const { TRANSITIONS } = require('@openlnp/porting');
const pages = {
  'errors.md': errorsPage(ERRORS, rulesByCode(root)),
  'subscription-version.md': transitionsPage(TRANSITIONS, DEPTH),
};

const stale = Object.keys(pages).filter((name) => {
  const file = join(values.docs, name);
  return !existsSync(file) || readFileSync(file, 'utf8') !== pages[name];
});
if (values.check && stale.length > 0) {
  console.error(`${stale.join(', ')}: not what the code says; run npm run docs:generate`);
  process.exitCode = 1;
}
if (!values.check) for (const name of stale) writeFileSync(join(values.docs, name), pages[name]);
