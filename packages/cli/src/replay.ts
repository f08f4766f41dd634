import type { EventReader } from '@openlnp/event-store';

export interface Replayed {
  /** Events folded. */
  readonly events: number;
  /** Position of the last of them, -1 for none. */
  readonly position: bigint;
  /** When the last of them was recorded, milliseconds since the epoch; undefined for none. */
  readonly recordedAt: number | undefined;
  /** Number of the last download. */
  readonly downloads: number;
  /** Ported numbers. */
  readonly numbers: number;
  /** Digest of the routing table; takes time in proportion to it. */
  digest(): string;
}

export interface ReplayOptions {
  /** Position of the last event to fold; everything that is there without it. */
  readonly to?: bigint | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

const PAGE = 1_000;

/** Folds the log from zero, as the registry itself does at each start (law 7). */
export async function replay(store: EventReader, { to, onProgress }: ReplayOptions): Promise<Replayed> {
  // Loaded here: no other command needs the store and what folds it.
  const { START } = await import('@openlnp/event-store');
  const { TableProjection } = await import('@openlnp/service');
  const head = await store.head();
  const end = to === undefined || to > head ? head : to;
  const projection = new TableProjection();
  let events = 0;
  let position = START;
  let recordedAt: number | undefined;
  while (position < end) {
    const page = (await store.readAll(position, PAGE)).filter((event) => event.position <= end);
    const last = page.at(-1);
    if (last === undefined) break;
    for (const event of page) projection.apply(event);
    events += page.length;
    position = last.position;
    recordedAt = last.recordedAt;
    onProgress?.(Number(position) + 1, Number(end) + 1);
  }
  const { table, downloadNumber: downloads } = projection;
  return { events, position, recordedAt, downloads, numbers: table.size, digest: () => table.digest() };
}
