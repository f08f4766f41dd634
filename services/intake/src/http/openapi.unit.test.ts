import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED_SCHEMAS } from '@openlnp/messages';
import { decodeJsonRequest } from '../accept';
import { createApp } from './app';
import { EXAMPLES } from './openapi/examples';
import { DEFAULT_OPTIONS } from './options';
import { fakeDeps } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();

interface Operation {
  readonly operationId: string;
  readonly security: object[];
  readonly parameters?: { readonly name: string; readonly in: string }[];
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, { properties?: object; required?: string[] }>;
    readonly securitySchemes: object;
  };
}

async function document(): Promise<Document> {
  const door = await startDoor(fakeDeps());
  const answer = await door.ask({ url: '/openapi.json' });
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  return answer.json<Document>();
}

const operations = ({ paths }: Document): [string, string, Operation][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [method, path, operation]),
  );

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

describe('/openapi.json', () => {
  it('describes every route that Fastify has, and no other', async () => {
    const app = await createApp(fakeDeps(), DEFAULT_OPTIONS);
    // Fastify's own list, a tree with one part of a path a line: four characters of drawing for each level.
    const parts: string[] = [];
    const registered = app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((line) => {
        const match = /^(.*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/u.exec(line);
        if (match === null) return [];
        parts.splice((match[1] ?? '').length / 4, Number.POSITIVE_INFINITY, match[2] ?? '');
        return (match[3] ?? '').split(', ').map((method) => `${method} ${parts.join('')}`);
      })
      .filter((route) => !route.startsWith('HEAD ') && !route.startsWith(' '));
    await app.close();
    const described = operations(await document()).map(
      ([method, path]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(registered.length).toBeGreaterThan(15);
    expect(described.sort()).toEqual(registered.sort());
  });

  it('points only at what it holds', async () => {
    const whole = await document();
    const refs = references(whole);
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs)
      expect(Object.keys(whole.components.schemas)).toContain(ref.replace('#/components/schemas/', ''));
  });

  it('names every parameter of every path, and each operation once', async () => {
    const all = operations(await document());
    for (const [, path, { parameters = [] }] of all) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    }
    expect(new Set(all.map(([, , { operationId }]) => operationId)).size).toBe(all.length);
  });

  it('says which routes need a token, as the door does', async () => {
    const door = await startDoor(fakeDeps());
    for (const [method, path, { security, responses }] of operations(await document())) {
      if (path === '/openapi.json') continue;
      const answer = await door.ask({ method: method.toUpperCase(), url: path.replaceAll(/\{\w+\}/g, '1') });
      expect([path, answer.statusCode === 401]).toEqual([path, security.length > 0]);
      expect(Object.keys(responses)).toContain(String(answer.statusCode));
    }
  });

  it('says where Acting-For counts: where a token is needed, but for what only the operator may change', async () => {
    const takes = ({ parameters = [] }: Operation) => parameters.some(({ name }) => name === 'Acting-For');
    const all = operations(await document());
    expect(all.filter(([method, , one]) => method !== 'get' && takes(one)).map(([, path]) => path)).toEqual([
      '/v1/requests',
      '/v1/lsms/acknowledgements',
    ]);
    for (const [method, , operation] of all) {
      if (method === 'get') expect(takes(operation)).toBe(operation.security.length > 0);
      if (takes(operation)) expect(JSON.stringify(operation.responses)).toContain('acting_for_not_associated');
    }
  });

  it('takes its requests from the Avro schemas, with the kind', async () => {
    const { components } = await document();
    const subjects = PUBLISHED_SCHEMAS.map(({ subject }) => subject).filter((subject) =>
      subject.startsWith('openlnp.request.'),
    );
    expect(subjects).toContain('openlnp.request.NewSpCreate');
    for (const subject of subjects) {
      const schema = components.schemas[subject.replace('openlnp.', '')];
      expect(schema?.properties).toMatchObject({ kind: { const: subject.split('.').at(-1) } });
      expect(schema?.required).toContain('kind');
    }
  });

  it('shows examples whose fields are those of the schema', async () => {
    const { components } = await document();
    for (const example of Object.values(EXAMPLES.requests)) {
      const { properties = {}, required = [] } = components.schemas[`request.${example.kind}`] ?? {};
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(example)));
      expect(Object.keys(example)).toEqual(expect.arrayContaining(required));
    }
  });

  it('shows an example of every kind of request, and each would be taken in', async () => {
    const { components } = await document();
    const kinds = Object.keys(components.schemas).flatMap((name) => name.split('request.')[1] ?? []);
    const examples = Object.values(EXAMPLES.requests);
    expect([...new Set<string>(examples.map(({ kind }) => kind))].sort()).toEqual(kinds.sort());
    for (const example of examples) expect(decodeJsonRequest(example)).toMatchObject({ ok: true });
  });

  it('tells of every code that the shape of a request may be refused with', async () => {
    const submit = operations(await document()).find(([method, path]) => `${method} ${path}` === 'post /v1/requests');
    const sources = ['../shape.ts', '../json-fault.ts'].map((file) => readFileSync(join(__dirname, file), 'utf8'));
    const codes = [...sources.join().matchAll(/'(invalid_\w+)'/g)].map(([, code]) => code as string);
    expect(codes.length).toBeGreaterThan(20);
    const told = JSON.stringify(submit?.[2].responses);
    expect(codes.filter((code) => !told.includes(`\`${code}\``))).toEqual([]);
  });
});
