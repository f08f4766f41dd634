export * from './http/ports';
export { hashToken } from './identity';
export * from './intake';
