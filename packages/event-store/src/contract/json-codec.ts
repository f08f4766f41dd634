import type { EventCodec, EventJsonCodec, EventMetadata, RecordedEvent } from '../port';

/** For tests only: events as JSON, whatever their types. */
export const jsonCodec: EventCodec = {
  encode: (event) => Buffer.from(JSON.stringify(event), 'utf8'),
  decode: (bytes, position): RecordedEvent => ({
    ...(JSON.parse(Buffer.from(bytes).toString('utf8')) as Omit<RecordedEvent, 'position'>),
    position,
  }),
};

/** The same for engines that store JSON themselves. */
export const jsonTextCodec: EventJsonCodec = {
  encode: ({ data, metadata, recordedAt }) => ({
    data: JSON.stringify(data),
    metadata: JSON.stringify({ contract: metadata, recordedAt }),
  }),
  decode: ({ data, metadata, ...stored }) => {
    const { contract, recordedAt } = (metadata ?? {}) as { contract?: EventMetadata; recordedAt?: number };
    if (contract === undefined || recordedAt === undefined) return undefined;
    return { ...stored, data: data as object, metadata: contract, recordedAt };
  },
};
