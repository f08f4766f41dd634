export * from './queries';
export * from './routing';
