export * from './calendar';
export * from './region';
