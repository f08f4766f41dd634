export * from './carrier';
export * from './registry-process';
export * from './simulated-lsms';
