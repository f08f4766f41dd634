import type { EventStore, RecordedEvent } from '@openlnp/event-store';
import type { Tn } from '@openlnp/numbering';
import { logOf } from '../../../../packages/service/src/testing';
import { tnStream } from '../numbers';
import { typesOf } from './owner';

export const FIRST = 3035550000;
export const tnAt = (place: number): Tn => (FIRST + place) as Tn;
export const streamAt = (place: number): string => tnStream(tnAt(place));
export const rangeOf = (count: number): string => `${FIRST}-${String(count - 1).padStart(4, '0')}`;

export const jobsOf = async (store: EventStore): Promise<RecordedEvent[]> =>
  (await logOf(store)).filter(({ type }) => type.startsWith('Range'));
export const typesAt = (store: EventStore, places: readonly number[]) =>
  Promise.all(places.map((place) => typesOf(store, streamAt(place))));
