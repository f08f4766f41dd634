// Generates TypeScript from schemas/: the Avro schema is the source. `--check` writes nothing and fails when something would change.
// A new schema file gets the next free id in schemas/ids.json; once committed, an id is never changed or reused.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedIds, readIds, readSchemas } from './files.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const check = process.argv.includes('--check');
const HEADER = '// Generated from schemas/ by `npm run schemas:generate`. Do not edit.\n';

// Where the types of a namespace live, and the name of the union of its records.
const HOMES = {
  'openlnp.common': { file: 'packages/porting/src/generated/common.ts' },
  'openlnp.event.porting': { file: 'packages/porting/src/generated/events.ts', union: 'PortingEvent' },
  'openlnp.event.network': { file: 'packages/network/src/generated/events.ts', union: 'NetworkEvent' },
  'openlnp.event': { file: 'packages/messages/src/generated/stored-event.ts' },
  'openlnp.event.request': { file: 'packages/messages/src/generated/request-events.ts', union: 'RequestEvent' },
  'openlnp.event.lsms': { file: 'packages/messages/src/generated/lsms-events.ts', union: 'LsmsEvent' },
  'openlnp.request': { file: 'packages/messages/src/generated/requests.ts', union: 'CarrierRequest' },
  'openlnp.command': { file: 'packages/messages/src/generated/commands.ts', union: 'InternalCommand' },
  'openlnp.message': { file: 'packages/messages/src/generated/notifications.ts', union: 'SoaMessage' },
  'openlnp.download': { file: 'packages/messages/src/generated/downloads.ts', union: 'Download' },
  'openlnp.acknowledgement': { file: 'packages/messages/src/generated/acknowledgements.ts', union: 'Acknowledgement' },
};
const BRANDS = ['Tn', 'Lrn', 'Spid', 'NpaNxx'];

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const stale = [];
function put(file, text) {
  const path = join(root, file);
  if (read(path) === text) return;
  stale.push(file);
  if (check) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

// 1. All schema files and their ids. What HEAD has is published: its ids and fingerprints stay. Without git everything counts as
// published.
const folder = join(root, 'schemas');
const files = readSchemas(folder);
const before = readIds(folder);
const published = publishedIds(folder) ?? before;
const same = (a, b) => a.subject === b.subject && a.version === b.version;
const ids = before
  .filter((id) => published.some((p) => p.id === id.id) || files.some((f) => same(f, id)))
  .map((id) => {
    const file = files.find((f) => same(f, id));
    const isPublished = published.some((p) => p.id === id.id);
    return file === undefined || isPublished ? id : { ...id, fingerprint: file.fingerprint };
  });
for (const f of files) {
  const known = ids.find((id) => same(id, f));
  f.id = known?.id ?? ids.reduce((max, { id }) => Math.max(max, id), 0) + 1;
  if (known === undefined) ids.push({ id: f.id, subject: f.subject, version: f.version, fingerprint: f.fingerprint });
}
put('schemas/ids.json', `[\n${ids.map((i) => `  ${JSON.stringify(i)}`).join(',\n')}\n]\n`);

// 2. TypeScript of the newest version of each subject.
const latest = new Map(files.map((f) => [f.subject, f]));
const modules = new Map();
const moduleOf = (namespace) => {
  const home = HOMES[namespace];
  if (!home) throw new Error(`no home for namespace ${namespace}: add it to HOMES`);
  if (!modules.has(namespace))
    modules.set(namespace, { ...home, records: new Map(), brands: new Set(), common: new Set(), tops: [] });
  return modules.get(namespace);
};

function tsType(type, module, field) {
  if (field?.tsType && !Array.isArray(type)) {
    if (field.tsType.startsWith("'")) return field.tsType;
    const brand = field.tsType.replace('[]', '');
    if (!BRANDS.includes(brand)) throw new Error(`unknown brand ${field.tsType}`);
    module.brands.add(brand);
    return field.tsType.endsWith('[]') ? `readonly ${field.tsType}` : field.tsType;
  }
  if (Array.isArray(type))
    return type
      .map((t) => (t === 'null' ? 'null' : tsType(t, module, field)))
      .sort((a) => (a === 'null' ? 1 : -1))
      .join(' | ');
  if (typeof type === 'object') {
    if (type.type === 'record') {
      declare(type);
      return refer(`${type.namespace}.${type.name}`, module);
    }
    if (type.type === 'array') return `readonly ${tsType(type.items, module)}[]`;
    if (type.type === 'fixed') return 'Buffer';
    return tsType(type.type, module);
  }
  const simple = {
    string: 'string',
    int: 'number',
    long: 'number',
    double: 'number',
    boolean: 'boolean',
    bytes: 'Buffer',
    null: 'null',
  };
  return simple[type] ?? refer(type, module);
}

function refer(fullName, module) {
  const name = fullName.split('.').pop();
  const namespace = fullName.slice(0, -name.length - 1);
  if (HOMES[namespace]?.file !== module.file) module.common.add(name);
  return name;
}

function declare(record) {
  const module = moduleOf(record.namespace);
  const lines = record.fields.map((field) => {
    const unit = field.type?.logicalType === 'timestamp-millis' ? 'milliseconds since the epoch' : undefined;
    const doc = [field.doc, unit].filter(Boolean).join('; ');
    return `${doc ? `  /** ${doc} */\n` : ''}  readonly ${field.name}: ${tsType(field.type, module, field)};\n`;
  });
  const text = `/** ${record.doc} */\nexport interface ${record.name} {\n${lines.join('')}}\n`;
  const before = module.records.get(record.name);
  if (before !== undefined && before !== text)
    throw new Error(`${record.namespace}.${record.name} is defined in two ways`);
  module.records.set(record.name, text);
}

for (const { schema } of latest.values()) {
  declare(schema);
  moduleOf(schema.namespace).tops.push(schema.name);
}
for (const module of modules.values()) {
  const imports = [];
  if (module.brands.size)
    imports.push(`import type { ${[...module.brands].sort().join(', ')} } from '@openlnp/numbering';\n`);
  if (module.common.size) {
    const from = module.file.startsWith('packages/porting/') ? './common' : '@openlnp/porting';
    imports.push(`import type { ${[...module.common].sort().join(', ')} } from '${from}';\n`);
  }
  const union = module.union
    ? `\nexport type ${module.union} =\n${module.tops.map((t) => `  | { readonly type: '${t}'; readonly data: ${t} }`).join('\n')};\n`
    : '';
  put(module.file, `${HEADER}${imports.join('')}\n${[...module.records.values()].join('\n')}${union}`);
}

// 3. Every schema ever published, for the codecs and for GET /schemas/ids/{id}.
const rows = [...files]
  .sort((a, b) => a.id - b.id)
  .map((f) => {
    const { id, subject, version, schema } = f;
    return `  { id: ${id}, subject: '${subject}', version: ${version}, schema: ${JSON.stringify(schema)} },`;
  });
put(
  'packages/messages/src/generated/schemas.ts',
  `${HEADER}\nexport interface PublishedSchema {\n  readonly id: number;\n  readonly subject: string;\n  readonly version: number;\n  readonly schema: object;\n}\n\n/** Every schema ever published, by id. */\nexport const PUBLISHED_SCHEMAS: readonly PublishedSchema[] = [\n${rows.join('\n')}\n];\n`,
);

if (check && stale.length) {
  console.error(`out of date: ${stale.join(', ')}\nrun: npm run schemas:generate`);
  process.exit(1);
}
console.error(check ? 'generated types match schemas/' : `generated ${stale.length} file(s)`);
