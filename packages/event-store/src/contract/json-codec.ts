import type { EventCodec, RecordedEvent } from '../port';

/** For tests only: events as JSON, whatever their types. */
export const jsonCodec: EventCodec = {
  encode: (event) => Buffer.from(JSON.stringify(event), 'utf8'),
  decode: (bytes, position): RecordedEvent => ({
    ...(JSON.parse(Buffer.from(bytes).toString('utf8')) as Omit<RecordedEvent, 'position'>),
    position,
  }),
};
