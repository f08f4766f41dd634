export * from './door';
export { DEFAULT_OPTIONS, type DoorOptions } from './options';
export type * from './ports';
