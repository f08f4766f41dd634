export * from './registry-client';
export * from './seed';
export * from './world';
