import { fromJson, PUBLISHED_SCHEMAS, toJson } from '@openlnp/messages';
import { EVERY_REQUEST } from '../testing/every-request';
import { registryDouble, type Sent } from '../testing/registry-double';

const { sent, lnp } = registryDouble();

const NAMESPACE = 'openlnp.request.';
const KINDS = [...new Set(PUBLISHED_SCHEMAS.map(({ subject }) => subject))]
  .filter((subject) => subject.startsWith(NAMESPACE))
  .map((subject) => subject.slice(NAMESPACE.length));

type Type = string | readonly Type[] | Named;
interface Named {
  readonly type: Type;
  readonly namespace?: string;
  readonly name?: string;
  readonly items?: Type;
  readonly fields?: readonly { readonly name: string; readonly type: Type; readonly default?: unknown }[];
}
interface Field {
  /** Such as optionalData.altSpid. */
  readonly path: string;
  readonly default: unknown;
}

const schemaOf = (kind: string): Named =>
  PUBLISHED_SCHEMAS.filter(({ subject }) => subject === `${NAMESPACE}${kind}`).reduce((a, b) =>
    a.version > b.version ? a : b,
  ).schema as Named;

/** Every field at every depth: what is no record itself. */
function fieldsOf(kind: string): Field[] {
  const records = new Map<string, Named>();
  const recordIn = (type: Type): Named | undefined => {
    if (typeof type === 'string') return records.get(type);
    if ('length' in type) return type.map(recordIn).find((found) => found !== undefined);
    if (type.type === 'array' && type.items !== undefined) return recordIn(type.items);
    if (type.type !== 'record') return undefined;
    records.set(`${type.namespace}.${type.name}`, type);
    return type;
  };
  const below = ({ fields = [] }: Named, prefix: string): Field[] =>
    fields.flatMap((field) => {
      const path = `${prefix}${field.name}`;
      const record = recordIn(field.type);
      return record === undefined ? [{ path, default: field.default }] : below(record, `${path}.`);
    });
  return below(schemaOf(kind), '');
}

/** All values at a path; several where an array lies on it. */
function valuesAt(data: unknown, [key, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(data)) return data.flatMap((item) => valuesAt(item, key === undefined ? [] : [key, ...rest]));
  if (key === undefined) return [data];
  if (typeof data !== 'object' || data === null) return [];
  return valuesAt((data as Record<string, unknown>)[key], rest);
}

/** The request that a call of the registry stands for: a few kinds have an address of their own. */
function requestOf({ method, path, body }: Sent): object {
  const { pathname, searchParams } = new URL(path, 'http://registry');
  const last = decodeURIComponent(pathname.split('/').at(-1) ?? '');
  if (method === 'DELETE') return { kind: 'TokenRevoke', tokenId: last, spid: searchParams.get('spid') };
  if (method === 'PUT') return { kind: 'TunableSet', name: last, ...body };
  expect([method, path]).toEqual(['POST', '/v1/requests']);
  return body;
}

describe('every kind of request', () => {
  it.each(EVERY_REQUEST)('%s is said by lnp %j', async (kind, args, data) => {
    expect(await lnp(...args)).toMatchObject({ code: 0, err: '' });
    expect(sent.map(requestOf)).toHaveLength(1);
    const [{ kind: saidKind, ...body }] = sent.map(requestOf) as [{ kind?: string }];
    expect(saidKind).toBe(kind);
    // As the registry reads it: what was left out has its default there.
    const read = fromJson(`${NAMESPACE}${kind}`, body);
    const meant = fromJson(`${NAMESPACE}${kind}`, data);
    if (!read.ok || !meant.ok) throw new Error(JSON.stringify([read, meant]));
    expect(toJson(`${NAMESPACE}${kind}`, read.data)).toEqual(toJson(`${NAMESPACE}${kind}`, meant.data));
    expect(body).toMatchObject(data);
  });

  it.each(KINDS)('%s can be said with each of its fields', (kind) => {
    const said = EVERY_REQUEST.filter(([one]) => one === kind).map(([, , data]) => data);
    expect(said).not.toEqual([]);
    // Null and the default are what a field has that no option can say.
    const unsaid = fieldsOf(kind).filter((field) => {
      const values = said.flatMap((data) => valuesAt(data, field.path.split('.')));
      return values.every((value) => value === null || value === undefined || value === field.default);
    });
    expect(unsaid.map(({ path }) => path)).toEqual([]);
  });

  it('is in the table under a kind that there is', () => {
    expect(EVERY_REQUEST.map(([kind]) => kind).filter((kind) => !KINDS.includes(kind))).toEqual([]);
    expect(fieldsOf('Modify').map(({ path }) => path)).toEqual(
      expect.arrayContaining(['classPointCode.dpc', 'wsmscPointCode.ssn', 'optionalData.smsUri', 'clear']),
    );
    expect(fieldsOf('ServiceProviderModify').map(({ path }) => path)).toContain('notificationPriorities.priority');
  });
});
