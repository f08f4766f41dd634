// Which schema changes are allowed (design: Wire). What the registry stores or is sent: every newer version reads every older
// one. What carriers read: both ways, since their readers stay as old as they are.
import { createRequire } from 'node:module';

const { Type } = createRequire(new URL('../../packages/messages/package.json', import.meta.url))('avsc');

const RULES = {
  'openlnp.event': 'backward',
  'openlnp.request': 'backward',
  'openlnp.command': 'backward',
  'openlnp.message': 'full',
  'openlnp.download': 'full',
  'openlnp.acknowledgement': 'full',
};

const ruleOf = (subject) => RULES[subject.split('.').slice(0, 2).join('.')];

/** Every pair of versions of which one cannot read the other: [{subject, reader, writer, reason}]. */
export function incompatibilities(files) {
  const subjects = [...new Set(files.map(({ subject }) => subject))];
  return subjects.flatMap((subject) =>
    ofSubject(
      subject,
      files.filter((file) => file.subject === subject),
    ),
  );
}

function ofSubject(subject, versions) {
  const rule = ruleOf(subject);
  if (rule === undefined) return [{ subject, reason: 'its namespace has no compatibility rule' }];
  const types = new Map();
  for (const { version, schema } of versions) {
    try {
      types.set(version, Type.forSchema(structuredClone(schema), { registry: {} }));
    } catch (error) {
      return [{ subject, version, reason: `not a valid schema: ${error.message}` }];
    }
  }
  const pairs = versions.flatMap((reader) => versions.map((writer) => ({ reader, writer })));
  return pairs
    .filter(({ reader, writer }) => (rule === 'full' ? reader !== writer : reader.version > writer.version))
    .flatMap(({ reader, writer }) => {
      const reason = whyNot(types, reader, writer);
      return reason === undefined ? [] : [{ subject, reader: reader.version, writer: writer.version, reason }];
    });
}

function whyNot(types, reader, writer) {
  try {
    types.get(reader.version).createResolver(types.get(writer.version));
  } catch (error) {
    return error.message;
  }
  return otherMeaning(reader.schema, writer.schema, '');
}

// Avro ignores logical types when it resolves, but milliseconds read as microseconds are wrong.
function otherMeaning(reader, writer, path) {
  const [a, b] = [withoutNull(reader), withoutNull(writer)];
  if (typeof a !== 'object' && typeof b !== 'object') return undefined;
  if (a.logicalType !== b.logicalType)
    return `${path}: ${b.logicalType ?? 'no logical type'} became ${a.logicalType ?? 'none'}`;
  if (a.type === 'array' && b.type === 'array') return otherMeaning(a.items, b.items, `${path}[]`);
  for (const field of a.fields ?? []) {
    const same = (b.fields ?? []).find(({ name }) => name === field.name);
    const found = same && otherMeaning(field.type, same.type, `${path}.${field.name}`);
    if (found) return found;
  }
  return undefined;
}

const withoutNull = (schema) =>
  Array.isArray(schema) && schema.length === 2 ? (schema.find((branch) => branch !== 'null') ?? schema) : schema;

/** Where files, ids.json and what was published before differ: [{subject, version, reason}]. */
export function drift(files, ids, published) {
  const key = ({ subject, version }) => `${subject} v${version}`;
  const found = [];
  const say = ({ subject, version }, reason) => found.push({ subject, version, reason });
  const byKey = new Map(files.map((file) => [key(file), file]));
  const idOf = new Map(ids.map((id) => [key(id), id]));

  for (const file of files) {
    const { namespace, name } = file.schema;
    if (`${namespace}.${name}` !== file.subject) say(file, `the file holds ${namespace}.${name}`);
    if (file.version > 1 && !byKey.has(key({ ...file, version: file.version - 1 })))
      say(file, 'the version before is missing');
    if (!idOf.has(key(file))) say(file, 'it has no id: run npm run schemas:generate');
  }
  for (const id of ids) {
    const file = byKey.get(key(id));
    if (file === undefined) say(id, `its file is gone, and its id ${id.id} is for ever`);
    else if (file.fingerprint !== id.fingerprint)
      say(id, 'the schema is not what ids.json says: a change needs a new version');
    if (!Number.isInteger(id.id) || id.id < 1) say(id, `${id.id} is no id`);
    if (ids.some((other) => other !== id && other.id === id.id)) say(id, `id ${id.id} is given twice`);
    if (idOf.get(key(id)) !== id) say(id, 'it has two ids');
  }
  for (const before of published) {
    const now = idOf.get(key(before));
    if (now === undefined) say(before, `its published id ${before.id} was taken away`);
    else if (now.id !== before.id) say(before, `its published id ${before.id} became ${now.id}`);
    else if (now.fingerprint !== before.fingerprint)
      say(before, 'it was published with other content: a change needs a new version');
  }
  return found;
}
