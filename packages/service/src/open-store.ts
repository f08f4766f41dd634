import { type EventStore, openEsdbStore, openLmdbStore } from '@openlnp/event-store';
import { eventCodec, eventJsonCodec } from '@openlnp/messages';
import { dataParts } from './data-folder';
import type { Log } from './log';

/** Where a registry's facts are. */
export type StoreAddress =
  /** `folder` is the data folder: the store itself is in `store/` below it. */
  { readonly kind: 'embedded'; readonly folder: string } | { readonly kind: 'server'; readonly url: string };

/** Code invalid_event_store: the text names no event store. It does not repeat the text, which may hold a password. */
export class StoreAddressError extends Error {
  readonly code = 'invalid_event_store';
}

const FORMS = 'lmdb:FOLDER, esdb://USER:PASSWORD@HOST:PORT, esdb+discover://NAME:PORT or kurrentdb://...';
const SERVER = /^(esdb|kurrentdb)((?:\+discover)?):\/\/(.+)$/;

/**
 * What LNP_EVENTSTORE says: `lmdb:FOLDER` with a data folder, or the URL of an EventStoreDB or KurrentDB cluster. The latter two
 * speak the same protocol; the client knows the older name.
 *
 * @throws StoreAddressError
 */
export function parseStoreAddress(text: string): StoreAddress {
  const folder = /^lmdb:(?!\/\/)(.+)$/.exec(text)?.[1];
  if (folder !== undefined) return { kind: 'embedded', folder };
  const [, , discover, rest] = SERVER.exec(text) ?? [];
  if (rest !== undefined) return { kind: 'server', url: `esdb${discover}://${rest}` };
  throw new StoreAddressError(`no event store: expected ${FORMS}`);
}

/** For people: where it is, without credentials and options. */
export function describeStore(address: StoreAddress): string {
  if (address.kind === 'embedded') return `LMDB in ${dataParts(address.folder).store}`;
  return `EventStoreDB at ${address.url.replace(/^([a-z+]+:\/\/)(?:[^@/]*@)?([^/?]*).*$/, '$1$2')}`;
}

export interface OpenStoreOptions {
  /** Milliseconds since the epoch, for recordedAt. */
  readonly now: () => number;
  readonly log?: Pick<Log, 'warn' | 'error'>;
}

/** Opens the event store of a registry: the one place that knows which engines there are. Errors: those of the engines. */
export function openStore(address: StoreAddress, options: OpenStoreOptions): Promise<EventStore> {
  if (address.kind === 'server') return openEsdbStore({ url: address.url, codec: eventJsonCodec, ...options });
  return openLmdbStore({ folder: dataParts(address.folder).store, codec: eventCodec, ...options });
}
