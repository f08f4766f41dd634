// Checks every change of schemas/: old data stays readable, and what was published stays as it is.
//   node infra/schemas/check.mjs [--json] [--base <commit>]... [--dir <folder>]
// Published is what HEAD has, and each --base (in CI: the branch that the change goes to).
// Exit: 0 all held, 1 something fell short, 2 wrong use, 3 a prerequisite is missing (`skipped` says which).
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drift, incompatibilities } from './compatibility.mjs';
import { publishedIds, readIds, readSchemas } from './files.mjs';

const USAGE = 'use: check.mjs [--json] [--base <commit>]... [--dir <folder with ids.json>]';

function stop(code, message) {
  console.error(message);
  process.exit(code);
}

function options() {
  try {
    const { values } = parseArgs({
      options: { json: { type: 'boolean' }, base: { type: 'string', multiple: true }, dir: { type: 'string' } },
    });
    return values;
  } catch (error) {
    return stop(2, `${error.message}\n${USAGE}`);
  }
}

function read(folder) {
  if (!existsSync(folder)) return stop(2, `there is no folder ${folder}\n${USAGE}`);
  try {
    return { files: readSchemas(folder), ids: readIds(folder), unreadable: [] };
  } catch (error) {
    return { files: [], ids: [], unreadable: [{ subject: null, version: null, reason: error.message }] };
  }
}

const { json = false, base = [], dir } = options();
const folder = resolve(dir ?? fileURLToPath(new URL('../../schemas', import.meta.url)));
const { files, ids, unreadable } = read(folder);

const refs = [...new Set(['HEAD', ...base])];
const bases = refs.map((ref) => ({ ref, ids: publishedIds(folder, ref) }));
const skipped = bases
  .filter((b) => b.ids === undefined)
  .map(({ ref }) => `published schemas of ${ref}: git cannot show them`);
const published = bases.flatMap((b) => b.ids ?? []);

const all = unreadable.length > 0 ? unreadable : drift(files, ids, published);
const result = {
  subjects: new Set(files.map(({ subject }) => subject)).size,
  versions: files.length,
  incompatible: incompatibilities(files),
  // Several bases may say the same.
  drifted: all.filter((one, at) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at),
  ...(skipped.length === 0 ? {} : { skipped }),
};

for (const { subject, reader, writer, reason } of result.incompatible) {
  console.error(
    `incompatible: ${subject}${reader === undefined ? '' : ` v${reader} cannot read v${writer}`}: ${reason}`,
  );
}
for (const { subject, version, reason } of result.drifted)
  console.error(`drifted: ${subject === null ? '' : `${subject} v${version}: `}${reason}`);
for (const what of skipped) console.error(`skipped: ${what}`);
console.error(
  `${result.subjects} subjects, ${result.versions} versions, ${result.incompatible.length} incompatible, ${result.drifted.length} drifted`,
);
if (json) console.log(JSON.stringify(result));
process.exitCode = result.incompatible.length + result.drifted.length > 0 ? 1 : skipped.length > 0 ? 3 : 0;
