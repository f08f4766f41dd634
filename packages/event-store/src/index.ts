export * from './errors';
export { type LmdbStoreOptions, openLmdbStore, type StoreLog } from './lmdb/store';
export * from './port';
