export * from './errors';
export { type CopyOptions, copyLmdbFolder } from './lmdb/copy';
export { type EventReader, type LmdbReaderOptions, openLmdbReader } from './lmdb/reader';
export { type LmdbStoreOptions, openLmdbStore, type StoreLog } from './lmdb/store';
export * from './port';
