import { Type } from 'avsc';
import type { PublishedSchema } from '../generated/schemas';
import { type ByteCheck, compileByteCheck } from './byte-check';
import type { AvroRecord } from './schema';

type Resolver = ReturnType<Type['createResolver']>;

/** One published schema, ready to read and write. */
export interface SchemaVersion {
  readonly id: number;
  readonly subject: string;
  readonly version: number;
  readonly schema: AvroRecord;
  /** Record name without namespace. */
  readonly name: string;
  readonly namespace: string;
  /** Compiled at first use. */
  readonly type: Type;
  readonly check: ByteCheck;
  /** The newest version of the subject. */
  readonly newest: SchemaVersion;
  /** Reads bytes of this version as the newest; undefined for the newest itself. */
  readonly resolver: Resolver | undefined;
}

export interface Catalogue {
  byId(id: number): SchemaVersion | undefined;
  /** The newest version of a subject. Throws for a subject that was never published: a bug of the caller. */
  newest(subject: string): SchemaVersion;
  version(subject: string, version: number): SchemaVersion | undefined;
  /** Newest version of each subject. */
  all(): readonly SchemaVersion[];
}

class LazyVersion implements SchemaVersion {
  readonly id: number;
  readonly subject: string;
  readonly version: number;
  readonly schema: AvroRecord;
  readonly name: string;
  readonly namespace: string;
  newest: SchemaVersion = this;
  private compiledType: Type | undefined;
  private compiledCheck: ByteCheck | undefined;
  private compiledResolver: Resolver | undefined;

  constructor(published: PublishedSchema) {
    this.id = published.id;
    this.subject = published.subject;
    this.version = published.version;
    this.schema = published.schema as AvroRecord;
    this.name = this.schema.name;
    this.namespace = this.schema.namespace ?? '';
  }

  get type(): Type {
    this.compiledType ??= compileType(this.schema);
    return this.compiledType;
  }

  get check(): ByteCheck {
    this.compiledCheck ??= compileByteCheck(this.schema);
    return this.compiledCheck;
  }

  get resolver(): Resolver | undefined {
    if (this.newest.id === this.id) return undefined;
    this.compiledResolver ??= this.newest.type.createResolver(this.type);
    return this.compiledResolver;
  }
}

function compileType(schema: AvroRecord): Type {
  // Each schema names its own types, so each has its own registry. Logical types stay what they are: instants are numbers.
  const registry: Record<string, Type> = {};
  // avsc writes into the schema it is given.
  const type = Type.forSchema(structuredClone(schema) as Parameters<typeof Type.forSchema>[0], {
    registry,
    omitRecordMethods: true,
  });
  // avsc gives each record a class of its own; so decoded records are plain objects, as those are that were never encoded.
  for (const { recordConstructor } of Object.values(registry) as { recordConstructor?: { prototype: object } }[]) {
    if (recordConstructor !== undefined) recordConstructor.prototype = Object.prototype;
  }
  return type;
}

export function createCatalogue(schemas: readonly PublishedSchema[]): Catalogue {
  const byId = new Map<number, LazyVersion>();
  const newest = new Map<string, LazyVersion>();
  for (const published of schemas) {
    if (byId.has(published.id)) throw new Error(`schema id ${published.id} is given twice`);
    const version = new LazyVersion(published);
    byId.set(published.id, version);
    if ((newest.get(version.subject)?.version ?? 0) < version.version) newest.set(version.subject, version);
  }
  for (const version of byId.values()) version.newest = newest.get(version.subject) as LazyVersion;
  return {
    byId: (id) => byId.get(id),
    newest: (subject) => {
      const found = newest.get(subject);
      if (found === undefined) throw new Error(`no schema of subject ${subject}`);
      return found;
    },
    version: (subject, version) => [...byId.values()].find((v) => v.subject === subject && v.version === version),
    all: () => [...newest.values()],
  };
}
