import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore } from '@openlnp/event-store';
import { formatTn, parseTn, type Tn } from '@openlnp/numbering';
import type { Sv } from '@openlnp/porting';
import { foldNumber, numberEvents, type SvPage, type SvQuery } from '@openlnp/service';
import { type Criteria, factsOf, matches } from './version-facts';
import type { VersionIndex, VersionKey } from './version-index';

/** Versions in one answer when the question does not say. */
const DEFAULT_LIMIT = 50;
/** Rows that one turn of the event loop looks at: some milliseconds. */
const EFFORT = 5_000;
const BEGINNING: VersionKey = { tn: 0 as Tn, svId: 0 };

/** What a page is cut from. */
export interface Searched {
  readonly store: EventStore;
  readonly index: VersionIndex;
  /** Most versions in one answer. */
  readonly maximum: number;
  /** A version as JSON. */
  readonly view: (sv: Sv) => object;
}

/**
 * One page of the versions that meet the criteria, by number, then by version id.
 *
 * N285, which asks for one of two things where more is found than an answer may hold: this gives the first `maximum` and the place
 * to go on (`next`), to everybody. The other one, an error, is for clients that cannot page; here each answer says whether it was
 * all, so that nobody takes a part for the whole. A `limit` above the maximum is the maximum. A page is not a snapshot: versions
 * that change between two pages are found where they are then.
 */
export async function pageOf(
  { store, index, maximum, view }: Searched,
  criteria: Criteria,
  { limit = DEFAULT_LIMIT }: Pick<SvQuery, 'limit'>,
  after: VersionKey | undefined,
): Promise<SvPage> {
  const size = Math.min(limit, maximum);
  const keys = await find(
    index,
    criteria,
    after === undefined ? BEGINNING : { tn: after.tn, svId: after.svId + 1 },
    size + 1,
  );
  const wanted = keys.slice(0, size);
  const last = wanted.at(-1);
  return {
    subscriptionVersions: (await read(store, wanted, criteria)).map(view),
    next: keys.length > size && last !== undefined ? cursorOf(last) : null,
  };
}

async function find(index: VersionIndex, criteria: Criteria, start: VersionKey, limit: number): Promise<VersionKey[]> {
  const keys: VersionKey[] = [];
  let from: VersionKey | undefined = start;
  while (from !== undefined) {
    const found = index.find(criteria, from, limit - keys.length, EFFORT);
    keys.push(...found.keys);
    from = keys.length < limit ? found.from : undefined;
    if (from !== undefined) await nextTurn();
  }
  return keys;
}

/** The versions from their streams. What has changed since the index found it must meet the criteria still. */
async function read(store: EventStore, keys: readonly VersionKey[], criteria: Criteria): Promise<Sv[]> {
  const byTn = new Map<Tn, Set<number>>();
  for (const { tn, svId } of keys) byTn.set(tn, (byTn.get(tn) ?? new Set()).add(svId));
  const found: Sv[] = [];
  for (const [tn, svIds] of byTn) {
    const { versions } = foldNumber(tn, await numberEvents(store, tn));
    const here = versions.filter((sv) => svIds.has(sv.svId) && matches(factsOf(sv), criteria));
    found.push(...here.sort((a, b) => a.svId - b.svId));
  }
  return found;
}

const cursorOf = ({ tn, svId }: VersionKey): string => Buffer.from(`${formatTn(tn)}.${svId}`).toString('base64url');

/** The place that a cursor names: the last version given. Undefined for a text that is no cursor. */
export function placeOf(cursor: string): VersionKey | undefined {
  const match = /^(\d{10})\.(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const tn = match === null ? undefined : parseTn(match[1] as string);
  return match === null || tn === undefined ? undefined : { tn, svId: Number(match[2]) };
}
