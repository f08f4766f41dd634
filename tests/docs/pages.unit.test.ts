import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ERRORS } from '@openlnp/messages';
import { addSizeMetrics, createMetrics, stateMetrics } from '@openlnp/service';

// What a page says of the code is compared with the code, so that the page does not stay behind.

const root = resolve(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Schema {
  readonly namespace: string;
  readonly name: string;
  readonly fields: readonly { readonly name: string }[];
}

/** The newest version of every schema of a namespace. */
function schemasOf(namespace: string): Schema[] {
  return readdirSync(join(root, 'schemas'))
    .filter((subject) => subject.startsWith(`${namespace}.`))
    .map((subject) => {
      const versions = readdirSync(join(root, 'schemas', subject)).length;
      return JSON.parse(read(`schemas/${subject}/v${versions}.avsc`)) as Schema;
    });
}

const code = (text: string): string => `\`${text}\``;
const missingIn = (page: string, words: readonly string[]): string[] =>
  words.filter((word) => !page.includes(code(word)) && !page.includes(`\`${word}=`));

describe('docs/carriers.md', () => {
  const page = read('docs/carriers.md');

  it.each(schemasOf('openlnp.request').map((schema) => [schema.name, schema] as const))(
    'tells of the request %s and all of its fields',
    (name, { fields }) => {
      expect(missingIn(page, [name, ...fields.map((field) => field.name)])).toEqual([]);
    },
  );

  it('gives every kind the schema id that it has', () => {
    const ids = JSON.parse(read('schemas/ids.json')) as { id: number; subject: string }[];
    const rows = [...page.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, kind, id]) => ({ kind, id: Number(id) }));
    expect(rows.length).toBeGreaterThan(6);
    for (const row of rows) {
      const newest = ids.filter(({ subject }) => subject === `openlnp.request.${row.kind}`).at(-1)?.id;
      expect(row).toEqual({ ...row, id: newest });
    }
  });

  it.each(schemasOf('openlnp.message').map((schema) => [schema.name, schema] as const))(
    'tells of the message %s and all of its fields',
    (name, { fields }) => {
      expect(missingIn(page, [name, ...fields.map((field) => field.name)])).toEqual([]);
    },
  );
});

describe('docs/auditors.md', () => {
  it('tells of every event of a number', () => {
    const events = schemasOf('openlnp.event.porting')
      .map(({ name }) => name)
      // Of a block of version ids, and of a range when its numbers have their events: neither is part of a number's history.
      .filter((name) => name !== 'SvIdsReserved' && name !== 'RangeCompleted');
    expect(events.length).toBeGreaterThan(10);
    expect(missingIn(read('docs/auditors.md'), events)).toEqual([]);
  });
});

describe('docs/operators.md', () => {
  const page = read('docs/operators.md');

  it('tells of every metric', () => {
    const metrics = createMetrics();
    addSizeMetrics(metrics, { data: root, store: __dirname, broker: __dirname });
    const state = stateMetrics({
      services: {},
      store: { head: '0', relayed: '0', lag: 0 },
      lastDownload: 0,
      consumers: [],
      lsms: [],
    });
    const names = [metrics.registry, state].flatMap((registry) =>
      registry.getMetricsAsArray().map((metric) => (metric as unknown as { name: string }).name),
    );
    expect(names).toContain('lnp_requests_accepted_total');
    expect(names).toContain('lnp_data_free_bytes');
    expect(missingIn(page, names)).toEqual([]);
  });

  it('tells of every setting', () => {
    const source = read('services/registry/src/config.ts');
    const settings = [...new Set(source.match(/\bLNP_[A-Z_]+\b/g))];
    const flags = [...source.matchAll(/^ {6}(\w+): \{ type: '(?:string|boolean)'/gm)].map(([, flag]) => flag as string);
    expect(settings.length).toBeGreaterThan(8);
    expect(flags).toContain('sandbox');
    expect(missingIn(page, settings)).toEqual([]);
    expect(flags.filter((flag) => flag !== 'help' && !page.includes(`\`--${flag}`))).toEqual([]);
  });
});

const PAGES = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);

/** As GitHub makes it from a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) => anchorOf(heading as string));

describe.each(PAGES)('%s', (name) => {
  const page = read(name);

  it('links to what is there', () => {
    const targets = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string);
    const broken = targets.filter((target) => {
      if (/^https?:/.test(target)) return false;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? name : relative(root, resolve(root, dirname(name), path));
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && file.endsWith('.md') && !anchorsOf(read(file)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('shows no code of an error that is not in the table', () => {
    const shown = [...page.matchAll(/"code":"([a-z0-9_]+)","number":(\d+)/g)].map(([, error, number]) => ({
      error: error as string,
      number: Number(number),
    }));
    const table: Readonly<Record<string, { readonly number: number }>> = ERRORS;
    expect(shown.filter(({ error, number }) => table[error]?.number !== number)).toEqual([]);
  });
});
