import type { EventReader, EventStore } from '@openlnp/event-store';
import { CommandError, wrongUse } from './shared/command-error';

const REACH = 'see that the server runs, and that the URL names it';

/** What the stores say, as this program's errors: what a person can do about it is with them. */
const KNOWN: Readonly<Record<string, string>> = {
  no_store: 'set LNP_DATA to the data folder of a registry, or name another store',
  unknown_format: 'name the data folder of a registry of this version',
  store_corrupt: 'restore the folder from a backup',
  disk_full: 'make room on that disk and run it again',
  event_store_unavailable: REACH,
  event_store_unauthorized: 'put the credentials into the URL',
  event_store_failed: REACH,
  invalid_event_store_url: 'put special characters of the password percent-encoded',
};

/** A store's own error as this program's; others as they are. */
export function storeError(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || KNOWN[code] === undefined) return error;
  return new CommandError(code, String(message), { next: KNOWN[code] });
}

/** What LNP_EVENTSTORE or an option says. Throws CommandError invalid_event_store. */
export async function storeAddress(text: string) {
  const { parseStoreAddress } = await import('@openlnp/service');
  try {
    return parseStoreAddress(text);
  } catch (error) {
    throw wrongUse('invalid_event_store', (error as Error).message, 'lnp copy --help shows the forms');
  }
}

export type StoreAddress = Awaited<ReturnType<typeof storeAddress>>;

/** A store to read from: the embedded one beside whoever writes to it, and it must be there. Errors as storeError's. */
export async function openToRead(address: StoreAddress): Promise<EventReader> {
  const [{ openLmdbReader }, { eventCodec }, { dataParts, openStore }] = await Promise.all([
    import('@openlnp/event-store'),
    import('@openlnp/messages'),
    import('@openlnp/service'),
  ]);
  try {
    if (address.kind === 'server') return await openStore(address, { now: () => 0 });
    return await openLmdbReader({ folder: dataParts(address.folder).store, codec: eventCodec });
  } catch (error) {
    throw storeError(error);
  }
}

/** A store to append to. `now` is asked once for each append. Errors as storeError's. */
export async function openToAppend(address: StoreAddress, now: () => number): Promise<EventStore> {
  const { openStore } = await import('@openlnp/service');
  try {
    return await openStore(address, { now });
  } catch (error) {
    throw storeError(error);
  }
}
