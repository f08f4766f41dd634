import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createCatalogue } from './avro/catalogue';
import { ERRORS } from './errors';
import { PUBLISHED_SCHEMAS } from './generated/schemas';
import { jsonFormOf } from './json';
import { Faults } from './json/form';
import { createWire, decodeWire } from './wire';

interface Golden {
  readonly subject: string;
  readonly version: number;
  readonly schemaId: number;
  readonly samples: readonly { readonly name: string; readonly record: unknown }[];
}

const FOLDER = resolve(__dirname, '../../../tests/golden');
const HOW_TO_ADD = 'run: node infra/schemas/add-golden.mjs';
const read = (...path: string[]): string => readFileSync(join(FOLDER, ...path), 'utf8');
const pathsOf = (subject: string, version: number) => ['json', 'hex'].map((kind) => `${subject}/v${version}.${kind}`);
const published = PUBLISHED_SCHEMAS.map((schema) => [`${schema.subject} v${schema.version}`, schema] as const);

describe('golden bytes', () => {
  it('are there for every schema version, and for nothing else', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const found = folders.flatMap(({ name }) => readdirSync(join(FOLDER, name)).map((file) => `${name}/${file}`));
    const wanted = PUBLISHED_SCHEMAS.flatMap(({ subject, version }) => pathsOf(subject, version));
    expect({ missing: wanted.filter((path) => !existsSync(join(FOLDER, path))), howToAdd: HOW_TO_ADD }).toEqual({
      missing: [],
      howToAdd: HOW_TO_ADD,
    });
    expect(found.filter((path) => !wanted.includes(path))).toEqual([]);
  });

  it.each(published)('of %s are what the codecs write and read', (_name, schema) => {
    const golden = JSON.parse(read(schema.subject, `v${schema.version}.json`)) as Golden;
    const lines = read(schema.subject, `v${schema.version}.hex`).trimEnd().split('\n');
    expect(golden).toMatchObject({ subject: schema.subject, version: schema.version, schemaId: schema.id });
    expect(lines).toHaveLength(golden.samples.length);
    expect(lines.length).toBeGreaterThan(0);

    // This version alone is the newest here, so it is the one written.
    const alone = createCatalogue([schema]);
    const wire = createWire(alone);
    const form = jsonFormOf(alone.newest(schema.subject));
    golden.samples.forEach(({ name, record }, at) => {
      const bytes = Buffer.from(lines[at] as string, 'hex');
      const faults = new Faults();
      const data = form.fromJson(record, '', faults) as object;
      expect({ name, errors: faults.errors }).toEqual({ name, errors: [] });
      expect({ name, hex: wire.encodeWire(schema.subject, data).toString('hex') }).toEqual({ name, hex: lines[at] });
      expect({ name, record: form.toJson(wire.decodeWire(bytes).data) }).toEqual({ name, record });
      // Today's reader, whatever version is the newest by now.
      expect(decodeWire(bytes)).toMatchObject({
        subject: schema.subject,
        version: schema.version,
        schemaId: schema.id,
      });
    });
  });
});

describe('error codes', () => {
  it('keep their numbers for ever, and every one is pinned', () => {
    const numbers = Object.fromEntries(Object.entries(ERRORS).map(([code, { number }]) => [code, number]));
    expect({ howToAdd: HOW_TO_ADD, ...numbers }).toEqual({
      howToAdd: HOW_TO_ADD,
      ...JSON.parse(read('error-codes.json')),
    });
  });
});
