export * from './outcome';
export * from './registry-client';
export * from './seed';
export { CommandError } from './shared/command-error';
export * from './world';
