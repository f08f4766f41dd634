// Adds golden bytes for schema versions that have none, and pins error codes and hashes of requests that are new. Never rewrites what
// is there: stored events and carriers' programs depend on it. Before a schema is published its golden files may be deleted by hand.
// The bytes are written by avsc alone, not by the code that the goldens guard.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import '../build/build.mjs';
import { avroOf, STYLES, sampleOf } from './golden-samples.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const goldenFolder = join(root, 'tests/golden');
const schemas = join(root, 'schemas');
const requireFrom = createRequire(join(root, 'packages/messages/package.json'));
const { Type } = requireFrom('avsc');
const { ERRORS, requestHash } = requireFrom('./dist/index.js');

let added = 0;
for (const { id, subject, version } of JSON.parse(readFileSync(join(schemas, 'ids.json'), 'utf8'))) {
  const target = join(goldenFolder, subject, `v${version}`);
  if (existsSync(`${target}.json`)) continue;
  const schema = JSON.parse(readFileSync(join(schemas, subject, `v${version}.avsc`), 'utf8'));
  const samples = STYLES.map((name) => ({ name, record: sampleOf(schema, name) }));
  const type = Type.forSchema(structuredClone(schema), { registry: {} });
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  const lines = samples.map(({ record }) =>
    Buffer.concat([header, type.toBuffer(avroOf(schema, record))]).toString('hex'),
  );
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.json`, `${JSON.stringify({ subject, version, schemaId: id, samples }, null, 2)}\n`);
  writeFileSync(`${target}.hex`, `${lines.join('\n')}\n`);
  added += 1;
}

const codesFile = join(goldenFolder, 'error-codes.json');
const pinned = existsSync(codesFile) ? JSON.parse(readFileSync(codesFile, 'utf8')) : {};
const fresh = Object.entries(ERRORS).filter(([code]) => pinned[code] === undefined);
for (const [code, { number }] of fresh) pinned[code] = number;
const sorted = Object.fromEntries(Object.entries(pinned).sort(([, a], [, b]) => a - b));
if (fresh.length > 0) writeFileSync(codesFile, `${JSON.stringify(sorted, null, 2)}\n`);

const hashesFile = join(goldenFolder, 'request-hashes.json');
const hashes = existsSync(hashesFile) ? JSON.parse(readFileSync(hashesFile, 'utf8')) : {};
let hashed = 0;
for (const { subject, version } of JSON.parse(readFileSync(join(schemas, 'ids.json'), 'utf8'))) {
  const name = `${subject} v${version}`;
  if (!subject.startsWith('openlnp.request.') || hashes[name] !== undefined) continue;
  const lines = readFileSync(join(goldenFolder, subject, `v${version}.hex`), 'utf8')
    .trimEnd()
    .split('\n');
  hashes[name] = lines.map((line) => requestHash({ request: Buffer.from(line, 'hex'), actingFor: null }));
  hashed += 1;
}
const byName = Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
if (hashed > 0) writeFileSync(hashesFile, `${JSON.stringify(byName, null, 2)}\n`);

console.error(
  `added golden bytes of ${added} schema version(s), pinned ${fresh.length} error code(s), the hashes of ${hashed} request(s)`,
);
