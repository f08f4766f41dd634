export * from './embedded';
export * from './errors';
export * from './kafka';
export { MAX_RECORD_BYTES } from './limits';
export * from './port';
