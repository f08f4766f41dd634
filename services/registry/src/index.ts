export { startOneProcess } from './one-process';
export * from './service-names';
export * from './start-service';
