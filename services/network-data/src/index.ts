export * from './network-data';
