export * from './deps';
export * from './doubles';
export * from './watch';
export * from './world';
