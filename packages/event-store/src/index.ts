export * from './errors';
export { EventStoreError, type EventStoreErrorCode } from './esdb/errors';
export { openEsdbStore } from './esdb/open';
export type { EsdbStoreOptions } from './esdb/store';
export { type CopyOptions, copyLmdbFolder } from './lmdb/copy';
export { type EventReader, type LmdbReaderOptions, openLmdbReader } from './lmdb/reader';
export { type LmdbStoreOptions, openLmdbStore, type StoreLog } from './lmdb/store';
export * from './port';
